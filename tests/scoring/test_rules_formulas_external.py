from decimal import Decimal

import pytest

from scoring.rules.formulas import described, doubt_about, rule_faults, why_no_points, worked
from scoring.rules.given import scale_fault
from scoring.rules.settings import TableRules
from scoring.states import Direction, Scorer
from tests.scoring.formulas import leaf, points_text, result


def external(start, end, **fields):
    fields.setdefault("scored_by", Scorer.SECRETARIAT)
    return leaf("external", "20", {"from": start, "to": end}, **fields)


INDEX = external("0", "100")
FROM_FIFTY = external("50", "100")
BY_RANK = external("11", "1", direction=Direction.LOWER)


@pytest.mark.parametrize(
    ("node", "actual", "expected"),
    [
        (INDEX, "87.5", "17.50"),
        (INDEX, "0", "0.00"),
        (INDEX, "100", "20.00"),
        (INDEX, "100.01", "20.00"),
        (INDEX, "-1", "0.00"),
        (FROM_FIFTY, "50", "0.00"),
        (FROM_FIFTY, "49", "0.00"),
        (FROM_FIFTY, "75", "10.00"),
        (BY_RANK, "1", "20.00"),
        (BY_RANK, "6", "10.00"),
        (BY_RANK, "11", "0.00"),
        (BY_RANK, "15", "0.00"),
        (external("-10", "10"), "0", "10.00"),
    ],
)
def test_an_index_is_converted_between_its_two_ends(node, actual, expected):
    assert points_text(node, result(actual)) == expected


@pytest.mark.parametrize(
    ("node", "actual", "ends"),
    [
        (INDEX, "0", ""),
        (INDEX, "100", ""),
        (INDEX, "845", "0 đến 100"),
        (INDEX, "-0.01", "0 đến 100"),
        (BY_RANK, "1", ""),
        (BY_RANK, "12", "11 đến 1"),
        (BY_RANK, "0", "11 đến 1"),
        (leaf("count", "5", {"points_each": "1"}), "900", ""),
    ],
)
def test_an_index_beyond_its_scale_is_doubted_and_the_doubt_stands_by_the_arithmetic(
    node, actual, ends
):
    found = result(actual)
    doubt = doubt_about(node, found.actual)

    assert bool(doubt) == bool(ends)
    assert ends in doubt
    arithmetic = worked(node, "a", {"a": found}, TableRules())
    assert arithmetic.startswith("Kết quả ") == bool(ends)
    assert doubt_about(node, None) == ""


@pytest.mark.parametrize(
    ("actual", "words", "is_asked"),
    [
        ("845", "", True),
        ("845", "Theo công bố", True),
        ("845", "Theo công bố số 1845 và 845,5", True),
        ("845", "Theo công bố số 8450, 0,845", True),
        ("845", "Công bố:845.", False),
        ("1234.5", "Đúng là 1.234,5 điểm", False),
        ("1234.5", "Đúng là 1234,5 điểm", False),
        ("-2", "Đúng là −2", False),
        ("-2", "Đúng là -2", False),
        ("-2", "Đúng là 2", True),
        ("50", "", False),
        (None, "", False),
    ],
)
def test_a_reason_lets_a_doubted_result_pass_where_it_names_the_result(actual, words, is_asked):
    value = None if actual is None else Decimal(actual)

    assert bool(scale_fault(INDEX, value, words)) == is_asked


def test_the_doubt_names_the_result_and_the_scale():
    found = {"a": result("845")}

    assert worked(INDEX, "a", found, TableRules()) == (
        "Kết quả 845 nằm ngoài thang gốc từ 0 đến 100: 20 × (845 − 0)/(100 − 0) = 169, không quá 20"
    )


def test_an_index_that_nobody_gave_is_no_zero():
    assert points_text(INDEX, result()) is None
    assert why_no_points(INDEX, result()) == "chưa có kết quả"


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        (
            external("100", "0"),
            (
                "Tham số “from” (mức được 0 điểm) phải nhỏ hơn “to” (mức được điểm tối đa) khi kết "
                "quả cao hơn là tốt."
            ),
        ),
        (
            external("5", "5"),
            (
                "Tham số “from” (mức được 0 điểm) phải nhỏ hơn “to” (mức được điểm tối đa) khi kết "
                "quả cao hơn là tốt."
            ),
        ),
        (
            external("1", "11", direction=Direction.LOWER),
            (
                "Tham số “from” (mức được 0 điểm) phải lớn hơn “to” (mức được điểm tối đa) khi kết "
                "quả thấp hơn là tốt."
            ),
        ),
        (
            external("5", "5", direction=Direction.LOWER),
            (
                "Tham số “from” (mức được 0 điểm) phải lớn hơn “to” (mức được điểm tối đa) khi kết "
                "quả thấp hơn là tốt."
            ),
        ),
        (
            external("0", "100", scored_by=Scorer.AGENCY),
            "Điểm lấy của cơ quan khác thì không do đơn vị tự chấm; chọn lại người chấm.",
        ),
        (
            leaf("external", "20", {"to": "100"}, scored_by=Scorer.PROVINCE),
            "Tham số “from” (mức được 0 điểm) chưa có.",
        ),
    ],
)
def test_a_faulty_parameter_is_named(node, fault):
    assert rule_faults(node) == [fault]


def test_the_conversion_is_explained_with_its_ends():
    assert described(BY_RANK) == (
        "Quy đổi kết quả của cơ quan khác: mức 11 được 0 điểm, mức 1 được 20 điểm, ở giữa theo "
        "tỷ lệ."
    )
