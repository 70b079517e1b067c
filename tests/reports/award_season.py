"""A season file with everything of the award side, from a ballot to the decision."""

from copy import deepcopy
from typing import Any

from tests.reports.small_season import small_season

PROVINCE = {"code": "tinh-thu", "name": "Tỉnh Thử"}
MEETING = {"name": "Hội nghị bình xét", "purposes": [{"kind": "peer_review"}]}
TWO_THIRDS = {"numerator": 2, "denominator": 3}
HALF = {"numerator": 1, "denominator": 2}
TIMES = {
    "opened_at": "2022-12-01T08:00:00+07:00",
    "ended_at": "2022-12-01T09:00:00+07:00",
    "closed_at": "2022-12-01T09:30:00.250000+07:00",
}
CODES = ("so-a", "so-b", "so-c")
ISSUER = "Chủ tịch UBND tỉnh Thử"


def roll(*voted: str, present: tuple[str, ...] = CODES) -> list[dict[str, Any]]:
    """Return who was there, and by what each voted."""
    return [
        {"agency": code, "present": code in present, "voted": how}
        for code, how in zip(CODES, voted, strict=True)
    ]


def ballot(award: str | None = "co-tinh", *votes: int, **fields: Any) -> dict[str, Any]:
    """Return a closed ballot, online, in which all three voted."""
    votes = votes or (3, 0)
    return {
        "title": "Bỏ phiếu xét tặng Cờ",
        "award": award,
        "method": "online",
        "share_of": "members",
        "threshold": dict(TWO_THIRDS),
        "quorum": dict(HALF),
        "nominees": [
            {"agency": code, "votes": count} for code, count in zip(CODES, votes, strict=False)
        ],
        "state": "closed",
        "roll": roll("online", "online", "online"),
        "count": {"issued": 3, "valid": 3},
        **TIMES,
        **fields,
    }


BALLOTS = [
    ballot(void_reason="Nhầm danh sách", state="void", count=None, closed_at=None)
    | {"nominees": [{"agency": "so-c"}]},
    ballot("co-tinh", 3, 0, meeting="Hội nghị bình xét"),
    ballot("bang-khen-tinh", 0, 1, 1, max_choices=1, count={"issued": 3, "valid": 2, "blank": 1}),
    ballot("bang-khen-tinh", 1, 1, round=2, count={"issued": 3, "valid": 2, "blank": 1})
    | {
        "nominees": [
            {"agency": "so-b", "votes": 1, "override": {"decision": "12/TB", "reason": "Rõ hơn"}},
            {"agency": "so-c", "votes": 1},
        ]
    },
    ballot(
        None,
        2,
        title="Bầu Trưởng khối",
        role="head",
        method="paper",
        self_vote=False,
        secret=False,
        least_voters=1,
        roll=roll("none", "paper", "paper"),
        count={"issued": 2, "valid": 2},
    ),
    ballot(None, role="deputy", state="draft", roll=[], count=None)
    | dict.fromkeys(TIMES)
    | {"nominees": [{"agency": "so-b"}]},
]
DOSSIER = [
    {"kind": "submission_letter", "state": "present", "reference": "12/TTr-KTĐ ngày 05/12/2022"},
    {"kind": "minutes", "reference": "Biên bản ngày 01/12/2022"},
    {"kind": "counting_minutes", "state": "missing", "note": "Thiếu chữ ký"},
    {"kind": "confirmation", "state": "not_needed", "note": "Không có nghĩa vụ tài chính"},
]
OPINIONS = [
    {
        "name": "Công an tỉnh",
        "asked_on": "2022-12-10",
        "due_on": "2022-12-20",
        "answer": "disagrees",
        "answered_on": "2022-12-15",
        "text": "Đang xác minh đơn thư.",
        "document": "55/CAT",
    },
    {"name": "Thanh tra tỉnh", "asked_on": "2022-12-10"},
]
NOTE = {"number": "15/QĐ-UBND", "decided_on": "2023-01-20", "issuer": ISSUER}
REFUSAL = (
    "Hội đồng không thông qua: 5/9 = 55,56% < 2/3 của 9 thành viên Hội đồng "
    "(Phiên họp cuối năm, 10/01/2023)."
)
PROPOSALS = [
    {
        "agency": "so-a",
        "award": "co-tinh",
        "state": "granted",
        "voted_in_round": 1,
        "sent_on": "2022-12-05",
        "decision": NOTE,
        "dossier": DOSSIER,
        "opinions": OPINIONS,
        "fallback": "bang-khen-tinh",
    },
    {"agency": "so-a", "award": "bang-khen-thu-tuong", "state": "passed"},
    {"agency": "so-b", "award": "bang-khen-tinh", "state": "refused", "answer": REFUSAL},
    {"agency": "so-b", "award": "co-tinh", "state": "withdrawn", "answer": "Ghi nhầm"},
    {"agency": "so-b", "award": "co-tinh", "state": "refused", "answer": "Có đơn thư"},
    {"agency": "so-c", "award": "bang-khen-tinh", "state": "appraised", "voted_in_round": 2},
    {
        "agency": "so-c",
        "award": "co-tinh",
        "state": "agreed",
        "answer": "Bổ sung báo cáo",
        "opinions": [dict(OPINIONS[1])],
    },
]
SESSIONS = [
    {
        "name": "Phiên họp cuối năm",
        "held_on": "2023-01-10",
        "members": 9,
        "present": 8,
        "threshold": dict(TWO_THIRDS),
        "source": "Quy chế của Hội đồng",
        "votes": [
            {"agency": "so-a", "award": "co-tinh", "agreed": 7, "disagreed": 1},
            {"agency": "so-b", "award": "bang-khen-tinh", "agreed": 5, "disagreed": 3},
            {"agency": "so-b", "award": "co-tinh", "agreed": 6, "disagreed": 1, "invalid": 1},
        ],
    }
]
DECISIONS = [
    {
        "number": "15/QĐ-UBND",
        "issued_on": "2023-01-20",
        "issuer": ISSUER,
        "signer_office": "Chủ tịch",
        "note": "Đợt 1",
        "state": "published",
        "proposals": [{"agency": "so-a", "award": "co-tinh"}],
    },
    {
        "number": "dự thảo 2",
        "issued_on": "2023-02-20",
        "issuer": ISSUER,
        "state": "draft",
        "proposals": [{"agency": "so-a", "award": "bang-khen-thu-tuong"}],
    },
]


def award_season(**sections: Any) -> dict[str, Any]:
    """Return a season at the province with the whole award side."""
    season = small_season(
        **{
            "stage": "submitted",
            "meetings": [MEETING],
            "ballots": deepcopy(BALLOTS),
            "proposals": deepcopy(PROPOSALS),
            "council_sessions": deepcopy(SESSIONS),
            "decisions": deepcopy(DECISIONS),
            **deepcopy(sections),
        }
    )
    season["bloc"]["province"] = dict(PROVINCE)
    return season
