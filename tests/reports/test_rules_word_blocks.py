"""Known paragraphs of a returned Word file are found again; new and moved ones are told apart."""

import pytest

from reports.rules.word_blocks import (
    MOST_PAIRS,
    Block,
    moved_marks,
    torn_into,
    with_lost_marks,
    without_printed,
)
from reports.rules.word_changes import (
    changed_numbers,
    cut_references,
    lost_figures,
    with_old_numbers,
    with_references,
)

ORIGINAL = {"a": "Đoạn một.", "b": "Đoạn hai.", "c": "Đoạn ba.", "d": "Đoạn bốn."}


def blocks(*told: str) -> list[Block]:
    """Return blocks written as ``mark:text``, or as a text alone where they are new."""
    found = []
    for one in told:
        marks, colon, text = one.rpartition(":")
        found.append(Block(text, tuple(marks.split("+")) if colon else ()))
    return found


def test_a_mark_that_was_lost_comes_back_by_its_exact_words():
    (first, second) = with_lost_marks(ORIGINAL, blocks("a:Đoạn một.", "Đoạn ba."))

    assert (first.marks, second.marks) == (("a",), ("c",))


def test_a_mark_left_on_a_line_typed_before_it_goes_back_to_its_words():
    found = with_lost_marks(ORIGINAL, blocks("b:Câu mới.", "Đoạn hai."))

    assert [(one.text, one.marks) for one in found] == [("Câu mới.", ()), ("Đoạn hai.", ("b",))]


def test_words_in_a_table_get_no_mark_back():
    (one,) = with_lost_marks(ORIGINAL, [Block("Đoạn ba.", (), apart=True)])

    assert one.marks == ()


def test_a_mark_that_stands_on_its_own_words_stays_there():
    given = blocks("b:Đoạn hai.", "Đoạn hai.")

    assert with_lost_marks(ORIGINAL, given) == given


def test_what_a_form_prints_is_left_out_as_often_as_it_prints_it():
    original = blocks("SỞ A", "BÁO CÁO", "a:Đoạn một.")
    given = blocks("SỞ A", "a:Đoạn một.", "BÁO CÁO", "SỞ A", "Câu mới.")

    assert without_printed(original, given) == blocks("a:Đoạn một.", "SỞ A", "Câu mới.")


@pytest.mark.parametrize(
    ("form", "typed", "edited"),
    [
        (["MẪU CỦA TỈNH"], ["MẪU CỦA TỈNH A"], {0: "MẪU CỦA TỈNH"}),
        (["MẪU CỦA TỈNH"], ["MẪU CÙA TỈNH"], {0: "MẪU CỦA TỈNH"}),
        (["MẪU CỦA TỈNH"], ["Năm qua, khối hoàn thành nhiệm vụ."], {}),
        (["MẪU CỦA TỈNH"], ["MẪU CỦA TỈNH", "MẪU CỦA TỈNH A"], {}),
        (["MẪU CỦA TỈNH"], ["MẪU CỦA TỈNH BÌNH DƯƠNG", "MẪU CỦA TỈNH A"], {1: "MẪU CỦA TỈNH"}),
        (["SỞ A", "SỞ B"], ["SỞ B1", "SỞ A1"], {0: "SỞ B", 1: "SỞ A"}),
        (["từ " * 200], ["từ " * 199 + "chữ"], {0: "từ " * 200}),
        (["từ " * 200], ["chữ " * 200], {}),
        (["MẪU CỦA TỈNH"], ["a:MẪU CỦA TỈNH A"], {}),
        (["MẪU CỦA TỈNH"], [""], {}),
    ],
)
def test_an_edited_paragraph_of_the_form_says_what_it_was(form, typed, edited):
    found = without_printed(blocks(*form), blocks(*typed))

    assert {at: one.printed for at, one in enumerate(found) if one.printed} == edited


def test_a_file_of_ever_so_many_paragraphs_is_not_compared_to_its_end():
    typed = [*blocks("SỞ A1"), *[Block("x")] * MOST_PAIRS, *blocks("SỞ A2")]

    found = without_printed(blocks("SỞ A", "SỞ B"), typed)

    assert [at for at, one in enumerate(found) if one.printed] == [0]


@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ("abcd", ""),
        ("bcda", "a"),
        ("dabc", "d"),
        ("acbd", "c"),
        ("ad", ""),
        ("", ""),
    ],
)
def test_the_fewest_paragraphs_explain_an_order(order, moved):
    given = blocks(*(f"{mark}:x" for mark in order))

    assert moved_marks(ORIGINAL, given) == frozenset(moved)


@pytest.mark.parametrize(
    ("first", "following", "parts"),
    [
        ("Đoạn", ["hai dài."], ("Đoạn", "hai dài.")),
        ("Đoạn", ["hai", "dài."], ("Đoạn", "hai", "dài.")),
        ("Đoạn", ["hai", "dài.", "Câu mới."], ("Đoạn", "hai", "dài.")),
        ("Đoạn", ["hai ngắn."], ()),
        ("Đoạn hai dài.", [], ()),
    ],
)
def test_a_paragraph_cut_in_two_is_known(first, following, parts):
    assert torn_into("Đoạn hai dài.", Block(first, ("a",)), blocks(*following)) == parts


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("đạt 5%, tăng 10 tỷ", "tăng đến 5%, thêm 10 tỷ", "tăng đến 5%, thêm 10 tỷ"),
        ("đạt 5%", "vượt 6%", "vượt 5%"),
        ("đạt 5%", "vượt", None),
        ("đạt 5% và 10 tỷ", "được 10 tỷ, đạt 5%", None),
        ("A 5, B 7", "A 7, B 5", None),
        ("A 5, B 7", "A 7, B 9", None),
    ],
)
def test_old_numbers_are_kept_only_where_each_has_its_place(before, after, kept):
    assert with_old_numbers(before, after) == kept
    assert bool(changed_numbers(before, after)) == (after not in {before, kept})


@pytest.mark.parametrize(
    ("source", "after", "stored"),
    [
        ("Có {5 đơn vị|a.b} đạt.", "Đã có 5 đơn vị đạt.", "Đã có {5 đơn vị|a.b} đạt."),
        ("Năm 2022 có {2|a.b} xã.", "Trong năm 2022 có 2 xã.", "Trong năm 2022 có {2|a.b} xã."),
        ("Có 5 xã, {5|a.b} đạt.", "Có 5 xã và {5} đạt.", "Có 5 xã và \\{{5|a.b}\\} đạt."),
        ("Có {5 đơn vị|a.b} đạt.", "Có 5 cơ quan đạt.", None),
        ("Có 5 xã, {5|a.b} đạt.", "Có xã, 5 đạt.", None),
        ("Có {5 xã|a.b} và 5 xã khác.", "Có 5 huyện và 5 xã khác.", None),
        ("Có {5|a.b}, {7|c.d}.", "Có 7, 5.", None),
        ("Đạt.", "Đạt {9|a.b}.", "Đạt \\{9|a.b\\}."),
    ],
)
def test_a_reference_stays_at_its_own_value(source, after, stored):
    assert with_references(source, after) == stored


def test_a_line_cut_in_two_takes_each_figure_along():
    parts = cut_references("Có {5 xã|a.b}; có {7 xã|c.d}.", ["Có 5 xã;", "có 7 xã."])

    assert parts == ["Có {5 xã|a.b};", "có {7 xã|c.d}."]


def test_a_value_cut_in_two_is_refused():
    assert cut_references("Có {5 xã|a.b} đạt.", ["Có 5", "xã đạt."]) is None


def test_figures_that_go_are_counted_one_by_one():
    before = ["Có {5|a.b} và {5|a.b}.", "Có {7|c.d}."]

    lost = list(lost_figures(before, ["Có {5|a.b}."]))

    assert [(one.shown, one.key) for one in lost] == [("5", "a.b"), ("7", "c.d")]
