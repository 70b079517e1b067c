"""Lists of papers: numbered once, closed once, whatever people typed around their words."""

import pytest

from reports.rules.list_lines import closed, ended, numbered, unclosed

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


@pytest.mark.parametrize("typed", ["Một", "Một.", "Một;", "Một./.", "Một. ; ", "Một./.;"])
def test_whatever_closes_a_line_is_left_out(typed):
    assert unclosed(typed) == "Một"


def test_a_line_that_ends_in_bold_is_closed_behind_it():
    assert closed(["**Một.**", "Hai **ba./.**"]) == ("**Một**;", "Hai **ba**.")


def test_a_list_is_closed_once_and_what_leads_to_others_keeps_its_colon():
    lines = ["Kinh tế:", "Thu./.", ".", "**Chi:**", "Nợ;"]

    assert closed(lines) == ("Kinh tế:", "Thu;", "**Chi:**", "Nợ.")


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("Hết", "Hết./."),
        ("Hết.", "Hết./."),
        ("Hết./.", "Hết./."),
        ("Hết;", "Hết./."),
        ("**Hết.**", "**Hết.**/."),
        ("Hết!", "Hết!/."),
    ],
)
def test_a_paper_ends_with_its_sign_once(typed, last):
    assert ended(["Một./.", "Hai;", typed]) == ("Một.", "Hai;", last)
