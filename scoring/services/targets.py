"""Targets of each member, and which criteria are a member's at all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Season
from blocs.permissions import Seats, seats_of
from blocs.services.rows import locked_season
from blocs.standing import Standing, standing_of
from scoring.models import LayerScore, ScoreLine
from scoring.permissions import (
    can_assign_lines,
    can_set_target_of,
    can_set_targets,
    has_scoring_begun,
)
from scoring.rules.entries import result_fault, result_text, uses_target
from scoring.rules.final import is_cross_scored
from scoring.rules.formulas.common import unusable_target
from scoring.rules.text import tidy
from scoring.selectors.nodes import as_node
from scoring.selectors.results import RESULTS
from scoring.services.cross import open_cross_scoring_again
from scoring.services.given import follow_given
from scoring.services.lines import COLUMNS, WRITTEN
from scoring.services.locks import lock_line, lock_lines_of_season
from scoring.services.results import Followed, count_titles, follow
from scoring.states import CriterionKind, Direction, Layer

MAX_REASON = 300
VALUES = [name for layer in Layer for name in (COLUMNS[layer][0], *RESULTS[layer])]


@dataclass(frozen=True, slots=True)
class TargetEdit:
    """What a line's target shall be, and what the page showed; in the criterion's unit."""

    line_id: int
    seen: Decimal | None
    target: Decimal | None


@transaction.atomic
def set_targets(
    *, season_id: int, edits: Sequence[TargetEdit], actor: User | None, reason: str = ""
) -> int:
    """Set the targets of several lines, all of them or none; the points follow.

    Args:
        reason: why; needed once members score.

    Returns:
        how many targets changed.

    Raises:
        NotAllowed: not at this stage, or not by this person for this member.
        Stale: a target changed after the page was opened.
        Invalid: a criterion has no target, a number is too long, or the reason is missing.
    """
    season = locked_season(season_id)
    standing, seats = standing_of(actor), seats_of(season)
    can_set_targets(standing, season, seats).demand()
    wanted = {edit.line_id: edit for edit in edits}
    lines = lock_lines_of_season(season, wanted)
    changed = [line for line in lines if line.target != wanted[line.pk].target]
    for line in changed:
        _refuse_bad_target(line, wanted[line.pk], standing, seats)
    if not changed:
        return 0
    said = _reason_for(season, reason)
    before = {line.pk: line.target for line in changed}
    for line in changed:
        line.target = wanted[line.pk].target
        line.version += 1
    followed = follow(changed, list(Layer))
    moved = {name for columns in followed.own.values() for name in columns}
    ScoreLine.objects.bulk_update(changed, ["target", *sorted(moved), "version"])
    follow_given(changed)
    audit.record(
        actor=actor,
        action="season.set_targets",
        subject=season,
        before=_told(changed, before, followed, 0),
        after=_told(changed, {line.pk: line.target for line in changed}, followed, 1),
        reason=said,
    )
    return len(changed)


@transaction.atomic
def set_assigned(
    *, line_id: int, seen: bool, is_assigned: bool, reason: str, actor: User | None
) -> bool:
    """Say that a criterion is, or is not, one of the agency's; with the reason on record.

    A line that is taken away loses the points and results of every layer; the audit keeps
    them. It leaves the maximum that the agency is measured by. For a line that comes back,
    members that had finished scoring the sheet have to score again.

    Args:
        seen: whether the page showed the criterion as assigned.

    Returns:
        whether anything changed; it may have been decided so before.

    Raises:
        NotAllowed: not at this stage, or by a person of the agency itself.
        Stale: somebody decided it first.
        Invalid: the reason is missing or too long.
    """
    line = lock_line(line_id)
    season = line.sheet.season
    standing, seats = standing_of(actor), seats_of(season)
    can_assign_lines(standing, season, line.sheet.agency_id, seats).demand()
    if line.is_assigned == is_assigned:
        return False
    if line.is_assigned != seen:
        raise Stale("Phân công tiêu chí này vừa được người khác thay đổi. Quý vị xem lại trang.")
    said = _demanded(reason)
    before = _as_told(line)
    line.is_assigned, line.version = is_assigned, line.version + 1
    line.unassigned_reason = "" if is_assigned else said
    given = {} if is_assigned else _emptied(line)
    if is_assigned and line.criterion.kind == CriterionKind.AWARD_BONUS:
        count_titles(line, line.titles, line.titles_words)
    followed = follow([line], list(Layer))
    line.save(update_fields=["is_assigned", "unassigned_reason", *WRITTEN])
    follow_given([line])
    reopened = _reopened(line) if is_assigned else {}
    audit.record(
        actor=actor,
        action="line.set_assigned",
        subject=line,
        before=before | given | followed.peers_words(0),
        after=_as_told(line) | followed.peers_words(1) | reopened,
        reason=said,
    )
    return True


def _reopened(line: ScoreLine) -> dict[str, object]:
    """Open the cross-scorings again that lack the line now; return them for the audit."""
    return open_cross_scoring_again(line.sheet) if is_cross_scored(as_node(line.criterion)) else {}


def _refuse_bad_target(line: ScoreLine, edit: TargetEdit, standing: Standing, seats: Seats) -> None:
    sheet, key = line.sheet, line.criterion.key
    can_set_target_of(standing, sheet.season, sheet.agency_id, seats).demand()
    where = f"{sheet.agency.short_name}, tiêu chí {key}"
    if line.target != edit.seen:
        saved = result_text(line.target) or "để trống"
        raise Stale(f"{where}: chỉ tiêu vừa được người khác sửa thành {saved}. Quý vị xem lại.")
    kind = CriterionKind(line.criterion.kind)
    if not uses_target(kind, line.criterion.rule):
        raise Invalid(f"{where}: cách tính điểm của tiêu chí này không dùng chỉ tiêu.")
    if fault := result_fault(edit.target, kind):
        raise Invalid(f"{where}: {fault.replace('kết quả', 'chỉ tiêu')}", field="target")
    direction = Direction(line.criterion.direction)
    if edit.target is not None and (fault := unusable_target(edit.target, direction)):
        raise Invalid(f"{where}: {fault}.", field="target")


def _reason_for(season: Season, reason: str) -> str:
    """Return the reason; once members score there must be one."""
    return _demanded(reason) if has_scoring_begun(season) else tidy(reason)[:MAX_REASON]


def _demanded(reason: str) -> str:
    said = tidy(reason)
    if not said:
        raise Invalid("Quý vị cần nêu lý do thay đổi, ví dụ số văn bản giao.", field="reason")
    if len(said) > MAX_REASON:
        raise Invalid(f"Lý do dài quá {MAX_REASON} ký tự.", field="reason")
    return said


def _told(
    lines: Collection[ScoreLine],
    targets: Mapping[int, Decimal | None],
    followed: Followed,
    side: int,
) -> dict[str, Any]:
    """Return one side of the audit: by criterion and member, then the others' points."""
    own = followed.after if side else followed.before
    told: dict[str, Any] = {}
    for line in lines:
        members = told.setdefault(line.criterion.key, {})
        members[line.sheet.agency.code] = {"target": targets[line.pk], **own(line)}
    return told | followed.peers_words(side)


def _as_told(line: ScoreLine) -> dict[str, Any]:
    held = {name: getattr(line, name) for name in VALUES if getattr(line, name) is not None}
    return {
        "is_assigned": line.is_assigned,
        "unassigned_reason": line.unassigned_reason,
        **held,
    }


def _emptied(line: ScoreLine) -> dict[str, Any]:
    """Empty every layer of the line; return what sector agencies and peers had given."""
    for name in VALUES:
        setattr(line, name, None)
    scores = LayerScore.objects.filter(line=line).select_related("scorer").order_by("pk")
    given = [
        {"layer": one.layer, "scorer": one.scorer.code, "points": one.points, "actual": one.actual}
        for one in scores.select_for_update(of=("self",), no_key=True)
    ]
    LayerScore.objects.filter(line=line).update(
        points=None, actual=None, version=F("version") + 1, given_at=timezone.now()
    )
    return {"given": given} if given else {}
