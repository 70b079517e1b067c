"""Load season files: check everything first, then write everything or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from awards.models import AwardType
from blocs.models import Bloc, Cycle
from blocs.models.labels import STAGES
from blocs.rules.stages import has_reached
from blocs.states import Stage
from reports.season_files.carrying import Plan, carry_out, decision_findings
from reports.season_files.checks import listed, season_findings
from reports.season_files.findings import Finding, first_difference, join_path, shown
from reports.season_files.joining import Draft, raise_all, read_drafts
from reports.season_files.order import ordered
from reports.season_files.reading import find_season, read_bloc, read_cycle, read_season
from reports.season_files.schema import compact
from reports.season_files.score_checks import tree_of
from reports.season_files.yaml_text import write_yaml


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading did to one season: the sections it added; none when all was there."""

    bloc: str
    cycle: str
    is_new: bool
    sections: tuple[str, ...]


def load_files(paths: Sequence[Path]) -> list[Outcome]:
    """Load season files in one transaction.

    A section that the database holds equal is left alone, one that it lacks is added, one
    that differs is refused.

    Raises:
        Unloadable: something is wrong in any file; nothing was written.
    """
    return load_drafts(read_drafts(paths))


def load_drafts(drafts: Sequence[Draft]) -> list[Outcome]:
    """Load seasons whose sections are in the canonical form, as ``load_files`` does.

    Raises:
        Unloadable: something is wrong in any season; nothing was written.
    """
    with transaction.atomic():
        # Every season is checked before the first is written, so that all faults are told.
        plans = [_plan(draft) for draft in drafts]
        raise_all([finding for plan in plans for finding in _findings(plan)])
        carry_out(plans)
        return [_outcome(plan) for plan in plans]


def dump_season(bloc_code: str, cycle_label: str) -> str | None:
    """Return the season as the text of a season file, or None when there is none."""
    season = find_season(bloc_code, cycle_label)
    return None if season is None else write_yaml(compact(read_season(season)))


def _plan(draft: Draft) -> Plan:
    season = find_season(draft.bloc, draft.cycle)
    held = read_season(season) if season else {}
    bloc = Bloc.objects.select_related("province").filter(code=draft.bloc).first()
    cycle = Cycle.objects.filter(label=draft.cycle).first()
    whole = dict(held) | draft.sections
    if "name" not in whole["bloc"] and bloc is not None:
        whole["bloc"] = read_bloc(bloc)
    if "kind" not in whole["cycle"] and cycle is not None:
        whole["cycle"] = read_cycle(cycle)
    return Plan(draft, season, held, whole)


def _findings(plan: Plan) -> list[Finding]:
    """Return what speaks against a plan, and put its lists in order when nothing does."""
    found = [*_undescribed(plan), *season_findings(plan.whole), *_unknown_awards(plan.whole)]
    if not found:
        members = [row["code"] for row in plan.whole.get("members", [])]
        plan.whole = ordered(plan.whole, members)
        found = [*_differences(plan), *_too_late(plan), *decision_findings(plan)]
    return [plan.draft.located(finding) for finding in found]


def _undescribed(plan: Plan) -> Iterator[Finding]:
    if "name" not in plan.whole["bloc"]:
        yield Finding("bloc.name", "cơ sở dữ liệu chưa có khối, cụm này nên cần ghi kind và name")
    if "kind" not in plan.whole["cycle"]:
        reason = "cơ sở dữ liệu chưa có năm thi đua này nên cần ghi kind, starts_on, ends_on"
        yield Finding("cycle.kind", reason)


def _unknown_awards(season: Mapping[str, Any]) -> Iterator[Finding]:
    known = set(AwardType.objects.values_list("code", flat=True))
    named = [(f"{path}.award", row["award"]) for path, row in listed(season, "award_counts")]
    named += [(f"{path}.award", row["award"]) for path, row in listed(season, "ballots")]
    for path, row in listed(season, "proposals"):
        named += [(f"{path}.{name}", row[name]) for name in ("award", "fallback")]
        options = enumerate(row["options"])
        named += [(join_path(f"{path}.options", place), code) for place, code in options]
    named += [("scoring.table.criteria", code) for code in _awards_of(season)]
    for path, code in named:
        if code is not None and code not in known:
            yield Finding(path, f"danh mục khen thưởng không có mã “{code}”")


def _awards_of(season: Mapping[str, Any]) -> Iterator[str]:
    """Yield the awards that the season's table gives a bonus for."""
    table = (season.get("scoring") or {}).get("table") or {}
    for node in tree_of(table.get("criteria", [])):
        titles = node.rule.get("titles", {})
        yield from titles if isinstance(titles, Mapping) else ()


def _differences(plan: Plan) -> Iterator[Finding]:
    """Find sections that the database holds with another content."""
    for section in plan.draft.sections:
        if section not in plan.held:
            continue
        difference = first_difference(section, plan.held[section], plan.whole[section])
        if difference is not None:
            path, held, wanted = difference
            reason = f"cơ sở dữ liệu đang ghi {shown(held)}, tệp ghi {shown(wanted)}"
            yield Finding(path, reason)


def _too_late(plan: Plan) -> Iterator[Finding]:
    """Find scores for a season that takes no more scores."""
    if plan.season is None or not plan.todo.get("scoring"):
        return
    stage = Stage(plan.season.stage)
    if has_reached(stage, Stage.APPRAISAL):
        yield Finding(
            "scoring",
            f"năm thi đua này đã ở bước “{dict(STAGES)[stage]}” nên không thêm bảng tiêu chí và "
            "điểm được nữa; cần nạp tệp này cùng lúc với tệp mở năm thi đua",
        )


def _outcome(plan: Plan) -> Outcome:
    return Outcome(plan.draft.bloc, plan.draft.cycle, plan.season is None, tuple(plan.todo))
