import pytest

from tests.reports.given_season import given_pair, given_scoring, given_season
from tests.reports.season_findings import findings
from tests.reports.small_season import changed

FROM_THERE_ON = "trở đi, stage phải ghi bước đó"
S3 = ("sheets", 0, "lines", 4)


def test_a_season_with_points_from_many_has_no_faults():
    assert findings(given_season()) == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("cross", 0, "scorer"), "so-x", "cross[0].scorer: “so-x” không có trong mục members"),
        (("cross", 1, "subject"), "so-x", "cross[1].subject: “so-x” không có trong mục members"),
        (("cross", 0, "scorer"), "so-b", "cross: “so-b” không chấm chéo phiếu của chính mình."),
        (
            ("cross", 0, "subject"),
            "so-c",
            "cross: “so-a” và “so-c” không được chấm lẫn nhau.",
        ),
        (("cross", 2), given_pair("so-a", "so-b"), "cross: Có lượt chấm chéo bị ghi hai lần."),
        (
            ("table", "rules", "cross_scorers"),
            None,
            "cross: bảng tiêu chí không quy định chấm chéo (rules.cross_scorers)",
        ),
        (
            ("cross", 0, "scores", 0, "key"),
            "S.1",
            "cross[0].scores[0].key: tiêu chí S.1 không chấm chéo",
        ),
        (
            ("cross", 0, "scores", 0, "key"),
            "T",
            "cross[0].scores[0].key: tiêu chí T không chấm chéo",
        ),
        (
            ("cross", 0, "scores", 0, "key"),
            "I.2",
            "cross[0].scores[1]: tiêu chí này đã ghi ở trên",
        ),
        (
            ("cross", 0, "scores", 0, "points"),
            "40.5",
            "cross[0].scores[0].points: điểm phải từ 0 đến 40.",
        ),
        (
            ("cross", 0, "scores", 0, "points"),
            "36.8",
            "cross[0].scores[0].points: điểm chấm theo bước 0,25 điểm.",
        ),
        (
            ("cross", 0, "scores", 0, "points"),
            None,
            "cross[0].scores: còn tiêu chí chưa chấm chéo: I.1",
        ),
        (
            ("sheets", 1, "lines", 0),
            {"key": "I.1", "assigned": False, "why_not_assigned": "Không giao"},
            "cross[0].scores[0].key: tiêu chí I.1 không giao cho đơn vị",
        ),
        (
            (*S3, "sector"),
            "10.5",
            "sheets[0].lines[4].sector: điểm phải từ 0 đến 10.",
        ),
        (
            (*S3, "sector_actual"),
            5,
            "sheets[0].lines[4].sector_actual: tiêu chí này không nhập kết quả.",
        ),
        (
            ("sheets", 0, "lines", 2, "sector"),
            5,
            "sheets[0].lines[2].sector_actual: điểm được tính từ kết quả, không nhập trực tiếp.",
        ),
        (
            ("sheets", 0, "lines", 0, "sector"),
            5,
            "sheets[0].lines[0].sector: tiêu chí này không do cơ quan chuyên ngành chấm",
        ),
        (
            ("sheets", 2, "lines", 4, "sector"),
            5,
            "sheets[2].lines[4].sector: không ai chấm cho chính mình, dòng này do tỉnh chấm",
        ),
        (
            S3,
            {"key": "S.3", "assigned": False, "why_not_assigned": "Không giao", "sector": 5},
            "sheets[0].lines[4].sector: tiêu chí này không giao cho đơn vị",
        ),
        (
            ("tie_decisions", 0, "agency"),
            "so-x",
            "tie_decisions[0].agency: “so-x” không có trong mục members",
        ),
        (
            ("tie_decisions", 1, "agency"),
            "so-a",
            "tie_decisions[1]: đơn vị này đã ghi ở trên",
        ),
        (
            ("tie_decisions",),
            [{"agency": "so-a", "place": 1, "reason": "Biên bản"}],
            "tie_decisions: cần ghi ít nhất hai đơn vị đồng hạng",
        ),
        (
            ("table", "rules", "ties"),
            [{"kind": "more_votes"}],
            "tie_decisions: bảng tiêu chí không quy định phân định bằng quyết định (rules.ties)",
        ),
        (("facts", 0, "agency"), "so-x", "facts[0].agency: “so-x” không có trong mục members"),
        (
            ("facts", 0, "condition"),
            "khac",
            "facts[0].condition: bảng tiêu chí không có điều kiện “khac” loại declared",
        ),
        (
            ("facts", 0, "decision_reason"),
            " ",
            "facts[0].decision_reason: ghi khi và chỉ khi state là confirmed hoặc dismissed",
        ),
        (
            ("facts", 2, "decision_reason"),
            "Đã xem",
            "facts[2].decision_reason: ghi khi và chỉ khi state là confirmed hoặc dismissed",
        ),
    ],
)
def test_what_others_give_is_checked_and_named_by_its_place(path, value, expected):
    season = changed(given_season(), "scoring", *path, to=value)

    assert f"scoring.{expected}" in findings(season)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ((0, "agency"), "so-x", "votes[0].agency: “so-x” không có trong mục members"),
        ((1, "agency"), "so-a", "votes[1]: đơn vị này đã ghi ở trên"),
        ((2, "votes"), 5, "votes[2].votes: không được lớn hơn số người bỏ phiếu (voters)"),
    ],
)
def test_votes_are_checked_and_named_by_their_place(path, value, expected):
    assert expected in findings(changed(given_season(), "votes", *path, to=value))


def test_nobody_scored_a_sheet_that_was_never_sent():
    season = given_season(stage="appraisal", votes=[])
    season["scoring"]["frozen"] = False
    season["scoring"]["sheets"][1] |= {"state": "awaiting", "days_late": 2}

    assert findings(season) == [
        "scoring.sheets[1].days_late: chỉ ghi khi phiếu đã gửi",
        "scoring.sheets[1].lines: chỉ có điểm thẩm định, điểm của tỉnh khi phiếu đã gửi: I.1, I.2",
        "scoring.cross[0].scores: đơn vị được chấm chưa gửi phiếu",
        "scoring.cross[0].finished: chỉ hoàn thành được khi phiếu được chấm đã gửi",
    ]


def test_a_sheet_that_went_back_is_finished_by_no_scorer():
    season = given_season(stage="appraisal", votes=[])
    season["scoring"]["frozen"] = False
    season["scoring"]["sheets"][1] |= {"state": "returned", "returns": ["Thiếu"]}

    assert findings(season) == [
        "scoring.cross[0].finished: chỉ hoàn thành được khi phiếu được chấm đã gửi"
    ]


def test_each_part_waits_for_its_stage():
    early = given_scoring(frozen=False)
    for sheet in early["sheets"]:
        sheet["state"] = "draft"
        sheet["lines"] = [sheet["lines"][4]]
    season = given_season(stage="self_scoring", scoring=early)

    assert findings(season) == [
        f"votes: chỉ có từ bước “Thẩm định” (appraisal) {FROM_THERE_ON}",
        "scoring.sheets[2].lines: điểm của tỉnh chỉ có từ bước “Thẩm định” (appraisal) trở đi: S.3",
        "scoring.sheets[2].lines: chỉ có điểm thẩm định, điểm của tỉnh khi phiếu đã gửi: S.3",
        *[
            finding
            for place in range(3)
            for finding in (
                f"scoring.cross[{place}].scores: đơn vị được chấm chưa gửi phiếu",
                f"scoring.cross[{place}].finished: chỉ hoàn thành được khi phiếu được chấm đã gửi",
            )
        ],
        f"scoring.tie_decisions: chỉ có từ bước “Thẩm định” (appraisal) {FROM_THERE_ON}",
    ]


def test_pairs_wait_for_self_scoring():
    scoring = given_scoring(frozen=False, sheets=[], tie_decisions=[])
    season = given_season(stage="running", scoring=scoring, votes=[])

    assert findings(season) == [
        f"scoring.cross: chỉ có từ bước “Tự chấm điểm” (self_scoring) {FROM_THERE_ON}"
    ]
