import pytest

from tests.reports.season_findings import findings
from tests.reports.small_season import changed, scored_season, small_season

OFFICE = {"role": "head", "agency": "so-a", "state": "confirmed"}
MEETING = {"name": "Họp", "purposes": [{"kind": "summary"}]}
STEP = {
    "kind": "self_scoring",
    "opens_at": "2022-11-01T00:00:00+07:00",
    "due_at": "2022-12-01T00:00:00+07:00",
}
FROM_THERE_ON = "trở đi, stage phải ghi bước đó"


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


def test_words_of_an_achievement_report_name_their_agency():
    row = {"section": "achievement_means", "text": "Biện pháp."}
    season = small_season(statements=[{**row, "agency": "so-a"}, row])

    why = "cần ghi đơn vị: lời văn này thuộc báo cáo thành tích của từng đơn vị"
    assert findings(season) == [f"statements[1].agency: {why}"]


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
