"""Lists whose order means nothing, in one order: the members', the year's, the alphabet's."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from awards.states import DossierKind
from blocs.states import OfficeRole, StepKind, Term
from reports.season_files.papers import order_of
from reports.season_files.score_checks import tree_of

_TERMS = list(Term)
_ROLES = list(OfficeRole)
_STEPS = list(StepKind)
_PAPERS = list(DossierKind)


def ordered(season: Mapping[str, Any], members: list[str]) -> dict[str, Any]:
    """Return a canonical season with these lists sorted, and empty score lines left out.

    The bloc's own order of members, movements, meetings, tasks and the like is kept; ballots on
    awards come before those on offices, in the order in which they were held.

    Args:
        members: the members' codes in the bloc's order.
    """
    places = {code: place for place, code in enumerate(members)}

    def place(row: Mapping[str, Any], name: str = "agency") -> int:
        return places.get(row[name], len(places))

    result = dict(season)
    _sort(result, "offices", lambda row: (_TERMS.index(row["term"]), _ROLES.index(row["role"])))
    _sort(result, "calendar", lambda row: _STEPS.index(row["kind"]))
    _sort(result, "registrations", place)
    _sort(result, "award_counts", lambda row: row["award"])
    _sort(result, "votes", place)
    _sort(result, "ballots", lambda row: row["award"] is None)
    _sort(result, "proposals", lambda row: (place(row), row["award"] or ""))
    _sort(result, "council_sessions", lambda row: (row["held_on"], row["name"]))
    _sort(result, "decisions", lambda row: (row["issued_on"], row["number"], row["issuer"]))
    _sort(result, "papers", order_of)
    _sort_inside(result, place)
    if "reported_ranking" in result:
        ranking = result["reported_ranking"]
        ranks = sorted(ranking["ranks"], key=lambda row: (row["rank"], place(row)))
        result["reported_ranking"] = ranking | {"ranks": ranks}
    if "scoring" in result:
        result["scoring"] = _scoring(result["scoring"], place)
    return result


def _sort_inside(result: dict[str, Any], place: Callable[..., int]) -> None:
    """Sort the lists inside the rows of sections, where their order means nothing."""
    for section, inner, key in (
        ("calendar", "extensions", place),
        ("ballots", "roll", place),
        ("proposals", "options", str),
        ("proposals", "dossier", lambda row: _PAPERS.index(row["kind"])),
        ("council_sessions", "votes", lambda row: (place(row), row["award"])),
        ("decisions", "proposals", lambda row: (place(row), row["award"])),
    ):
        if section in result:
            rows = result[section]
            result[section] = [row | {inner: sorted(row[inner], key=key)} for row in rows]


def _scoring(scoring: Mapping[str, Any], place: Callable[..., int]) -> Any:
    table = dict(scoring["table"])
    _sort(table, "sectors", lambda row: row["code"])
    keys = {node.key: number for number, node in enumerate(tree_of(table["criteria"]))}
    result = {**scoring, "table": table}
    for section in ("sheets", "tie_decisions", "facts"):
        _sort(result, section, place)
    _sort(result, "cross", lambda row: (place(row, "scorer"), place(row, "subject")))
    result["sheets"] = [
        row | {"lines": _by_key(filter(_says_something, row["lines"]), keys)}
        for row in result["sheets"]
    ]
    result["cross"] = [
        row | {"scores": _by_key(filter(_is_scored, row["scores"]), keys)}
        for row in result["cross"]
    ]
    return result


def _sort(season: dict[str, Any], section: str, key: Any) -> None:
    if section in season:
        season[section] = sorted(season[section], key=key)


def _by_key(rows: Iterable[Mapping[str, Any]], keys: Mapping[str, int]) -> list[Mapping[str, Any]]:
    """Sort rows that name criteria in the reading order of the table."""
    return sorted(rows, key=lambda row: keys.get(row["key"], len(keys)))


def _says_something(line: Mapping[str, Any]) -> bool:
    if not line["assigned"]:
        return True
    silent = {"key", "assigned"}
    return any(value not in (None, "") for name, value in line.items() if name not in silent)


def _is_scored(row: Mapping[str, Any]) -> bool:
    return row["points"] is not None or bool(row["reason"])
