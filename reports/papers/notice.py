"""The notice that a member does not get what it was put forward for (thông báo)."""

from dataclasses import dataclass, field
from typing import ClassVar

from blocs.rules.writing import lower_first
from reports.papers.base import Letterhead, Recipients, SignatureBlock
from reports.papers.content import Paper
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalNotice(Paper):
    """The province's notice to one member about one proposal, display-ready.

    Args:
        subject: without the words "Thông báo".
        told: the paragraphs of the notice.
    """

    kind: ClassVar[str] = DocumentKind.REFUSAL_NOTICE.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/notice.html"

    letterhead: Letterhead
    agency: str
    subject: str
    addressees: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    recipients: Recipients = field(default_factory=Recipients)
    signature: SignatureBlock = field(default_factory=SignatureBlock)

    @property
    def document_title(self) -> str:
        return f"Thông báo {lower_first(self.subject)} - {self.agency}"

    @property
    def table_rows(self) -> int:
        return 0
