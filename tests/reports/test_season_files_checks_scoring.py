import pytest

from tests.reports.season_findings import findings
from tests.reports.small_season import changed, scored_season, small_scoring, small_season

WHY = "ghi khi và chỉ khi state là refused, withdrawn, hoặc agreed do tỉnh trả lại"
FROM_THERE_ON = "trở đi, stage phải ghi bước đó"
LINES = ("scoring", "sheets", 0, "lines")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"award": None}, "proposals[0].options: cần ghi award, hoặc options khi chưa quyết định"),
        ({"state": "granted"}, "proposals[0].decision: ghi khi và chỉ khi state là granted"),
        (
            {"decision": {"number": "1/QĐ", "decided_on": "2023-01-01"}},
            "proposals[0].decision: ghi khi và chỉ khi state là granted",
        ),
        (
            {"state": "withdrawn"},
            f"proposals[0].answer: {WHY}",
        ),
        (
            {"answer": "Vì thế"},
            f"proposals[0].answer: {WHY}",
        ),
        (
            {"state": "refused", "answer": "Vì thế"},
            "proposals[0].state: tỉnh chỉ trả lời sau khi hồ sơ đã trình (submitted)",
        ),
    ],
)
def test_a_proposal_says_what_its_state_demands(changes, expected):
    proposal = {"agency": "so-a", "award": "co-tinh", "state": "agreed", **changes}

    assert expected in findings(scored_season(proposals=[proposal]))


def test_a_granted_proposal_names_its_award():
    proposal = {
        "agency": "so-a",
        "options": ["co-tinh"],
        "state": "granted",
        "decision": {"number": "1/QĐ", "decided_on": "2023-01-01"},
    }

    season = small_season(stage="decided", proposals=[proposal])

    assert findings(season) == ["proposals[0].award: cần ghi khi state là granted"]


def test_sheets_come_with_self_scoring_and_go_with_no_one_missing():
    sheets = small_scoring()["sheets"]

    early = small_season(stage="running", scoring=small_scoring(frozen=False))
    table_only = small_season(stage="running", scoring=small_scoring(frozen=False, sheets=[]))
    missing = scored_season(scoring=small_scoring(sheets=sheets[:2]))

    assert findings(table_only) == []
    assert findings(early) == [
        f"scoring.sheets: chỉ có từ bước “Tự chấm điểm” (self_scoring) {FROM_THERE_ON}"
    ]
    assert findings(missing) == [
        "scoring.sheets: phải có đúng một phiếu cho mỗi đơn vị trong mục members"
    ]
    assert findings(changed(scored_season(), "stage", to="appraisal")) == [
        "scoring.frozen: chỉ chốt được từ bước “Bình xét” (bloc_review) trở đi"
    ]


def test_the_tree_must_add_up():
    season = changed(scored_season(), "scoring", "table", "criteria", 0, "max_points", to=80)

    found = findings(season)

    assert len(found) == 1
    assert found[0].startswith("scoring.table.criteria: ")
    assert "90" in found[0]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ((0, "key"), "I", "lines[0].key: bảng tiêu chí không chấm điểm ở I"),
        ((0, "key"), "I.9", "lines[0].key: bảng tiêu chí không chấm điểm ở I.9"),
        ((1, "key"), "I.1", "lines[1].key: tiêu chí I.1 đã ghi ở trên"),
        ((0, "self"), 71, "lines[0].self: điểm phải từ 0 đến 70."),
        ((0, "appraised"), "59.6", "lines[0].appraised: điểm chấm theo bước 0,25 điểm."),
        ((1, "self"), 5, "lines[1].self: chỉ chấm 0 điểm (không đạt) hoặc 20 điểm (đạt)."),
        ((2, "province"), 8, "lines[2].province_reason: cần ghi lý do tỉnh chấm lại điểm"),
        ((2, "self"), None, "lines: còn tiêu chí chưa chấm điểm: II"),
        ((2, "appraised"), None, "lines: còn tiêu chí chưa thẩm định: II"),
        ((0, "reason"), "", "lines: cần nêu lý do khi điểm thẩm định khác điểm tự chấm: I.1"),
    ],
)
def test_points_are_checked_against_the_table_and_the_state(path, value, expected):
    season = changed(scored_season(), *LINES, *path, to=value)

    assert f"scoring.sheets[0].{expected}" in findings(season)


@pytest.mark.parametrize(
    ("state", "returns", "expected"),
    [
        ("draft", ["Thiếu"], "phiếu đã gửi một lần thì không còn là draft"),
        ("returned", [], "cần ghi lý do trả lại khi state là returned"),
    ],
)
def test_a_sheet_tells_why_it_was_returned(state, returns, expected):
    sheet = {**small_scoring()["sheets"][0], "state": state, "returns": returns}

    season = changed(scored_season(), "scoring", "sheets", 0, to=sheet)

    assert f"scoring.sheets[0].returns: {expected}" in findings(season)
