"""The bloc's and the province's points."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from accounts.verdicts import Verdict
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.models import ScoreLine, ScoreSheet
from scoring.permissions import can_appraise, can_appraise_for_province
from scoring.rules.entries import Entry
from scoring.rules.text import tidy
from scoring.selectors.entries import entry_at, is_open_claim
from scoring.selectors.results import RESULTS
from scoring.services import lines as line_writing
from scoring.services.lines import LineEdit
from scoring.services.locks import lock_line, lock_lines, lock_sheet
from scoring.services.results import follow
from scoring.states import Layer

ACTIONS: Mapping[Layer, str] = {
    Layer.APPRAISED: "line.appraise",
    Layer.PROVINCE: "line.appraise_for_province",
}


@transaction.atomic
def save_appraisal(
    *,
    line_id: int,
    seen_version: int,
    points: Decimal | None,
    reason: str,
    layer: Layer = Layer.APPRAISED,
    actor: User | None,
    actual: Decimal | None = None,
    minus: Decimal | None = None,
) -> ScoreLine:
    """Save the points or the result that the bloc, or the province, finds for one criterion.

    The bloc's reason may follow later, as an appraiser puts points down line by line and writes
    the reasons at the end; which lines need one is the table's to say (``reason_for``), and may
    show only once the other sheets are in. Nothing is lost by that: the form asks for it at
    once, and the appraisal cannot be finished without it (``services.checks``). The province
    has no such last step, so it gives its reason at once.

    Args:
        seen_version: the version of the line that the page was showing.
        points: points, None to take the appraisal of this line back; the province overrules a
            calculated criterion with points too.
        layer: whose points they are, of the bloc or of the province.
        actual: result of a calculated criterion in its unit; its points follow.
        minus: how many events take points off, where the criterion counts them.

    Raises:
        ValueError: the layer is the agency's own.
        NotAllowed: not in this state or stage, or not by this person.
        LineConflict: someone else changed the line first; nothing is overwritten.
        Invalid: the criterion does not allow these points, or the province gives no reason.
    """
    if layer not in ACTIONS:
        raise ValueError(f"{layer} is not a layer of an appraisal")
    edit = LineEdit(line_id, seen_version, points, reason, layer, actual, minus)
    line = lock_line(line_id)
    _verdict(standing_of(actor), line.sheet, layer).demand()
    if line.version != seen_version:
        raise line_writing.conflict_of(line, edit)
    if line_writing.is_there_already(line, edit):
        return line
    _refuse_bad(line, edit)
    before, after = line_writing.write(line, edit)
    followed = follow([line], [layer])
    line.save(update_fields=line_writing.WRITTEN)
    audit.record(
        actor=actor,
        action=ACTIONS[layer],
        subject=line,
        before=before | followed.before(line) | followed.peers_words(0),
        after=after | followed.after(line) | followed.peers_words(1),
        reason=tidy(reason),
    )
    return line


@transaction.atomic
def accept_self_points(*, sheet_id: int, seen_version: int, actor: User | None) -> int:
    """Take over the agency's points and results on every claimed line not appraised yet.

    Returns:
        how many lines were accepted.

    Raises:
        Stale: the sheet moved after the page was opened.
        NotAllowed: not in this state or stage, or not by this person.
    """
    sheet = lock_sheet(sheet_id)
    if sheet.version != seen_version:
        raise Stale("Phiếu vừa được người khác xử lý. Quý vị xem lại trước khi làm tiếp.")
    _verdict(standing_of(actor), sheet, Layer.APPRAISED).demand()
    lines = [line for line in lock_lines(sheet) if is_open_claim(line)]
    if not lines:
        return 0
    for line in lines:
        line.appraised_actual, line.appraised_minus = line.self_actual, line.self_minus
        if entry_at(line, Layer.APPRAISED) is not Entry.RESULT:
            line.appraised_points = line.self_points
        line.version += 1
    followed = follow(lines, [Layer.APPRAISED])
    points, results = line_writing.COLUMNS[Layer.APPRAISED][0], RESULTS[Layer.APPRAISED]
    ScoreLine.objects.bulk_update(lines, [points, *results, "version"])
    audit.record(
        actor=actor,
        action="sheet.accept_self_points",
        subject=sheet,
        before={line.criterion.key: None for line in lines} | followed.peers_words(0),
        after={line.criterion.key: line.appraised_points for line in lines}
        | followed.peers_words(1),
    )
    return len(lines)


def _verdict(standing: Standing, sheet: ScoreSheet, layer: Layer) -> Verdict:
    if layer is Layer.PROVINCE:
        return can_appraise_for_province(standing, sheet)
    return can_appraise(standing, sheet, seats_of(sheet.season))


def _refuse_bad(line: ScoreLine, edit: LineEdit) -> None:
    if fault := line_writing.fault_of(line, edit):
        raise Invalid(fault, field="points")
    given = edit.points is not None or edit.actual is not None or edit.minus is not None
    if edit.layer is Layer.PROVINCE and given and not tidy(edit.words):
        raise Invalid(
            f"Tiêu chí {line.criterion.key}: cần nêu lý do tỉnh chấm lại điểm.", field="reason"
        )
