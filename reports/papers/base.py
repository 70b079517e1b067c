"""What all papers share: letterhead, legal grounds, signature, recipients, small phrases."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from blocs.rules.writing import lower_first
from reports.papers.content import Part
from reports.rules.list_lines import closed

_ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
]


class LetterheadVariant(StrEnum):
    """Whose letterhead a bloc, which has no seal of its own, prints its papers on."""

    HEAD_AGENCY = "A"
    BLOC = "B"


class Authority(StrEnum):
    """In what capacity a person signs. Source: NĐ 30/2020/NĐ-CP, Điều 13."""

    OWN = ""
    ON_BEHALF_OF = "TM."
    FOR_THE_HEAD = "KT."
    BY_ORDER = "TL."
    BY_MANDATE = "TUQ."
    ACTING = "Q."


def roman(number: int) -> str:
    """Return a numeral from 1 to 20 as parts of a paper are counted."""
    return _ROMAN[number - 1]


def counted(sections: Mapping[str, object]) -> dict[str, int]:
    """Number the sections that have something to say, in order, from 1."""
    present = [name for name, content in sections.items() if content]
    return {name: place for place, name in enumerate(present, start=1)}


def numerals(sections: Mapping[str, object]) -> dict[str, str]:
    """Number the sections that have something to say, in order, from I."""
    return {name: roman(place) for name, place in counted(sections).items()}


def unit_word(bloc: str) -> str:
    """Return what a bloc of that name calls itself in headings: a khối, or a cụm."""
    return "Cụm" if bloc.lower().startswith("cụm") else "Khối"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead(Part):
    """The top of the first page. What is empty is printed as a blank to fill in by hand.

    Args:
        symbol: code after the number, such as ``BC-KTĐ``; empty for a paper without a number.
        number: given by the issuing agency's register, so usually still empty.
        place: empty where the paper tells place and day in its text.
        date: such as ``ngày 24 tháng 02 năm 2023``; empty while it is not known.
        year: printed behind a blank date; may be empty.
    """

    variant: LetterheadVariant
    parent_org: str
    issuing_org: str
    place: str
    date: str = ""
    year: str = ""
    symbol: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class LegalBasis(Part):
    """The grounds ("Căn cứ …") a paper stands on, one text each."""

    lines: tuple[str, ...] = ()

    @property
    def closed_lines(self) -> tuple[str, ...]:
        """The grounds with the punctuation the decree asks for."""
        return closed(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock(Part):
    """Who signs, and in what capacity.

    Args:
        principal: in whose stead, such as ``KHỐI THI ĐUA`` after ``TM.``; may be empty.
        position: of the person who signs, such as ``TRƯỞNG KHỐI``.
        holder: the person's own office, such as ``CỤC TRƯỞNG CỤC THUẾ``; may be empty.
        name: empty while it is left to be written by hand.
    """

    authority: Authority = Authority.OWN
    principal: str = ""
    position: str = ""
    holder: str = ""
    name: str = ""

    @property
    def capacity(self) -> str:
        """The line above the position, such as ``TM. KHỐI THI ĐUA``; may be empty."""
        return f"{self.authority.value} {self.principal}".strip() if self.principal else ""

    @property
    def signing_office(self) -> str:
        """The office that signs, without the person: ``TM. Khối thi đua, Trưởng khối``."""
        return ", ".join(text for text in (self.capacity, self.position, self.holder) if text)


@dataclass(frozen=True, slots=True)
class Recipients(Part):
    """Where the paper goes; ``archive`` is the last line, such as ``Lưu: VT``."""

    lines: tuple[str, ...] = ()
    archive: str = ""

    @property
    def closed_lines(self) -> tuple[str, ...]:
        """The recipients with the punctuation the decree asks for."""
        return closed((*self.lines, self.archive))


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementText(Part):
    """An emulation movement by its full name.

    Args:
        name: as it is called, quotation marks included.
        kind: such as ``thi đua đặc biệt``; may be empty.
        launched_by: such as ``UBND tỉnh``; may be empty.
        note: what came of it; may be empty.
    """

    name: str
    kind: str = ""
    launched_by: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        """The movement with what is known of it, without a full stop."""
        launch = f"{self.launched_by} phát động" if self.launched_by else ""
        known = "; ".join(text for text in (self.kind, launch) if text)
        text = f"{self.name} ({known})" if known else self.name
        return f"{text}: {lower_first(self.note).rstrip(' .')}" if self.note else text
