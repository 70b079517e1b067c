"""Issuing a draft, withdrawing an issued paper, and the register of both."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.form_parts import ConfirmForm, ReasonField
from accounts.http import SignedInRequest, workbook_response
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.permissions import seats_of
from blocs.standing import standing_of
from reports import services
from reports.access import document_for, issued_document_for
from reports.crumbs import document_crumbs, papers_crumb
from reports.issue_forms import IssueForm
from reports.models import Document, Issue
from reports.permissions import can_withdraw_issue
from reports.register_lists import (
    CarriedTable,
    RegisterFilter,
    RegisterTable,
    WholeRegisterTable,
)
from reports.selectors.issuing import (
    Draft,
    has_newer_draft,
    issuer_of,
    may_issue,
    read_draft,
    replaceable,
)
from reports.selectors.register import carried_of, register_of
from reports.selectors.signing import signing_of
from reports.spreadsheets.register import register_book
from scoring.selectors.samples import is_sample

REGISTER = "Sổ văn bản"


@require_form
@login_required
def document_issue(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask for number and day from the register, and issue the draft with them."""
    standing = standing_of(request.user)
    document = document_for(standing, uuid)
    seats = seats_of(document.season)
    verdict = may_issue(standing, document, seats)
    draft = read_draft(document)
    form = _issue_form(request, document, draft)
    return form_page(
        request,
        form,
        act=lambda: services.issue_document(
            document_id=document.pk,
            entry=form.entry,
            today=timezone.localdate(),
            actor=request.user,
        ),
        done=lambda issue: f"Đã ban hành: {issue}. Văn bản đang được lập.",
        to=lambda issue: issue,
        template="reports/document_issue.html",
        context=lambda: {
            "document": document,
            "ask": _issue_question(document, verdict, numbered=bool(draft.symbol)),
            "issuer": issuer_of(document, seats).name if verdict else "",
            "dated": draft.dated,
            "newer": has_newer_draft(document),
            "is_sample": document.is_sample,
            "crumbs": document_crumbs(document, "Ban hành"),
        },
    )


def _issue_form(request: SignedInRequest, document: Document, draft: Draft) -> IssueForm:
    former = replaceable(document)
    return IssueForm(
        posted(request),
        symbol=draft.symbol,
        replaceable=former,
        own=next((one for one in former if one.draft_id == document.pk), None),
        told=draft.told,
        is_fixed=bool(draft.dated),
    )


@require_form
@login_required
def document_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask why an issued paper is withdrawn, and take it out of force."""
    standing = standing_of(request.user)
    issue = issued_document_for(standing, uuid)
    missing = "Quý vị cần nêu lý do thu hồi văn bản."
    form = ConfirmForm(
        posted(request),
        initial={"seen_version": issue.version},
        reason=ReasonField("Lý do thu hồi", missing=missing),
        word="THU HỒI",
    )
    ask = _withdraw_question(issue, can_withdraw_issue(standing, issue))
    return form_page(
        request,
        form,
        act=lambda: services.withdraw_issue(issue_id=issue.pk, actor=request.user, **form.values),
        done="Đã thu hồi văn bản.",
        to=issue,
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": ask,
            "is_sample": issue.document.is_sample,
            "crumbs": document_crumbs(issue.document, "Thu hồi"),
        },
    )


@require_safe
@login_required
def season_register(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    context = {
        "season": season,
        "table": RegisterTable(register_of(standing, season), request=request),
        "carried": CarriedTable(carried_of(standing, season), request=request),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, papers_crumb(season), REGISTER),
    }
    return render(request, "reports/season_register.html", context)


@require_safe
@login_required
def season_register_xlsx(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    name = f"so-van-ban-{season.bloc.code}-{season.cycle.label}.xlsx"
    lines, carried = register_of(standing, season), carried_of(standing, season)
    return workbook_response(register_book(lines, carried), name)


@require_safe
@login_required
def register(request: SignedInRequest) -> HttpResponse:
    """List the issued papers of all blocs and years that the person may see."""
    standing = standing_of(request.user)
    found = RegisterFilter(request.GET, queryset=register_of(standing), standing=standing)
    context = {
        "table": WholeRegisterTable(found.qs, request=request),
        "filter": found,
        "query": request.GET.urlencode(),
        "crumbs": [Crumb(REGISTER)],
    }
    return render(request, "reports/register.html", context)


@require_safe
@login_required
def register_xlsx(request: SignedInRequest) -> HttpResponse:
    """Hand the same lines over as a workbook, filtered as the list was."""
    standing = standing_of(request.user)
    found = RegisterFilter(request.GET, queryset=register_of(standing), standing=standing)
    return workbook_response(register_book(found.qs), "so-van-ban.xlsx")


def _issue_question(document: Document, verdict: Verdict, *, numbered: bool) -> Confirmation:
    added = "số, ngày, mã xác minh và mã QR" if numbered else "ngày, mã xác minh và mã QR"
    kept = "Số ghi ở đây thuộc về văn bản này trong sổ của năm, không cấp lại, kể cả khi thu hồi."
    return Confirmation(
        label="Ban hành",
        subject=document.title,
        verdict=verdict,
        consequences=(
            f"Nội dung giữ nguyên như bản dự thảo; thêm {added}.",
            "Văn bản đã ban hành không sửa, không xóa được.",
            *((kept,) if numbered else ()),
            "Muốn sửa văn bản đã ban hành, quý vị ban hành văn bản mới thay thế văn bản ấy.",
        ),
        page=document.get_absolute_url(),
        page_name="văn bản",
    )


def _withdraw_question(issue: Issue, verdict: Verdict) -> Confirmation:
    count = len(signing_of(issue).signatures)
    numbered = issue.number is not None
    kept = "Văn bản, số và dòng trong sổ vẫn giữ nguyên; số này không cấp lại."
    lost = (f"{count} chữ ký số trên văn bản không còn giá trị, không chuyển sang văn bản khác.",)
    return Confirmation(
        label="Thu hồi văn bản",
        subject=str(issue),
        verdict=verdict,
        consequences=(
            "Trang xác minh báo cho mọi người biết văn bản đã thu hồi, kể từ hôm nay.",
            kept if numbered else "Văn bản và dòng trong sổ vẫn giữ nguyên.",
            "Không khôi phục được; cần dùng lại thì ban hành văn bản mới"
            + (" với số mới." if numbered else "."),
            *(lost if count else ()),
        ),
        page=issue.get_absolute_url(),
        page_name="văn bản",
        style="danger",
    )
