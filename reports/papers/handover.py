"""The minutes by which one head hands the bloc over to the next (biên bản bàn giao)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from blocs.rules.figures import lines_of
from reports.papers.base import LegalBasis, Letterhead, Recipients, counted
from reports.papers.content import Paper, Part
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Part):
    """One side of the handover.

    Args:
        agency: empty to be written in by hand.
        office: such as ``Trưởng khối năm 2026``.
        person_title: office of the person who signs; may be empty.
    """

    agency: str = ""
    office: str = ""
    person_title: str = ""

    @property
    def signing_office(self) -> str:
        """The agency that signs, with its office in the bloc."""
        return f"{self.agency} ({self.office})" if self.agency else self.office


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow(Part):
    """A paper that is handed over; ``sha256`` in groups, so that it can be read and wrapped."""

    name: str
    day: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow(Part):
    """The evidence of one member: how many files, and how large they are together."""

    agency: str
    count: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterText(Part):
    """One kind of unfinished work: how much, and which."""

    label: str
    count: str
    items: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText(Part):
    """A step of the calendar with its deadline in this year and the next.

    Args:
        late: what happens after the deadline; empty on papers that were made without it.
    """

    label: str
    old: str
    new: str
    late: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(Part):
    """What is handed over.

    Args:
        offices: who holds which office in both years, one sentence each.
        note: what else the parties agreed; may be empty.
    """

    offices: tuple[str, ...] = ()
    files: tuple[FileRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    matters: tuple[MatterText, ...] = ()
    steps: tuple[StepText, ...] = ()
    note: str = ""

    @property
    def note_lines(self) -> tuple[str, ...]:
        """The note as it was typed, one paragraph for each line that says something."""
        return lines_of(self.note)

    @property
    def tells_lateness(self) -> bool:
        """Whether the steps say what happens after their deadlines."""
        return any(step.late for step in self.steps)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each part that has something to say."""
        return counted(
            {
                "offices": self.offices,
                "files": self.files or self.evidence,
                "matters": self.matters,
                "steps": self.steps,
                "note": self.note,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverMinutes(Paper):
    """The minutes of one handover, display-ready.

    Args:
        draft: nothing has been handed over yet; the paper says so under its title.
        cycle: as it stands after the word "năm"; ``next_cycle`` likewise.
        head: what the head of the bloc is called, such as ``Trưởng khối``.
        held_on: such as ``ngày 24 tháng 02 năm 2027``; empty to be filled in by hand.
        copies: how many copies there are and who keeps them.
    """

    kind: ClassVar[str] = DocumentKind.HANDOVER_MINUTES.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/handover.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    next_cycle: str
    head: str
    draft: bool = False
    held_on: str = ""
    place: str = ""
    basis: LegalBasis = field(default_factory=LegalBasis)
    giver: Party = field(default_factory=Party)
    receiver: Party = field(default_factory=Party)
    witness: str = ""
    contents: Contents = field(default_factory=Contents)
    duties: tuple[str, ...] = ()
    copies: str = ""
    recipients: Recipients = field(default_factory=Recipients)

    @property
    def hindrance(self) -> str:
        return "Biên bản này còn là dự thảo vì chưa bàn giao." if self.draft else ""

    @property
    def document_title(self) -> str:
        return f"Biên bản bàn giao {self.head} năm {self.cycle} - {self.bloc}"

    @property
    def table_rows(self) -> int:
        held = self.contents
        return sum(map(len, (held.files, held.evidence, held.matters, held.steps)))
