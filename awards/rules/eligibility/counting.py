"""Which awards of a member's history count on the day whose rules apply."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from awards.rules.eligibility.case import Case
from awards.rules.eligibility.finding import held_text
from awards.rules.history import Held
from awards.states import AwardBasis
from blocs.rules.writing import date_text


@dataclass(frozen=True, slots=True)
class Counted:
    """The awards of a set that count, and those that do not with the reason."""

    held: tuple[Held, ...]
    not_held: tuple[tuple[Held, str], ...]

    @property
    def apart(self) -> tuple[str, ...]:
        """The awards that do not count, in words."""
        return apart_texts(self.not_held)


def counted(case: Case, codes: Collection[str], bases: Collection[AwardBasis]) -> Counted:
    """Part the member's awards of a set into those that count and those that do not.

    What was revoked never counts, nor what was decided after the day whose rules apply, nor
    what was given on another ground than the condition names. Awards for later years than the
    season's are left out altogether.

    Source: Luật 06/2022/QH15, Điều 93 (revocation).
    """
    found = [
        (one, _not_counted(one, case, bases))
        for one in case.member.history.awards
        if one.is_one_of(frozenset(codes)) and one.year <= case.season.year
    ]
    return Counted(
        held=tuple(one for one, reason in found if not reason),
        not_held=tuple((one, reason) for one, reason in found if reason),
    )


def apart_texts(not_held: Iterable[tuple[Held, str]]) -> tuple[str, ...]:
    """Write awards that do not count, each with the reason, in the order of the years."""
    ordered = sorted(not_held, key=lambda pair: pair[0].year)
    return tuple(f"{held_text(one)}: {reason}" for one, reason in ordered)


def _not_counted(held: Held, case: Case, bases: Collection[AwardBasis]) -> str:
    if held.revoked_on is not None:
        return f"đã bị thu hồi ngày {date_text(held.revoked_on)}, không tính"
    if held.decided_on is not None and held.decided_on > case.season.day:
        return f"quyết định sau ngày {date_text(case.season.day)}, không tính"
    if held.basis not in bases:
        return "không thuộc loại khen thưởng được tính"
    return ""
