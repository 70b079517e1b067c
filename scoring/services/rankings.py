"""Freeze a ranking, or record one that a source reported."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Agency, Season
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from scoring.models import Ranking, RankingRow
from scoring.permissions import can_freeze_ranking, can_report_ranking
from scoring.rules.frozen import fingerprint
from scoring.rules.recompute import fits
from scoring.rules.reported import reported_content
from scoring.selectors.rankings import current_ranking, ranking_content


@transaction.atomic
def freeze_ranking(*, season_id: int, seen_version: int, actor: User | None) -> Ranking:
    """Copy final points, ranks and reasons into a ranking that never changes.

    Freezing again after points changed makes a ranking with the next number; the earlier
    one stays. Freezing again with nothing changed returns the ranking that is there.

    Args:
        seen_version: the version of the season that the page was showing.

    Raises:
        Stale: the season moved after the page was opened.
        NotAllowed: not at this stage, or not by this person.
        Refused: no member has an appraised sheet.
    """
    season = locked_season(season_id)
    if season.version != seen_version:
        raise Stale("Năm thi đua vừa chuyển bước. Quý vị xem lại trước khi chốt xếp hạng.")
    can_freeze_ranking(standing_of(actor), season, seats_of(season)).demand()
    content = ranking_content(season)
    if not content["rows"]:
        raise Refused(
            "Chưa chốt được xếp hạng vì chưa có đơn vị nào được thẩm định xong phiếu chấm điểm."
        )
    return _store(season, content, actor)


@transaction.atomic
def record_reported_ranking(
    *,
    season_id: int,
    ranks: Sequence[tuple[Agency, int]],
    unranked_reason: str = "",
    actor: User | None,
) -> Ranking:
    """Record the ranks that a source gives without points; equal ranks are shared.

    Args:
        ranks: the members that the source ranks, from 1.
        unranked_reason: why the other members have no rank.

    Raises:
        NotAllowed: not at this stage, or not by this person.
        Invalid: an agency is no member or is named twice, a rank is below 1, or members are
            left over without a reason.
    """
    season = locked_season(season_id)
    can_report_ranking(standing_of(actor), season, seats_of(season)).demand()
    members = list(season.memberships.values_list("agency__code", "name").order_by("position"))
    try:
        content = reported_content(
            bloc=season.bloc.code,
            bloc_name=season.bloc.name,
            cycle=season.cycle.label,
            is_sample=season.is_made_up,
            members=members,
            ranks=[(agency.code, rank) for agency, rank in ranks],
            unranked_reason=unranked_reason.strip(),
        )
    except ValueError as error:
        raise Invalid(str(error), field="ranks") from error
    return _store(season, content, actor)


def _store(season: Season, content: dict[str, Any], actor: User | None) -> Ranking:
    """Keep the content as the season's current ranking, unless it is that already."""
    sha256 = fingerprint(content)
    current = current_ranking(season)
    if current is not None and fits(current.content, content):
        return current
    season.rankings.current().update(is_current=False)
    last = season.rankings.order_by("-number").values_list("number", flat=True).first()
    ranking = Ranking.objects.create(
        season=season,
        number=(last or 0) + 1,
        origin=content["origin"],
        content=content,
        sha256=sha256,
        frozen_at=timezone.now(),
        frozen_by=actor,
        is_sample=content["is_sample"],
    )
    _write_rows(ranking, [*content["rows"], *content["unranked"]])
    audit.record(
        actor=actor,
        action=f"ranking.{'freeze' if content['origin'] == 'computed' else 'report'}",
        subject=ranking,
        before={"number": current.number, "sha256": current.sha256} if current else {},
        after={"number": ranking.number, "sha256": sha256},
    )
    return ranking


def _write_rows(ranking: Ranking, rows: Sequence[dict[str, Any]]) -> None:
    agencies = Agency.objects.in_bulk([row["agency"] for row in rows], field_name="code")
    RankingRow.objects.bulk_create(
        RankingRow(
            ranking=ranking,
            agency=agencies[row["agency"]],
            position=position,
            rank=row["rank"],
            shared=row["shared"],
            self_total=_points(row["self"]),
            appraised_total=_points(row["appraised"]),
            final_total=_points(row["final"]),
            reason=row["reason"],
        )
        for position, row in enumerate(rows, start=1)
    )


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
