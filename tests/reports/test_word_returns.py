"""Paragraphs that were added, deleted, moved, joined or torn in a returned Word file."""

import copy

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from accounts.errors import Invalid
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import paragraphs_of, record_next_tasks, write_section
from blocs.states import NarrativeSection, RevisionCause
from reports.render.pdf import paper_html
from reports.render.word.reading import read_words
from reports.selectors.stored import stored_paper
from reports.selectors.word_returns import MOST_NEW, Returned, read_return
from reports.services import keep_word_form
from reports.states import PrintedList
from tests.factories import make_province
from tests.reports.issuing import ready_draft
from tests.reports.narrating import REVENUE, make_year, revenue, say
from tests.reports.word_copies import Copy, typed, words_of
from tests.reports.word_files import form

pytestmark = pytest.mark.django_db
POLITICAL, ADVANTAGES = NarrativeSection.POLITICAL_TASKS, NarrativeSection.ADVANTAGES


class Sent(Copy):
    """A copy that is compared with its paper when it comes back."""

    def __init__(self, season, document) -> None:
        super().__init__(document)
        self.season, self.document = season, document

    def returned(self) -> Returned:
        return read_return(self.document, self.season, read_words(self.data))


def section_of(returned: Returned, section: NarrativeSection) -> list[str]:
    """Return a section as it would be, a text with its agency's code before it."""
    (one,) = [one for one in returned.sections if one.held.section is section]
    return [f"{row.agency}: {row.text}" if row.agency else row.text for row in one.paragraphs]


def whys(returned: Returned) -> list[tuple[str, str, str]]:
    return [(one.before, one.after, one.why) for one in returned.left]


@pytest.fixture
def year():
    """Return a year whose report says things with and without figures, and lists two tasks."""
    season, members = make_year()
    revenue(season, members[0])
    key = REVENUE.format(members[0].code)
    say(season, "Câu thứ nhất.", f"Thu đạt {{10.500 tỷ đồng|{key}}}, vượt dự toán.", "Câu thứ ba.")
    say(season, "Được tỉnh quan tâm.", "Các đơn vị đoàn kết.", section=ADVANTAGES)
    record_next_tasks(season_id=season.pk, specs=["Việc A", "Việc B"], actor=None)
    return season, members, key


@pytest.fixture
def word(year):
    season, _, _ = year
    return Sent(season, ready_draft(season))


def test_an_unchanged_copy_takes_lists_and_touches_nothing(word):
    assert word.returned() == Returned()


@pytest.fixture
def in_own_form(year):
    """Return a copy of a report that is made with the province's own form."""
    season, _, _ = year
    season.bloc.province = make_province()
    season.bloc.save()
    document = ready_draft(season)
    keep_word_form(
        province_id=season.bloc.province_id,
        kind=document.kind,
        name="mau.docx",
        data=form("MẪU RIÊNG CỦA TỈNH", "{{ noi_dung }}", "Trân trọng."),
        actor=None,
    )
    return Sent(season, document)


def test_what_the_provinces_own_form_prints_is_no_new_paragraph(in_own_form):
    assert in_own_form.paragraph("MẪU RIÊNG CỦA TỈNH") is not None
    assert in_own_form.returned() == Returned()

    in_own_form.add("Một đoạn mới.", after="Được tỉnh")
    returned = in_own_form.returned()

    assert section_of(returned, ADVANTAGES)[1] == "Một đoạn mới."
    assert len(returned.sections) == 1
    assert returned.left == []


def test_what_was_edited_of_the_provinces_own_form_is_no_new_paragraph_either(in_own_form):
    in_own_form.retype("MẪU RIÊNG CỦA TỈNH", "MẪU RIÊNG CỦA TỈNH TÂY NINH")
    in_own_form.retype("Trân trọng.", "Xin trân trọng cảm ơn.")
    in_own_form.add("Một đoạn mới.", after="Được tỉnh")

    returned = in_own_form.returned()

    assert section_of(returned, ADVANTAGES)[1] == "Một đoạn mới."
    assert len(returned.sections) == 1
    head, *others = returned.left
    assert (head.before, head.after) == ("MẪU RIÊNG CỦA TỈNH", "MẪU RIÊNG CỦA TỈNH TÂY NINH")
    assert "chữ cố định của mẫu Word" in head.why
    assert (returned.lists, returned.touches_form) == ([], True)
    assert [one.after for one in others] == ["Xin trân trọng cảm ơn."]


def test_a_paragraph_between_two_of_a_section_is_added_there(word):
    word.add("Một đoạn mới.", after="Được tỉnh")

    returned = word.returned()

    assert section_of(returned, ADVANTAGES) == [
        "Được tỉnh quan tâm.",
        "Một đoạn mới.",
        "Các đơn vị đoàn kết.",
    ]
    assert (returned.left, returned.numbers, returned.adds) == ([], [], True)


def test_paragraphs_at_both_ends_of_a_section_belong_to_it(word):
    word.add("- Mở đầu.", before="Được tỉnh")  # the paper prints the dash
    word.add("Kết thúc.", after="đoàn kết")

    assert section_of(word.returned(), ADVANTAGES) == [
        "Mở đầu.",
        "Được tỉnh quan tâm.",
        "Các đơn vị đoàn kết.",
        "Kết thúc.",
    ]


def test_what_was_typed_is_words_and_no_markup_of_ours(word):
    word.add("Có {{ ten }} và {9|a.b} \\ <b>x</b>.", after="đoàn kết")

    returned = word.returned()
    stored = section_of(returned, ADVANTAGES)[-1]
    write_section(
        season_id=word.season.pk,
        section=ADVANTAGES,
        paragraphs=[Paragraph(stored)],
        seen=mark_of(paragraphs_of(word.season, ADVANTAGES)),
        cause=RevisionCause.EDITED,
        actor=None,
    )
    again = ready_draft(word.season)

    assert stored == "Có \\{\\{ ten \\}\\} và \\{9|a.b\\} \\\\ <b>x</b>."
    printed = "Có {{ ten }} và {9|a.b} \\ &lt;b&gt;x&lt;/b&gt;."
    assert printed in paper_html(*stored_paper(again))


def test_a_paragraph_outside_every_section_is_listed(word):
    word.add("Lời của người khác.", after="Nơi nhận:")

    returned = word.returned()

    assert whys(returned) == [("", "Lời của người khác.", "đoạn mới nằm trong bảng hoặc khung vẽ")]
    assert returned.sections == []


def test_a_task_added_to_the_numbered_ones_is_not_taken_and_its_list_is_named(word):
    word.add("3. Việc C", after="2. Việc B")

    returned = word.returned()

    assert whys(returned) == [("", "3. Việc C", "đoạn mới đứng ngoài các mục lời văn")]
    assert returned.lists == [PrintedList.TASKS]


def test_a_number_changed_in_a_list_names_the_list(word):
    word.retype("2. Việc B", "5. Việc B")

    returned = word.returned()

    assert [(one.before, one.after) for one in returned.numbers] == [("2", "5")]
    assert (returned.left, returned.lists) == ([], [PrintedList.TASKS])


@pytest.mark.parametrize(
    ("typed", "numbers", "lists"),
    [
        ("Quý 4 thu 11.000 tỷ đồng.", [("10.500", "11.000")], [PrintedList.INDICATORS]),
        ("Quý 3 thu 10.500 tỷ đồng.", [("4", "3")], []),
    ],
)
def test_a_figure_typed_over_names_the_list_that_it_comes_from(year, typed, numbers, lists):
    season, _, key = year
    say(season, f"Quý 4 thu {{10.500 tỷ đồng|{key}}}.")
    word = Sent(season, ready_draft(season))
    word.retype("Quý 4 thu", typed)

    returned = word.returned()

    assert [(one.before, one.after) for one in returned.numbers] == numbers
    assert (returned.sections, returned.left, returned.lists) == ([], [], lists)


def test_a_deleted_paragraph_goes_and_its_figures_are_told(word, year):
    word.delete("Thu đạt")

    returned = word.returned()

    (one,) = returned.sections
    assert section_of(returned, POLITICAL) == ["Câu thứ nhất.", "Câu thứ ba."]
    assert [(figure.shown, figure.key) for figure in one.lost] == [("10.500 tỷ đồng", year[2])]
    assert [row.change.kind.value for row in one.comparison.rows] == ["kept", "removed", "kept"]


def test_a_paragraph_struck_out_by_tracked_changes_is_deleted(word):
    one = word.paragraph("đoàn kết")
    struck = OxmlElement("w:del")
    struck.extend(one.findall(qn("w:r")))
    one.append(struck)

    assert section_of(word.returned(), ADVANTAGES) == ["Được tỉnh quan tâm."]


def test_a_deleted_line_of_a_list_is_listed_with_where_to_change_it(word):
    word.delete("1. Việc A")

    returned = word.returned()

    assert [(one.before, one.after) for one in returned.left] == [("1. Việc A", "")]
    assert (returned.sections, returned.lists) == ([], [PrintedList.TASKS])


def test_a_paragraph_moved_into_another_section_takes_its_figures_along(word, year):
    word.move("Thu đạt", after="Được tỉnh")

    returned = word.returned()

    assert section_of(returned, POLITICAL) == ["Câu thứ nhất.", "Câu thứ ba."]
    assert section_of(returned, ADVANTAGES)[1] == (
        f"Thu đạt {{10.500 tỷ đồng|{year[2]}}}, vượt dự toán."
    )


def test_a_paragraph_moved_out_of_every_section_stays_and_is_listed(word):
    word.move("Thu đạt", after="2. Việc B")

    returned = word.returned()

    assert returned.sections == []
    ((before, _, why),) = whys(returned)
    assert before.startswith("Thu đạt")
    assert why == "chuyển ra ngoài các mục lời văn nên giữ ở chỗ cũ"


def test_a_paragraph_cut_out_and_pasted_without_its_mark_keeps_its_figures(word, year):
    gone = word.delete("Thu đạt")
    word.add(words_of(gone), after="Câu thứ ba.")

    assert section_of(word.returned(), POLITICAL)[-1] == (
        f"Thu đạt {{10.500 tỷ đồng|{year[2]}}}, vượt dự toán."
    )


def test_two_paragraphs_made_one_keep_their_figures(word, year):
    word.join("Câu thứ nhất.", "Thu đạt")

    returned = word.returned()

    assert section_of(returned, POLITICAL) == [
        f"Câu thứ nhất. Thu đạt {{10.500 tỷ đồng|{year[2]}}}, vượt dự toán.",
        "Câu thứ ba.",
    ]
    assert (returned.left, returned.numbers) == ([], [])


def test_paragraphs_of_two_sections_made_one_are_listed_and_both_stay(word):
    word.join("đoàn kết", "Thu đạt")

    returned = word.returned()

    assert returned.sections == []
    assert [one.why for one in returned.left] == [
        "nối với đoạn của mục khác hoặc đoạn do phần mềm in nên không nhận"
    ]


def test_a_paragraph_torn_in_two_keeps_its_figure_in_its_part(word, year):
    word.tear("Thu đạt", at="vượt dự toán.")

    returned = word.returned()

    assert section_of(returned, POLITICAL)[1] == (
        f"Thu đạt {{10.500 tỷ đồng|{year[2]}}},\nvượt dự toán."
    )
    assert (returned.left, returned.numbers) == ([], [])


def test_what_stands_behind_a_refused_paragraph_is_not_taken(word):
    word.retype("Thu đạt", "Thu đạt khá.")
    word.add("Cụ thể là 10.500 tỷ đồng.", after="Thu đạt khá.")

    returned = word.returned()

    assert returned.sections == []
    assert [one.why for one in returned.left] == [
        "thêm, bớt hoặc đổi chỗ số liệu nên không nhận cả đoạn",
        "đứng liền sau đoạn không nhận được nên không nhận",
    ]


def test_a_paragraph_pasted_into_a_refused_one_is_not_lost(word):
    words = words_of(word.delete("Thu đạt"))
    word.retype("Câu thứ nhất.", f"Câu thứ nhất. {words}")

    returned = word.returned()

    assert returned.sections == []
    assert [one.why for one in returned.left] == [
        "thêm, bớt hoặc đổi chỗ số liệu nên không nhận cả đoạn",
        "đã nối vào đoạn không nhận được nên giữ nguyên",
    ]


def test_words_typed_before_a_paragraph_with_its_mark_are_a_paragraph_of_their_own(word):
    one = word.paragraph("đoàn kết")
    words = words_of(one)
    word.retype("đoàn kết", "Gõ trước.")
    one.addnext(typed(words))

    assert section_of(word.returned(), ADVANTAGES) == [
        "Được tỉnh quan tâm.",
        "Gõ trước.",
        "Các đơn vị đoàn kết.",
    ]


def test_words_that_name_a_member_are_that_members(word, year):
    season, members, _ = year
    name = season.memberships.get(agency=members[1]).name
    word.add(f"- {name}: Đạt kết quả tốt.", after="Câu thứ ba.")

    assert section_of(word.returned(), POLITICAL)[-1] == f"{members[1].code}: Đạt kết quả tốt."


def test_a_paragraph_that_is_too_long_is_listed_and_shown_short(word):
    word.add("dài " * 1300, after="đoàn kết")

    returned = word.returned()

    (left,) = returned.left
    assert "dài quá 5000 ký tự" in left.why
    assert len(left.after) < 700
    assert returned.sections == []


def test_hundreds_of_paragraphs_fill_the_section_and_the_rest_is_listed(word):
    for number in range(400):
        word.add(f"Đoạn {number}.", after="đoàn kết")

    returned = word.returned()

    assert len(section_of(returned, ADVANTAGES)) == 100
    assert {one.why for one in returned.left} == {"mục đã có đủ 100 đoạn: Thuận lợi"}
    assert (len(returned.left), returned.more) == (200, 102)


def test_a_file_with_far_more_paragraphs_than_the_paper_is_refused(word):
    beside = word.paragraph("đoàn kết")
    for _ in range(MOST_NEW + 1):
        beside.addnext(typed("x"))

    with pytest.raises(Invalid, match="nhiều hơn văn bản trên 1000 đoạn"):
        word.returned()


def test_words_in_a_drawn_box_are_told_once_and_not_taken(word):
    box = OxmlElement("w:txbxContent")
    box.append(typed("Chữ trong khung."))
    word.paragraph("đoàn kết").append(box)

    returned = word.returned()

    assert whys(returned) == [("", "Chữ trong khung.", "đoạn mới nằm trong bảng hoặc khung vẽ")]
    assert returned.sections == []


def test_a_row_added_to_a_table_is_listed(word):
    row = word.paragraph("Nơi nhận:").getparent().getparent()
    more = copy.deepcopy(row)
    for mark in list(more.iter(qn("w:bookmarkStart"))):
        mark.getparent().remove(mark)
    row.addnext(more)

    assert {one.why for one in word.returned().left} == {"đoạn mới nằm trong bảng hoặc khung vẽ"}
