"""Points of other agencies, votes, decisions and facts, from a season file through the services.

A season file names no persons, so all of it is written by the operator's command: a fact is
declared and decided without a name, and its decision stands on the ground that the file gives.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.season_files.site import Site
from scoring.models import ScoreLine
from scoring.selectors.given import mark_of_places, places_of
from scoring.services.cross import finish_cross_scoring, record_cross_pairs, save_cross_points
from scoring.services.facts import decide_fact, declare_fact
from scoring.services.given import GivenEdit, save_sector_points
from scoring.services.votes import VoteCount, record_member_votes, record_tie_decision
from scoring.states import FactState

Row = Mapping[str, Any]


def facts(site: Site) -> None:
    """Declare the facts about members, and decide those that are decided."""
    for row in site.todo["scoring"]["facts"]:
        fact = declare_fact(
            season_id=site.season.pk,
            agency=site.agencies[row["agency"]],
            condition=row["condition"],
            fact=row["fact"],
            document=row["document"],
            actor=None,
        )
        if row["state"] != FactState.DECLARED:
            decide_fact(
                fact_id=fact.pk,
                to=FactState(row["state"]),
                seen_version=fact.version,
                reason=row["decision_reason"],
                actor=None,
            )


def cross_pairs(site: Site) -> dict[str, list[tuple[int, Row]]]:
    """Record who scores whom.

    Returns:
        the rows of the file with the numbers of their assignments, by the subject's code.
    """
    rows = site.todo["scoring"]["cross"]
    if not rows:
        return {}
    pairs = [(site.agencies[row["scorer"]], site.agencies[row["subject"]]) for row in rows]
    made = record_cross_pairs(season_id=site.season.pk, pairs=pairs, actor=None)
    numbers = {(one.scorer.code, one.subject.code): one.pk for one in made}
    found: dict[str, list[tuple[int, Row]]] = {}
    for row in rows:
        number = numbers[row["scorer"], row["subject"]]
        found.setdefault(row["subject"], []).append((number, row))
    return found


def cross_points(lines: Mapping[str, ScoreLine], given: Sequence[tuple[int, Row]]) -> None:
    """Save what the other members give to a sheet that lies sent, and hand it over.

    Args:
        lines: of the sheet, by key.
        given: assignments with their rows, as ``cross_pairs`` returns them.
    """
    for number, row in given:
        for one in row["scores"]:
            edit = GivenEdit(lines[one["key"]].pk, 0, one["points"], reason=one["reason"])
            save_cross_points(assignment_id=number, edit=edit, actor=None)
        if row["finished"]:
            finish_cross_scoring(assignment_id=number, actor=None)


def sector_points(lines: Mapping[str, ScoreLine], row: Row) -> None:
    """Save what sector agencies give to the sheet of the row; ``lines`` by key."""
    for said in row["lines"]:
        values = said["sector"], said["sector_actual"], said["sector_reason"]
        if values != (None, None, ""):
            edit = GivenEdit(lines[said["key"]].pk, 0, *values)
            save_sector_points(edit=edit, actor=None)


def votes(site: Site) -> None:
    """Record how the members voted on each other."""
    counts = [
        VoteCount(site.agencies[row["agency"]], row["votes"], row["voters"])
        for row in site.todo["votes"]
    ]
    record_member_votes(season_id=site.season.pk, counts=counts, seen="", actor=None)


def tie_decisions(site: Site) -> None:
    """Record the decisions that part equal members, the members of each together."""
    for reason, rows in _decisions(site.todo["scoring"]["tie_decisions"]):
        record_tie_decision(
            season_id=site.season.pk,
            places=[(site.agencies[row["agency"]], row["place"]) for row in rows],
            seen=mark_of_places(places_of(site.season)),
            reason=reason,
            actor=None,
        )


def _decisions(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows of each decision: of one ground, and every place only once."""
    found: list[tuple[str, list[Row]]] = []
    for row in rows:
        fitting = (
            own
            for reason, own in found
            if reason == row["reason"] and all(one["place"] != row["place"] for one in own)
        )
        own = next(fitting, None)
        if own is None:
            found.append((row["reason"], [row]))
        else:
            own.append(row)
    return found
