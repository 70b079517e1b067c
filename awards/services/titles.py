"""Award bonuses: the lines of a score table that count what an agency's records hold."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import User
from awards.models import AwardRecord
from awards.states import AwardBasis
from blocs.models import Season
from blocs.rules.stages import ORDER, has_reached
from blocs.rules.writing import date_text
from blocs.services.rows import locked_season
from blocs.states import Stage
from scoring.models import Criterion, ScoreLine
from scoring.services.locks import LOADED
from scoring.services.results import count_titles
from scoring.states import CriterionKind

COUNTED = ("titles", "titles_words", "self_actual", "self_points")
WRITTEN = [*COUNTED, "appraised_actual", "appraised_points", "version"]
# From the bloc's review on, points stand as they were judged.
OPEN = [stage.value for stage in ORDER if not has_reached(stage, Stage.BLOC_REVIEW)]


@transaction.atomic
def fill_titles(
    *, season_id: int, actor: User | None, agency_ids: Collection[int] | None = None
) -> int:
    """Count the awards of the reference year on the lines that give a bonus for them.

    Nobody decides anything here: points follow from the records. The services that open
    sheets or change a record ask who may, and call this in their transaction. A season past
    its appraisal is left as it stands.

    Args:
        agency_ids: only the sheets of these agencies; None for all of the season.

    Returns:
        how many lines changed.
    """
    season = locked_season(season_id)
    if season.stage not in OPEN:
        return 0
    lines = _lines_of(season, agency_ids)
    found = titles_for(season, lines)
    before, after, changed = {}, {}, []
    for line in lines:
        old = {name: getattr(line, name) for name in COUNTED}
        written = count_titles(line, *found[line.pk])
        if any(old.get(name) != value for name, value in written.items() if name in old):
            place = f"{line.criterion.key} {line.sheet.agency.code}"
            before[place], after[place] = old, written
            line.version += 1
            changed.append(line)
    if not changed:
        return 0
    ScoreLine.objects.bulk_update(changed, WRITTEN)
    audit.record(
        actor=actor, action="season.count_titles", subject=season, before=before, after=after
    )
    return len(changed)


def titles_for(season: Season, lines: Sequence[ScoreLine]) -> dict[int, tuple[Sequence[str], str]]:
    """Return by line the awards that its criterion counts, and their names. One query.

    Args:
        lines: of criteria that give a bonus for awards; criterion, sheet and agency loaded.
    """
    records = _records_for(lines, season)
    found = {}
    for line in lines:
        year = _reference_year(line.criterion, season)
        held = records.get((line.sheet.agency_id, year), [])
        found[line.pk] = _titles_of(held, line.criterion, year)
    return found


def seasons_that_count(agency_id: int) -> list[int]:
    """Return the seasons still in scoring in which the agency has a bonus for awards."""
    rows = Season.objects.filter(
        stage__in=OPEN,
        sheets__agency=agency_id,
        sheets__lines__criterion__kind=CriterionKind.AWARD_BONUS.value,
    )
    return sorted(rows.values_list("pk", flat=True).distinct())


def hold_seasons_that_count(agency_id: int, *others: int) -> None:
    """Hold every season that a change of the agency's records touches, in one order.

    Args:
        others: seasons that the caller writes to as well.
    """
    for season_id in sorted({*others, *seasons_that_count(agency_id)}):
        locked_season(season_id)


def recount_titles(*, agency_id: int, actor: User | None) -> int:
    """Bring the bonuses of one agency up to its records, wherever it is still scored.

    For every service that adds, corrects or revokes a record of the agency, after its change
    and in its transaction; it has called ``hold_seasons_that_count`` before it held any row of
    its own.

    Returns:
        how many lines changed.
    """
    return sum(
        fill_titles(season_id=season_id, actor=actor, agency_ids=[agency_id])
        for season_id in seasons_that_count(agency_id)
    )


def _lines_of(season: Season, agency_ids: Collection[int] | None) -> list[ScoreLine]:
    rows = ScoreLine.objects.filter(
        sheet__season=season, criterion__kind=CriterionKind.AWARD_BONUS.value, is_assigned=True
    )
    if agency_ids is not None:
        rows = rows.filter(sheet__agency__in=agency_ids)
    rows = rows.select_related(*LOADED, "sheet__agency").order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _records_for(
    lines: Iterable[ScoreLine], season: Season
) -> dict[tuple[int, int], list[AwardRecord]]:
    """Return awards by agency and reference year, the highest first, none revoked. One query."""
    wanted = {(line.sheet.agency_id, _reference_year(line.criterion, season)) for line in lines}
    rows = AwardRecord.objects.filter(
        agency__in={agency for agency, _ in wanted},
        cycle__kind=season.cycle.kind,
        cycle__starts_on__year__in={year for _, year in wanted},
        revoked_on__isnull=True,
    )
    found: dict[tuple[int, int], list[AwardRecord]] = {}
    rows = rows.select_related("award_type__counts_as", "cycle")
    for record in rows.order_by("award_type__position", "pk"):
        place = (record.agency_id, record.cycle.starts_on.year)
        found.setdefault(place, []).append(record)
    return found


def _reference_year(criterion: Criterion, season: Season) -> int:
    return season.cycle.starts_on.year - int(criterion.rule.get("years_back", 1))


def _titles_of(
    records: Iterable[AwardRecord], criterion: Criterion, year: int
) -> tuple[Sequence[str], str]:
    """Return the codes that the table counts, and their names with the decisions.

    A province's own form counts as the canonical award, unless the table names it itself.
    """
    worth: Mapping[str, Any] = criterion.rule.get("titles", {})
    counted = [(code, one) for one in records if (code := _counted_code(one, worth))]
    if not counted:
        return [], f"Không có danh hiệu được tính của năm {year}."
    return [code for code, _ in counted], "\n".join(_named(record) for _, record in counted)


def _counted_code(record: AwardRecord, worth: Mapping[str, Any]) -> str:
    """Return under which code the table counts the record; empty where it does not."""
    kind = record.award_type
    if kind.code in worth:
        return kind.code
    canonical = kind.counts_as
    return canonical.code if canonical is not None and canonical.code in worth else ""


def _named(record: AwardRecord) -> str:
    basis = "" if record.basis == AwardBasis.MERIT else f", {record.get_basis_display().lower()}"
    decision = f"Quyết định số {record.decision_number}" if record.decision_number else ""
    if record.decided_on:
        decision = f"{decision or 'Quyết định'} ngày {date_text(record.decided_on)}"
    return f"{record.award_type.name}{basis}" + (f" ({decision})" if decision else "")
