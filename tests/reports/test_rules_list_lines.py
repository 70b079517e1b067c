"""Lists of papers: numbered once, closed once, whatever people typed around their words."""

import pytest

from reports.rules.list_lines import closed, ended, numbered, unclosed, without_number

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (["Một.", "Hai."], ("1. Một.", "2. Hai.")),
        (["Một."], ("Một.",)),
        (["1. Một.", "2. Hai.", "Ba."], ("1. Một.", "2. Hai.", "3. Ba.")),
        (["2. Một."], ("Một.",)),
        (["Kinh tế:", "- Thu;", "Xã hội."], ("1. Kinh tế:", "- Thu;", "2. Xã hội.")),
        (["Một:", "1.1. Hai;", "a) Ba.", "+ Bốn."], ("Một:", "1.1. Hai;", "a) Ba.", "+ Bốn.")),
        (["- Một;", "- Hai."], ("- Một;", "- Hai.")),
        (["5.000 tỷ đồng.", "2022. Năm."], ("1. 5.000 tỷ đồng.", "2. 2022. Năm.")),
        ([], ()),
    ],
)  # fmt: skip
def test_a_list_is_numbered_once(typed, printed):
    assert numbered(typed) == printed


@pytest.mark.parametrize(
    "typed",
    ["1. Việc", "1) Việc", "(1) Việc", "12. Việc", "I. Việc", "IV. Việc", "XIX) Việc"],
)
def test_a_number_that_people_gave_a_line_gives_way_to_the_papers(typed):
    assert numbered([typed, "Hai"]) == ("1. Việc", "2. Hai")


@pytest.mark.parametrize("typed", ["**1. Việc** lớn", "**II. Việc** lớn", "**(1)** **Việc** lớn"])
def test_so_does_one_in_bold_and_the_words_stay_in_bold(typed):
    assert numbered([typed, "Hai"]) == ("1. **Việc** lớn", "2. Hai")


@pytest.mark.parametrize(
    "words",
    [
        "3. 4 triệu đồng",
        "7. ;",
        "100. 000 tấn",
        "30. 4 là ngày lễ",
        "3. **4 triệu** đồng",
        "3. {4 triệu|chi-tieu.a} đồng",
        "V. I. Lênin đã dạy",
        "VIP. Khách mời",
        "Vi. Việc",
        "2022. Năm",
        "5.000 tỷ đồng",
        "(2022) Năm",
    ],
)
def test_a_number_that_may_be_of_the_sentence_stays(words):
    assert without_number(words) == words
    assert numbered([words], least=1) == (f"1. {words}",)


def test_a_bracket_tells_a_number_of_a_list_from_one_of_the_sentence():
    assert numbered(["1) 5 việc", "(2) 7 việc"]) == ("1. 5 việc", "2. 7 việc")


@pytest.mark.parametrize("typed", ["Một", "Một.", "Một;", "Một./.", "Một. ; ", "Một./.;"])
def test_whatever_closes_a_line_is_left_out(typed):
    assert unclosed(typed) == "Một"


def test_a_line_that_ends_in_bold_is_closed_behind_it():
    assert closed(["**Một.**", "Hai **ba./.**"]) == ("**Một**;", "Hai **ba**.")


def test_a_list_is_closed_once_and_what_leads_to_others_keeps_its_colon():
    lines = ["Kinh tế:", "Thu./.", ".", "**Chi:**", "Nợ;"]

    assert closed(lines) == ("Kinh tế:", "Thu;", "**Chi:**", "Nợ.")


@pytest.mark.parametrize(
    ("typed", "within", "at_last"),
    [
        ("Thu, chi, v.v...", "Thu, chi, v.v...;", "Thu, chi, v.v..."),
        ("Thu, chi, v.v…", "Thu, chi, v.v…;", "Thu, chi, v.v…"),
        ("Thu, chi, v.v.", "Thu, chi, v.v.;", "Thu, chi, v.v."),
        ("**Thu, v.v.**", "**Thu, v.v.**;", "**Thu, v.v.**"),
        ("Thu, chi...", "Thu, chi...;", "Thu, chi..."),
        ("Trang www.x.vn/", "Trang www.x.vn/;", "Trang www.x.vn/."),
        ("Trang www.x.vn/.", "Trang www.x.vn/;", "Trang www.x.vn/."),
        ("Tổng hợp:", "Tổng hợp:", "Tổng hợp:"),
        ("**Tổng hợp:**", "**Tổng hợp:**", "**Tổng hợp:**"),
        ("Giá trị **", "Giá trị **;", "Giá trị **."),
        ("**Thu** và **chi.**", "**Thu** và **chi**;", "**Thu** và **chi**."),
        ("TP.HCM.", "TP.HCM;", "TP.HCM."),
        ("Ngày 05/12/2026/.", "Ngày 05/12/2026;", "Ngày 05/12/2026."),
        ("Cố lên!", "Cố lên!;", "Cố lên!"),
    ],
)
def test_signs_that_belong_to_the_words_stay(typed, within, at_last):
    assert closed([typed, "Hết"]) == (within, "Hết.")
    assert closed(["Đầu", typed]) == ("Đầu;", at_last)
    assert unclosed(within) == unclosed(at_last) == unclosed(typed)


@pytest.mark.parametrize("typed", ["./.", ".", " ; ", "**", "**./.**", "- ./.", ""])
def test_a_line_of_signs_alone_is_none(typed):
    assert closed([typed, "Hết"]) == ("Hết.",)
    assert ended(["Hết", typed]) == ("Hết./.",)
    assert ended([typed]) == ()


def test_dots_to_write_on_by_hand_are_a_line():
    assert ended(["......", "Hết"]) == ("......", "Hết./.")


def test_a_paper_of_no_lines_has_no_end():
    assert ended(()) == ()


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("**đậm./.**", "**đậm.**/."),
        ("**đậm;**", "**đậm**./."),
        ("v.v...", "v.v.../."),
        ("v.v.", "v.v./."),
        ("www.x.vn/", "www.x.vn/./."),
        ("Hết", "Hết./."),
        ("Hết.", "Hết./."),
        ("Hết./.", "Hết./."),
        ("Hết;", "Hết./."),
        ("**Hết.**", "**Hết.**/."),
        ("Hết!", "Hết!/."),
    ],
)
def test_a_paper_ends_with_its_sign_once(typed, last):
    assert ended(["Một./.", "Hai;", "**Ba./.**", typed]) == ("Một.", "Hai;", "**Ba.**", last)
    assert unclosed(last) == unclosed(typed)
