"""The criteria table, the sheets and the rankings, from a season file through the services."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.row_texts import RowEdit
from blocs.services import ensure_agency
from blocs.states import AgencyLevel
from reports.season_files import given_building
from reports.season_files.line_fields import holds, is_accepted, results_in
from reports.season_files.score_checks import tree_of
from reports.season_files.site import Site
from reports.season_files.table_rules import rules_json
from reports.services.stages import open_season_sheets
from scoring.models import ScoreLine, ScoreSheet
from scoring.rules.complete import keys_without_points
from scoring.rules.workflow import SENT
from scoring.selectors.complete import facts_of
from scoring.services.appraisal import accept_self_points, save_appraisal
from scoring.services.claims import save_lines
from scoring.services.departments import set_departments
from scoring.services.lines import LineEdit
from scoring.services.rankings import freeze_ranking, record_reported_ranking
from scoring.services.sheets import take
from scoring.services.tables import assign_table, create_table, publish_table
from scoring.services.targets import TargetEdit, set_assigned, set_targets
from scoring.states import Layer, SheetAction, SheetState

Row = Mapping[str, Any]
FROM_FILE = "Theo tệp dữ liệu của năm thi đua"


def table(site: Site) -> None:
    """Publish the criteria table where it is new, and let the season score with it."""
    scoring = site.todo["scoring"]
    row = scoring["table"]
    for agency in row["sectors"]:
        ensure_agency(
            **{**agency, "level": AgencyLevel(agency["level"])},
            province=site.season.bloc.province,
            actor=None,
        )
    created = create_table(
        code=row["code"],
        number=row["number"],
        title=row["title"],
        scale=row["scale"],
        nodes=tree_of(row["criteria"]),
        issued_by=row["issued_by"],
        decision=row["decision"],
        is_sample=row["sample"],
        rules=rules_json(row["rules"]),
        # One sample table serves files of several provinces; a real one is its province's own.
        province=None if row["sample"] else site.season.bloc.province,
        actor=None,
    )
    published = publish_table(table=created, actor=None)
    assign_table(
        season_id=site.season.pk,
        table=published,
        scores_are_sample=scoring["sample"],
        actor=None,
    )


def sheets(site: Site) -> None:
    """Fill the sheets and bring each to its state.

    Going on to this stage opened them already, unless the season stood here before it had a
    table.
    """
    rows = {row["agency"]: row for row in site.todo["scoring"]["sheets"]}
    open_season_sheets(season_id=site.season.pk, actor=None)
    _prepare(site, rows)
    cross = given_building.cross_pairs(site)
    for sheet in ScoreSheet.objects.filter(season=site.season).select_related("agency"):
        row = rows[sheet.agency.code]
        _claim(sheet, row)
        _divide(sheet, row)
        given_building.sector_points(_lines(sheet), row)
        _bring_to(sheet, row, cross.get(sheet.agency.code, []))


def province_points(site: Site) -> None:
    """Write the province's points, and give back the sheets that have waited for them."""
    opened = ScoreSheet.objects.filter(season=site.season).select_related("agency")
    by_agency = {sheet.agency.code: sheet for sheet in opened}
    for row in site.todo["scoring"]["sheets"]:
        sheet = by_agency[row["agency"]]
        told = [said for said in row["lines"] if _is_of_province(said)]
        if not told:
            continue
        lines = _lines(sheet)
        for said in told:
            _appraise(lines[said["key"]], said, Layer.PROVINCE)
        if SheetState(row["state"]) not in SENT:
            _send_back(sheet, row)


def computed_ranking(site: Site) -> None:
    """Freeze the ranking that follows from the sheets."""
    if site.todo["scoring"]["frozen"]:
        freeze_ranking(season_id=site.season.pk, seen_version=site.season.version, actor=None)


def reported_ranking(site: Site) -> None:
    """Record the ranks of a source; a fact stands above what sample scores would give."""
    row = site.todo["reported_ranking"]
    record_reported_ranking(
        season_id=site.season.pk,
        ranks=[(site.agencies[entry["agency"]], entry["rank"]) for entry in row["ranks"]],
        unranked_reason=row["unranked_reason"],
        actor=None,
    )


def _lines(sheet: ScoreSheet) -> dict[str, ScoreLine]:
    return {line.criterion.key: line for line in sheet.lines.select_related("criterion")}


def _prepare(site: Site, rows: Mapping[str, Row]) -> None:
    """Set targets, and take away the criteria that are not a member's."""
    opened = ScoreSheet.objects.filter(season=site.season).select_related("agency")
    lines = {sheet.agency.code: _lines(sheet) for sheet in opened}
    said = [(lines[code][line["key"]], line) for code in rows for line in rows[code]["lines"]]
    targets = [
        TargetEdit(line.pk, line.target, row["target"])
        for line, row in said
        if row["target"] is not None
    ]
    if targets:
        set_targets(season_id=site.season.pk, edits=targets, reason=FROM_FILE, actor=None)
    for line, row in said:
        if not row["assigned"]:
            set_assigned(
                line_id=line.pk,
                seen=line.is_assigned,
                is_assigned=False,
                reason=row["why_not_assigned"],
                actor=None,
            )


def _claim(sheet: ScoreSheet, row: Row) -> None:
    """Save the agency's own points and results in one go."""
    lines = _lines(sheet)
    edits = [
        LineEdit(
            lines[said["key"]].pk,
            lines[said["key"]].version,
            said["self"],
            said["explanation"],
            actual=said["actual"],
            minus=said["minus"],
        )
        for said in row["lines"]
        if said["explanation"] or holds(said, Layer.SELF)
    ]
    save_lines(sheet_id=sheet.pk, edits=edits, actor=None)


def _divide(sheet: ScoreSheet, row: Row) -> None:
    """Say which department of the agency prepares which criterion."""
    lines = _lines(sheet)
    edits = {
        lines[said["key"]].pk: RowEdit(lines[said["key"]].department, said["department"])
        for said in row["lines"]
        if said["department"]
    }
    if edits:
        set_departments(sheet_id=sheet.pk, edits=edits, actor=None)


def _bring_to(sheet: ScoreSheet, row: Row, cross: Sequence[tuple[int, Row]]) -> None:
    """Send, return, appraise: whatever leads to the sheet's state.

    Others give their points while it lies sent: to a sheet that went back, before the last
    return. Where the province did too, it goes back when that is written (``province_points``).
    """
    state, returns = SheetState(row["state"]), row["returns"]
    lacking = _lacking(sheet) if state is SheetState.RETURNED else []
    for reason in returns if state in SENT else returns[:-1]:
        sheet = _take(SheetAction.SUBMIT, sheet, days_late=row["days_late"], may_lack=lacking)
        sheet = _take(SheetAction.RETURN, sheet, reason)
    if state in SENT or returns:
        sheet = _take(SheetAction.SUBMIT, sheet, days_late=row["days_late"], may_lack=lacking)
        given_building.cross_points(_lines(sheet), cross)
        _save_appraisals(sheet, row)
    if state is SheetState.APPRAISED:
        _take(SheetAction.APPRAISE, sheet)
    elif state not in SENT and not any(map(_is_of_province, row["lines"])):
        _send_back(sheet, row)


def _lacking(sheet: ScoreSheet) -> list[str]:
    """Return the criteria that the agency emptied after it had sent the sheet."""
    return keys_without_points(facts_of(_lines(sheet).values()))


def _send_back(sheet: ScoreSheet, row: Row) -> None:
    """Give a sheet that is not sent now back to its agency, and on to the agency's head."""
    if row["returns"]:
        sheet = _take(SheetAction.RETURN, sheet, row["returns"][-1])
    if row["state"] == SheetState.AWAITING:
        _take(SheetAction.ASK_APPROVAL, sheet)


def _is_of_province(said: Row) -> bool:
    return holds(said, Layer.PROVINCE) or bool(said["province_reason"])


def _save_appraisals(sheet: ScoreSheet, row: Row) -> None:
    """Save what the appraiser changed line by line, and take over the rest at once."""
    lines = _lines(sheet)
    claimed = [said for said in row["lines"] if holds(said, Layer.SELF)]
    accepts_rest = all(holds(said, Layer.APPRAISED) for said in claimed)
    for said in row["lines"]:
        accepted = accepts_rest and is_accepted(said)
        if not accepted and (holds(said, Layer.APPRAISED) or said["reason"]):
            _appraise(lines[said["key"]], said, Layer.APPRAISED)
    if accepts_rest and claimed:
        accept_self_points(sheet_id=sheet.pk, seen_version=sheet.version, actor=None)


def _appraise(line: ScoreLine, said: Row, layer: Layer) -> None:
    words = "reason" if layer is Layer.APPRAISED else "province_reason"
    actual, minus = results_in(layer)
    save_appraisal(
        line_id=line.pk,
        seen_version=line.version,
        points=said[layer.value],
        reason=said[words],
        layer=layer,
        actor=None,
        actual=said[actual],
        minus=said[minus],
    )


def _take(
    action: SheetAction,
    sheet: ScoreSheet,
    reason: str = "",
    *,
    days_late: int | None = None,
    may_lack: Sequence[str] = (),
) -> ScoreSheet:
    return take(
        action,
        sheet_id=sheet.pk,
        seen_version=sheet.version,
        reason=reason,
        days_late=days_late,
        may_lack=may_lack,
        actor=None,
    )
