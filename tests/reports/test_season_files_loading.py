from datetime import date
from decimal import Decimal

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from awards.models import AwardRecord
from blocs.models import Membership, Season
from blocs.states import Stage
from reports.season_files.findings import Unloadable
from scoring.models import Ranking, ScoreSheet
from tests.reports.season_loading import held, load
from tests.reports.small_season import (
    scored_season,
    small_scoring,
    small_season,
)

pytestmark = pytest.mark.django_db

MEETING = {"name": "Họp", "purposes": [{"kind": "summary"}]}


def test_a_season_is_built_through_the_services(tmp_path):
    (outcome,) = load(tmp_path, small_season(published_ranks=2))

    assert (outcome.bloc, outcome.cycle, outcome.is_new) == ("khoi-thu", "2022", True)
    season = Season.objects.get()
    assert (season.stage, season.published_ranks, season.is_sample) == (Stage.SETUP, 2, False)
    names = Membership.objects.values_list("position", "name")
    assert list(names) == [(1, "Sở A"), (2, "Sở B"), (3, "Sở C")]
    events = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(events) == ["agency.add"] * 3 + ["bloc.add", "cycle.add", "season.open"]
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {None}
    assert isinstance(verify_chain(), Head)


def test_a_season_without_members_is_built(tmp_path):
    load(tmp_path, small_season(members=[], stage="bloc_review", meetings=[MEETING]))

    assert Season.objects.get().stage == Stage.BLOC_REVIEW
    assert not Membership.objects.exists()


def test_loading_twice_changes_nothing(tmp_path):
    season = scored_season(
        offices=[{"role": "head", "agency": "so-b", "state": "handed_over"}],
        proposals=[{"agency": "so-b", "award": "co-tinh", "state": "sent"}],
        meetings=[MEETING],
    )
    load(tmp_path, season)
    before = AuditEvent.objects.count()

    (outcome,) = load(tmp_path, season)

    assert (outcome.is_new, outcome.sections) == (False, ())
    assert AuditEvent.objects.count() == before


def test_a_scored_season_is_ranked_by_its_sheets(tmp_path):
    load(tmp_path, scored_season())

    ranking = Ranking.objects.get()
    rows = ranking.rows.values_list("agency__code", "rank", "final_total")
    assert list(rows) == [
        ("so-b", 1, Decimal("94.25")),
        ("so-a", 2, Decimal("88.50")),
        ("so-c", 3, Decimal("79.00")),
    ]
    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {"appraised"}
    assert not ranking.is_sample


def test_a_reported_ranking_stands_above_a_computed_one(tmp_path):
    reported = {"ranks": [{"agency": "so-c", "rank": 1}], "unranked_reason": "Không công bố"}

    load(tmp_path, scored_season(reported_ranking=reported))

    current = Ranking.objects.current().get()
    assert (current.origin, current.number) == ("reported", 2)
    rows = list(current.rows.values_list("agency__code", "rank", "reason"))
    assert rows[0] == ("so-c", 1, "")
    assert rows[1][2] == "Không công bố"


def test_every_state_of_a_proposal_is_reached(tmp_path):
    decision = {"number": "9/QĐ-UBND", "decided_on": "2023-03-01", "issuer": "Thủ tướng"}
    proposals = [
        {"agency": "so-a", "award": "bang-khen-tinh", "state": "refused", "answer": "Chưa đủ"},
        {
            "agency": "so-a",
            "award": "co-tinh",
            "options": ["bang-khen-tinh", "co-tinh"],
            "state": "granted",
            "decision": decision,
        },
        {"agency": "so-b", "award": "co-tinh", "state": "withdrawn", "answer": "Xin rút"},
    ]

    load(tmp_path, small_season(stage="closed", proposals=proposals))

    assert held()["proposals"] == proposals
    record = AwardRecord.objects.get()
    assert (record.agency.code, record.decided_on, record.issuer) == (
        "so-a",
        date(2023, 3, 1),
        "Thủ tướng",
    )


@pytest.mark.parametrize(
    # A season that was taken back to its review keeps what was appraised (test of reloading).
    ("state", "too_early"),
    [("appraised", "appraisal"), ("passed", "bloc_review")],
)
def test_what_the_province_has_not_answered_yet_waits_where_it_was(tmp_path, state, too_early):
    row = {"agency": "so-a", "award": "co-tinh", "state": state}
    undecided = {"agency": "so-a", "options": ["co-tinh"], "state": state}

    for stage, rows, why in (
        (too_early, [row], "sau khi hồ sơ đã trình"),
        ("submitted", [undecided], f"cần ghi khi state là {state}"),
        ("decided", [row], "tỉnh chưa trả lời"),
    ):
        with pytest.raises(Unloadable) as fault:
            load(tmp_path, small_season(stage=stage, proposals=rows))
        assert why in fault.value.findings[0].reason
    load(tmp_path, small_season(stage="provincial_appraisal", proposals=[row]))

    assert held()["proposals"] == [row]


def test_a_proposal_that_was_not_sent_keeps_the_season_at_its_review(tmp_path):
    row = {"agency": "so-c", "options": ["co-tinh"], "state": "agreed", "achievement": "Nhất"}

    with pytest.raises(Unloadable) as fault:
        load(tmp_path, small_season(stage="submitted", proposals=[row]))
    load(tmp_path, small_season(stage="bloc_review", proposals=[row]))

    assert "chưa gửi lên tỉnh" in fault.value.findings[0].reason
    assert held()["proposals"] == [row]


@pytest.mark.parametrize("state", ["draft", "awaiting", "submitted", "returned", "appraised"])
def test_every_state_of_a_sheet_is_reached(tmp_path, state):
    scoring = small_scoring(frozen=False)
    for sheet in scoring["sheets"]:
        sheet["state"] = state
        sheet["returns"] = ["Thiếu minh chứng"] if state in {"returned", "appraised"} else []
        for line in sheet["lines"]:
            if state not in {"submitted", "appraised"}:
                line.pop("appraised")
                line.pop("reason", None)

    load(tmp_path, small_season(stage="self_scoring", scoring=scoring))

    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {state}
    sheet = held()["scoring"]["sheets"][0]
    assert sheet.get("returns", []) == scoring["sheets"][0]["returns"]
    assert sheet["lines"][0].get("appraised") == (
        Decimal("59.5") if state in {"submitted", "appraised"} else None
    )


def test_points_of_the_province_are_written_too(tmp_path):
    season = scored_season()
    line = season["scoring"]["sheets"][1]["lines"][0]
    line |= {"province": "64", "province_reason": "Theo kết luận thanh tra"}

    load(tmp_path, season)

    assert Ranking.objects.get().rows.get(rank=1).final_total == Decimal("93.00")
    assert held()["scoring"]["sheets"][1]["lines"][0]["province"] == 64


def test_an_office_changes_hands_in_the_middle_of_the_year_and_at_its_end(tmp_path):
    offices = [
        {"role": "head", "agency": "so-a", "state": "handed_over", "handed_over_on": "2022-05-01"},
        {"role": "head", "agency": "so-b", "state": "handed_over", "handed_over_on": "2023-02-01"},
        {"role": "deputy", "agency": "so-c", "state": "confirmed"},
    ]

    load(tmp_path, small_season(stage="closed", offices=offices))

    assert held()["offices"] == offices


def test_a_sample_season_is_marked_with_its_bloc(tmp_path):
    load(tmp_path, small_season(sample=True))

    season = Season.objects.get()
    assert season.is_sample
    assert season.bloc.is_sample


@pytest.mark.parametrize(
    ("day", "said"),
    [("2020-12-31", "trước ngày 01/01/2021, một năm trước"), ("9999-12-31", "sau ngày hôm nay")],
)
def test_a_registration_with_a_day_that_cannot_be_is_named_with_its_place(tmp_path, day, said):
    item = {"kind": "title", "content": "Cờ"}
    rows = [
        {"agency": "so-a", "registered_on": "2021-12-28", "items": [item]},
        {"agency": "so-b", "registered_on": day, "items": [item]},
    ]

    with pytest.raises(Unloadable) as refusal:
        load(tmp_path, small_season(stage="running", registrations=rows))

    (finding,) = refusal.value.findings
    assert finding.path == "registrations[1].registered_on"
    assert said in finding.reason
    assert not Season.objects.exists()
