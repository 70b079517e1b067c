"""The dossier of a proposal, other agencies' opinions, and what becomes of a refused one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.form_parts import ConfirmForm
from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from awards import services
from awards.access import opinion_for, proposal_for, refusal_for
from awards.dossier_forms import AnswerForm, AskForm, CheckForm, ReferForm
from awards.forms import AchievementForm
from awards.models import Proposal
from awards.permissions import (
    can_check_dossier,
    can_complete,
    can_propose_fallback,
    can_refer_dossier,
)
from awards.rules.notices import refusal_notice
from awards.selectors import called
from awards.selectors.gates import fallback_gate
from awards.views.steps import detail_url, list_url
from blocs.crumbs import Crumb, season_crumbs
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.models import EvidenceDocument
from scoring.selectors.samples import is_sample


@require_form
@login_required
def dossier_refer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say where the papers are found; the bloc does."""
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    documents = EvidenceDocument.objects.filter(agency=proposal.agency_id)
    form = ReferForm(
        posted(request), items=_items(proposal), documents=documents, initial=_start(proposal)
    )
    return form_page(
        request,
        form,
        act=lambda: services.refer_dossier(
            proposal_id=pk,
            seen_version=form.cleaned_data["seen_version"],
            items=form.specs,
            actor=request.user,
        ),
        done="Đã lưu hồ sơ của đề nghị.",
        to=detail_url(request, proposal),
        template="awards/dossier_edit.html",
        context=lambda: _context(
            request,
            proposal,
            "Hồ sơ đề nghị",
            verdict=can_refer_dossier(standing, proposal, seats_of(proposal.season)),
        ),
    )


@require_form
@login_required
def achievement_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the short achievement; the bloc does, while the province has not got it."""
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    start = {"achievement": proposal.achievement, "seen_version": proposal.version}
    form = AchievementForm(posted(request), initial=start)
    return form_page(
        request,
        form,
        act=lambda: services.amend_achievement(
            proposal_id=pk, actor=request.user, **form.cleaned_data
        ),
        done="Đã lưu tóm tắt thành tích.",
        to=detail_url(request, proposal),
        template="awards/form_page.html",
        context=lambda: _context(
            request,
            proposal,
            "Sửa tóm tắt thành tích",
            button="Lưu tóm tắt",
            verdict=can_complete(standing, proposal, seats_of(proposal.season)),
        ),
    )


@require_form
@login_required
def dossier_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check which papers are there; the province does."""
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    form = CheckForm(posted(request), items=_items(proposal), initial=_start(proposal))
    return form_page(
        request,
        form,
        act=lambda: services.check_dossier(
            proposal_id=pk,
            seen_version=form.cleaned_data["seen_version"],
            items=form.specs,
            actor=request.user,
        ),
        done="Đã lưu kết quả kiểm tra hồ sơ.",
        to=detail_url(request, proposal),
        template="awards/dossier_edit.html",
        context=lambda: _context(
            request, proposal, "Kiểm tra hồ sơ", verdict=can_check_dossier(standing, proposal)
        ),
    )


@require_form
@login_required
def opinion_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that another agency is asked."""
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    start = _start(proposal) | {"asked_on": timezone.localdate()}
    form = AskForm(
        posted(request),
        initial=start,
        province_id=proposal.season.bloc.province_id,
        nominee_id=proposal.agency_id,
    )
    return form_page(
        request,
        form,
        act=lambda: services.ask_opinion(proposal_id=pk, actor=request.user, **form.values),
        done="Đã ghi việc lấy ý kiến.",
        to=detail_url(request, proposal),
        template="_parts/confirm_page.html",
        context=lambda: _asking(
            request,
            proposal,
            label="Lấy ý kiến cơ quan liên quan",
            verdict=can_check_dossier(standing, proposal),
            consequences=(
                "Đề nghị chờ ý kiến này cho đến khi có trả lời hoặc quá hạn.",
                "Không ghi hạn thì chờ đến khi có trả lời.",
            ),
        ),
    )


@require_form
@login_required
def opinion_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what the agency answered."""
    standing = standing_of(request.user)
    opinion = opinion_for(standing, pk)
    proposal = opinion.proposal
    form = AnswerForm(posted(request), initial=_start(proposal))
    return form_page(
        request,
        form,
        act=lambda: services.answer_opinion(opinion_id=pk, actor=request.user, **form.values),
        done="Đã ghi ý kiến trả lời.",
        to=detail_url(request, proposal),
        template="_parts/confirm_page.html",
        context=lambda: _asking(
            request,
            proposal,
            label=f"Ghi ý kiến của {opinion.agency_name}",
            verdict=can_check_dossier(standing, proposal),
            consequences=("Ý kiến hiện trên trang của đề nghị và được lưu vào hồ sơ.",),
        ),
    )


@require_form
@login_required
def fallback_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the refused agency forward for the award that was named for this case."""
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    form = ConfirmForm(posted(request), initial=_start(proposal))
    return form_page(
        request,
        form,
        act=lambda: services.propose_fallback(
            proposal_id=pk, seen_version=form.cleaned_data["seen_version"], actor=request.user
        ),
        done="Đã chuyển thành đề nghị theo hình thức thay thế.",
        to=lambda made: made,
        template="_parts/confirm_page.html",
        context=lambda: _asking(
            request,
            proposal,
            label="Chuyển sang hình thức thay thế",
            verdict=may_fall_back(standing, proposal),
            consequences=(
                f"Lập đề nghị mới: {proposal.fallback_award}, trạng thái “Đã gửi tỉnh”.",
                "Hồ sơ của đề nghị này được dùng lại; đề nghị này giữ nguyên kết quả.",
            ),
        ),
    )


@require_safe
@login_required
def refusal_notice_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the notice of a refused proposal, to be printed or copied."""
    proposal = refusal_for(standing_of(request.user), pk)
    season, names = proposal.season, called(proposal)
    told = refusal_notice(
        agency=proposal.agency.name,
        secretariat=season.bloc.head_title,
        bloc=season.bloc.name,
        year=f"{season.cycle.get_kind_display().lower()} {season.cycle.label}",
        award=names.award,
        reason=proposal.answer,
        fallback=names.fallback,
    )
    context = _context(request, proposal, "Thông báo kết quả") | {"told": told}
    return render(request, "awards/refusal_notice.html", context)


def may_fall_back(standing: Standing, proposal: Proposal) -> Verdict:
    """Say whether the refused agency may be put forward for the award named instead."""
    asked = can_propose_fallback(standing, proposal)
    return fallback_gate(proposal, today=timezone.localdate()) if asked else asked


def _items(proposal: Proposal) -> dict[str, Any]:
    return {item.kind: item for item in proposal.dossier.all()}


def _start(proposal: Proposal) -> dict[str, object]:
    return {"seen_version": proposal.version}


def _context(
    request: SignedInRequest, proposal: Proposal, heading: str, **more: object
) -> dict[str, object]:
    page, back = detail_url(request, proposal), back_path(request, list_url(proposal.season))
    return {
        "heading": heading,
        "proposal": proposal,
        "award": called(proposal).award,
        "page": page,
        "back": back,
        "is_sample": is_sample(proposal.season),
        "crumbs": season_crumbs(
            proposal.season,
            Crumb("Đề nghị khen thưởng", back),
            Crumb(proposal.agency.short_name, page),
            heading,
        ),
        **more,
    }


def _asking(
    request: SignedInRequest,
    proposal: Proposal,
    *,
    label: str,
    verdict: Verdict,
    consequences: tuple[str, ...],
) -> dict[str, object]:
    context = _context(request, proposal, label)
    ask = Confirmation(
        label=label,
        subject=proposal.agency.name,
        verdict=verdict,
        consequences=consequences,
        page=str(context["page"]),
        page_name="đề nghị",
        back=str(context["back"]),
    )
    return context | {"ask": ask}
