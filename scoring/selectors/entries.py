"""What a line takes from whom, and who gives its points."""

from scoring.models import ScoreLine
from scoring.rules.entries import Entry, entry_of
from scoring.states import CriterionKind, Layer, Scorer


def entry_at(line: ScoreLine, layer: Layer) -> Entry:
    """Return what a layer may write into the line. The criterion must be loaded."""
    criterion = line.criterion
    return entry_of(
        CriterionKind(criterion.kind),
        Scorer(criterion.scored_by),
        layer,
        is_assigned=line.is_assigned,
    )


def is_open_claim(line: ScoreLine) -> bool:
    """Say whether the agency claims something that the appraiser has not spoken of.

    Titles are counted for everybody and wait for nobody. The criterion must be loaded.
    """
    if entry_at(line, Layer.APPRAISED) not in {Entry.POINTS, Entry.RESULT}:
        return False
    claimed = (line.self_points, line.self_actual, line.self_minus)
    given = (line.appraised_points, line.appraised_actual, line.appraised_minus)
    return any(value is not None for value in claimed) and all(value is None for value in given)


def is_own_field(line: ScoreLine) -> bool:
    """Say whether the agency itself would score the line for its sector.

    Nobody judges themselves, so the province gives the points. Criterion and sheet are loaded.
    """
    criterion = line.criterion
    is_own = criterion.sector_id == line.sheet.agency_id
    return criterion.scored_by == Scorer.SECTOR.value and is_own


def is_province_s(line: ScoreLine) -> bool:
    """Say whether nobody but the province gives the line points. Criterion and sheet are loaded."""
    return line.criterion.scored_by == Scorer.PROVINCE.value or is_own_field(line)


def scorer_of(line: ScoreLine) -> str:
    """Name who gives the line its first points. Criterion, sector, sheet and bloc are loaded."""
    criterion = line.criterion
    if is_province_s(line):
        return "tỉnh"
    if criterion.scored_by == Scorer.SECTOR and criterion.sector is not None:
        return criterion.sector.short_name
    if criterion.scored_by == Scorer.SECRETARIAT:
        return line.sheet.season.bloc.head_title
    return line.sheet.agency.short_name


def why_closed(line: ScoreLine, layer: Layer) -> str:
    """Say why the layer writes nothing into the line; empty when it does."""
    if entry_at(line, layer) is not Entry.NOTHING:
        return ""
    if not line.is_assigned:
        return f"đơn vị không được giao tiêu chí này ({line.unassigned_reason})."
    if layer is Layer.SELF:
        return f"do {scorer_of(line)} chấm, đơn vị không tự chấm."
    return f"do {scorer_of(line)} chấm."
