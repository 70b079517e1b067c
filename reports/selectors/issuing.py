"""What issuing a draft takes: who issues it, what its paper says, which one it may replace."""

from dataclasses import dataclass

from accounts.verdicts import YES, Verdict, no
from blocs.models import Agency, Province, Season
from blocs.permissions import Seats
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, Term
from reports.models import Document, Issue
from reports.models.register_lines import issuer_name
from reports.papers import ContentError, Paper, ToldDay, letterhead_in, told_day
from reports.papers.base import Letterhead, LetterheadVariant
from reports.permissions import can_issue_document
from reports.selectors.former_signers import has_former_signers
from reports.selectors.stored import UNREADABLE, stored_paper
from reports.states import DocumentKind

MOST_EXCERPT = 500


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body whose register gives the number: an agency or a province."""

    agency: Agency | None = None
    province: Province | None = None

    @property
    def name(self) -> str:
        return issuer_name(self.agency, self.province)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its stored content reads; ``fault`` says why it cannot be issued as it is."""

    paper: Paper | None
    fault: str = ""

    @property
    def letterhead(self) -> Letterhead | None:
        return letterhead_in(self.paper) if self.paper else None

    @property
    def symbol(self) -> str:
        """The symbol that its kind proposes; empty for a kind without a number."""
        return self.letterhead.symbol if self.letterhead else ""

    @property
    def dated(self) -> str:
        """The day at the top of the paper, in words, on which alone it is issued; may be empty."""
        return self.letterhead.date if self.letterhead else ""

    @property
    def told(self) -> ToldDay | None:
        """The day that the paper tells anywhere, for the clerk to keep or to change."""
        return told_day(self.paper) if self.paper else None


def read_draft(document: Document) -> Draft:
    """Read the stored paper."""
    try:
        paper, _ = stored_paper(document)
    except ContentError:
        return Draft(None, UNREADABLE)
    return Draft(paper, paper.hindrance)


def issuer_of(document: Document, seats: Seats) -> Issuer:
    """Return who issues the document. One query.

    The head agency issues for the bloc, which has no seal of its own; a member its own sheet,
    the province its answers (docs/sources.md#papers).
    """
    if document.kind == DocumentKind.REFUSAL_NOTICE:
        return Issuer(province=document.season.bloc.province)
    agency_id = document.agency_id or seats.head_id or 0  # a bloc without a head was refused
    return Issuer(agency=Agency.objects.get(pk=agency_id))


def may_issue(standing: Standing, document: Document, seats: Seats) -> Verdict:
    """Say whether the person may issue the draft as it stands, with what its content tells."""
    may = can_issue_document(standing, document, seats)
    if not may:
        return may
    draft = read_draft(document)
    if draft.fault:
        return no(draft.fault)
    if draft.paper and has_former_signers(document.season, draft.paper):
        return no(
            "Danh sách hoặc tên đơn vị thành viên đã đổi sau khi lập bản dự thảo; đề nghị lập lại."
        )
    return _is_on_its_letterhead(document, draft, seats)


def _is_on_its_letterhead(document: Document, draft: Draft, seats: Seats) -> Verdict:
    """Refuse a draft on the letterhead of an agency that does not keep the register now."""
    letterhead = draft.letterhead
    if letterhead is None or letterhead.variant is not LetterheadVariant.HEAD_AGENCY:
        return YES
    if document.kind == DocumentKind.REFUSAL_NOTICE or document.agency_id is not None:
        return YES
    member = document.season.memberships.filter(agency=seats.head_id).first()
    if member is None or member.name == letterhead.issuing_org:
        return YES
    return no(_other_letterhead(document.season, letterhead.issuing_org, member.name))


def _other_letterhead(season: Season, name: str, keeper: str) -> str:
    """Say what to do with a draft that bears another name than the register's keeper. One query.

    The covenant of the next year bears the name of its head, which keeps no register before the
    handover; made anew, it would read the same.
    """
    coming = season.offices.filter(
        term=Term.NEXT.value, role=OfficeRole.HEAD.value, state=OfficeState.CONFIRMED.value
    )
    heads = season.memberships.filter(agency__in=coming.values("agency"))
    told = f"Bản dự thảo mang tên {name}"
    if heads.filter(name=name).exists():
        title = f"{season.bloc.head_title} năm sau"
        return f"{told}, đơn vị {title}; đơn vị ấy ban hành sau khi nhận bàn giao."
    return f"{told}, không phải đơn vị {keeper} đang giữ sổ; đề nghị lập lại."


def replaceable(document: Document) -> list[Issue]:
    """Return the papers in force that a new one of the document's content would correct.

    Each with the number of its signatures, which it would lose.
    """
    same = Issue.objects.correctable_by(document).defer("document__content")
    return list(same.with_signing().order_by("-issued_at"))


def issued_from(document: Document) -> Issue | None:
    """Return the paper in force that was issued from this draft, if any. One query."""
    lines = Issue.objects.in_force().filter(draft=document)
    return lines.select_related("document").defer("document__content").first()


def has_newer_draft(document: Document) -> bool:
    """Say whether a draft of the same paper was made from newer facts."""
    same = Document.objects.drafts().filter(
        season=document.season_id, kind=document.kind, subject=document.subject
    )
    return same.filter(requested_at__gt=document.requested_at).exists()
