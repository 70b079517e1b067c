"""Publish, close and assign criteria tables."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import NotAllowed, Refused, Stale
from accounts.models import User
from blocs.models import Season
from blocs.permissions import can_manage_season, seats_of
from blocs.services.rows import GONE, locked_season
from blocs.standing import Standing, standing_of
from scoring.models import CriteriaTable, SeasonTable
from scoring.permissions import can_manage_table, can_open_sheets
from scoring.selectors.nodes import nodes_of
from scoring.services.planting import checked_rules, demand_own_sectors, demand_sound
from scoring.states import TableState


@transaction.atomic
def publish_table(
    *, table: CriteriaTable, seen_version: int | None = None, actor: User | None
) -> CriteriaTable:
    """Publish a draft; from then on it never changes. A published table stays as it is.

    Args:
        seen_version: the version that the page was showing; None for a command.

    Raises:
        NotAllowed: not by this person.
        Stale: the draft changed after the page was opened.
        Invalid: tree or rules do not hold together.
        Refused: the table is no longer in use.
    """
    held = _held(table, actor)
    if held.state == TableState.PUBLISHED:
        return held
    if held.state == TableState.CLOSED:
        raise Refused("Bảng tiêu chí này đã hết áp dụng nên không ban hành lại được.")
    if seen_version not in {None, held.version}:
        raise Stale("Dự thảo vừa được người khác sửa. Quý vị xem lại trước khi ban hành.")
    held.rules = checked_rules(held.rules)
    nodes = nodes_of(held)
    demand_sound(nodes, held.scale, held.rules)
    demand_own_sectors(nodes, held.province)
    before = held.state
    held.state = TableState.PUBLISHED.value
    held.published_at = timezone.now()
    held.save(update_fields=["state", "published_at", "rules"])
    audit.record(
        actor=actor,
        action="table.publish",
        subject=held,
        before={"state": before},
        after={"state": held.state},
    )
    return held


@transaction.atomic
def close_table(*, table: CriteriaTable, actor: User | None) -> CriteriaTable:
    """Close a published table: no season takes it up any more, those that use it go on.

    Raises:
        NotAllowed: not by this person.
        Refused: the table is still a draft.
    """
    held = _held(table, actor)
    if held.state == TableState.CLOSED:
        return held
    if held.state == TableState.DRAFT:
        raise Refused("Dự thảo chưa ban hành nên chưa thể kết thúc áp dụng; quý vị có thể xóa.")
    before = held.state
    held.state = TableState.CLOSED.value
    held.save(update_fields=["state"])
    audit.record(
        actor=actor,
        action="table.close",
        subject=held,
        before={"state": before},
        after={"state": held.state},
    )
    return held


@transaction.atomic
def assign_table(
    *,
    season_id: int,
    table: CriteriaTable,
    scores_are_sample: bool = False,
    seen_table: int | None = None,
    actor: User | None,
) -> SeasonTable:
    """Let the season score with a published table, or change it while no sheet is open.

    Late is normal: a table may be assigned after the year's work began, until the appraisal
    is over.

    Args:
        seen_table: the table that the season had when the page was opened, 0 for none; None
            where nobody looked.

    Raises:
        NotAllowed: not at this stage, or not by this person; once sheets are open, only the
            province says whether their points are sample data.
        Stale: the season was given another table after the page was opened.
        Refused: the table is not published or of another province, or sheets were opened
            with another one.

    Source: docs/sources.md#tables-approved-late.
    """
    season = locked_season(season_id)
    standing = standing_of(actor)
    can_open_sheets(standing, season, seats_of(season)).demand()
    held = CriteriaTable.objects.get(pk=table.pk)
    assigned = SeasonTable.objects.filter(season=season).first() or SeasonTable(season=season)
    if held.pk != assigned.table_id and held.state != TableState.PUBLISHED:
        raise Refused("Chỉ giao được bảng tiêu chí đã ban hành.")
    if held.province_id not in {None, season.bloc.province_id}:
        raise Refused("Bảng tiêu chí này của tỉnh khác nên không giao được cho năm thi đua này.")
    before = {"table": assigned.table_id, "scores_are_sample": assigned.scores_are_sample}
    after = {"table": table.pk, "scores_are_sample": scores_are_sample}
    if before == after:
        return assigned
    if seen_table not in {None, assigned.table_id or 0}:
        raise Stale("Năm thi đua vừa được giao bảng tiêu chí khác. Quý vị vui lòng tải lại trang.")
    if assigned.table_id is not None and season.sheets.exists():
        _demand_kept(standing, season, before, after)
    assigned.table = table
    assigned.scores_are_sample = scores_are_sample
    assigned.save()
    audit.record(
        actor=actor, action="season.assign_table", subject=season, before=before, after=after
    )
    return assigned


def _demand_kept(
    standing: Standing, season: Season, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    """Refuse what would change under the sheets that are open."""
    if before["table"] != after["table"]:
        raise Refused(
            "Các đơn vị đã có phiếu theo bảng tiêu chí khác nên không đổi bảng được; thay đổi "
            "được lập thành bản sửa đổi rồi áp dụng cho năm thi đua."
        )
    if not can_manage_season(standing, season):  # only the mark of the points is left to differ
        raise NotAllowed(
            "Các đơn vị đã có phiếu nên chỉ cơ quan thi đua, khen thưởng tỉnh được thay đổi dấu "
            "hiệu dữ liệu mẫu của điểm."
        )


def _held(table: CriteriaTable, actor: User | None) -> CriteriaTable:
    """Return the table, held against every other writer, when the person may manage it."""
    rows = CriteriaTable.objects.select_for_update(no_key=True)
    held = rows.filter(pk=table.pk).first()
    if held is None:
        raise Refused(GONE)
    can_manage_table(standing_of(actor), held).demand()
    return held
