"""Lists that papers number, and papers of several agencies' words, edited in Word."""

import pytest

from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import last_move, paragraphs_of
from blocs.states import AGENCY_SECTIONS, NarrativeSection, Stage
from reports.render.word.reading import read_words
from reports.rules.paper_sections import OWN_SECTIONS
from reports.selectors.word_returns import Returned, read_return
from reports.services.narrative import edit_section
from reports.states import DocumentKind
from tests.factories import make_award_type, make_proposal
from tests.reports.issuing import ready_draft
from tests.reports.test_word_returns import Sent, section_of, whys
from tests.reports.whole_season import fresh, make_whole_season
from tests.reports.word_copies import words_of

pytestmark = pytest.mark.django_db
TASKS, PLEDGE = NarrativeSection.COVENANT_TASKS, NarrativeSection.COVENANT_PLEDGE
LEFT = NarrativeSection.SECOND_HALF
TYPED = ("Kinh tế tăng 8%.", "2. Thu 10 tỷ đồng.\nChi:", "- lương;\n- đầu tư.", "Cuối./.")


def edit(season, section, *texts):
    rows = [one if isinstance(one, Paragraph) else Paragraph(one) for one in texts]
    edit_section(
        season_id=season.pk,
        section=section,
        paragraphs=rows,
        seen=mark_of(paragraphs_of(season, section)),
        since=last_move(season),
        actor=None,
    )


@pytest.fixture
def word():
    """Return a covenant whose tasks are numbered 1 to 4, with two lines below the third."""
    season = make_whole_season()
    edit(season, TASKS, *TYPED)
    return Sent(season, ready_draft(season, DocumentKind.COVENANT))


def test_an_unchanged_list_changes_nothing(word):
    assert word.returned() == Returned()


def test_a_line_in_the_middle_is_taken_and_the_new_numbers_are_not(word):
    word.add("2. Chen giữa.", after="Kinh tế tăng")
    word.retype("Thu 10", "3. Thu 10 tỷ đồng.")
    word.retype("Chi:", "4. Chi:")
    word.retype("Cuối.", "5. Cuối.")

    returned = word.returned()

    assert section_of(returned, TASKS) == [TYPED[0], "Chen giữa.", *TYPED[1:]]
    assert (returned.numbers, returned.left) == ([], [])


def test_a_line_below_stays_below_and_a_numbered_one_behind_it_loses_its_number(word):
    word.add("- ý con.", after="Kinh tế tăng")
    word.add("4. Sau cùng.", after="đầu tư")

    found = section_of(word.returned(), TASKS)

    assert found == [TYPED[0], "- ý con.", TYPED[1], TYPED[2], "Sau cùng.", TYPED[3]]


def test_a_moved_and_renumbered_line_is_taken(word):
    word.move("Cuối.", after="Kinh tế tăng")
    word.retype("Cuối.", "2. Cuối.")
    word.retype("Thu 10", "3. Thu 10 tỷ đồng.")
    word.retype("Chi:", "4. Chi:")

    returned = word.returned()

    assert section_of(returned, TASKS) == [TYPED[0], TYPED[3], *TYPED[1:3]]
    assert (returned.numbers, returned.left) == ([], [])


@pytest.mark.parametrize("number", ["", "2. "])
def test_lines_made_one_are_taken_with_or_without_the_second_number(word, number):
    word.join("Kinh tế tăng", "Thu 10")
    word.retype("Kinh tế tăng", f"1. Kinh tế tăng 8%. {number}Thu 10 tỷ đồng.")

    returned = word.returned()

    assert section_of(returned, TASKS)[0] == f"Kinh tế tăng 8%. {number}Thu 10 tỷ đồng."
    assert (returned.numbers, returned.left) == ([], [])


def test_a_line_torn_in_two_may_get_another_number(word):
    word.tear("Thu 10", "10")
    word.retype("10 tỷ", "3. 10 tỷ đồng.")

    returned = word.returned()

    assert section_of(returned, TASKS)[1] == "Thu\n10 tỷ đồng.\nChi:"
    assert (returned.numbers, returned.left) == ([], [])


def test_a_figure_of_a_list_is_listed_and_its_words_are_taken(word):
    word.retype("Thu 10", "2. Thu đủ 12 tỷ đồng.")

    returned = word.returned()

    assert section_of(returned, TASKS)[1] == "Thu đủ 10 tỷ đồng.\nChi:"
    assert [(one.before, one.after) for one in returned.numbers] == [("10", "12")]


def test_standard_words_that_are_deleted_are_told_to_stay(word):
    word.delete("cam kết thực hiện nghiêm túc")

    returned = word.returned()

    assert returned.sections == []
    why = "mục không còn lời riêng thì văn bản vẫn in lời có sẵn"
    assert whys(returned) == [("Mục Giao ước năm 2023: cam kết", "", why)]


def test_own_words_that_are_deleted_go_and_the_standard_ones_are_told_to_come_back(word):
    edit(word.season, PLEDGE, "Cam kết riêng.")
    sent = Sent(word.season, ready_draft(word.season, DocumentKind.COVENANT))
    sent.delete("Cam kết riêng.")

    returned = sent.returned()

    assert section_of(returned, PLEDGE) == []
    assert [one.before for one in returned.left] == ["Mục Giao ước năm 2023: cam kết"]


def test_tasks_with_dashes_that_the_paper_numbers_keep_them():
    season = make_whole_season()
    type(season).objects.filter(pk=season.pk).update(stage=Stage.MID_REVIEW.value)
    season.refresh_from_db()
    edit(season, LEFT, "- Một;\n- Hai.")
    sent = Sent(season, ready_draft(season, DocumentKind.MID_REVIEW))
    sent.add("2. Giữa;", after="1. Một;")
    sent.retype("2. Hai", "3. Hai.")

    assert section_of(sent.returned(), LEFT) == ["- Một;\n- Giữa;\n- Hai."]


@pytest.fixture
def two():
    """Return a season with the words of two agencies in turn, and the agencies."""
    season = make_whole_season()
    agencies = [row.agency for row in season.memberships.order_by("position")[:2]]
    for agency in agencies:
        make_proposal(season, agency, award_type=make_award_type(), state="agreed")
    first, second = (one.code for one in agencies)
    rows = [("A1.", first), ("B1.", second), ("A2.\nA3.", first), ("B2.", second)]
    edit(season, NarrativeSection.PARTY_BUILDING, *(Paragraph(*row) for row in rows))
    return season, first, second


def sent_of(season, code):
    proposal = season.proposals.filter(agency__code=code, award_type__isnull=False).last()
    document = ready_draft(season, DocumentKind.ACHIEVEMENT, str(proposal.pk))
    return Sent(fresh(season), document)


def test_an_unchanged_report_of_one_agency_moves_no_other_s_words(two):
    season, *codes = two

    for code in codes:
        sent = sent_of(season, code)
        assert read_return(sent.document, sent.season, read_words(sent.data)) == Returned()


@pytest.mark.parametrize(
    ("act", "after"),
    [
        (lambda sent: sent.retype("A2.", "- A2 thêm."), "A1. B1. A2 thêm.\nA3. B2."),
        (lambda sent: sent.add("- A4.", after="A3."), "A1. B1. A2.\nA3. A4. B2."),
        (lambda sent: sent.add("- A0.", before="A1."), "A0. B1. A1. A2.\nA3. B2."),
        (lambda sent: sent.delete("A1."), "A2.\nA3. B1. B2."),
        (lambda sent: [sent.delete(one) for one in ("A1.", "A2.", "A3.")], "B1. B2."),
    ],
    ids=["retyped", "last", "first", "deleted", "all-deleted"],
)
def test_the_other_agency_s_words_stay_where_they_are(two, act, after):
    season, first, second = two
    sent = sent_of(season, first)

    act(sent)

    (changed,) = sent.returned().sections
    assert " ".join(one.text for one in changed.paragraphs) == after
    assert {(one.text[0], one.agency) for one in changed.paragraphs} <= {
        ("A", first),
        ("B", second),
    }


# What papers set otherwise than it was typed: ends, numbers, dashes, bold.
HARD = ("**Đậm** một 5%;", "7. Hai.\n- ba;\n- bốn./.", "a) việc phụ", "Cuối **đậm.**")
STAGES = {DocumentKind.MID_REVIEW: Stage.MID_REVIEW, DocumentKind.REMINDER: Stage.REGISTRATION}


@pytest.mark.parametrize("kind", sorted(set(OWN_SECTIONS) - {DocumentKind.SUMMARY_REPORT}))
def test_words_that_papers_set_otherwise_come_back_as_they_were_typed(kind):
    season = make_whole_season()
    agency = season.memberships.order_by("position").first().agency
    proposal = make_proposal(season, agency, award_type=make_award_type(), state="agreed")
    for section in OWN_SECTIONS[kind]:
        code = agency.code if section in AGENCY_SECTIONS else ""
        edit(season, section, *(Paragraph(one, code) for one in HARD))
    stage = STAGES.get(kind, Stage(season.stage))
    type(season).objects.filter(pk=season.pk).update(stage=stage.value)
    keys = {DocumentKind.INVITATION: "1", DocumentKind.ACHIEVEMENT: str(proposal.pk)}
    document = ready_draft(fresh(season), kind, keys.get(kind, ""))
    sent = Sent(fresh(season), document)
    assert sent.returned() == Returned()

    for typed in ("Hai", "bốn", "việc phụ"):
        words = words_of(sent.paragraph(typed))
        sent.retype(words, words.replace(typed, f"{typed} thêm"))

    changed = sent.returned().sections
    assert [one.held.section for one in changed] == list(OWN_SECTIONS[kind][:1])
    found = "\n".join(one.text for one in changed[0].paragraphs)
    assert found.count(" thêm") == 3
    assert without_number(found) == without_number("\n".join(HARD))


def without_number(text):
    """Leave out what was typed in Word, and the number that goes with a changed line of a list."""
    return text.replace(" thêm", "").replace("7. ", "")
