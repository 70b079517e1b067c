"""Seasons as facts, for the tests of what follows from them."""

from dataclasses import replace
from decimal import Decimal

from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.outcome import season_outcome
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Scorer

# Two groups of 60 and 40 points, then a bonus and a penalty.
NODES = (
    Node("I", None, "I", "Nhiệm vụ chính trị", CriterionKind.GROUP, Decimal(60)),
    Node("I.1", "I", "1", "Chỉ tiêu", CriterionKind.MANUAL, Decimal(40)),
    Node("I.2", "I", "2", "Kỷ luật", CriterionKind.PASS_FAIL, Decimal(20)),
    Node("II", None, "II", "Phong trào", CriterionKind.GROUP, Decimal(40)),
    Node("II.1", "II", "1", "Phong trào thi đua", CriterionKind.MANUAL, Decimal(40)),
    Node("III", None, "III", "Điểm thưởng", CriterionKind.BONUS, Decimal(10)),
    Node("IV", None, "IV", "Điểm trừ", CriterionKind.PENALTY, Decimal(10)),
)
FULL = {"I.1": "40", "I.2": "20", "II.1": "40"}


def number(value):
    return None if value is None else Decimal(value)


def line(appraised=None, own=None, **fields):
    """Return a line; the claim is the appraised points unless it is given."""
    own = appraised if own is None else own
    for name in ("sector", "cross"):
        if name in fields:
            fields[name] = {code: Decimal(value) for code, value in fields[name].items()}
    province = number(fields.pop("province", None))
    return LineFacts(own=number(own), appraised=number(appraised), province=province, **fields)


def measured(actual, target="100", **fields):
    """Return a line of a calculated criterion, the same result in both layers, no points yet."""
    result = Result(actual=number(actual), target=number(target))
    return LineFacts(result_self=result, result_appraised=result, **fields)


def member(agency, points=None, *, position=1, **fields):
    """Return a member; points by key are appraised points or whole lines."""
    lines = {
        key: value if isinstance(value, LineFacts) else line(value)
        for key, value in (FULL | (points or {})).items()
    }
    return Member(agency, f"Sở {agency}", position, fields.pop("lines", lines), **fields)


def season(*members, nodes=NODES, **rules):
    """Return the facts of members in the given order."""
    placed = [replace(one, position=place) for place, one in enumerate(members, start=1)]
    return SeasonFacts(tuple(nodes), TableRules(**rules), tuple(placed))


def node_of(kind, key="I.1", top="40", *, scored_by=Scorer.AGENCY, rule=None, **fields):
    sector = "so-noi-vu" if scored_by is Scorer.SECTOR else ""
    return Node(
        key,
        None,
        key,
        f"Tiêu chí {key}",
        kind,
        Decimal(top),
        scored_by=scored_by,
        sector=sector,
        rule=rule or {},
        **fields,
    )


def ranks(outcome):
    return [(row.rank, row.agency, row.shared) for row in outcome.rows]


def only(facts):
    """Return the row of a season of one member, ranked or not."""
    outcome = season_outcome(facts)
    (row,) = (*outcome.rows, *outcome.unranked)
    return row
