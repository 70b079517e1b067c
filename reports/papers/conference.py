"""The invitation to a conference (giấy mời) and its programme (chương trình)."""

from dataclasses import dataclass, field
from typing import ClassVar

from blocs.rules.writing import lower_first
from reports.papers.base import Letterhead, Recipients, SignatureBlock
from reports.papers.content import Paper, Part
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Paper):
    """The invitation to one conference, display-ready. Source: NĐ 30/2020/NĐ-CP, mẫu 1.7.

    Args:
        subject: without the words "Giấy mời".
        invited: whom the bloc invites, one text each.
        matters: what the conference is for, one text each.
        chair: who leads it; empty to be written in by hand, as ``hour`` and ``place`` are.
        hour: such as ``14 giờ 00``; ``time_text`` such as ``chiều ngày 24/02/2023 (thứ Sáu)``.
        notes: what the guests are asked to heed.
    """

    kind: ClassVar[str] = DocumentKind.INVITATION.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/invitation.html"

    letterhead: Letterhead
    bloc: str
    subject: str
    name: str
    invited: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    chair: str = ""
    hour: str = ""
    time_text: str = ""
    place: str = ""
    notes: tuple[str, ...] = ()
    recipients: Recipients = field(default_factory=Recipients)
    signature: SignatureBlock = field(default_factory=SignatureBlock)

    @property
    def document_title(self) -> str:
        return f"Giấy mời {lower_first(self.subject)} - {self.bloc}"

    @property
    def table_rows(self) -> int:
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow(Part):
    """One point of the programme; an empty hour is written in by hand."""

    matter: str
    hour: str = ""
    performer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Paper):
    """The programme of one conference, which goes out with its invitation.

    Args:
        name: what the conference is called.
        invitation: the symbol of the invitation that it goes with, such as ``GM-KTĐ``.
    """

    kind: ClassVar[str] = DocumentKind.PROGRAMME.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/programme.html"

    letterhead: Letterhead
    bloc: str
    name: str
    invitation: str = ""
    time_text: str = ""
    place: str = ""
    rows: tuple[ProgrammeRow, ...] = ()

    @property
    def document_title(self) -> str:
        return f"Chương trình {lower_first(self.name)} - {self.bloc}"

    @property
    def table_rows(self) -> int:
        return len(self.rows)
