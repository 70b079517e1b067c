import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from accounts.models import AuditEvent
from reports.season_files.loading import dump_season, load_files
from reports.season_files.order import ordered
from reports.season_files.schema import canonical
from reports.season_files.yaml_text import read_yaml
from scoring.models import (
    CrossAssignment,
    DeclaredFact,
    LayerScore,
    MemberVote,
    Ranking,
    ScoreLine,
    ScoreSheet,
    TieDecision,
)
from scoring.rules.recompute import first_difference, recomputed
from scoring.services import take
from scoring.services.targets import set_assigned
from scoring.states import FactState, GivenLayer, SheetAction
from tests.reports.given_season import given_pair, given_scoring, given_season
from tests.reports.given_strategies import seasons_by_many
from tests.reports.season_findings import findings
from tests.reports.season_loading import held, load, refused
from tests.reports.small_season import changed, only, small_season, write

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def told(season):
    """Return what the sections that others fill say, in the order in which they are dumped."""
    members = [row["code"] for row in season["members"]]
    found = ordered(canonical(season), members)
    return {name: found.get(name) for name in ("votes", "scoring")}


def test_what_others_give_is_loaded_and_comes_back_and_a_second_load_is_silent(tmp_path):
    season = given_season()
    load(tmp_path, season)
    events = AuditEvent.objects.count()

    first = dump_season("khoi-thu", "2022")
    again = [load(tmp_path, season), load(tmp_path, first)]

    assert [outcome.sections for (outcome,) in again] == [(), ()]
    assert AuditEvent.objects.count() == events
    assert told(read_yaml(first)) == told(season)


few_examples = settings(
    max_examples=4,
    phases=[Phase.generate],
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@few_examples
@given(season=seasons_by_many())
def test_load_dump_load_is_an_identity(season, tmp_path):
    with transaction.atomic():
        assert told(read_yaml(dumped_and_silent(season, tmp_path))) == told(season)
        transaction.set_rollback(True)


@few_examples
@given(season=seasons_by_many(is_frozen=True))
def test_a_frozen_ranking_comes_back_and_proves_itself(season, tmp_path):
    with transaction.atomic():
        assert told(read_yaml(dumped_and_silent(season, tmp_path))) == told(season)
        ranking = Ranking.objects.get()
        assert first_difference(ranking.content) is None
        assert recomputed(ranking.content) == ranking.content
        transaction.set_rollback(True)


def dumped_and_silent(season, tmp_path) -> str:
    """Load a season and dump it; to load either again changes nothing."""
    path = write(tmp_path, season)
    load_files([path])
    first = dump_season("khoi-thu", "2022")
    events = AuditEvent.objects.count()
    assert load_files([path])[0].sections == ()
    assert load_files([write(tmp_path, first, "ra.yaml")])[0].sections == ()
    assert AuditEvent.objects.count() == events
    return first


def test_a_dump_of_it_builds_the_same_season_in_an_empty_database(tmp_path):
    with transaction.atomic():
        load(tmp_path, given_season())
        first = dump_season("khoi-thu", "2022")
        transaction.set_rollback(True)
    assert not LayerScore.objects.exists()

    load(tmp_path, first)

    assert dump_season("khoi-thu", "2022") == first


def test_points_that_follow_from_results_are_counted_and_not_told(tmp_path):
    load(tmp_path, given_season())

    rows = LayerScore.objects.filter(layer=GivenLayer.SECTOR.value)
    scores = rows.order_by("line__criterion__key", "line__sheet__agency__code")
    assert [
        f"{row.line.criterion.key} {row.line.sheet.agency.code} {row.scorer.code} {row.points}"
        for row in scores.select_related("line__criterion", "line__sheet__agency", "scorer")
    ] == [
        "S.1 so-a so-nganh 6.67",
        "S.1 so-b so-nganh 6.67",
        "S.1 so-c so-nganh 6.67",
        "S.2 so-a so-nganh 15.00",
        "S.2 so-b so-nganh 15.00",
        "S.2 so-c so-nganh 20.00",
        "S.3 so-a so-c 7.25",
        "S.3 so-b so-c 7.25",
    ]


def test_the_ranking_of_a_loaded_season_is_the_one_that_its_file_proves(tmp_path):
    load(tmp_path, given_season())
    file = tmp_path / "xep-hang.json"
    file.write_text(run("show_ranking", "khoi-thu", "2022", "--format", "frozen"), "utf-8")

    shown = run("show_ranking", "khoi-thu", "2022", "--format", "json")

    assert run("recompute_ranking", file) == shown
    # 36,75 + 20 (chấm chéo) + 6,67 + 20 + 8,5 (tỉnh) − 2 (kỷ luật) = 89,92
    # 36,75 + 20 + 6,67 + 15 + 7,25 = 85,67; equal, and equal votes: parted by the decision
    assert [
        (row["rank"], row["agency"], row["final"], row["shared"])
        for row in json.loads(shown)["rows"]
    ] == [
        (1, "so-c", "89.92", False),
        (2, "so-b", "85.67", False),
        (3, "so-a", "85.67", False),
    ]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("votes", 0, "votes"), 4, [("so-c", "89.92"), ("so-a", "85.67"), ("so-b", "85.67")]),
        (
            ("scoring", "facts", 0, "state"),
            "dismissed",
            [("so-c", "91.92"), ("so-b", "85.67"), ("so-a", "85.67")],
        ),
        (
            ("scoring", "cross", 0, "scores", 0, "points"),
            "40",
            [("so-c", "89.92"), ("so-b", "88.92"), ("so-a", "85.67")],
        ),
        (
            ("scoring", "sheets", 0, "lines", 4, "sector"),
            "10",
            [("so-c", "89.92"), ("so-a", "88.42"), ("so-b", "85.67")],
        ),
        (
            ("scoring", "tie_decisions"),
            [],
            [("so-c", "89.92"), ("so-a", "85.67"), ("so-b", "85.67")],
        ),
    ],
)
def test_every_part_that_is_loaded_counts(tmp_path, path, value, expected):
    load(tmp_path, changed(given_season(), *path, to=value))

    shown = json.loads(run("show_ranking", "khoi-thu", "2022", "--format", "json"))

    assert [(row["agency"], row["final"]) for row in shown["rows"]] == expected


def test_facts_are_declared_and_decided_by_nobody_named_and_the_audit_tells_both_steps(tmp_path):
    load(tmp_path, given_season())

    facts = DeclaredFact.objects.order_by("agency__code")
    assert [(fact.agency.code, fact.state) for fact in facts] == [
        ("so-a", FactState.DISMISSED),
        ("so-b", FactState.DECLARED),
        ("so-c", FactState.CONFIRMED),
    ]
    assert {(fact.declared_by, fact.decided_by) for fact in facts} == {(None, None)}
    events = AuditEvent.objects.filter(action__startswith="fact.").order_by("pk")
    assert [(event.action, event.actor) for event in events] == [
        ("fact.declare", None),
        ("fact.dismiss", None),
        ("fact.declare", None),
        ("fact.declare", None),
        ("fact.confirm", None),
    ]


def test_points_of_others_are_kept_on_a_sheet_that_went_back(tmp_path):
    scoring = given_scoring(frozen=False)
    scoring["sheets"][1] |= {"state": "returned", "returns": ["Thiếu lý do", "Vẫn thiếu"]}
    scoring["sheets"][2] |= {"state": "awaiting", "returns": ["Thiếu minh chứng"]}
    for sheet in scoring["sheets"][1:]:
        for line in sheet["lines"]:
            line.pop("appraised", None)
    scoring["cross"] = [
        given_pair("so-a", "so-b", finished=False),
        given_pair("so-b", "so-c", finished=False),
        given_pair("so-c", "so-a"),
    ]
    season = given_season(stage="appraisal", scoring=scoring, votes=[])

    load(tmp_path, season)

    assert LayerScore.objects.filter(layer=GivenLayer.CROSS.value).count() == 6
    assert CrossAssignment.objects.filter(finished_at__isnull=False).count() == 1
    assert told(held()) == told(season)


def test_what_was_appraised_and_scored_by_the_province_stays_on_a_sheet_that_went_back(tmp_path):
    scoring = given_scoring(frozen=False, cross=[])
    scoring["sheets"][2] |= {"state": "returned", "returns": ["Thiếu", "Vẫn thiếu"]}
    season = given_season(stage="appraisal", scoring=scoring)

    load(tmp_path, season)

    line = ScoreLine.objects.get(sheet__agency__code="so-c", criterion__key="S.3")
    assert (line.sheet.state, line.province_points) == ("returned", Decimal("8.5"))
    assert told(held()) == told(season)
    assert load(tmp_path, season)[0].sections == ()


def test_a_sheet_is_as_late_as_the_file_says_and_not_by_the_clock(tmp_path):
    step = {"kind": "self_scoring", "opens_at": "2022-11-01T00:00:00+07:00"}
    season = given_season(calendar=[{**step, "due_at": "2022-12-01T00:00:00+07:00"}])
    season["scoring"]["table"]["rules"]["late"] = [{"from_days": 2, "points": 1}]
    season["scoring"]["sheets"][1] |= {"days_late": 3, "returns": ["Thiếu"]}

    load(tmp_path, season)

    sheets = ScoreSheet.objects.order_by("agency__code")
    assert [(sheet.submitted_late, sheet.days_late) for sheet in sheets] == [
        (False, 0),
        (True, 3),
        (False, 0),
    ]
    shown = json.loads(run("show_ranking", "khoi-thu", "2022", "--format", "json"))
    assert [row["final"] for row in shown["rows"]] == ["89.92", "85.67", "84.67"]
    assert told(held()) == told(season)


def test_an_appraisal_that_was_opened_again_is_no_round_of_the_file(tmp_path):
    load(tmp_path, given_season(scoring=given_scoring(frozen=False), stage="appraisal"))
    sheet = ScoreSheet.objects.get(agency__code="so-a")
    for action, reason in ((SheetAction.REOPEN, "Xem lại"), (SheetAction.APPRAISE, "")):
        sheet = take(
            action, sheet_id=sheet.pk, seen_version=sheet.version, reason=reason, actor=None
        )

    assert "returns" not in held()["scoring"]["sheets"][0]


def test_what_was_said_of_a_line_that_was_taken_away_stays_behind(tmp_path):
    season = given_season(scoring=given_scoring(frozen=False), stage="appraisal")
    load(tmp_path, season)
    for key in ("I.1", "S.3"):
        line = ScoreLine.objects.get(sheet__agency__code="so-a", criterion__key=key)
        set_assigned(line_id=line.pk, seen=True, is_assigned=False, reason="Không giao", actor=None)

    found = held()["scoring"]

    away = {"assigned": False, "why_not_assigned": "Không giao"}
    assert found["sheets"][0]["lines"][0] == {"key": "I.1", **away}
    assert found["sheets"][0]["lines"][-1] == {"key": "S.3", **away}
    assert [one["key"] for one in found["cross"][2]["scores"]] == ["I.2"]
    assert findings(held()) == []


def test_votes_need_no_table_and_may_come_later(tmp_path):
    season = small_season(stage="appraisal")
    load(tmp_path, season)
    votes = [{"agency": "so-b", "votes": 5, "voters": 7}, {"agency": "so-a", "votes": 0}]
    votes[1]["voters"] = 7

    (outcome,) = load(tmp_path, only({**season, "votes": votes}, "votes"))

    assert outcome.sections == ("votes",)
    assert held()["votes"] == votes[::-1]
    assert MemberVote.objects.count() == 2


def test_votes_that_come_after_the_freezing_are_refused_with_the_reason(tmp_path):
    season = given_season()
    load(tmp_path, {name: value for name, value in season.items() if name != "votes"})

    (found,) = refused(tmp_path, only(season, "votes"))

    assert found.startswith("0.yaml: votes: Xếp hạng đã chốt nên không sửa được nữa")
    assert not MemberVote.objects.exists()


def test_what_is_left_of_a_decision_that_was_partly_made_anew_comes_back(tmp_path):
    scoring = given_scoring()
    scoring["tie_decisions"] = [
        {"agency": "so-a", "place": 1, "reason": "Biên bản số 2"},
        {"agency": "so-b", "place": 2, "reason": "Biên bản số 2"},
        {"agency": "so-c", "place": 3, "reason": "Biên bản số 1"},
    ]
    season = given_season(scoring=scoring)

    load(tmp_path, season)

    assert TieDecision.objects.count() == 3
    assert told(held()) == told(season)
    recorded = AuditEvent.objects.filter(action="season.decide_tie").order_by("pk")
    assert [event.after for event in recorded] == [
        {"so-a": 1, "so-b": 2},
        {"so-c": 3},
    ]


def test_two_decisions_on_one_ground_keep_their_places(tmp_path):
    scoring = given_scoring()
    scoring["tie_decisions"] = [
        {"agency": code, "place": place, "reason": "Biên bản họp"}
        for code, place in (("so-a", 1), ("so-b", 2), ("so-c", 1))
    ]

    load(tmp_path, given_season(scoring=scoring))

    assert held()["scoring"]["tie_decisions"] == scoring["tie_decisions"]


def test_made_up_votes_stand_beside_made_up_scores_only(tmp_path):
    season = given_season()
    facts = {name: value for name, value in season.items() if name not in ("scoring", "votes")}
    sample = only(season, "scoring", "votes")
    sample["scoring"]["sample"] = True
    paths = [write(tmp_path, facts, "a.yaml"), write(tmp_path, sample, "a.sample.yaml")]

    load_files(paths)

    assert held()["scoring"]["sample"] is True
    assert len(held()["votes"]) == 3
