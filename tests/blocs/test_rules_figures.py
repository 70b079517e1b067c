"""Figures inside texts: nothing of a text is lost, whatever stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.rules.figures import (
    MOST_SHOWN,
    Figure,
    FigureState,
    Words,
    bold_runs,
    compared,
    escaped,
    figures_in,
    is_key,
    lines_of,
    parse,
    printed,
    refreshed,
    shown_value,
)

KEY = "chi-tieu.cuc-thue.thu-ngan-sach"
BOOK = {KEY: "gần 10.500 tỷ đồng", "don-vi.so-luong": "07"}
SIGNS = st.sampled_from([*"ab ệ1%{}|\\*-.\n", "{1|a}", "{07|don-vi.so-luong}", "\\{", "{{", "{%"])
TEXTS = st.lists(SIGNS, max_size=40).map("".join)
VALUES = st.text(min_size=1, max_size=150).map(shown_value).filter(bool)


def test_a_text_is_words_and_figures():
    text = f"Thu {{gần 9.000 tỷ đồng|{KEY}}}, vượt dự toán."

    assert parse(text) == (
        Words("Thu "),
        Figure("gần 9.000 tỷ đồng", KEY),
        Words(", vượt dự toán."),
    )
    assert printed(text) == "Thu gần 9.000 tỷ đồng, vượt dự toán."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "}",
        "{}",
        "{|}",
        "{158%}",
        "{158%|}",
        "{|ct}",
        "{158%|Khóa}",
        "{158%|a..b}",
        "{158%|-a}",
        "{158%|a b}",
        "{1\n2|a}",
        "{{ 7*7 }}",
        "{% load secrets %}",
        "{{a}}",
        "{" + "9" * (MOST_SHOWN + 1) + "|a}",
        "{1|" + "a" * 201 + "}",
        "C:\\duong-dan\\tep",
    ],
)
def test_what_is_no_whole_reference_is_plain_text(text):
    assert figures_in(text) == ()
    assert printed(text) == text


@pytest.mark.parametrize(
    ("text", "as_printed"),
    [
        (r"\{158%|a}", "{158%|a}"),
        (r"\{158%|a\}", "{158%|a}"),
        (r"tập hợp \{1; 2\}", "tập hợp {1; 2}"),
        (r"\\{158%|a}", r"\158%"),
        (r"\\\{158%|a}", r"\{158%|a}"),
        ("{{158%|a}}", "{158%}"),
        ("{158%|a}{2|b}", "158%2"),
    ],
)
def test_braces_are_written_with_a_backslash(text, as_printed):
    assert printed(text) == as_printed


@pytest.mark.parametrize(
    ("shown", "key", "state"),
    [
        ("gần 10.500 tỷ đồng", KEY, FigureState.CURRENT),
        (" gần 10.500 tỷ đồng ", KEY, FigureState.CURRENT),
        ("trên 10.500 tỷ đồng", KEY, FigureState.STALE),
        ("10.500 tỷ đồng", KEY, FigureState.STALE),
        ("7", "don-vi.so-luong", FigureState.STALE),
        ("07", "don-vi.so-luong", FigureState.CURRENT),
        ("07", "don-vi", FigureState.UNKNOWN),
    ],
)
def test_a_figure_is_current_stale_or_unknown(shown, key, state):
    (one,) = compared(f"{{{shown}|{key}}}", BOOK)

    assert (one.state, one.now) == (state, BOOK.get(key))
    assert one.is_stale == (state is FigureState.STALE)
    assert one.is_unknown == (state is FigureState.UNKNOWN)


def test_words_have_no_state():
    assert [one.state for one in compared("Chỉ có lời.", BOOK)] == [None]


def test_refreshing_changes_stale_figures_only():
    text = f"A {{1|{KEY}}} B {{2|khong-con}} C \\{{3|{KEY}}} {{07|don-vi.so-luong}}"

    assert refreshed(text, BOOK) == (
        f"A {{gần 10.500 tỷ đồng|{KEY}}} B {{2|khong-con}} C \\{{3|{KEY}}} {{07|don-vi.so-luong}}"
    )


@given(TEXTS)
def test_the_pieces_of_a_text_make_up_the_text(text):
    assert "".join(piece.source for piece in parse(text)) == text


@given(TEXTS)
def test_an_escaped_text_prints_as_it_was_and_holds_no_figure(text):
    assert printed(escaped(text)) == text
    assert figures_in(escaped(text)) == ()


@given(VALUES)
def test_every_value_can_be_shown_and_is_read_back(value):
    assert figures_in(f"a {Figure(value, KEY).source} b") == (Figure(value, KEY),)


@given(TEXTS, VALUES)
def test_refreshing_loses_no_figure_and_leaves_none_stale(text, value):
    book = {"don-vi.so-luong": value}
    fresh = refreshed(text, book)

    assert [one.key for one in figures_in(fresh)] == [one.key for one in figures_in(text)]
    assert [one for one in parse(fresh) if isinstance(one, Words)] == [
        one for one in parse(text) if isinstance(one, Words)
    ]
    assert not any(one.is_stale for one in compared(fresh, book))
    assert refreshed(fresh, book) == fresh


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a{b}|c\\d", "a(b)/c/d"),
        ("gần\n 130%", "gần 130%"),
        ("\u202e158%\u200b", "158%"),
        ("9" * 121, "9" * 119 + "…"),
    ],
)
def test_a_value_is_shown_without_the_signs_of_a_reference(value, shown):
    assert shown_value(value) == shown


@pytest.mark.parametrize(
    ("key", "fits"),
    [(KEY, True), ("a", True), ("A", False), ("a.", False), ("a--b", False), ("", False)],
)
def test_a_key_is_words_with_hyphens_and_dots(key, fits):
    assert is_key(key) is fits


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("thường", (("thường", False),)),
        ("**đậm**", (("đậm", True),)),
        ("a **b** c", (("a ", False), ("b", True), (" c", False))),
        ("a ** b ** c", (("a ** b ** c", False),)),
        ("** **", (("** **", False),)),
        ("2**3", (("2**3", False),)),
        ("", ()),
    ],
)
def test_words_between_two_asterisks_are_bold(line, runs):
    assert bold_runs(line) == runs


@given(st.text(alphabet="ab *\\", max_size=30))
def test_bold_marks_change_no_other_sign(line):
    runs = bold_runs(line)

    assert "".join(f"**{run}**" if bold else run for run, bold in runs) == line


def test_lines_that_say_nothing_are_left_out():
    assert lines_of(" một \n\n\t\nhai\r\nba ") == ("một", "hai", "ba")
