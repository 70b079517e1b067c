import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.text import tidy, tidy_line


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("  Đạt  ", "Đạt"),
        (unicodedata.normalize("NFD", "Nguyễn Trãi"), "Nguyễn Trãi"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("một\vhai\u2028ba\u2029bốn\x85năm\fsáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("bao-cao\u202efdp.exe", "bao-caofdp.exe"),
        ("\u2066x\u2069", "x"),
        ("\u200b\ufeff", ""),  # nothing to see is nothing said
        ("a\u200b\u0301", "á"),
        ("", ""),
    ],
)
def test_text_is_kept_in_one_form_without_what_cannot_be_seen(given_text, kept):
    assert tidy(given_text) == kept


def test_a_line_has_no_breaks_and_single_blanks():
    assert tidy_line("Quyết định\n  số\t12 ") == "Quyết định số 12"


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
    assert unicodedata.is_normalized("NFC", tidy(text))
