"""Conditions on the awards of earlier years: one of a set, so many in a period, not one twice."""

from collections.abc import Iterable, Sequence

from awards.rules.eligibility.case import Case
from awards.rules.eligibility.counting import apart_texts, counted
from awards.rules.eligibility.finding import (
    Finding,
    held_text,
    met,
    names_text,
    next_year,
    not_met,
    year_text,
)
from awards.rules.eligibility.params import (
    ALL_BASES,
    Alternative,
    AwardsParams,
    Group,
    HasAwardParams,
    TwiceParams,
)
from awards.rules.eligibility.runs import run_of
from awards.rules.history import Held
from awards.states import AwardBasis


def has_award(params: HasAwardParams, case: Case) -> Finding:
    """Say whether the member holds one award of a set."""
    found = counted(case, params.codes, params.bases)
    if found.held:
        return met(*(held_text(one) for one in found.held), apart=found.apart)
    return not_met(
        f"Hồ sơ không có {names_text(case, params.codes)}.",
        apart=found.apart,
        earliest=next_year(case),
    )


def awards_in_years(params: AwardsParams, case: Case) -> Finding:
    """Say whether one of the alternatives is gathered within the period."""
    alternatives = params.any_of
    if params.not_flag_eligible and not case.member.flag_eligible:
        alternatives = params.not_flag_eligible
    codes = {code for one in alternatives for group in one for code in group.codes}
    seen = counted(case, codes, params.bases)
    start = _start(params, case)
    if start is None:
        base = names_text(case, params.after)
        return not_met(f"Hồ sơ không có {base} làm mốc để tính từ sau đó.", apart=seen.apart)
    held = [one for one in seen.held if one.year >= start]
    since = year_text(start, case.season.cycle_kind)
    early = [(one, f"trước {since}") for one in seen.held if one.year < start]
    used = [held_text(one) for one in held]
    apart = apart_texts([*seen.not_held, *early])
    if any(not _lacking(one, held) for one in alternatives):
        return met(*used, apart=apart)
    ways = "; hoặc ".join(_short(case, one, held) for one in alternatives)
    return not_met(
        f"Tính từ {since}, còn thiếu {ways}." if start else f"Còn thiếu {ways}.",
        *used,
        apart=apart,
        earliest=min(_earliest(one, params, case, start, seen.held) for one in alternatives),
    )


def not_rewarded_twice(params: TwiceParams, case: Case) -> Finding:
    """Say whether the year's achievement was already rewarded with an award of the set.

    Source: Thông tư 03/2018/TT-BNG, Điều 3 khoản 2 điểm b.
    """
    found = counted(case, params.codes, ALL_BASES)
    same = [
        one
        for one in found.held
        if (one.year, one.cycle_kind) == (case.season.year, case.season.cycle_kind)
        and one.basis is AwardBasis.MERIT
    ]
    if not same:
        return met("Hồ sơ không có khen thưởng nào khác cho thành tích của năm này.")
    return not_met(
        "Thành tích của năm này đã được khen thưởng.",
        *(held_text(one) for one in same),
        earliest=next_year(case),
    )


def _start(params: AwardsParams, case: Case) -> int | None:
    """Return the first year that counts, or None where the award to count from is missing."""
    starts = [case.season.year - params.years + 1] if params.years else [0]
    if params.after:
        base = counted(case, params.after, params.bases).held
        if not base:
            return None
        starts.append(min(one.year for one in base) + 1)
    if params.levels or params.titles:
        run = run_of(case, params.levels, params.titles, params.bases)
        starts.append(run[-1].year + 1)
    return max(starts)


def _lacking(alternative: Alternative, held: Sequence[Held]) -> dict[int, int]:
    """Return how many awards each group lacks, by its place; groups share no award."""
    lacks = {place: group.count - _number(group, held) for place, group in enumerate(alternative)}
    return {place: number for place, number in lacks.items() if number > 0}


def _number(group: Group, held: Iterable[Held]) -> int:
    """Count the awards of a group; what two predecessors brought for one year counts once."""
    by_owner: dict[tuple[str, int, str], dict[str, list[Held]]] = {}
    for one in held:
        if one.is_one_of(group.codes):
            place = (one.counts_as, one.year, one.cycle_kind)
            owners = by_owner.setdefault(place, {})
            owners.setdefault(one.inherited_from, []).append(one)
    return sum(max(map(_different, owners.values())) for owners in by_owner.values())


def _different(awards: Iterable[Held]) -> int:
    """Count one agency's awards of a year: one without its number may be one that has it."""
    numbered: dict[tuple[str, AwardBasis], list[bool]] = {}
    for one in awards:
        numbered.setdefault((one.code, one.basis), []).append(bool(one.decision))
    return sum(sum(found) or 1 for found in numbered.values())


def _short(case: Case, alternative: Alternative, held: Sequence[Held]) -> str:
    lacks = _lacking(alternative, held)
    return " và ".join(
        f"{number} {names_text(case, alternative[place].codes)}" for place, number in lacks.items()
    )


def _earliest(
    alternative: Alternative, params: AwardsParams, case: Case, start: int, held: Sequence[Held]
) -> int:
    """Return the first year in which the alternative can hold, with one award a year of each group.

    In a period of the last years, what is held now falls out as it grows old.
    """
    year = case.season.year
    while True:
        year += 1
        first = max(start, year - params.years + 1) if params.years else start
        lacks = _lacking(alternative, [one for one in held if one.year >= first])
        if all(number <= year - case.season.year for number in lacks.values()):
            return year
