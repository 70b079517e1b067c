"""A season file whose points come from many: other members, sector agencies, votes, decisions."""

from copy import deepcopy
from typing import Any

from tests.reports.small_season import small_season

SECTOR = {"code": "so-nganh", "name": "Sở Ngành", "short_name": "Sở Ngành", "level": "provincial"}
BY_SECTOR = {"scored_by": "sector", "sector": "so-nganh"}
TREE = [
    {
        "code": "I",
        "label": "Nhiệm vụ",
        "kind": "group",
        "max_points": 60,
        "children": [
            {"code": "1", "label": "Chỉ tiêu", "kind": "manual", "max_points": 40},
            {"code": "2", "label": "Đúng hạn", "kind": "pass_fail", "max_points": 20},
        ],
    },
    {
        "code": "S",
        "label": "Chuyên ngành",
        "kind": "group",
        "max_points": 40,
        "children": [
            {
                "code": "1",
                "label": "Chỉ số",
                "kind": "external",
                "max_points": 10,
                **BY_SECTOR,
                "rule": {"from": 0, "to": 100},
            },
            {
                "code": "2",
                "label": "Thu",
                "kind": "leader_relative",
                "max_points": 20,
                **BY_SECTOR,
                "unit": "tỷ đồng",
                "rule": {"on_target_share": "0.5", "excess": "over_target"},
            },
            {
                "code": "3",
                "label": "Hồ sơ",
                "kind": "manual",
                "max_points": 10,
                "scored_by": "sector",
                "sector": "so-c",
            },
        ],
    },
    {"code": "T", "label": "Điểm thưởng", "kind": "bonus", "max_points": 5},
]
RULES = {
    "strategy": "average_of_members",
    "cross_scorers": 1,
    "ties": [{"kind": "more_votes"}, {"kind": "decision"}],
    "conditions": [
        {"code": "ky-luat", "label": "Có kỷ luật", "kind": "declared", "effect": "deduct"}
        | {"points": 2},
        {"code": "khieu-nai", "label": "Có khiếu nại", "kind": "declared", "effect": "bar_flag"},
    ],
}
PAIRS = [("so-a", "so-b"), ("so-b", "so-c"), ("so-c", "so-a")]
VOTES = [
    {"agency": "so-a", "votes": 3, "voters": 4},
    {"agency": "so-b", "votes": 3, "voters": 4},
    {"agency": "so-c", "votes": 0, "voters": 4},
]


def given_season(**sections: Any) -> dict[str, Any]:
    """Return a season in its final review with points from many, ranked and frozen."""
    return small_season(
        **{"stage": "bloc_review", "scoring": given_scoring(), "votes": VOTES, **sections}
    )


def given_scoring(**changes: Any) -> dict[str, Any]:
    """Return a scoring section that holds something of everything that others give.

    Sở C scores criterion S.3 for the others, so its own line is filled by the province.
    """
    return {
        "table": {
            "code": "bang-nhieu-lop",
            "number": 1,
            "title": "Bảng nhiều lớp",
            "scale": 100,
            "rules": deepcopy(RULES),
            "sectors": [dict(SECTOR)],
            "criteria": deepcopy(TREE),
        },
        "frozen": True,
        "sheets": [given_sheet(code) for code in ("so-a", "so-b", "so-c")],
        "cross": [given_pair(*pair) for pair in PAIRS],
        "tie_decisions": [
            {"agency": "so-a", "place": 2, "reason": "Theo biên bản họp khối"},
            {"agency": "so-b", "place": 1, "reason": "Theo biên bản họp khối"},
        ],
        "facts": [
            {
                "agency": "so-c",
                "condition": "ky-luat",
                "fact": "Có người bị\nkhiển trách",
                "document": "QĐ 12/QĐ-SNV",
                "state": "confirmed",
                "decision_reason": "Đã kiểm tra quyết định",
            },
            {
                "agency": "so-a",
                "condition": "khieu-nai",
                "fact": "Có đơn",
                "state": "dismissed",
                "decision_reason": "Đơn không đúng",
            },
            {"agency": "so-b", "condition": "ky-luat", "fact": "Nghe nói"},
        ],
        **deepcopy(changes),
    }


def given_sheet(agency: str) -> dict[str, Any]:
    """Return an appraised sheet with what the sector agencies gave to it."""
    of_own_field = {"key": "S.3", "province": "8.5", "province_reason": "Tỉnh chấm dòng này"}
    by_sector_c = {"key": "S.3", "sector": "7.25", "sector_reason": "Thiếu biểu mẫu"}
    return {
        "agency": agency,
        "state": "appraised",
        "lines": [
            {"key": "I.1", "self": 38, "explanation": "Đã đạt", "appraised": 38},
            {"key": "I.2", "self": 20, "appraised": 20},
            {"key": "S.1", "sector_actual": "66.6667", "sector_reason": "Theo bảng chỉ số"},
            {"key": "S.2", "target": 100, "sector_actual": 110 if agency == "so-c" else 105},
            of_own_field if agency == "so-c" else by_sector_c,
        ],
    }


def given_pair(scorer: str, subject: str, *, finished: bool = True) -> dict[str, Any]:
    """Return one member's finished scoring of another's sheet."""
    return {
        "scorer": scorer,
        "subject": subject,
        "finished": finished,
        "scores": [
            {"key": "I.1", "points": "36.75", "reason": "Còn chậm"},
            {"key": "I.2", "points": 20},
        ],
    }
