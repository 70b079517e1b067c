"""What the checks find in ballots, dossiers, sittings and decisions before anything is written."""

import pytest

from tests.reports.award_season import award_season as season
from tests.reports.award_season import ballot
from tests.reports.season_findings import findings
from tests.reports.small_season import changed

DRAFT = ballot(state="draft", roll=[], count=None) | {
    "nominees": [{"agency": "so-a"}],
    "opened_at": None,
    "ended_at": None,
    "closed_at": None,
}
SHORT = "5/9 = 55,56% < 2/3 của 9 thành viên Hội đồng"
OF_A_DRAFT = "đề nghị phải là passed vì quyết định là draft"
ONCE = "đơn vị này đã ghi ở trên"


def test_a_season_with_everything_fits_together():
    assert findings(season()) == []


def alone(**fields):
    """Return a season with one draft of a ballot on the flag, and nothing after it."""
    found = season(stage="bloc_review", ballots=[DRAFT | fields], proposals=[])
    del found["council_sessions"], found["decisions"]
    return found


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"nominees": [{"agency": "so-x"}]}, ["nominees[0].agency: “so-x” không có trong"]),
        ({"nominees": [{"agency": "so-a"}] * 2}, [f"nominees[1]: {ONCE}"]),
        ({"meeting": "Họp lạ"}, ["meeting: “Họp lạ” không có trong mục meetings"]),
        ({"role": "head"}, ["award: cần ghi award hoặc role, không ghi cả hai"]),
        ({"award": None}, ["award: cần ghi award hoặc role, không ghi cả hai"]),
        ({"round": 2}, ["round: vòng trước chưa có kết quả ở trên"]),
        ({"count": {"issued": 3, "valid": 3}}, ["count: ghi khi và chỉ khi state là closed"]),
        (
            {"nominees": [{"agency": "so-a", "votes": 1}]},
            ["nominees[0].votes: ghi khi và chỉ khi state là closed"],
        ),
        (
            {"nominees": [{"agency": "so-a", "override": {"decision": "1", "reason": "x"}}]},
            ["nominees[0].override: chỉ ghi khi state là closed"],
        ),
        ({"void_reason": "x"}, ["void_reason: ghi khi và chỉ khi state là void"]),
        ({"state": "void"}, ["void_reason: ghi khi và chỉ khi state là void"]),
        ({"roll": [{"agency": "so-a"}]}, ["roll: danh sách cử tri của cuộc chưa mở"]),
        (
            {"opened_at": "2022-12-01T08:00:00+07:00"},
            ["opened_at: không ghi khi state là draft"],
        ),
        (
            {
                "state": "void",
                "void_reason": "x",
                "closed_at": "2022-12-01T08:00:00+07:00",
                "roll": [{"agency": "so-y"}],
            },
            ["roll[0].agency: “so-y” không có", "closed_at: không ghi khi state là void"],
        ),
        (
            {"state": "closed", "count": {"issued": 1, "valid": 1}},
            [
                "nominees[0].votes: ghi khi",
                "roll: cần ghi khi state là closed",
                "opened_at: cần ghi khi state là closed",
                "ended_at: cần ghi khi state là closed",
                "closed_at: cần ghi khi state là closed",
            ],
        ),
    ],
)
def test_a_ballot_that_cannot_be_is_named_by_its_place(fields, expected):
    found = findings(alone(**fields))

    assert len(found) == len(expected)
    for finding, wanted in zip(found, expected, strict=True):
        assert finding.startswith(f"ballots[0].{wanted}")


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("ended_at",), "2022-12-01T07:59:00+07:00", "ended_at: trước opened_at"),
        (("closed_at",), "2022-12-01T01:59:00+00:00", "closed_at: trước ended_at"),
        (("roll", 2, "present"), False, "roll[2].present: đơn vị đã bỏ phiếu (voted) thì có mặt"),
    ],
)
def test_a_result_that_cannot_be_is_named_by_its_place(path, value, expected):
    assert findings(changed(season(), "ballots", 1, *path, to=value)) == [f"ballots[1].{expected}"]


def test_a_matter_is_voted_on_once_in_a_round_but_void_ones_do_not_count():
    void = DRAFT | {"state": "void", "void_reason": "Nhầm"}

    assert findings(alone() | {"ballots": [void, void, DRAFT]}) == []
    assert findings(alone() | {"ballots": [DRAFT, void, DRAFT]}) == [
        "ballots[2]: đã có cuộc bỏ phiếu khác về nội dung này, cùng vòng"
    ]


@pytest.mark.parametrize(
    ("stage", "fields", "needed"),
    [
        ("self_scoring", {}, "appraisal"),
        ("appraisal", {}, None),
        ("appraisal", {"award": None, "role": "head"}, "bloc_review"),
    ],
)
def test_ballots_are_held_from_their_stage_on(stage, fields, needed):
    found = findings(alone(**fields) | {"stage": stage})

    assert found == (
        [f"ballots[0]: chỉ có từ bước {needed} trở đi, stage phải ghi bước đó"] if needed else []
    )


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ((0, "voted_in_round"), 2, "[0].voted_in_round: không có kết quả vòng 2"),
        ((6, "voted_in_round"), 1, "[6].voted_in_round: không có kết quả vòng 1"),
        ((0, "fallback"), "co-tinh", "[0].fallback: phải khác award"),
        ((0, "dossier", 1, "kind"), "submission_letter", "[0].dossier[1]: giấy tờ này đã ghi"),
        ((0, "dossier", 0, "reference"), "", "[0].dossier[0].reference: cần ghi khi state là"),
        ((0, "dossier", 3, "note"), "", "[0].dossier[3].note: cần ghi khi state là not_needed"),
        ((0, "opinions", 1, "name"), "Công an tỉnh", "[0].opinions[1]: cơ quan này đã ghi"),
        ((0, "opinions", 0, "answered_on"), None, "[0].opinions[0].answered_on: ghi khi"),
        ((0, "opinions", 0, "due_on"), "2022-12-09", "[0].opinions[0].due_on: trước ngày lấy"),
        ((0, "opinions", 0, "text"), "", "[0].opinions[0].text: cần ghi lý do khi answer là"),
        ((0, "opinions", 1, "text"), "Đồng ý", "[0].opinions[1].answer: đã có nội dung trả lời"),
        ((5, "answer"), "Vì thế", "[5].answer: ghi khi và chỉ khi state là refused, withdrawn"),
    ],
)
def test_a_proposal_that_cannot_be_is_named_by_its_place(path, value, expected):
    (found,) = findings(changed(season(), "proposals", *path, to=value))

    assert found.startswith(f"proposals{expected}")


def test_a_proposal_that_was_withdrawn_may_stand_beside_a_living_one():
    twice = changed(season(), "proposals", 3, "state", to="refused")

    assert findings(twice) == ["proposals[4]: đơn vị này đã được đề nghị hình thức khen thưởng đó"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("votes", 0, "award"), "bang-khen-bo", "votes[0]: không có đề nghị “bang-khen-bo” của"),
        (("votes", 0, "agency"), "so-x", "votes[0]: không có đề nghị “co-tinh” của “so-x”"),
        (("votes", 0, "agreed"), 8, "votes[0]: Tổng số phiếu 9 nhiều hơn số thành viên có mặt"),
        (
            ("votes", 0, "agreed"),
            5,
            f"votes[0]: Hội đồng không thông qua ({SHORT}), đề nghị không thể là granted",
        ),
        (("present",), 10, "present: không được lớn hơn members"),
        (("threshold", "numerator"), 4, "threshold: không được lớn hơn 1"),
    ],
)
def test_a_sitting_that_cannot_be_is_named_by_its_place(path, value, expected):
    found = findings(changed(season(), "council_sessions", 0, *path, to=value))

    assert found[0].startswith(f"council_sessions[0].{expected}")


def test_a_proposal_is_voted_on_and_granted_once():
    sittings, lines = season(), season()
    votes = sittings["council_sessions"][0]["votes"]
    votes.append(votes[0])
    lines["decisions"][1]["proposals"] = lines["decisions"][0]["proposals"]
    same = season()
    same["decisions"][1]["number"] = same["decisions"][0]["number"]

    assert findings(sittings) == ["council_sessions[0].votes[3]: đề nghị này đã ghi ở trên"]
    assert findings(lines) == [
        "decisions[1].proposals[0]: đề nghị này đã ghi ở trên",
        f"decisions[1].proposals[0]: {OF_A_DRAFT}, không phải granted",
    ]
    assert findings(same) == ["decisions[1]: quyết định này đã ghi ở trên"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("state",), "draft", f"{OF_A_DRAFT}, không phải granted"),
        (("number",), "16/QĐ-UBND", "số hoặc ngày khác với decision của đề nghị"),
        (("issued_on",), "2023-01-21", "số hoặc ngày khác với decision của đề nghị"),
    ],
)
def test_a_decision_fits_the_proposals_that_it_grants(path, value, expected):
    found = findings(changed(season(), "decisions", 0, *path, to=value))

    assert found == [f"decisions[0].proposals[0]: {expected}"]


def test_sittings_and_decisions_need_a_province_and_the_stage():
    without = season()
    del without["bloc"]["province"]
    early = changed(season(), "stage", to="bloc_review")

    assert findings(without) == [
        "council_sessions: cần ghi bloc.province",
        "decisions: cần ghi bloc.province",
    ]
    assert "decisions: chỉ có từ bước “Trình tỉnh” (submitted) trở đi, stage phải ghi bước đó" in (
        findings(early)
    )
