"""Lists whose order means nothing, in one order: the members', the year's, the alphabet's."""

from collections.abc import Callable, Mapping
from typing import Any

from blocs.states import OfficeRole, StepKind, Term
from reports.season_files.score_checks import tree_of

_TERMS = list(Term)
_ROLES = list(OfficeRole)
_STEPS = list(StepKind)


def ordered(season: Mapping[str, Any], members: list[str]) -> dict[str, Any]:
    """Return a canonical season with these lists sorted, and empty score lines left out.

    The bloc's own order of members, movements, meetings, tasks and the like is kept.

    Args:
        members: the members' codes in the bloc's order.
    """
    places = {code: place for place, code in enumerate(members)}

    def place(row: Mapping[str, Any]) -> int:
        return places.get(row["agency"], len(places))

    result = dict(season)
    _sort(result, "offices", lambda row: (_TERMS.index(row["term"]), _ROLES.index(row["role"])))
    _sort(result, "calendar", lambda row: _STEPS.index(row["kind"]))
    _sort(result, "registrations", place)
    _sort(result, "award_counts", lambda row: row["award"])
    _sort(result, "proposals", lambda row: (place(row), row["award"] or ""))
    if "calendar" in result:
        result["calendar"] = [
            row | {"extensions": sorted(row["extensions"], key=place)} for row in result["calendar"]
        ]
    if "proposals" in result:
        result["proposals"] = [
            row | {"options": sorted(row["options"])} for row in result["proposals"]
        ]
    if "reported_ranking" in result:
        ranking = result["reported_ranking"]
        ranks = sorted(ranking["ranks"], key=lambda row: (row["rank"], place(row)))
        result["reported_ranking"] = ranking | {"ranks": ranks}
    if "scoring" in result:
        result["scoring"] = _scoring(result["scoring"], place)
    return result


def _scoring(scoring: Mapping[str, Any], place: Callable[[Mapping[str, Any]], int]) -> Any:
    table = dict(scoring["table"])
    _sort(table, "sectors", lambda row: row["code"])
    keys = [node.key for node in tree_of(table["criteria"])]
    sheets = sorted(scoring["sheets"], key=place)
    return {**scoring, "table": table, "sheets": [_sheet(row, keys) for row in sheets]}


def _sort(season: dict[str, Any], section: str, key: Any) -> None:
    if section in season:
        season[section] = sorted(season[section], key=key)


def _sheet(sheet: Mapping[str, Any], keys: list[str]) -> dict[str, Any]:
    said = [line for line in sheet["lines"] if _says_something(line)]
    places = {key: place for place, key in enumerate(keys)}
    lines = sorted(said, key=lambda line: places.get(line["key"], len(places)))
    return {**sheet, "lines": lines}


def _says_something(line: Mapping[str, Any]) -> bool:
    if not line["assigned"]:
        return True
    silent = {"key", "assigned"}
    return any(value not in (None, "") for name, value in line.items() if name not in silent)
