import pytest

from reports.season_files.checks import season_findings
from reports.season_files.findings import first_difference, shown
from reports.season_files.order import ordered
from reports.season_files.schema import canonical
from tests.reports.small_season import changed, scored_season, small_scoring, small_season

OFFICE = {"role": "head", "agency": "so-a", "state": "confirmed"}
MEETING = {"name": "Họp", "purposes": [{"kind": "summary"}]}
STEP = {
    "kind": "self_scoring",
    "opens_at": "2022-11-01T00:00:00+07:00",
    "due_at": "2022-12-01T00:00:00+07:00",
}
FROM_THERE_ON = "trở đi, stage phải ghi bước đó"
LINES = ("scoring", "sheets", 0, "lines")


def findings(season):
    return [str(finding) for finding in season_findings(canonical(season))]


@pytest.mark.parametrize("season", [small_season(), scored_season(), small_season(members=[])])
def test_a_season_that_fits_together_has_no_findings(season):
    assert findings(season) == []


@pytest.mark.parametrize(
    ("section", "rows", "path"),
    [
        ("offices", [{**OFFICE, "agency": "so-x"}], "offices[0].agency"),
        ("indicators", [{"name": "Thu", "agency": "so-x"}], "indicators[0].agency"),
        (
            "statements",
            [{"section": "review", "text": "Đã xét.", "agency": "so-x"}],
            "statements[0].agency",
        ),
        (
            "meetings",
            [MEETING, {**MEETING, "attendance": [{"agency": "so-x"}]}],
            "meetings[1].attendance[0].agency",
        ),
        (
            "calendar",
            [
                {
                    **STEP,
                    "extensions": [
                        {
                            "agency": "so-x",
                            "due_at": "2022-12-02T00:00:00+07:00",
                            "reason": "Bão",
                        }
                    ],
                }
            ],
            "calendar[0].extensions[0].agency",
        ),
    ],
)
def test_a_member_that_is_not_listed_is_named(section, rows, path):
    season = small_season(**{section: rows})

    assert findings(season) == [f"{path}: “so-x” không có trong mục members"]


def test_every_section_of_the_review_names_members_only():
    season = scored_season(
        registrations=[{"agency": "so-x", "items": [{"kind": "title", "content": "Cờ"}]}],
        proposals=[{"agency": "so-x", "award": "co-tinh", "state": "draft"}],
        reported_ranking={"ranks": [{"agency": "so-x", "rank": 1}], "unranked_reason": "?"},
    )

    found = findings(changed(season, "scoring", "sheets", 0, "agency", to="so-x"))

    assert found == [
        "registrations[0].agency: “so-x” không có trong mục members",
        "proposals[0].agency: “so-x” không có trong mục members",
        "reported_ranking.ranks[0].agency: “so-x” không có trong mục members",
        "scoring.sheets: phải có đúng một phiếu cho mỗi đơn vị trong mục members",
    ]


@pytest.mark.parametrize(
    ("season", "expected"),
    [
        (
            changed(small_season(), "members", 2, "code", to="so-a"),
            "members[2]: mã đơn vị này đã có ở thành viên khác",
        ),
        (
            changed(small_season(), "cycle", "ends_on", to="2022-01-01"),
            "cycle.ends_on: ngày kết thúc phải sau ngày bắt đầu",
        ),
        (
            small_season(offices=[OFFICE, {**OFFICE, "agency": "so-b"}]),
            "offices[1]: chức danh này đã có đơn vị khác đảm nhiệm trong cùng năm",
        ),
        (
            small_season(offices=[OFFICE, {**OFFICE, "role": "deputy"}]),
            "offices[1]: đơn vị này đã giữ chức danh khác trong cùng năm",
        ),
        (
            small_season(offices=[{**OFFICE, "handed_over_on": "2023-01-01"}]),
            "offices[0].handed_over_on: chỉ ghi khi state là handed_over",
        ),
        (
            small_season(
                offices=[
                    {
                        **OFFICE,
                        "state": "handed_over",
                        "decided_on": "2023-01-02",
                        "handed_over_on": "2023-01-01",
                    }
                ]
            ),
            "offices[0].handed_over_on: ngày bàn giao trước ngày quyết định",
        ),
        (
            small_season(calendar=[STEP, STEP]),
            "calendar[1]: bước này đã ghi ở trên",
        ),
        (
            small_season(calendar=[{**STEP, "opens_at": STEP["due_at"]}]),
            "calendar[0].due_at: hạn cuối phải sau thời điểm bắt đầu",
        ),
        (
            small_season(
                calendar=[
                    {
                        **STEP,
                        "extensions": [
                            {"agency": "so-a", "due_at": STEP["due_at"], "reason": "Bão"}
                        ],
                    }
                ]
            ),
            "calendar[0].extensions[0].due_at: hạn gia hạn phải sau hạn chung",
        ),
        (
            small_season(meetings=[{**MEETING, "purposes": MEETING["purposes"] * 2}]),
            "meetings[0].purposes[1]: nội dung này đã ghi ở trên",
        ),
        (
            small_season(meetings=[{**MEETING, "attendance": [{"agency": "so-a"}] * 2}]),
            "meetings[0].attendance[1]: đơn vị này đã ghi ở trên",
        ),
        (
            small_season(
                meetings=[{**MEETING, "attendance": [{"agency": "so-a", "absence_reason": "Bận"}]}]
            ),
            "meetings[0].attendance[0].absence_reason: chỉ ghi cho đơn vị vắng mặt",
        ),
        (
            small_season(meetings=[{**MEETING, "guests": [{"office": "Khách"}] * 2}]),
            "meetings[0].guests[1]: đại biểu này đã ghi ở trên",
        ),
        (
            small_season(meetings=[{**MEETING, "conclusions": [{"speaker": "Ai", "text": "Rõ."}]}]),
            "meetings[0].conclusions[0].speaker: không có trong danh sách guests của hội nghị",
        ),
        (
            small_season(movements=[{"name": "Chung sức"}, {"name": "Chung sức"}]),
            "movements[1]: phong trào này đã ghi ở trên cho cùng năm",
        ),
        (
            small_season(legal_documents=[{"kind": "Luật"}, {"kind": "Luật"}]),
            "legal_documents[1]: văn bản này đã ghi ở trên",
        ),
        (
            small_season(indicators=[{"name": "Thu", "baselines": [{"kind": "plan", "ratio": 1}]}]),
            "indicators[0].baselines[0].issuer: cần ghi cơ quan giao kế hoạch, dự toán",
        ),
        (
            small_season(indicators=[{"name": "Thu", "baselines": [{"kind": "last_year"}]}]),
            "indicators[0].baselines[0]: cần có ít nhất một trong value, ratio, change",
        ),
        (
            small_season(award_counts=[{"award": "co-tinh", "agencies": 1}] * 2),
            "award_counts[1]: hình thức này đã ghi ở trên",
        ),
        (
            small_season(
                stage="running",
                registrations=[{"agency": "so-a", "items": [{"kind": "title", "content": "A"}]}]
                * 2,
            ),
            "registrations[1]: đơn vị này đã ghi ở trên",
        ),
        (
            small_season(
                registrations=[{"agency": "so-a", "items": [{"kind": "title", "content": "A"}]}]
            ),
            f"registrations: chỉ có từ bước “Đăng ký thi đua” (registration) {FROM_THERE_ON}",
        ),
        (
            small_season(
                stage="bloc_review", reported_ranking={"ranks": [{"agency": "so-a", "rank": 1}]}
            ),
            "reported_ranking.unranked_reason: cần ghi vì sao các đơn vị còn lại không có hạng",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(season, expected):
    assert findings(season) == [expected]


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
            "proposals[0].answer: ghi khi và chỉ khi state là refused hoặc withdrawn",
        ),
        (
            {"answer": "Vì thế"},
            "proposals[0].answer: ghi khi và chỉ khi state là refused hoặc withdrawn",
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

    assert len(found) == 2
    assert all(item.startswith("scoring.table.criteria: ") for item in found)
    assert "90" in found[0]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ((0, "key"), "I", "lines[0].key: bảng tiêu chí không chấm điểm ở I"),
        ((0, "key"), "I.9", "lines[0].key: bảng tiêu chí không chấm điểm ở I.9"),
        ((1, "key"), "I.1", "lines[1].key: tiêu chí I.1 đã ghi ở trên"),
        ((0, "self"), 71, "lines[0].self: Điểm phải từ 0 đến 70."),
        ((0, "appraised"), "59.6", "lines[0].appraised: Điểm chấm theo bước 0,25 điểm."),
        ((1, "self"), 5, "lines[1].self: Chỉ chấm 0 điểm (không đạt) hoặc 20 điểm (đạt)."),
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


def test_lists_without_an_order_of_their_own_get_one():
    proposals = [
        {"agency": "so-c", "award": "co-tinh", "state": "draft"},
        {"agency": "so-a", "options": ["co-tinh", "bang-khen-tinh"], "state": "draft"},
    ]
    offices = [
        {**OFFICE, "term": "next"},
        {**OFFICE, "role": "deputy"},
        {**OFFICE, "agency": "so-b"},
    ]
    season = canonical(
        scored_season(
            proposals=proposals,
            offices=offices,
            scoring=small_scoring(sheets=small_scoring()["sheets"][::-1]),
        )
    )
    season["scoring"]["sheets"][0]["lines"].append(
        {**season["scoring"]["sheets"][0]["lines"][0], "key": "T", "self": None}
        | {"appraised": None, "explanation": "", "reason": ""}
    )

    found = ordered(season, ["so-a", "so-b", "so-c"])

    assert [row["agency"] for row in found["proposals"]] == ["so-a", "so-c"]
    assert found["proposals"][0]["options"] == ["bang-khen-tinh", "co-tinh"]
    assert [(row["term"], row["role"]) for row in found["offices"]] == [
        ("current", "head"),
        ("current", "deputy"),
        ("next", "head"),
    ]
    assert [sheet["agency"] for sheet in found["scoring"]["sheets"]] == ["so-a", "so-b", "so-c"]
    assert [line["key"] for line in found["scoring"]["sheets"][2]["lines"]] == ["I.1", "I.2", "II"]


@pytest.mark.parametrize(
    ("held", "wanted", "difference"),
    [
        ({"a": 1}, {"a": 1}, None),
        ({"a": [1, 2]}, {"a": [1, 3]}, ("x.a[1]", 2, 3)),
        ({"a": [1]}, {"a": [1, 2]}, ("x.a", [1], [1, 2])),
        ({"a": {"b": None}}, {"a": {"b": "c"}}, ("x.a.b", None, "c")),
        ({"a": 1, "b": 2}, {"a": 1}, ("x.b", 2, None)),
    ],
)
def test_the_first_difference_is_found_with_its_path(held, wanted, difference):
    assert first_difference("x", held, wanted) == difference


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "để trống"), ([1, 2], "2 mục"), (True, "true"), ("a", "“a”"), ({"a": 1}, "một nhóm")],
)
def test_values_are_shown_in_words(value, text):
    assert shown(value).startswith(text)
