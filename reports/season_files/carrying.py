"""Build several seasons in one transaction; a decision waits for all that it concerns."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from awards.models import AwardType
from awards.states import DecisionState
from blocs.models import Season
from reports.season_files.award_checks import decision_key
from reports.season_files.building import Building, begin, finish
from reports.season_files.decision_building import held_decisions, publish
from reports.season_files.findings import Finding, Unloadable, join_path
from reports.season_files.joining import Draft

Row = Mapping[str, Any]


@dataclass(slots=True)
class Plan:
    """One season of the files beside the same season of the database."""

    draft: Draft
    season: Season | None
    held: Mapping[str, Any]
    whole: Mapping[str, Any]

    @property
    def todo(self) -> dict[str, Any]:
        """The sections that the database lacks."""
        return {name: self.whole[name] for name in self.draft.sections if name not in self.held}


def carry_out(plans: Sequence[Plan]) -> None:
    """Build the seasons in their order.

    Raises:
        Unloadable: a service refuses; the caller's transaction must end without a commit.
    """
    waiting: list[tuple[Plan, Building]] = []
    for place, plan in enumerate(plans):
        if plan.todo or plan.season is None:
            with _located(plan.draft):
                waiting.append((plan, begin(plan.season, plan.todo, plan.whole)))
        later = {decision_key(row) for other in plans[place + 1 :] for row in _published(other)}
        waiting = [one for one in waiting if not _is_finished(*one, later)]


def _is_finished(plan: Plan, building: Building, later: set[tuple[str, str, int]]) -> bool:
    """Publish what no later season has a part in, and finish the season when that was all."""
    rows = _published(plan)
    ready = [row for row in rows if decision_key(row) not in later]
    with _located(plan.draft):
        publish(ready)
        if len(ready) == len(rows):
            finish(building)
    return len(ready) == len(rows)


def _published(plan: Plan) -> list[Row]:
    rows: list[Row] = plan.todo.get("decisions", [])
    return [row for row in rows if row["state"] == DecisionState.PUBLISHED]


def decision_findings(plan: Plan) -> Iterator[Finding]:
    """Find decisions that the database does not let a file fill or publish."""
    rows: list[Row] = plan.todo.get("decisions", [])
    for place, row in enumerate(rows):
        path = join_path("decisions", place)
        held = held_decisions(row).first()
        if held is not None and held.state == DecisionState.PUBLISHED:
            yield Finding(
                path,
                "quyết định này đã công bố trong cơ sở dữ liệu nên không thêm đề nghị được; các "
                "tệp có đề nghị trong cùng một quyết định cần nạp cùng một lần",
            )
        elif held is not None and row["state"] == DecisionState.PUBLISHED:
            yield Finding(
                f"{path}.state", "quyết định này đang là dự thảo trong cơ sở dữ liệu, chưa công bố"
            )
    yield from _issuers(plan)


def _issuers(plan: Plan) -> Iterator[Finding]:
    """Find proposals that name another issuer than the decision that grants them."""
    usual = dict(AwardType.objects.values_list("code", "decided_by"))
    granted = {(row["agency"], row["award"]): row for row in plan.whole.get("proposals", [])}
    for row in _published(plan):
        for line in row["proposals"]:
            told = granted.get((line["agency"], line["award"]), {}).get("decision")
            wanted = "" if usual.get(line["award"]) == row["issuer"] else row["issuer"]
            if told is not None and told["issuer"] != wanted:
                reason = f"decision.issuer của đề nghị “{line['agency']}” phải ghi “{wanted}”"
                yield Finding("proposals", f"{reason} như mục decisions")


@contextmanager
def _located(draft: Draft) -> Iterator[None]:
    """Say of a refusal in which file it is."""
    try:
        yield
    except Unloadable as refusal:
        raise Unloadable([draft.located(found) for found in refusal.findings]) from refusal
