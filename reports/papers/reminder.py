"""The letter that reminds members of what they still owe (công văn đôn đốc)."""

from dataclasses import dataclass, field
from typing import ClassVar

from blocs.rules.writing import lower_first
from reports.papers.base import Letterhead, Recipients, SignatureBlock
from reports.papers.content import Paper, Part
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedRow(Part):
    """What one member has not done, and until when it is due; empty where no day was set."""

    agency: str
    matter: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Paper):
    """The letter of one bloc to its members, display-ready. Source: NĐ 30/2020/NĐ-CP, mẫu 1.5.

    Args:
        matter: printed behind "V/v" under the number.
        opening: the sentence before the list, behind the bloc's name; ``asked`` what follows it.
    """

    kind: ClassVar[str] = DocumentKind.REMINDER.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/reminder.html"

    letterhead: Letterhead
    bloc: str
    matter: str
    addressees: tuple[str, ...] = ()
    opening: str = ""
    rows: tuple[OwedRow, ...] = ()
    asked: tuple[str, ...] = ()
    recipients: Recipients = field(default_factory=Recipients)
    signature: SignatureBlock = field(default_factory=SignatureBlock)

    @property
    def document_title(self) -> str:
        return f"Công văn về việc {lower_first(self.matter)} - {self.bloc}"

    @property
    def table_rows(self) -> int:
        return len(self.rows)
