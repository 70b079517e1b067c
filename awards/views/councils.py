"""Sittings of the province's council: the list, one of them, and the form for all its votes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_parts import ConfirmForm, ReasonField
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import YES, Verdict, no
from awards import services
from awards.access import session_for
from awards.decision_forms import SessionForm, VotesForm
from awards.decision_lists import SessionFilter, SessionTable
from awards.models import CouncilSession
from awards.permissions import ONLY_WHOLE_PROVINCE, can_decide_for
from awards.selectors.decision_pages import (
    awaiting_vote,
    provinces_to_decide_for,
    rule_text,
    sessions_of,
    vote_notes,
    votes_in,
)
from awards.services.sittings import HAS_VOTES
from blocs.crumbs import Crumb
from blocs.rules.writing import date_text
from blocs.standing import Standing, standing_of

TITLE = "Phiên họp Hội đồng"
_FIELDS = (
    "name",
    "held_on",
    "members",
    "present",
    "threshold_numerator",
    "threshold_denominator",
    "threshold_strict",
    "base",
    "source",
)


@require_safe
@login_required
def session_list(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    found = SessionFilter(request.GET, queryset=sessions_of(standing))
    context = {
        "heading": TITLE,
        "lead": "Kết quả biểu quyết của Hội đồng thi đua, khen thưởng về các đề nghị đủ hồ sơ.",
        "add_url": reverse("awards:session-add"),
        "add_label": "Ghi phiên họp",
        "verdict": may_decide(standing),
        "table": SessionTable(found.qs, request=request),
        "filter": found,
    }
    return render(request, "awards/decided_list.html", context)


@require_form
@login_required
def session_add(request: SignedInRequest) -> HttpResponse:
    """Write down that the council sat."""
    standing = standing_of(request.user)
    provinces = provinces_to_decide_for(standing)
    form = SessionForm(posted(request), provinces=provinces)
    return form_page(
        request,
        form,
        act=lambda: _open(request, standing, form),
        done="Đã ghi phiên họp của Hội đồng.",
        to=lambda session: session,
        template="awards/form_page.html",
        context=lambda: {
            "heading": "Ghi phiên họp Hội đồng",
            "button": "Ghi phiên họp",
            "verdict": may_decide(standing),
            "page": reverse("awards:session-list"),
            "crumbs": [_home(), Crumb("Ghi phiên họp")],
        },
    )


@require_form
@login_required
def session_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a sitting that has no votes yet."""
    standing = standing_of(request.user)
    session = session_for(standing, pk)
    verdict = can_decide_for(standing, session.province_id)
    if request.method == "POST":
        verdict.demand()  # who may not is not asked to mend the form first
    start = {name: getattr(session, name) for name in _FIELDS}
    form = SessionForm(posted(request), initial={**start, "seen_version": session.version})
    return form_page(
        request,
        form,
        act=lambda: services.amend_session(
            session_id=pk,
            seen_version=form.cleaned_data["seen_version"],
            spec=form.spec,
            actor=request.user,
        ),
        done="Đã sửa phiên họp.",
        to=session,
        template="awards/form_page.html",
        context=lambda: {
            "heading": "Sửa phiên họp Hội đồng",
            "button": "Lưu phiên họp",
            "verdict": verdict,
            "page": session.get_absolute_url(),
            "crumbs": [_home(), Crumb(session.name, session.get_absolute_url()), Crumb("Sửa")],
        },
    )


@require_form
@login_required
def session_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the votes of a sitting, and take those on what still waits."""
    standing = standing_of(request.user)
    session = session_for(standing, pk)
    waiting, votes = awaiting_vote(session), votes_in(session)
    start = {"seen_version": session.version}
    form = VotesForm(posted(request), entries=waiting, initial=start)
    return form_page(
        request,
        form,
        act=lambda: services.record_votes(
            session_id=pk,
            seen_version=form.cleaned_data["seen_version"],
            votes=form.votes,
            note=form.cleaned_data["note"],
            actor=request.user,
        ),
        done=lambda made: f"Đã ghi kết quả biểu quyết của {len(made)} đề nghị.",
        to=session,
        template="awards/session_detail.html",
        context=lambda: {
            "session": session,
            "rule": rule_text(session),
            "votes": votes,
            "notes": vote_notes(session) if votes else (),
            "waiting": waiting,
            "verdict": can_decide_for(standing, session.province_id),
            "crumbs": [_home(), Crumb(session.name)],
        },
    )


@require_form
@login_required
def session_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask why, then delete a sitting that has no votes."""
    standing = standing_of(request.user)
    session = session_for(standing, pk)
    start = {"seen_version": session.version}
    form = ConfirmForm(posted(request), initial=start, reason=ReasonField("Lý do xóa"))
    ask = Confirmation(
        label="Xóa phiên họp",
        subject=f"{session.name} ngày {date_text(session.held_on)}",
        verdict=can_decide_for(standing, session.province_id),
        consequences=(
            "Phiên họp bị xóa; tên, ngày, thành phần và lý do xóa được lưu trong nhật ký.",
            "Các đề nghị giữ nguyên, chờ phiên họp khác.",
        ),
        page=session.get_absolute_url(),
        page_name="phiên họp",
        hindrance=HAS_VOTES if session.votes.exists() else "",
        style="danger",
    )
    return form_page(
        request,
        form,
        act=lambda: services.remove_session(session_id=pk, actor=request.user, **form.values),
        done=f"Đã xóa phiên họp “{session.name}”.",
        to="awards:session-list",
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": ask,
            "crumbs": [_home(), Crumb(session.name, session.get_absolute_url()), Crumb(ask.label)],
        },
    )


def may_decide(standing: Standing) -> Verdict:
    """Say whether the person keeps the council's votes and decisions of any province."""
    manages = standing.manages
    return YES if manages.everything or manages.province_ids else no(ONLY_WHOLE_PROVINCE)


def _open(request: SignedInRequest, standing: Standing, form: SessionForm) -> CouncilSession:
    may_decide(standing).demand()  # without a province the form has no field for one
    return services.open_session(
        province=form.cleaned_data["province"],
        cycle=form.cleaned_data["cycle"],
        spec=form.spec,
        actor=request.user,
    )


def _home() -> Crumb:
    return Crumb(TITLE, reverse("awards:session-list"))
