from decimal import Decimal

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import Ranking, ScoreSheet
from scoring.rules.frozen import fingerprint
from scoring.rules.recompute import first_difference
from scoring.states import SheetState
from tests.factories import assign, make_bloc_year, make_editor, make_officer, make_sheet, score

pytestmark = pytest.mark.django_db


def appraised(season, agency, points, appraised_points=None):
    sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=points)
    score(sheet, appraised_points or points, layer="appraised")
    return sheet


@pytest.fixture
def year():
    """Return a bloc at its review: two equal members, one returned, one without a sheet."""
    season, agencies = make_bloc_year(4, stage=Stage.BLOC_REVIEW)
    appraised(season, agencies[0], {"I.1": "40", "I.2": "20", "II.1": "30"})
    appraised(
        season,
        agencies[1],
        {"I.1": "40", "I.2": "20", "II.1": "40"},
        {"I.1": "35", "I.2": "20", "II.1": "40", "IV": "5"},
    )
    make_sheet(season, agencies[2], state=SheetState.RETURNED, points={"I.1": "40"})
    return season, agencies


def freeze(season, actor=None, seen=1):
    return services.freeze_ranking(season_id=season.pk, seen_version=seen, actor=actor)


def test_final_points_ranks_and_reasons_are_copied(year):
    season, agencies = year
    secretary = make_editor(agencies[0])

    ranking = freeze(season, secretary)

    rows = ranking.rows.order_by("position").values_list(
        "agency", "rank", "shared", "self_total", "appraised_total", "final_total", "reason"
    )
    assert list(rows) == [
        (agencies[0].pk, 1, True, 90, 90, 90, ""),
        (agencies[1].pk, 1, True, 100, 90, 90, ""),
        (agencies[2].pk, None, False, None, None, None, "Phiếu đã trả lại, đơn vị chưa gửi lại."),
        (agencies[3].pk, None, False, None, None, None, "Đơn vị chưa có phiếu chấm điểm."),
    ]
    assert (ranking.number, ranking.is_current, ranking.frozen_by) == (1, True, secretary)
    event = AuditEvent.objects.get()
    assert (event.action, event.after) == (
        "ranking.freeze",
        {"number": 1, "sha256": ranking.sha256},
    )


def test_what_is_stored_can_be_proved_from_itself(year):
    ranking = freeze(year[0])

    held = Ranking.objects.get(pk=ranking.pk)

    assert fingerprint(held.content) == held.sha256
    assert first_difference(held.content) is None
    lines = {line["key"]: line for line in held.content["members"][1]["lines"]}
    assert lines["I.1"] == {"key": "I.1", "self": "40.00", "appraised": "35.00", "province": None}
    assert lines["III"] == {"key": "III", "self": None, "appraised": None, "province": None}
    assert [node["key"] for node in held.content["table"]["nodes"]][:2] == ["I", "I.1"]


def test_freezing_unchanged_facts_again_is_one_ranking(year):
    season, _ = year

    first, again = freeze(season), freeze(season)

    assert again == first
    assert AuditEvent.objects.count() == 1


def test_changed_points_make_the_next_ranking_and_the_earlier_one_stays(year):
    season, agencies = year
    first = freeze(season)
    score(ScoreSheet.objects.get(agency=agencies[1]), {"II.1": "25"}, layer="province")

    second = freeze(season)

    first.refresh_from_db()
    assert (first.number, first.is_current) == (1, False)
    assert (second.number, second.is_current) == (2, True)
    assert first.content["rows"][1]["final"] == "90.00"
    assert [row["final"] for row in second.content["rows"]] == ["90.00", "75.00"]
    assert second.rows.get(agency=agencies[1]).appraised_total == Decimal(90)
    event = AuditEvent.objects.order_by("id").last()
    assert event.before == {"number": 1, "sha256": first.sha256}


def test_a_frozen_ranking_does_not_move_with_the_points(year):
    season, agencies = year
    ranking = freeze(season)

    score(ScoreSheet.objects.get(agency=agencies[0]), {"II.1": "0"}, layer="appraised")

    assert ranking.rows.get(agency=agencies[0]).final_total == Decimal(90)
    assert Ranking.objects.get().content == ranking.content


def test_sample_scores_mark_the_ranking(year):
    season, _ = year
    season.season_table.scores_are_sample = True
    season.season_table.save()

    ranking = freeze(season)

    assert ranking.is_sample is True
    assert ranking.content["is_sample"] is True


def test_nothing_is_frozen_while_nobody_is_appraised():
    season, agencies = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    with pytest.raises(Refused, match="chưa có đơn vị nào"):
        freeze(season)
    assign(season)
    make_sheet(season, agencies[0], state=SheetState.SUBMITTED)

    with pytest.raises(Refused, match="chưa có đơn vị nào"):
        freeze(season)

    assert not Ranking.objects.exists()
    assert not AuditEvent.objects.exists()


def test_an_old_page_or_a_member_freezes_nothing(year):
    season, agencies = year

    with pytest.raises(Stale):
        freeze(season, make_editor(agencies[0]), seen=0)
    with pytest.raises(NotAllowed):
        freeze(season, make_editor(agencies[2]))
    assert not Ranking.objects.exists()
    freeze(season, make_officer(season.bloc))
    assert Ranking.objects.count() == 1


@pytest.mark.parametrize("members", [2, 5])
def test_freezing_costs_the_same_for_few_members_and_for_many(django_assert_num_queries, members):
    season, agencies = make_bloc_year(members, stage=Stage.BLOC_REVIEW)
    for agency in agencies:
        appraised(season, agency, {"I.1": "40", "I.2": "20", "II.1": "40"})

    # Open and close the savepoint; season, seats; table, criteria, sample, sheets, lines,
    # members; current ranking, its end, last number; ranking, agencies, rows; the audit's last
    # line and its new one, and on PostgreSQL the lock on its end.
    lock = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(18 + lock):
        freeze(season)


def report(season, ranks, reason="Nguồn không nêu thứ hạng.", actor=None):
    return services.record_reported_ranking(
        season_id=season.pk, ranks=ranks, unranked_reason=reason, actor=actor
    )


def test_a_reported_ranking_has_ranks_and_no_points():
    season, agencies = make_bloc_year(3, stage=Stage.BLOC_REVIEW)

    ranking = report(season, [(agencies[1], 1)])

    assert (ranking.origin, ranking.is_sample) == ("reported", False)
    rows = ranking.rows.order_by("position").values_list("agency", "rank", "final_total", "reason")
    assert list(rows) == [
        (agencies[1].pk, 1, None, ""),
        (agencies[0].pk, None, None, "Nguồn không nêu thứ hạng."),
        (agencies[2].pk, None, None, "Nguồn không nêu thứ hạng."),
    ]
    assert AuditEvent.objects.get().action == "ranking.report"


def test_the_same_report_twice_is_one_and_another_replaces_it():
    season, agencies = make_bloc_year(3, stage=Stage.DECIDED)
    first = report(season, [(agencies[1], 1)])
    assert report(season, [(agencies[1], 1)]) == first

    second = report(season, [(agencies[0], 1), (agencies[1], 2)])

    assert list(Ranking.objects.current()) == [second]
    assert second.number == 2


@pytest.mark.parametrize(
    ("stage", "refusal"), [(Stage.APPRAISAL, NotAllowed), (Stage.BLOC_REVIEW, Invalid)]
)
def test_reports_that_cannot_be_are_refused(stage, refusal):
    season, agencies = make_bloc_year(2, stage=stage)

    with pytest.raises(refusal):
        report(season, [(agencies[0], 1)], reason=" ")

    assert not Ranking.objects.exists()
    assert not AuditEvent.objects.exists()
