"""The emulation covenant that all members of a bloc sign (giao ước thi đua)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from reports.papers.base import (
    LegalBasis,
    Letterhead,
    MovementText,
    SignatureBlock,
    numerals,
    unit_word,
)
from reports.papers.content import Paper, Part
from reports.states import DocumentKind

_TWO_COLUMNS_UP_TO = 6


class SigningPlace(StrEnum):
    """Where in the grid an agency signs."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


_SIGNING_ORDER = tuple(SigningPlace)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCell(Part):
    """One cell of the grid. An agency whose signer is away keeps its cell, with a note.

    Args:
        agency: printed above the signature; for a witness, the body that sent the witness.
        office: office of the bloc, such as ``Trưởng khối``; may be empty.
        absent_note: such as ``Vắng mặt, ký sau``; empty when the signer is there.
    """

    agency: str
    block: SignatureBlock = field(default_factory=SignatureBlock)
    place: SigningPlace = SigningPlace.MEMBER
    office: str = ""
    absent_note: str = ""

    @property
    def signing_office(self) -> str:
        """The agency that signs, with its office in the bloc."""
        return f"{self.agency} ({self.office})" if self.office else self.agency


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow(Part):
    """What one agency sets itself for the year."""

    agency: str
    target: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets(Part):
    """Targets and titles aimed at: paragraphs, and a table where agencies registered."""

    intro: tuple[str, ...] = ()
    rows: tuple[TargetRow, ...] = ()
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Covenant(Paper):
    """The covenant of one bloc for one cycle, display-ready. It has no number of its own.

    Args:
        bloc: the bloc's full name.
        cycle: the cycle it is for, as it stands after the word "năm": ``2023``, or
            ``học 2025-2026``.
        signed_on: such as ``ngày 24 tháng 02 năm 2023``; empty to be filled in by hand.
        year: printed behind a blank date; may be empty.
        venue: where it is signed; may be empty.
        member_count: such as ``07``; may be empty.
        copies: how many copies there are and who keeps them.
        aims: what the bloc wants of the year, in whatever field of its work.
        cells: one per member, in the bloc's order; head and deputy are put first here.
        witnesses: who signs last, under "ĐẠI DIỆN CHỨNG KIẾN".
    """

    kind: ClassVar[str] = DocumentKind.COVENANT.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/covenant.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    basis: LegalBasis = field(default_factory=LegalBasis)
    signed_on: str = ""
    year: str = ""
    venue: str = ""
    member_count: str = ""
    aims: tuple[str, ...] = ()
    political: tuple[str, ...] = ()
    party_government: tuple[str, ...] = ()
    movements_intro: tuple[str, ...] = ()
    movements: tuple[MovementText, ...] = ()
    emulation: tuple[str, ...] = ()
    targets: Targets = field(default_factory=Targets)
    organisation: tuple[str, ...] = ()
    commitment: str = ""
    copies: str = ""
    cells: tuple[SignatureCell, ...] = ()
    witnesses: tuple[SignatureCell, ...] = ()

    @property
    def unit(self) -> str:
        """What the members together are called: "Khối" or "Cụm"."""
        return unit_word(self.bloc)

    @property
    def document_title(self) -> str:
        return f"Giao ước thi đua năm {self.cycle} - {self.bloc}"

    @property
    def numbers(self) -> Mapping[str, str]:
        """The Roman numeral of each part that has something to say."""
        return numerals(
            {
                "aims": self.aims,
                "political": self.political,
                "party_government": self.party_government,
                "movements": self.movements_intro or self.movements,
                "emulation": self.emulation,
                "targets": self.targets,
                "organisation": self.organisation,
            }
        )

    @property
    def columns(self) -> int:
        """How many agencies sign side by side."""
        return 2 if len(self.cells) <= _TWO_COLUMNS_UP_TO else 3

    @property
    def grid(self) -> tuple[tuple[SignatureCell, ...], ...]:
        """The cells in rows: head first, deputy second, then the bloc's order."""
        ordered = sorted(self.cells, key=lambda cell: _SIGNING_ORDER.index(cell.place))
        return _in_rows(tuple(ordered), self.columns)

    @property
    def signing_order(self) -> tuple[object, ...]:
        """Who signs, as the grids stand on the page."""
        return (self.grid, self.witness_grid)

    @property
    def witness_grid(self) -> tuple[tuple[SignatureCell, ...], ...]:
        """The witnesses in rows of two."""
        return _in_rows(self.witnesses, 2)

    @property
    def table_rows(self) -> int:
        return len(self.targets.rows) + len(self.grid) + len(self.witness_grid)


def _in_rows(cells: tuple[SignatureCell, ...], width: int) -> tuple[tuple[SignatureCell, ...], ...]:
    return tuple(cells[start : start + width] for start in range(0, len(cells), width))
