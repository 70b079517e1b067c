"""Two states of a section beside each other: no word of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

from blocs.rules.narrative import (
    Difference,
    Paragraph,
    Stretch,
    mark_of,
    section_changes,
    word_changes,
)

KEPT, ADDED, REMOVED = Difference.KEPT, Difference.ADDED, Difference.REMOVED
TEXTS = st.lists(st.sampled_from(["một", "hai", " ", "\n", "ba  ", "{1|a}", "<b>"]), max_size=12)
TEXTS = TEXTS.map("".join)
SECTIONS = st.lists(st.builds(Paragraph, TEXTS, st.sampled_from(["", "so-a", "so-b"])), max_size=6)


def test_words_that_changed_stand_between_those_that_stayed():
    assert word_changes("Thu gần 9 tỷ đồng.", "Thu trên 9 tỷ đồng.") == (
        Stretch(KEPT, "Thu "),
        Stretch(REMOVED, "gần "),
        Stretch(ADDED, "trên "),
        Stretch(KEPT, "9 tỷ đồng."),
    )


@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_texts_whole(old, new):
    changes = word_changes(old, new)

    assert "".join(one.text for one in changes if one.kind is not ADDED) == old
    assert "".join(one.text for one in changes if one.kind is not REMOVED) == new


@given(SECTIONS, SECTIONS)
def test_a_comparison_of_sections_holds_every_paragraph(old, new):
    changes = section_changes(old, new)

    def texts(left_out):
        rows = [one for one in changes if one.kind is not left_out]
        return ["".join(x.text for x in row.stretches if x.kind is not left_out) for row in rows]

    assert texts(ADDED) == [one.text for one in old]
    assert texts(REMOVED) == [one.text for one in new]
    assert any(row.is_changed for row in changes) == (old != new)


def test_a_paragraph_that_speaks_of_another_agency_has_changed():
    (row,) = section_changes([Paragraph("Như cũ.", "so-a")], [Paragraph("Như cũ.", "so-b")])

    assert (row.agency, row.was_agency, row.is_changed) == ("so-b", "so-a", True)


def test_a_paragraph_put_in_front_leaves_the_others_as_they_are():
    old = [Paragraph("Một."), Paragraph("Hai.")]

    changes = section_changes(old, [Paragraph("Mới."), *old])

    assert [(row.kind, row.is_changed) for row in changes] == [
        (ADDED, True),
        (KEPT, False),
        (KEPT, False),
    ]


def test_a_paragraph_put_before_a_changed_one_is_not_taken_for_it():
    old = [Paragraph("Giữ vững kỷ cương hành chính."), Paragraph("Thực hiện tốt an sinh xã hội.")]
    new = [
        Paragraph("Phòng, chống thiên tai, dịch bệnh."),
        old[0],
        Paragraph("Ủng hộ người nghèo."),
    ]
    new.append(Paragraph("Thực hiện thật tốt an sinh xã hội."))

    changes = section_changes(old, new)

    assert [(row.kind, row.is_changed) for row in changes] == [
        (ADDED, True),
        (KEPT, False),
        (ADDED, True),
        (KEPT, True),
    ]


@given(st.lists(st.builds(Paragraph, TEXTS), min_size=20, max_size=25), SECTIONS)
def test_a_long_comparison_holds_every_paragraph_too(old, new):
    changes = section_changes(old, [*new, *reversed(old)])

    went = [row for row in changes if row.kind is not ADDED]
    assert [
        "".join(one.text for one in row.stretches if one.kind is not ADDED) for row in went
    ] == [one.text for one in old]


@given(SECTIONS, SECTIONS)
def test_the_mark_tells_states_apart(old, new):
    assert (mark_of(old) == mark_of(new)) == (old == new)
