"""What follows from a season's facts: totals, deductions, bars, classes and ranks.

One function for all who ask: the live ranking, its freezing, the proof from a file and the
simulation. Whatever is shown of a ranking is read from its answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from scoring.rules.arithmetic import Number, part_of
from scoring.rules.bands import Bar, Reached, band_of, bars_of, floor_missed
from scoring.rules.calculated import with_calculated_points
from scoring.rules.categories import bands_for
from scoring.rules.deductions import Deduction, costing, deducted, reduced, sheet_deductions
from scoring.rules.facts import Member, SeasonFacts
from scoring.rules.final import VOTE, final_of, scored_for
from scoring.rules.ranking import Entry, RankedRow, rank_members
from scoring.rules.reasons import barred_reason, missing_reason
from scoring.rules.rounding import rounded
from scoring.rules.settings import Band, TableRules
from scoring.rules.ties import BY_POINTS, Standing, tie_name, tie_values
from scoring.rules.totals import extras, group_maxima, group_totals, sheet_total
from scoring.rules.tree import EXTRA_KINDS
from scoring.states import Effect, RankBy, Strategy

ZERO, ONE = Decimal(0), Decimal(1)

Points = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One member's result; ``rank`` is None for a member that is not ranked, with the reason.

    Totals are in points, None where the member has no lines: ``own`` and ``appraised`` of
    these layers, ``raw`` by the table's strategy before the ``deductions``, ``final`` after
    them. ``maximum`` is that of the assigned lines, ``percent`` the final total against it.
    ``vote_points`` is the part of ``raw`` that the vote weighs. ``points`` are the final
    points of leaves and groups by key. ``parted_by`` names the tie rule that set it apart.
    ``reached`` is what the classes compare, after all deductions.
    """

    agency: str
    name: str
    position: int
    rank: int | None = None
    shared: bool = False
    own: Decimal | None = None
    appraised: Decimal | None = None
    raw: Decimal | None = None
    final: Decimal | None = None
    maximum: Decimal | None = None
    percent: Decimal | None = None
    vote_points: Decimal | None = None
    deductions: tuple[Deduction, ...] = ()
    band: Band | None = None
    bars: tuple[Bar, ...] = ()
    parted_by: str = ""
    reason: str = ""
    points: Points | None = None
    reached: Reached | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ranked members in the order of their ranks, then those that are not ranked.

    ``facts`` are those that were given, with all calculated points as they follow.
    """

    facts: SeasonFacts
    rows: tuple[OutcomeRow, ...]
    unranked: tuple[OutcomeRow, ...]


def season_outcome(facts: SeasonFacts) -> Outcome:
    """Return the totals, deductions, bars, classes and ranks of all members.

    Args:
        facts: points in layers as given; calculated points are computed anew from results.

    Raises:
        FormulaError: the parameters of a calculated criterion cannot be used.
    """
    known = with_calculated_points(facts)
    found = {member.agency: _member_row(known, member) for member in known.members}
    entries = [_entry(known, member, found[member.agency]) for member in known.members]
    placed = [_placed(found[row.agency], row, known.rules) for row in rank_members(entries)]
    return Outcome(
        facts=known,
        rows=tuple(row for row in placed if row.rank is not None),
        unranked=tuple(row for row in placed if row.rank is None),
    )


def final_by_key(facts: SeasonFacts, member: Member) -> dict[str, Decimal | None]:
    """Return the final points of a member's leaves by key, by the table's strategy."""
    leaves = {
        node.key: scored_for(node, member.agency, facts.arithmetic)
        for node in facts.nodes
        if not node.is_group
    }
    return {
        key: final_of(leaves[key], line, facts.rules, facts.arithmetic)
        for key, line in member.lines.items()
        if key in leaves
    }


def _member_row(facts: SeasonFacts, member: Member) -> OutcomeRow:
    """Return all of a member's row but its rank."""
    row = OutcomeRow(member.agency, member.name, member.position, reason=member.reason)
    if member.reason:
        return row
    final, lines = final_by_key(facts, member), member.lines.items()
    not_assigned = {key for key, line in lines if not line.assigned}
    maxima = group_maxima(facts.nodes, not_assigned)
    tops = [node.key for node in facts.nodes if node.parent_key is None]
    maximum = sum((maxima[key] for key in tops), start=ZERO)
    row = replace(
        row,
        own=_total(facts, {key: line.own for key, line in lines}, not_assigned),
        appraised=_total(facts, {key: line.appraised for key, line in lines}, not_assigned),
        maximum=maximum,
        points={**final, **group_totals(facts.nodes, final)},
        reason=_missing(facts, member, final, maximum),
    )
    if row.reason:
        return row
    vote_points = _vote_points(facts, member, maximum)
    raw = _raw(facts, final, not_assigned, vote_points)
    return _judged(facts, member, replace(row, raw=raw, vote_points=vote_points), maxima, tops)


def _judged(
    facts: SeasonFacts,
    member: Member,
    row: OutcomeRow,
    maxima: Mapping[str, Decimal],
    tops: list[str],
) -> OutcomeRow:
    """Take off what is to be taken off, and apply floors, bars and classes."""
    rules, raw, maximum = facts.rules, row.raw or ZERO, row.maximum or ZERO
    deductions = sheet_deductions(member, rules)
    reached = Reached(reduced(raw, deductions), maximum, row.points or {}, maxima, tops)
    missed = {one.code: floor_missed(one, reached) for one in costing(rules.conditions)}
    deductions += [
        deducted(one, missed[one.code]) for one in costing(rules.conditions) if missed[one.code]
    ]
    bars = bars_of(rules.conditions, member.facts, reached)
    final = reduced(raw, deductions)
    lowered = sum(bar.effect is Effect.LOWER_BAND for bar in bars)
    reached = replace(reached, total=final)
    return replace(
        row,
        final=final,
        percent=rounded(Fraction(final) * 100 / Fraction(maximum), rules),
        deductions=tuple(deductions),
        bars=bars,
        band=band_of(bands_for(rules.bands, member.category), reached, lowered=lowered),
        reached=reached,
        reason=barred_reason([bar for bar in bars if bar.effect is Effect.BAR_ALL]),
    )


def _total(
    facts: SeasonFacts, points: Mapping[str, Number | None], not_assigned: set[str]
) -> Decimal:
    """Return the points of a sheet; those that a simulation stretched are rounded by line."""
    known = {
        key: rounded(value, facts.rules) if isinstance(value, Fraction) else value
        for key, value in points.items()
    }
    return sheet_total(facts.nodes, known, facts.rules, not_assigned=not_assigned)


def _missing(facts: SeasonFacts, member: Member, final: Points, maximum: Decimal) -> str:
    """Return why no total can be formed; an empty line is not a zero."""
    empty = [
        node
        for node in facts.nodes
        if not node.is_group
        and node.kind not in EXTRA_KINDS
        and final.get(node.key) is None
        and (node.key not in member.lines or member.lines[node.key].assigned)
    ]
    return missing_reason(
        empty,
        has_nothing=not maximum,
        lacks_vote=_asks_vote(facts.rules) and member.vote is None,
    )


def _asks_vote(rules: TableRules) -> bool:
    return rules.strategy is Strategy.VOTE_FIRST or VOTE in dict(rules.weights)


def _vote_share(member: Member) -> Fraction | None:
    return None if member.vote is None else Fraction(*member.vote)


def _vote_points(facts: SeasonFacts, member: Member, maximum: Decimal) -> Decimal | None:
    """Return the vote's weight in points: the share of votes stands for that of the maximum."""
    weight, share = dict(facts.rules.weights).get(VOTE), _vote_share(member)
    if weight is None or share is None:
        return None
    return rounded(part_of(maximum, weight, share, facts.arithmetic), facts.rules)


def _raw(
    facts: SeasonFacts, final: Points, not_assigned: set[str], vote_points: Decimal | None
) -> Decimal:
    total = _total(facts, final, not_assigned)
    if vote_points is None:
        return total
    weight = dict(facts.rules.weights)[VOTE]
    return rounded((ONE - weight) * total, facts.rules) + vote_points


def _entry(facts: SeasonFacts, member: Member, row: OutcomeRow) -> Entry:
    """Return what the ranks compare."""
    if row.reason:
        return Entry(row.agency, row.position, row.final, row.reason)
    rules = facts.rules
    points = (row.percent if rules.rank_by is RankBy.SHARE else row.final) or ZERO
    final = {key: (row.points or {}).get(key) for key in member.lines}
    taken = extras(facts.nodes, final)
    standing = Standing(
        groups=row.points or {},
        bonus=taken.bonus,
        taken_off=taken.penalty + sum((one.points for one in row.deductions), start=ZERO),
        vote=_vote_share(member),
        place=member.place,
    )
    then = tie_values(rules.ties, standing)
    if rules.strategy is Strategy.VOTE_FIRST:
        return Entry(row.agency, row.position, _vote_share(member), then=(points, *then))
    return Entry(row.agency, row.position, points, then=then)


def _placed(row: OutcomeRow, ranked: RankedRow, rules: TableRules) -> OutcomeRow:
    names = [tie_name(tie) for tie in rules.ties]
    if rules.strategy is Strategy.VOTE_FIRST:
        names = [BY_POINTS, *names]
    parted = "" if ranked.parted_by is None else names[ranked.parted_by]
    return replace(row, rank=ranked.rank, shared=ranked.shared, parted_by=parted)
