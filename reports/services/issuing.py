"""Issuing a draft with its number, day and code; replacing and withdrawing what was issued."""

from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from reports.models import Document, Issue
from reports.permissions import can_withdraw_issue
from reports.selectors.issuing import issuer_of, may_issue, read_draft
from reports.services.broker import nudge
from reports.services.issue_orders import Entry, Order, check_order, write_issue
from reports.services.locks import lock_issuer
from reports.states import ISSUE_MOVES, IssueAction, IssueState

CHANGED = "Văn bản đã được người khác thay đổi sau khi quý vị mở trang. Đề nghị xem lại."


@transaction.atomic
def issue_document(*, document_id: int, entry: Entry, today: date, actor: User | None) -> Issue:
    """Issue a draft: the same content, made into a new file with number, day and code.

    The paper that it replaces, if any, is no longer in force from then on.

    Raises:
        NotAllowed: the draft is not ready, or the person does not keep the issuer's register.
        Invalid: number, symbol or day does not hold, or the number is taken.
    """
    season_id = Document.objects.values_list("season_id", flat=True).get(pk=document_id)
    season = locked_season(season_id)
    source = Document.objects.select_for_update(no_key=True).get(pk=document_id)
    source.season = season
    seats = seats_of(season)
    may_issue(standing_of(actor), source, seats).demand()
    issuer = issuer_of(source, seats)
    lock_issuer(issuer.agency, issuer.province)
    former = _former(source, entry)
    order = Order(source, read_draft(source), issuer, entry, former)
    check_order(order, today=today)
    if former is not None:
        before = _end(former, IssueAction.REPLACE)
    issue = write_issue(order, actor)
    audit.record(
        actor=actor, action="document.issue", subject=issue.document, before={}, after=_facts(issue)
    )
    if former is not None:
        _note_end(former, before, actor, "document.replace")
    transaction.on_commit(partial(nudge, issue.document_id))
    return issue


@transaction.atomic
def withdraw_issue(*, issue_id: int, seen_version: int, reason: str, actor: User | None) -> Issue:
    """Take an issued paper out of force. Its file, number and line in the register stay.

    Raises:
        Stale: the paper changed after the page was opened.
        NotAllowed: it is no longer in force, or not by this person.
        Invalid: no reason is given.
    """
    season_id = Issue.objects.values_list("document__season_id", flat=True).get(pk=issue_id)
    season = locked_season(season_id)
    issue = Issue.objects.select_for_update(no_key=True).get(pk=issue_id)
    issue.document.season = season
    if issue.version != seen_version:
        raise Stale(CHANGED)
    can_withdraw_issue(standing_of(actor), issue).demand()
    if not reason.strip():
        raise Invalid("Quý vị cần nêu lý do thu hồi.", field="reason")
    before = _end(issue, IssueAction.WITHDRAW, reason.strip())
    _note_end(issue, before, actor, "document.withdraw")
    return issue


def _former(source: Document, entry: Entry) -> Issue | None:
    """Return the paper that is to be replaced, held; refuse one that cannot be."""
    same = Issue.objects.correctable_by(source).select_for_update(no_key=True, of=("self",))
    former = same.filter(pk=entry.replaces_id).first() if entry.replaces_id else None
    if entry.replaces_id and former is None:
        raise Invalid("Văn bản được thay thế không còn hiệu lực.", field="replaces")
    own = source.issues.in_force().first()
    if own is not None and own != former:
        raise Invalid(
            f"Bản dự thảo này đã ban hành ({own.reference}). Muốn đính chính, quý vị chọn thay thế "
            "văn bản ấy; muốn có văn bản riêng, quý vị lập bản dự thảo khác.",
            field="replaces",
        )
    return former


def _end(issue: Issue, action: IssueAction, reason: str = "") -> IssueState:
    """Take the paper out of force and return the state it had."""
    before = IssueState(issue.state)
    issue.state = ISSUE_MOVES[before, action].value
    issue.version += 1
    issue.reason = reason
    issue.ended_at = timezone.now()
    issue.save(update_fields=["state", "version", "reason", "ended_at"])
    return before


def _note_end(issue: Issue, before: IssueState, actor: User | None, action: str) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=issue.document,
        before={"state": before},
        after={"state": issue.state},
        reason=issue.reason,
    )


def _facts(issue: Issue) -> dict[str, object]:
    return {
        "number": issue.full_number,
        "issued_on": issue.issued_on,
        "issuer": issue.issuer_name,
        "draft": issue.draft_id,
        "replaces": issue.replaces_id,
    }
