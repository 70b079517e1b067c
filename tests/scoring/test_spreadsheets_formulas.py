import pytest

from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.formula_reading import read_formula
from scoring.spreadsheets.formulas import normal_formula, written_formula
from scoring.spreadsheets.guide import KIND_HELP
from scoring.spreadsheets.ranges import read_range, written_range
from scoring.states import CriterionKind


def ends(start, end, from_open=False, to_open=False):
    return {"from": start, "from_open": from_open, "to": end, "to_open": to_open}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (">95", ends("95", None, from_open=True)),
        (">= 95 %", ends("95", None)),
        ("≥95,5", ends("95.5", None)),
        ("<50", ends(None, "50", to_open=True)),
        ("≤ 50", ends(None, "50")),
        ("[75;95]", ends("75", "95")),
        ("[75 ; 95)", ends("75", "95", to_open=True)),
        ("(75;95]", ends("75", "95", from_open=True)),
        ("(-5;5)", ends("-5", "5", True, True)),
        ("75 - <95", ends("75", "95", to_open=True)),
        ("75–95", ends("75", "95")),
        ("từ 75 đến dưới 95", ends("75", "95", to_open=True)),
        ("Từ 75% đến 95%", ends("75", "95")),
        ("trên 75 đến 95", ends("75", "95", from_open=True)),
        ("trên 95", ends("95", None, from_open=True)),
        ("từ 95 trở lên", ends("95", None)),
        ("95 trở lên", ends("95", None)),
        ("dưới 50", ends(None, "50", to_open=True)),
        ("50 trở xuống", ends(None, "50")),
        ("không quá 3", ends(None, "3")),
        ("100", ends("100", "100")),
        ("= 0", ends("0", "0")),
        ("mọi giá trị", ends(None, None)),
    ],
)
def test_a_range_is_read_as_officials_write_it(text, meant):
    assert read_range(text) == meant


@pytest.mark.parametrize(
    "text", ["", "75 95", "[75;95", "khoảng 75", "> cao", "75 < 95", "[75,95]"]
)
def test_a_range_that_may_mean_two_things_is_refused(text):
    with pytest.raises(CellError):
        read_range(text)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (ends("95", None, from_open=True), ">95"),
        (ends("75", "95"), "[75;95]"),
        (ends("75", "95", True, True), "(75;95)"),
        (ends(None, "50", to_open=True), "<50"),
        (ends(None, "50"), "≤50"),
        (ends("1.5", None), "≥1,5"),
        (ends("100", "100"), "100"),
        (ends(None, None), "mọi giá trị"),
    ],
)
def test_a_range_is_written_so_that_its_ends_are_plain_and_read_back(row, text):
    assert written_range(row) == text
    assert read_range(text) == row


@pytest.mark.parametrize(("kind", "example"), [(kind, row[1]) for kind, row in KIND_HELP.items()])
def test_every_example_of_the_guide_is_read_and_written_the_same(kind, example):
    assert written_formula(kind, read_formula(kind, example)) == example


def test_the_guide_explains_every_kind():
    assert set(KIND_HELP) == set(CriterionKind)


def test_the_example_of_tiers_means_what_it_says():
    rule = read_formula(CriterionKind.TIERS, "Theo: % chỉ tiêu; >95 → 1,5; [75;95] -> 1; khác → 0")

    assert rule == {
        "measure": "percent_of_target",
        "ranges": [
            {**ends("95", None, from_open=True), "points": "1.5"},
            {**ends("75", "95"), "points": "1"},
        ],
        "elsewhere": "0",
    }


def test_percentages_become_shares_and_words_become_the_programs():
    step = "đạt chỉ tiêu: 10\nMỖI: 1%\nvượt thì cộng: 0,10\nchỉ tính đủ bước: không"

    assert read_formula(CriterionKind.PROPORTIONAL, "trần: 120 %; sàn: 33,5%") == {
        "cap": "1.2",
        "floor": "0.335",
    }
    assert read_formula(CriterionKind.STEP, step) == {
        "base": "10",
        "each": "1",
        "plus": "0.1",
        "whole": False,
    }
    assert read_formula(CriterionKind.AWARD_BONUS, "lùi số năm: 1\nco-tinh => 15") == {
        "years_back": 1,
        "titles": {"co-tinh": "15"},
    }


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("proportional", "trần: 1,2", "cần ghi dấu %"),
        ("proportional", "trần: 120 %\nTrần: 130 %", "bị ghi hai lần"),
        ("proportional", "trần: 33,33333 %", "tối đa bốn chữ số"),
        ("proportional", "trần 120 %", "đề nghị ghi “trần: 120 %”."),
        ("proportional", ">95 → 1", "không hiểu “>95 → 1”"),
        ("count", "mỗi lần: 1.000", "“1.000” không rõ nghĩa; đề nghị ghi 1000"),
        ("count", "mỗi lần: nhiều", "“nhiều” không phải là số"),
        ("manual", "trần: 120 %", "không ghi cách tính; đề nghị để trống ô này."),
        (
            "tiers",
            "theo: tháng",
            "dòng “theo: tháng”: chỉ ghi một trong: kết quả; % chỉ tiêu; số ngày chậm.",
        ),
        ("tiers", "khác → 0; khác → 1", "bị ghi hai lần"),
        ("tiers", ">1 → 2 → 3", "cần ghi dạng “khoảng → điểm”"),
        ("award_bonus", "Cờ tỉnh → 15", "không phải là mã danh hiệu"),
        ("award_bonus", "lùi số năm: 1,5", "phải là số nguyên"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_way_to_write_it(kind, text, said):
    with pytest.raises(CellError) as refusal:
        read_formula(CriterionKind(kind), text)

    assert said in str(refusal.value)


def test_equal_rules_have_one_form():
    short = {"ranges": [{"from": "0.50", "to": None, "points": "1.0"}]}
    whole = {"ranges": [{**ends("0.5", None), "points": "1"}]}
    other = {"ranges": [{**ends("0.5", None, from_open=True), "points": "1"}]}

    assert normal_formula({"cap": "1.20", "floor": None}) == normal_formula({"cap": "1.2"})
    assert normal_formula(short) == normal_formula(whole)
    assert normal_formula(short) != normal_formula(other)


def test_titles_stand_by_their_points_whatever_the_order_of_the_database():
    rule = {"titles": {"b": "5", "c": "10", "a": "5"}, "mode": "best", "years_back": 1}

    lines = written_formula(CriterionKind.AWARD_BONUS, rule).splitlines()

    assert [line for line in lines if "→" in line] == ["c → 10", "a → 5", "b → 5"]
