"""What one condition finds, in the words that an official reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from awards.rules.eligibility.case import Case, Words
from awards.rules.history import Held
from awards.states import Answer, AwardBasis
from blocs.rules.writing import date_text, number_text
from blocs.states import CycleKind

DOWN, HALF_UP = ROUND_DOWN, ROUND_HALF_UP
_BASES = {AwardBasis.THEMATIC: "khen theo chuyên đề", AwardBasis.SUDDEN: "khen đột xuất"}
_HUNDRED = 100
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer with what it rests on.

    ``used`` are the records and numbers that were counted, ``apart`` those that were seen and
    not counted, each with the reason. ``missing`` says what is missing; ``earliest`` the first
    year in which the condition can hold, None where nobody can know. ``waits``: it is open
    until another step of the year is done (a ranking frozen, a fact decided). ``is_presumed``:
    it is not met only because nobody has confirmed it.
    """

    answer: Answer
    used: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    missing: str = ""
    earliest: int | None = None
    waits: bool = False
    is_presumed: bool = False

    @property
    def asks_people(self) -> bool:
        """Say whether somebody has to look and confirm it on record."""
        return self.is_presumed or (self.answer is Answer.UNCLEAR and not self.waits)


def met(*used: str, apart: Iterable[str] = ()) -> Finding:
    return Finding(Answer.MET, used, tuple(apart))


def unclear(missing: str, *used: str, apart: Iterable[str] = ()) -> Finding:
    return Finding(Answer.UNCLEAR, used, tuple(apart), missing)


def waiting(missing: str, *used: str) -> Finding:
    return Finding(Answer.UNCLEAR, used, missing=missing, waits=True)


def not_met(
    missing: str, *used: str, apart: Iterable[str] = (), earliest: int | None = None
) -> Finding:
    return Finding(Answer.NOT_MET, used, tuple(apart), missing, earliest)


def next_year(case: Case) -> int:
    """Return the first year in which something that is judged yearly can come out otherwise."""
    return case.season.year + 1


def year_text(year: int, kind: CycleKind) -> str:
    """Write a year the way its cycles are called: ``năm 2026``, ``năm học 2025-2026``."""
    return f"năm học {year}-{year + 1}" if kind is CycleKind.SCHOOL_YEAR else f"năm {year}"


def decision_text(number: str, day: date | None, issuer: str = "") -> str:
    """Write a decision: ``Quyết định số 12/QĐ-UBND ngày 05/3/2024 của …``; empty without any."""
    parts = [f"số {number}" if number else "", f"ngày {date_text(day)}" if day else ""]
    said = " ".join(part for part in parts if part)
    if not said:
        return ""
    return f"Quyết định {said} của {issuer}" if issuer else f"Quyết định {said}"


def held_text(held: Held) -> str:
    """Write an award with its year, decision and whose history it is."""
    notes = [
        decision_text(held.decision, held.decided_on, held.issuer),
        _BASES.get(held.basis, ""),
        f"kế thừa từ {held.inherited_from}" if held.inherited_from else "",
    ]
    said = "; ".join(note for note in notes if note)
    name = f"{held.name}, {year_text(held.year, held.cycle_kind)}"
    return f"{name} ({said})" if said else name


def names_of(words: Words, codes: Iterable[str]) -> str:
    """Name a set of awards in the order of the catalogue: ``Bằng khen A / Bằng khen B``."""
    wanted = set(codes)
    known = [name for code, name in words.awards.items() if code in wanted]
    unknown = sorted(wanted - set(words.awards))
    return " / ".join([*known, *unknown])


def names_text(case: Case, codes: Iterable[str]) -> str:
    """Name a set of awards as the case calls them."""
    return names_of(case.words, codes)


def share_text(share: Fraction) -> str:
    """Write a share as a percentage where that is exact in two places, else as a fraction."""
    percent = share * _HUNDRED
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    if percent.denominator in {1, 2, 4, 5, 10, 20, 25, 50, 100}:
        return f"{number_text(exact)}%"
    return f"{share.numerator}/{share.denominator}"


def percent_text(part: int | Decimal, whole: int | Decimal, *, rounding: str = HALF_UP) -> str:
    """Write how much a part is of a whole, in per cent with two places: ``77,78%``.

    Args:
        rounding: DOWN where the share is held against a limit that it must not seem to reach.
    """
    share = Decimal(part) * _HUNDRED / Decimal(whole)
    return f"{number_text(share.quantize(_CENT, rounding=rounding))}%"
