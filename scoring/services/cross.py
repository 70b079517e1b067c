"""Cross-scoring: who scores whom, the points they give, and handing them over."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Agency, Membership, Season
from blocs.permissions import seats_of
from blocs.services.rows import GONE, locked_season
from blocs.standing import standing_of
from scoring.models import CrossAssignment, LayerScore, ScoreSheet
from scoring.permissions import (
    can_assign_cross_scorers,
    can_cross_score,
    can_finish_cross_scoring,
    can_reopen_cross_scoring,
)
from scoring.rules.assignment import AssignmentError, check_pairs, cross_pairs
from scoring.rules.final import is_cross_scored
from scoring.rules.text import tidy_line
from scoring.selectors.cross import (
    cross_scorers_of,
    keys_left,
    mark_of_pairs,
    why_not_crossed,
)
from scoring.selectors.nodes import as_node
from scoring.services.given import GivenEdit, give
from scoring.services.locks import lock_line, lock_sheet
from scoring.states import GivenLayer

NO_CROSS_SCORING = "Bảng tiêu chí của năm thi đua không quy định chấm chéo."


@transaction.atomic
def assign_cross_scorers(
    *,
    season_id: int,
    seed: str,
    scorers: int | None = None,
    seen: str | None = None,
    reason: str = "",
    actor: User | None,
) -> list[CrossAssignment]:
    """Draw who scores whom among the members; the seed is kept in the audit.

    Drawing again replaces the first draw while nobody has given points, and says why.

    Args:
        seed: any text; the same seed and members give the same pairs.
        scorers: how many sheets each member scores, 0 for those of all others; None as the
            table says. Another number than the table's needs a reason.
        seen: the mark of the pairs that the page was showing (``mark_of_pairs``); None without
            a page.

    Raises:
        NotAllowed: not at this stage, or not by this person.
        Stale: it was drawn meanwhile.
        Invalid: so many cannot be scored, or a reason is missing; the message says why.
        Refused: the table knows no cross-scoring, or members have begun to score.
    """
    season = locked_season(season_id)
    can_assign_cross_scorers(standing_of(actor), season, seats_of(season)).demand()
    by_table = cross_scorers_of(season)
    if by_table is None:
        raise Refused(NO_CROSS_SCORING)
    wanted = by_table if scorers is None else scorers
    members = {member.agency.code: member.agency for member in _members(season)}
    pairs = _drawn(list(members), wanted, seed)
    before = _held_pairs(season)
    if seen is not None and seen != mark_of_pairs(before):
        raise Stale("Phân công vừa được bốc thăm. Quý vị xem lại trước khi bốc thăm lại.")
    if before == pairs:
        return _assignments(season)
    said = tidy_line(reason)
    _demand_fresh(season, redraws=bool(before), departs=wanted != by_table, reason=said)
    season.cross_assignments.all().delete()
    made = CrossAssignment.objects.bulk_create(
        CrossAssignment(season=season, scorer=members[scorer], subject=members[subject])
        for scorer, subject in pairs
    )
    audit.record(
        actor=actor,
        action="season.assign_cross_scorers",
        subject=season,
        before={"pairs": before} if before else {},
        after={"seed": seed, "scorers": wanted, "pairs": pairs},
        reason=said,
    )
    return made


@transaction.atomic
def record_cross_pairs(
    *, season_id: int, pairs: Sequence[tuple[Agency, Agency]], actor: User | None
) -> list[CrossAssignment]:
    """Record who scores whom where it was drawn elsewhere, as (scorer, subject).

    Recording what is on record already changes nothing.

    Raises:
        NotAllowed: not at this stage, or not by this person.
        Invalid: pairs that no draw gives; the message says why.
        Refused: the table knows no cross-scoring, or others were drawn already.
    """
    season = locked_season(season_id)
    can_assign_cross_scorers(standing_of(actor), season, seats_of(season)).demand()
    if cross_scorers_of(season) is None:
        raise Refused(NO_CROSS_SCORING)
    codes = sorted((scorer.code, subject.code) for scorer, subject in pairs)
    try:
        check_pairs([member.agency.code for member in _members(season)], codes)
    except AssignmentError as error:
        raise Invalid(str(error), field="pairs") from error
    before = _held_pairs(season)
    if before == codes:
        return _assignments(season)
    if before:
        raise Refused("Năm thi đua đã phân công chấm chéo; muốn đổi phải bốc thăm lại.")
    made = CrossAssignment.objects.bulk_create(
        CrossAssignment(season=season, scorer=scorer, subject=subject) for scorer, subject in pairs
    )
    audit.record(
        actor=actor,
        action="season.record_cross_pairs",
        subject=season,
        before={},
        after={"pairs": codes},
    )
    return made


@transaction.atomic
def save_cross_points(*, assignment_id: int, edit: GivenEdit, actor: User | None) -> LayerScore:
    """Save what a member gives another for one criterion that people judge.

    Raises:
        NotAllowed: not now, not by this person, or about an agency of theirs.
        GivenConflict: a colleague saved first; nothing is overwritten.
        Invalid: the criterion does not allow this.
        Refused: the line is not one that this member scores.
    """
    line = lock_line(edit.line_id)
    assignment = _held(assignment_id, line.sheet.season)
    if line.sheet.agency_id != assignment.subject_id:
        raise Refused("Tiêu chí này không thuộc phiếu được giao chấm chéo.")
    can_cross_score(standing_of(actor), assignment, line.sheet).demand()
    node = as_node(line.criterion)
    if not is_cross_scored(node):
        raise Refused(f"Tiêu chí {node.key}: {why_not_crossed(node)}")
    if not line.is_assigned:
        raise Refused(f"Đơn vị không được giao tiêu chí này: {line.unassigned_reason}")
    return give(line, GivenLayer.CROSS, assignment.scorer, edit, actor)


@transaction.atomic
def finish_cross_scoring(*, assignment_id: int, actor: User | None) -> CrossAssignment:
    """Hand the points over; from now on they count and cannot be changed.

    Raises:
        NotAllowed: not now, or not by this person; a finished one is finished.
        Refused: criteria have no points yet; the message names them.
    """
    sheet = lock_sheet(_sheet_id(assignment_id))
    assignment = _held(assignment_id, sheet.season)
    can_finish_cross_scoring(standing_of(actor), assignment, sheet).demand()
    left = keys_left(assignment, sheet)
    if left:
        raise Refused(f"Chưa hoàn thành được vì còn tiêu chí chưa chấm: {', '.join(left)}.")
    assignment.finished_at = timezone.now()
    assignment.save(update_fields=["finished_at"])
    audit.record(
        actor=actor,
        action="cross.finish",
        subject=assignment,
        before={"finished_at": None},
        after=_names(assignment) | {"finished_at": assignment.finished_at},
    )
    return assignment


@transaction.atomic
def reopen_cross_scoring(*, assignment_id: int, reason: str, actor: User | None) -> CrossAssignment:
    """Give a finished cross-scoring back to its scorer, who may then change the points.

    Raises:
        NotAllowed: not now, not by this person, or it is not finished.
        Invalid: the reason is missing.
    """
    sheet = lock_sheet(_sheet_id(assignment_id))
    assignment = _held(assignment_id, sheet.season)
    can_reopen_cross_scoring(standing_of(actor), assignment, seats_of(sheet.season)).demand()
    said = tidy_line(reason)
    if not said:
        raise Invalid("Quý vị cần nêu lý do mở lại việc chấm chéo.", field="reason")
    before, assignment.finished_at = assignment.finished_at, None
    assignment.save(update_fields=["finished_at"])
    audit.record(
        actor=actor,
        action="cross.reopen",
        subject=assignment,
        before={"finished_at": before},
        after=_names(assignment) | {"finished_at": None},
        reason=said,
    )
    return assignment


def open_cross_scoring_again(sheet: ScoreSheet) -> dict[str, object]:
    """Give what was finished about a held sheet back: its claims may change now.

    The points stay, and count again when their scorers have finished again.

    Returns:
        the codes of those scorers, for the audit; nothing when there are none.
    """
    rows = CrossAssignment.objects.filter(
        season=sheet.season_id, subject=sheet.agency_id, finished_at__isnull=False
    )
    codes = sorted(rows.values_list("scorer__code", flat=True))
    rows.update(finished_at=None)
    return {"cross_reopened": codes} if codes else {}


def _drawn(codes: Sequence[str], scorers: int, seed: str) -> list[tuple[str, str]]:
    try:
        return cross_pairs(codes, scorers, seed)
    except AssignmentError as error:
        raise Invalid(str(error), field="scorers") from error


def _members(season: Season) -> list[Membership]:
    return list(season.memberships.select_related("agency").order_by("position"))


def _demand_fresh(season: Season, *, redraws: bool, departs: bool, reason: str) -> None:
    """Refuse a draw that comes too late, or without the reason that it needs."""
    given = LayerScore.objects.filter(line__sheet__season=season, layer=GivenLayer.CROSS.value)
    finished = season.cross_assignments.filter(finished_at__isnull=False)
    if redraws and (given.exists() or finished.exists()):
        raise Refused("Đã có đơn vị chấm chéo nên không phân công lại được.")
    if (redraws or departs) and not reason:
        raise Invalid(
            "Quý vị cần nêu lý do phân công lại."
            if redraws
            else "Quý vị cần nêu lý do chọn số phiếu khác với bảng tiêu chí.",
            field="reason",
        )


def _assignments(season: Season) -> list[CrossAssignment]:
    rows = season.cross_assignments.select_related("scorer", "subject")
    return list(rows.order_by("scorer__code", "subject__code"))


def _held_pairs(season: Season) -> list[tuple[str, str]]:
    return sorted((row.scorer.code, row.subject.code) for row in _assignments(season))


def _held(assignment_id: int, season: Season) -> CrossAssignment:
    """Return the assignment of a held season, held too."""
    rows = season.cross_assignments.select_related("scorer", "subject")
    row = rows.select_for_update(of=("self",), no_key=True).filter(pk=assignment_id).first()
    if row is None:
        raise Refused(GONE)
    row.season = season
    return row


def _sheet_id(assignment_id: int) -> int:
    pair = CrossAssignment.objects.filter(pk=assignment_id).values("season", "subject").first()
    if pair is None:
        raise Refused(GONE)
    sheets = ScoreSheet.objects.filter(season=pair["season"], agency=pair["subject"])
    sheet_id = sheets.values_list("pk", flat=True).first()
    if sheet_id is None:
        raise Refused("Đơn vị được chấm chưa có phiếu chấm điểm.")
    return sheet_id


def _names(assignment: CrossAssignment) -> dict[str, object]:
    return {"scorer": assignment.scorer.code, "subject": assignment.subject.code}
