"""The season of docs/vi/xep-hang.md: made up, small enough to be followed by hand."""

from decimal import Decimal

from scoring.rules.facts import ConfirmedFact, LineFacts, Member, SeasonFacts
from scoring.rules.frozen import Heading
from scoring.rules.results import Result
from scoring.rules.settings import Band, Condition, LateRange, TableRules, TieRule
from scoring.rules.tree import Node
from scoring.states import ConditionKind, CriterionKind, Effect, Scorer, TieKind

HEADING = Heading(
    bloc="khoi-vi-du",
    bloc_name="Khối thi đua ví dụ",
    cycle="2026",
    is_sample=True,
    table_code="bang-vi-du",
    table_number=1,
    table_title="Bảng tiêu chí ví dụ",
    scale=Decimal(100),
)
NODES = (
    Node("I", None, "I", "Nhiệm vụ chính trị", CriterionKind.GROUP, Decimal(60)),
    Node("I.1", "I", "1", "Chấp hành chỉ đạo, điều hành", CriterionKind.MANUAL, Decimal(40)),
    Node(
        "I.2",
        "I",
        "2",
        "Thu ngân sách so với chỉ tiêu",
        CriterionKind.PROPORTIONAL,
        Decimal(20),
        unit="tỷ đồng",
        rule={"cap": "1", "floor": "0.5"},
    ),
    Node("II", None, "II", "Công tác thi đua, cải cách", CriterionKind.GROUP, Decimal(40)),
    Node("II.1", "II", "1", "Phong trào thi đua", CriterionKind.MANUAL, Decimal(30)),
    Node(
        "II.2",
        "II",
        "2",
        "Chỉ số cải cách hành chính",
        CriterionKind.EXTERNAL,
        Decimal(10),
        unit="điểm chỉ số",
        scored_by=Scorer.SECTOR,
        sector="so-noi-vu",
        rule={"from": "0", "to": "100"},
    ),
    Node("III", None, "III", "Điểm thưởng", CriterionKind.BONUS, Decimal(5)),
    Node("IV", None, "IV", "Điểm trừ", CriterionKind.PENALTY, Decimal(10)),
)
RULES = TableRules(
    ties=(TieRule(TieKind.HIGHER_GROUP, "I"), TieRule(TieKind.FEWER_PENALTIES)),
    late=(LateRange(1, Decimal("0.5")), LateRange(4, Decimal(2))),
    bands=(
        Band("xuat-sac", "Hoàn thành xuất sắc", Decimal("0.9"), Decimal("0.85")),
        Band("tot", "Hoàn thành tốt", Decimal("0.8"), Decimal("0.7")),
    ),
    conditions=(
        Condition(
            "ky-luat",
            "Lãnh đạo bị kỷ luật từ khiển trách trở lên",
            ConditionKind.DECLARED,
            Effect.BAR_ALL,
        ),
        Condition(
            "vang-hop",
            "Vắng họp khối không lý do",
            ConditionKind.DECLARED,
            Effect.DEDUCT,
            points=Decimal(1),
        ),
    ),
)


def _line(own: str, appraised: str, province: str | None = None) -> LineFacts:
    given = None if province is None else Decimal(province)
    return LineFacts(own=Decimal(own), appraised=Decimal(appraised), province=given)


def _revenue(own: str, appraised: str, target: str) -> LineFacts:
    return LineFacts(
        result_self=Result(actual=Decimal(own), target=Decimal(target)),
        result_appraised=Result(actual=Decimal(appraised), target=Decimal(target)),
    )


def _index(value: str) -> LineFacts:
    return LineFacts(sector_actual={"so-noi-vu": Decimal(value)})


MEMBERS = (
    Member(
        "so-a",
        "Sở A",
        1,
        {
            "I.1": _line("40", "38.5"),
            "I.2": _revenue("95", "90", "100"),
            "II.1": _line("30", "28"),
            "II.2": _index("84.5"),
            "III": _line("3", "2"),
        },
    ),
    Member(
        "so-b",
        "Sở B",
        2,
        {
            "I.1": _line("39", "39", "38"),
            "I.2": _revenue("220", "220", "200"),
            "II.1": _line("29", "28"),
            "II.2": _index("92"),
            "IV": _line("0", "0.25"),
        },
    ),
    Member(
        "so-c",
        "Sở C",
        3,
        {
            "I.1": _line("38", "36"),
            "I.2": _revenue("50", "45", "60"),
            "II.1": _line("28", "26"),
            "II.2": LineFacts(assigned=False, why_not_assigned="Không thuộc diện đánh giá"),
        },
        days_late=4,
        facts=(ConfirmedFact("vang-hop", "Vắng họp khối ngày 12/6/2026"),),
    ),
    Member(
        "so-d",
        "Sở D",
        4,
        {
            "I.1": _line("40", "40"),
            "I.2": _revenue("120", "120", "100"),
            "II.1": _line("30", "30"),
            "II.2": _index("95"),
        },
        facts=(ConfirmedFact("ky-luat", "Quyết định số 12/QĐ-UBND ngày 3/8/2026"),),
    ),
    Member("so-e", "Sở E", 5, reason="Đơn vị chưa gửi phiếu tự chấm điểm."),
)
FACTS = SeasonFacts(NODES, RULES, MEMBERS)
