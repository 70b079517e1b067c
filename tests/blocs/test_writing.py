from datetime import date
from decimal import Decimal

import pytest

from blocs.rules import writing
from blocs.states import Qualifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Thu ngân sách", "thu ngân sách"), ("GRDP bình quân", "GRDP bình quân"), ("", "")],
)
def test_abbreviations_keep_their_capitals_inside_a_sentence(text, expected):
    assert writing.lower_first(text) == expected


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("87.25", "87,25"),
        ("87.5", "87,50"),
        ("100", "100,00"),
        ("0", "0,00"),
        ("-0.00", "0,00"),
        ("-2", "-2,00"),
        ("1000", "1.000,00"),
        ("87.245", "87,25"),
        ("87.244", "87,24"),
        ("0.005", "0,01"),
    ],
)
def test_points_have_two_places_and_a_decimal_comma(points, text):
    assert writing.points_text(Decimal(points)) == text


def test_an_empty_score_is_not_a_zero():
    assert writing.points_text(None) == ""
    assert writing.points_text(None, blank="–") == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5591.8", "5.591,8"),
        ("10500", "10.500"),
        ("10500.0000", "10.500"),
        ("8841.0", "8.841"),
        ("1E+4", "10.000"),
        ("0", "0"),
        ("0.0", "0"),
        ("-0.0", "0"),
        ("0.25", "0,25"),
        ("999", "999"),
        ("1234567.89", "1.234.567,89"),
        ("-1600", "-1.600"),
        ("-0.5", "-0,5"),
    ],
)
def test_numbers_have_dots_between_thousands_and_no_trailing_zeros(value, text):
    assert writing.number_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        ("5591.8", "tỷ đồng", "exact", "5.591,8 tỷ đồng"),
        ("8841", "tỷ đồng", "estimate", "ước 8.841 tỷ đồng"),
        ("10500", "tỷ đồng", "less_than", "gần 10.500 tỷ đồng"),
        ("1600", "tỷ đồng", "more_than", "trên 1.600 tỷ đồng"),
        ("500", "lượt người", "about", "khoảng 500 lượt người"),
        ("100", "%", "exact", "100%"),
        ("140", "%", "less_than", "gần 140%"),
        ("2", "", "exact", "2"),
    ],
)
def test_a_quantity_says_how_firmly_it_is_known(value, unit, qualifier, text):
    assert writing.quantity_text(Decimal(value), unit, qualifier) == text


def test_the_sources_own_word_stands_in_place_of_ours():
    tax = writing.percent_text(Decimal(120), "more_than", qualifier_text="hơn")
    customs = writing.quantity_text(Decimal(1600), "tỷ đồng", "more_than", qualifier_text="trên ")

    assert tax == "hơn 120%"
    assert customs == "trên 1.600 tỷ đồng"


def test_every_qualifier_of_the_database_has_its_word():
    assert set(writing.QUALIFIER_WORDS) == {qualifier.value for qualifier in Qualifier}


def test_an_unknown_qualifier_is_refused():
    with pytest.raises(ValueError, match="maybe"):
        writing.percent_text(Decimal(1), "maybe")


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_never_printed(value):
    for write in (writing.points_text, writing.number_text, writing.points_in_words):
        with pytest.raises(ValueError, match="not a number"):
            write(Decimal(value))


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2023, 2, 24), "24/02/2023", "ngày 24 tháng 02 năm 2023"),
        (date(2023, 1, 3), "03/01/2023", "ngày 03 tháng 01 năm 2023"),
        (date(2020, 3, 5), "05/3/2020", "ngày 05 tháng 3 năm 2020"),
        (date(1948, 6, 11), "11/6/1948", "ngày 11 tháng 6 năm 1948"),
        (date(2022, 11, 29), "29/11/2022", "ngày 29 tháng 11 năm 2022"),
        (date(2020, 12, 30), "30/12/2020", "ngày 30 tháng 12 năm 2020"),
    ],
)
def test_days_under_ten_and_the_first_two_months_have_a_nought(day, short, long):
    assert writing.date_text(day) == short
    assert writing.date_long(day) == long


@pytest.mark.parametrize(
    ("count", "text"), [(0, "00"), (2, "02"), (9, "09"), (10, "10"), (1234, "1.234")]
)
def test_counts_have_two_digits(count, text):
    assert writing.count_text(count) == text


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="-1"):
        writing.count_text(-1)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (121, "một trăm hai mươi mốt"),
        (155, "một trăm năm mươi lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (1100, "một nghìn một trăm"),
        (20045, "hai mươi nghìn không trăm bốn mươi lăm"),
        (21000, "hai mươi mốt nghìn"),
        (100000, "một trăm nghìn"),
        (1000005, "một triệu không trăm linh năm"),
        (1005000, "một triệu không trăm linh năm nghìn"),
        (1000000000, "một tỷ"),
        (1000000001, "một tỷ không trăm linh một"),
        (1500000000000, "một nghìn năm trăm tỷ"),
        (2000000000000000, "hai triệu tỷ"),
        (5591800000000, "năm nghìn năm trăm chín mươi mốt tỷ tám trăm triệu"),
        (-24, "âm hai mươi tư"),
    ],
)
def test_whole_numbers_are_read_as_officials_read_them(value, words):
    assert writing.integer_in_words(value) == words


def test_a_number_beyond_reading_is_refused():
    with pytest.raises(ValueError, match="too large"):
        writing.integer_in_words(10**18)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("87.25", "tám mươi bảy phẩy hai mươi lăm điểm"),
        ("87.50", "tám mươi bảy phẩy năm điểm"),
        ("87.05", "tám mươi bảy phẩy không năm điểm"),
        ("90.21", "chín mươi phẩy hai mươi mốt điểm"),
        ("95.14", "chín mươi lăm phẩy mười bốn điểm"),
        ("95.24", "chín mươi lăm phẩy hai mươi tư điểm"),
        ("100", "một trăm điểm"),
        ("0.50", "không phẩy năm điểm"),
        ("-2.5", "âm hai phẩy năm điểm"),
        ("99.995", "một trăm điểm"),
    ],
)
def test_points_are_read_with_a_comma(points, words):
    assert writing.points_in_words(Decimal(points)) == words


def test_days_of_the_week_are_written_as_inside_a_sentence():
    week = [writing.weekday_text(date(2023, 2, day)) for day in range(20, 27)]

    assert week == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
