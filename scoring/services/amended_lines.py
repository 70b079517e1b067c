"""Carry, take out and add the lines of a season whose table is amended, and record each."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from accounts.errors import Invalid
from blocs.models import Season
from scoring.models import AmendedLine, Amendment, Evidence, LayerScore, LineReturn, ScoreLine
from scoring.rules.amendment import ChangedNode
from scoring.rules.formulas import floor_of, top_of
from scoring.services.amendment_plan import Plan
from scoring.services.carrying import (
    CARRIED,
    Carried,
    carry,
    follow_given,
    is_by_titles,
    is_followed,
    snapshot,
)
from scoring.services.results import TitleLookup, count_titles, follow
from scoring.states import Layer, LineChange, LinePolicy

_GIVEN = ["min_points", "max_points", "points", "version"]
_MOST_NAMED = 10


def carry_lines(
    plan: Plan, amendment: Amendment, titles_of: TitleLookup
) -> tuple[list[Carried], list[AmendedLine]]:
    """Put every line that goes on under its new criterion and save it; tell what changed.

    Args:
        titles_of: looks up the awards that changed criteria count.

    Raises:
        Invalid: points that shall be kept do not fit; the message names the first of them.
    """
    changes = {change.new.key: change for change in plan.changes.choices}
    carried = [one for line in plan.lines if (one := _carried(plan, line, changes)) is not None]
    faults = [fault for one in carried for fault in one.faults]
    if faults:
        more = "" if len(faults) <= _MOST_NAMED else f" và {len(faults) - _MOST_NAMED} dòng khác"
        raise Invalid(
            f"Không giữ nguyên được điểm ở {' '.join(faults[:_MOST_NAMED])}{more}",
            field="choices",
        )
    _follow(plan, carried)
    _count_titles(plan, carried, amendment.season, titles_of)
    rows = [row for one in carried if (row := _changed(amendment, one)) is not None]
    _save(carried, {(row.sheet_id, row.key) for row in rows})
    kept = [row for one in carried if one.change and not one.is_asked_again for row in one.given]
    LayerScore.objects.bulk_update(kept, _GIVEN, batch_size=500)
    asked = [one.line.pk for one in carried if one.is_asked_again]
    LayerScore.objects.filter(line__in=asked).delete()
    return carried, rows


def take_out_lines(plan: Plan, amendment: Amendment) -> list[AmendedLine]:
    """Delete the lines whose criterion was taken out; the record keeps all they held."""
    gone = [line for line in plan.lines if line.criterion_id not in plan.follows]
    extras = _extras([line.pk for line in gone])
    rows = [
        AmendedLine(
            amendment=amendment,
            sheet_id=line.sheet_id,
            key=line.criterion.key,
            change=LineChange.REMOVED.value,
            policy=LinePolicy.KEEP.value,
            before=snapshot(line, plan.given.get(line.pk, [])) | extras.get(line.pk, {}),
            after={},
        )
        for line in gone
    ]
    ScoreLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    return rows


def add_lines(plan: Plan, amendment: Amendment) -> list[AmendedLine]:
    """Give every sheet a line for each new criterion."""
    leaves = [node for node in plan.changes.added if not node.is_group]
    ScoreLine.objects.bulk_create(
        ScoreLine(
            sheet=sheet,
            criterion=plan.criteria[node.key],
            min_points=floor_of(node),
            max_points=top_of(node),
        )
        for sheet in plan.sheets.values()
        for node in leaves
    )
    return [
        AmendedLine(
            amendment=amendment,
            sheet=sheet,
            key=node.key,
            change=LineChange.ADDED.value,
            policy=LinePolicy.ASK_AGAIN.value,
            before={},
            after={"label": node.label, "max_points": str(node.max_points)},
        )
        for sheet in plan.sheets.values()
        for node in leaves
    ]


def _carried(plan: Plan, line: ScoreLine, changes: Mapping[str, ChangedNode]) -> Carried | None:
    key = plan.follows.get(line.criterion_id)
    if key is None:
        return None
    change = changes.get(key)
    given = plan.given.get(line.pk, [])
    policy = plan.policies.get(key, LinePolicy.KEEP)
    may_differ = change is not None or plan.rounds_otherwise
    before = snapshot(line, given) if may_differ else {}
    one = Carried(line, before, change, policy, given)
    if change is None:
        line.criterion = plan.criteria[key]
    else:
        carry(one, plan.criteria[key], plan.nodes[key])
    return one


def _save(carried: Sequence[Carried], changed: Set[tuple[int, str]]) -> None:
    """Write the lines; most of them only point to another criterion."""
    whole: list[ScoreLine] = []
    moved: dict[int, list[int]] = {}
    for line in (one.line for one in carried):
        if (line.sheet_id, line.criterion.key) in changed:
            whole.append(line)
        else:
            moved.setdefault(line.criterion_id, []).append(line.pk)
    ScoreLine.objects.bulk_update(whole, CARRIED, batch_size=500)
    for criterion, lines in moved.items():
        ScoreLine.objects.filter(pk__in=lines).update(criterion=criterion)


def _follow(plan: Plan, carried: Sequence[Carried]) -> None:
    """Bring up the points that follow from results, in every layer."""
    kept = [one for one in _moved(plan, carried) if not one.is_asked_again]
    follow([one.line for one in kept if is_followed(one.line)], tuple(Layer))
    given: dict[str, list[LayerScore]] = {}
    for one in kept:
        given.setdefault(one.line.criterion.key, []).extend(one.given)
    for key, rows in given.items():
        follow_given(rows, plan.nodes[key])


def _count_titles(
    plan: Plan, carried: Sequence[Carried], season: Season, titles_of: TitleLookup
) -> None:
    """Count the awards anew; nobody scores these lines, so all are counted whatever the policy."""
    lines = {one.line.pk: one.line for one in _moved(plan, carried) if is_by_titles(one.line)}
    for pk, (titles, words) in titles_of(season, list(lines.values())).items():
        count_titles(lines[pk], titles, words)


def _moved(plan: Plan, carried: Sequence[Carried]) -> list[Carried]:
    return [one for one in carried if one.change is not None or plan.rounds_otherwise]


def _changed(amendment: Amendment, one: Carried) -> AmendedLine | None:
    """Return the record of a line whose criterion, or whose points, are others now."""
    if not one.before:
        return None
    given = () if one.is_asked_again else one.given
    after = snapshot(one.line, given)
    if one.change is None:
        if after == one.before | {"criterion": after["criterion"]}:
            return None
        one.line.version += 1
    return AmendedLine(
        amendment=amendment,
        sheet_id=one.line.sheet_id,
        key=one.line.criterion.key,
        change=LineChange.CHANGED.value,
        policy=one.policy.value,
        before=one.before,
        after=after,
    )


def _extras(line_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the evidence and the returns that go with lines, by line."""
    found: dict[int, dict[str, Any]] = {}
    for pk, name, value in [*_evidence(line_ids), *_returns(line_ids)]:
        found.setdefault(pk, {}).setdefault(name, []).append(value)
    return found


def _evidence(line_ids: Sequence[int]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    rows = Evidence.objects.filter(line__in=line_ids).select_related("document__file")
    for item in rows.order_by("pk"):
        document = item.document
        yield (
            item.line_id,
            "evidence",
            {
                "title": document.title,
                "number": document.number,
                "issued_on": document.issued_on.isoformat() if document.issued_on else "",
                "issuer": document.issuer,
                "file": str(document.file.uuid) if document.file else "",
            },
        )


def _returns(line_ids: Sequence[int]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    rows = LineReturn.objects.filter(line__in=line_ids).order_by("pk")
    for row in rows.select_related("sheet_return"):
        held = {
            "self_points": row.self_points,
            "self_actual": row.self_actual,
            "appraised_points": row.appraised_points,
            "appraised_actual": row.appraised_actual,
        }
        yield (
            row.line_id,
            "returns",
            {
                "returned_at": row.sheet_return.returned_at.isoformat(),
                "reason": row.reason,
                "explanation": row.explanation,
                "appraisal_reason": row.appraisal_reason,
                "answer": row.answer,
                **{name: str(value) for name, value in held.items() if value is not None},
            },
        )
