"""Codes, numbers and days of issued papers: no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.rules.writing import date_long, date_text
from reports.rules.codes import ALPHABET, DRAWN, LENGTH, CodeFault, grouped, read_code, with_check
from reports.rules.days import day_in, first_day_of
from reports.rules.numbers import (
    full_number,
    number_text,
    symbol_fault,
    tidy_symbol,
)
from reports.states import ISSUE_MOVES, DocumentKind, IssueAction, IssueState

CODE = with_check("23456789BCFGHJKMNPQ")
drawn = st.text(alphabet=ALPHABET, min_size=DRAWN, max_size=DRAWN)


def is_code(text: str) -> bool:
    try:
        read_code(text)
    except CodeFault:
        return False
    return True


def test_a_code_is_as_hard_to_guess_as_a_key_of_80_bits():
    assert len(ALPHABET) ** DRAWN > 2**80
    assert len(set(ALPHABET)) == 23


def test_no_sign_looks_like_another_or_is_turned_into_a_letter_with_a_mark():
    assert set("01ILOZS").isdisjoint(ALPHABET)
    assert set("AEIOUYDW").isdisjoint(ALPHABET)


@given(drawn)
def test_a_code_is_read_back_however_it_is_typed(signs):
    code = with_check(signs)
    typed = [
        code,
        grouped(code),
        code.lower(),
        f" {grouped(code)} ",
        grouped(code).replace("-", " – "),
    ]

    assert {read_code(one) for one in typed} == {code}


@given(drawn, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_seen(signs, at, sign):
    code = with_check(signs)
    typed = code[:at] + sign + code[at + 1 :]

    assert is_code(typed) == (typed == code)


@given(drawn, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_signs_that_changed_places_are_always_seen(signs, one, other):
    code = list(with_check(signs))
    swapped = code.copy()
    swapped[one], swapped[other] = swapped[other], swapped[one]

    assert is_code("".join(swapped)) == (swapped == code)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "0 ký tự"),
        (CODE[:-1], "19 ký tự"),
        (CODE + "2", "21 ký tự"),
        (CODE[:-1] + "O", "không có ký tự “O”"),
        (CODE[:-1] + "\x00", "không có ký tự"),
        ("3" + CODE[1:], "gõ nhầm"),
        (CODE[1] + CODE[0] + CODE[2:], "đổi chỗ"),
    ],
)
def test_a_slip_is_told_as_what_it_is(typed, said):
    with pytest.raises(CodeFault, match=said):
        read_code(typed)


@pytest.mark.parametrize("signs", ["", "2" * (DRAWN - 1), "2" * (DRAWN + 1)])
def test_a_code_is_made_of_as_many_signs_as_it_has(signs):
    with pytest.raises(ValueError, match="19 drawn"):
        with_check(signs)


def test_a_code_is_printed_in_groups_of_four():
    assert grouped(CODE) == f"2345-6789-BCFG-HJKM-NPQ{CODE[-1]}"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "01"), (9, "09"), (10, "10"), (123, "123"), (1234, "1234")]
)
def test_a_number_below_ten_has_its_nought(number, text):
    assert number_text(number) == text


def test_number_and_symbol_are_joined_by_a_stroke():
    assert full_number(5, "BC-KTĐ") == "05/BC-KTĐ"
    assert full_number(None, "") == ""


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("BC-KTĐ", "BC-KTĐ"),
        ("/BC-KTĐ", "BC-KTĐ"),
        (" BC – KTĐ ", "BC-KTĐ"),
        ("BC−KTĐ", "BC-KTĐ"),
        ("BC-KTĐ".replace("Đ", "Đ"), "BC-KTĐ"),
    ],
)
def test_a_symbol_is_tidied(typed, symbol):
    assert tidy_symbol(typed) == symbol


@pytest.mark.parametrize(
    ("symbol", "proposed"),
    [
        ("BC-KTĐ", "BC-KTĐ"),
        ("TTr-STP", "TTr-KTĐ"),
        ("TTr-SNV-TĐKT", "TTr-KTĐ"),
        ("BC-SNN&PTNT", "BC-KTĐ"),
        ("BB-CCT2", "BB-KTĐ"),
        ("UBND-VX", "KTĐ-VP"),
        ("KTĐ", "KTĐ-VP"),
    ],
)
def test_symbols_of_real_papers_hold(symbol, proposed):
    assert symbol_fault(symbol, proposed=proposed) == ""


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        ("", "BC-KTĐ"),
        ("BC", "bắt đầu bằng BC-"),
        ("TTr-KTĐ", "bắt đầu bằng BC-"),
        ("bc-KTĐ", "bắt đầu bằng BC-"),
        ("BC-", "chữ in hoa"),
        ("BC--KTĐ", "chữ in hoa"),
        ("BC-ktđ", "chữ in hoa"),
        ("BC-K.TĐ", "chữ in hoa"),
        ("BC-K/TĐ", "chữ in hoa"),
        ("BC-2KTĐ", "chữ in hoa"),
        ("BC-&", "chữ in hoa"),
        ("BC-" + "K" * 38, "quá 40"),
    ],
)
def test_a_symbol_that_the_decree_does_not_know_is_refused(symbol, said):
    assert said in symbol_fault(symbol, proposed="BC-KTĐ")


@pytest.mark.parametrize("kind", DocumentKind)
def test_only_what_is_signed_for_the_coming_year_may_be_of_the_year_before(kind):
    early = kind in {DocumentKind.COVENANT, DocumentKind.ENROLMENT}

    assert first_day_of(kind.value, date(2022, 1, 1)).day == date(2021 if early else 2022, 1, 1)


def test_an_issued_paper_ends_once_and_in_one_of_two_ways():
    assert ISSUE_MOVES == {
        (IssueState.ISSUED, IssueAction.REPLACE): IssueState.REPLACED,
        (IssueState.ISSUED, IssueAction.WITHDRAW): IssueState.WITHDRAWN,
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 24 tháng 02 năm 2023", date(2023, 2, 24)),
        ("ngày 05 tháng 3 năm 2023", date(2023, 3, 5)),
        ("chiều ngày 24/02/2023", date(2023, 2, 24)),
        ("chiều", None),
        ("", None),
        ("lúc 8 giờ 00, ngày 24/02/2023 (thứ Sáu)", date(2023, 2, 24)),
        ("từ 08:00 đến 11:30, ngày 24/02/2023", date(2023, 2, 24)),
        ("Hòa Bình, ngày 24 tháng 02 năm 2023", date(2023, 2, 24)),
        ("ngày 24/02/2023 và ngày 25/02/2023", None),
        ("từ ngày 24 đến ngày 25/02/2023", None),
        ("từ 24 đến hết ngày 25/02/2023", None),
        ("ngày 24/02 - 25/02/2023", None),
        ("các ngày 24, 25/02/2023", None),
        ("24–25/02/2023", None),
        ("24 và 25/02/2023", None),
        ("ngày 24 tháng 02 và 01 tháng 3 năm 2023", None),
        ("ngày 24/02/2023 và ngày 25", None),
        ("ngày 31/02/2023", None),
        ("ngày      tháng      năm 2023", None),
    ],
)
def test_a_phrase_tells_the_one_day_that_it_names(text, day):
    assert day_in(text) == day


@given(st.dates(min_value=date(1000, 1, 1)))
def test_each_day_is_read_as_papers_write_it(day):
    assert day_in(date_long(day)) == day
    assert day_in(date_text(day)) == day
