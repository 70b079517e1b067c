"""Decisions that grant awards: the list, drafting, filling, publishing, the published page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.form_parts import ConfirmForm, ReasonField
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, act_and_tell, form_page, posted, require_form
from awards import services
from awards.access import decision_for
from awards.decision_forms import DecisionForm, LinesForm
from awards.decision_lists import DecisionFilter, DecisionTable
from awards.models import Decision
from awards.permissions import can_change_decision
from awards.selectors.decision_pages import (
    awaiting_decision,
    decisions_of,
    lines_of,
    provinces_to_decide_for,
)
from awards.states import DecisionState
from awards.views.councils import may_decide
from blocs.crumbs import Crumb
from blocs.rules.writing import date_text
from blocs.standing import Standing, standing_of

TITLE = "Quyết định khen thưởng"
WORD = "CÔNG BỐ"
_FIELDS = ("number", "issued_on", "issuer", "signer_office", "note")


@require_safe
@login_required
def decision_list(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    found = DecisionFilter(request.GET, queryset=decisions_of(standing))
    context = {
        "heading": TITLE,
        "lead": "Quyết định đã công bố không sửa được; các khen thưởng vào lịch sử của đơn vị.",
        "add_url": reverse("awards:decision-add"),
        "add_label": "Lập dự thảo quyết định",
        "verdict": may_decide(standing),
        "table": DecisionTable(found.qs, request=request),
        "filter": found,
    }
    return render(request, "awards/decided_list.html", context)


@require_form
@login_required
def decision_add(request: SignedInRequest) -> HttpResponse:
    """Begin a decision."""
    standing = standing_of(request.user)
    form = DecisionForm(posted(request), provinces=provinces_to_decide_for(standing))
    return form_page(
        request,
        form,
        act=lambda: _draft(request, standing, form),
        done="Đã lập dự thảo quyết định. Quý vị chọn các đề nghị đưa vào quyết định.",
        to=lambda decision: decision,
        template="awards/form_page.html",
        context=lambda: {
            "heading": "Lập dự thảo quyết định khen thưởng",
            "button": "Lập dự thảo",
            "verdict": may_decide(standing),
            "page": reverse("awards:decision-list"),
            "crumbs": [_home(), Crumb("Lập dự thảo")],
        },
    )


@require_form
@login_required
def decision_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a draft."""
    standing = standing_of(request.user)
    decision = decision_for(standing, pk)
    start = {name: getattr(decision, name) for name in _FIELDS}
    form = DecisionForm(posted(request), initial={**start, "seen_version": decision.version})
    return form_page(
        request,
        form,
        act=lambda: services.amend_decision(
            decision_id=pk,
            seen_version=form.cleaned_data["seen_version"],
            spec=form.spec,
            actor=request.user,
        ),
        done="Đã sửa dự thảo quyết định.",
        to=decision,
        template="awards/form_page.html",
        context=lambda: {
            "heading": "Sửa dự thảo quyết định",
            "button": "Lưu dự thảo",
            "verdict": can_change_decision(standing, decision),
            "page": decision.get_absolute_url(),
            "crumbs": _crumbs(decision, "Sửa"),
        },
    )


@require_safe
@login_required
def decision_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    decision = decision_for(standing, pk)
    lines = lines_of(decision)
    is_draft = decision.state == DecisionState.DRAFT
    context = {
        "decision": decision,
        "is_draft": is_draft,
        "lines": lines,
        "waiting": awaiting_decision(decision) if is_draft else (),
        "named": {one.proposal.pk for one in lines},
        "verdict": can_change_decision(standing, decision),
        "crumbs": _crumbs(decision),
    }
    return render(request, "awards/decision_detail.html", context)


@require_POST
@login_required
def decision_lines(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which adopted proposals the draft grants."""
    decision = decision_for(standing_of(request.user), pk)
    form = LinesForm(request.POST, entries=awaiting_decision(decision))
    act_and_tell(
        request,
        lambda: services.set_lines(
            decision_id=pk,
            seen_version=form.cleaned_data["seen_version"],
            proposal_ids=form.chosen,
            actor=request.user,
        ),
        "Đã lưu danh sách đề nghị của quyết định.",
        form=form,
    )
    return redirect(decision)


@require_form
@login_required
def decision_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the word, then publish."""
    standing = standing_of(request.user)
    decision = decision_for(standing, pk)
    lines = lines_of(decision)
    form = ConfirmForm(posted(request), initial={"seen_version": decision.version}, word=WORD)
    return form_page(
        request,
        form,
        act=lambda: services.publish_decision(
            decision_id=pk, actor=request.user, seen_version=form.cleaned_data["seen_version"]
        ),
        done=f"Đã công bố quyết định; {len(lines)} khen thưởng đã vào lịch sử của các đơn vị.",
        to=decision,
        template="awards/decision_publish.html",
        context=lambda: {
            "decision": decision,
            "lines": lines,
            "ask": _ask(standing, decision, len(lines)),
            "crumbs": _crumbs(decision, "Công bố"),
        },
    )


@require_form
@login_required
def decision_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask why, then delete a draft."""
    standing = standing_of(request.user)
    decision = decision_for(standing, pk)
    start = {"seen_version": decision.version}
    form = ConfirmForm(posted(request), initial=start, reason=ReasonField("Lý do hủy"))
    return form_page(
        request,
        form,
        act=lambda: services.withdraw_draft(decision_id=pk, actor=request.user, **form.values),
        done=f"Đã hủy dự thảo quyết định số {decision.number}.",
        to="awards:decision-list",
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": Confirmation(
                label="Hủy dự thảo",
                subject=f"số {decision.number} ngày {date_text(decision.issued_on)}",
                verdict=can_change_decision(standing, decision),
                consequences=(
                    "Dự thảo bị xóa; số, ngày, danh sách và lý do hủy được lưu trong nhật ký.",
                    "Các đề nghị trong dự thảo giữ nguyên, chờ đưa vào quyết định khác.",
                ),
                page=decision.get_absolute_url(),
                page_name="dự thảo",
                style="danger",
            ),
            "crumbs": _crumbs(decision, "Hủy dự thảo"),
        },
    )


def _ask(standing: Standing, decision: Decision, count: int) -> Confirmation:
    return Confirmation(
        label="Công bố quyết định",
        subject=f"số {decision.number} ngày {date_text(decision.issued_on)}",
        verdict=can_change_decision(standing, decision),
        consequences=(
            f"{count} đề nghị được ghi nhận “Được khen thưởng”.",
            "Các khen thưởng được ghi vào lịch sử của đơn vị; điểm thưởng danh hiệu tính lại theo.",
            "Quyết định và danh sách không sửa, không xóa được nữa; chỉ thu hồi từng khen thưởng.",
        ),
        page=decision.get_absolute_url(),
        page_name="dự thảo",
        hindrance="" if count else "Quyết định chưa có đề nghị nào nên chưa công bố được.",
        button=f"Công bố, {count} đề nghị",
        style="danger",
    )


def _draft(request: SignedInRequest, standing: Standing, form: DecisionForm) -> Decision:
    may_decide(standing).demand()  # without a province the form has no field for one
    return services.draft_decision(
        province=form.cleaned_data["province"],
        cycle=form.cleaned_data["cycle"],
        spec=form.spec,
        actor=request.user,
    )


def _home() -> Crumb:
    return Crumb(TITLE, reverse("awards:decision-list"))


def _crumbs(decision: Decision, *pages: str) -> list[Crumb]:
    url = decision.get_absolute_url() if pages else ""
    return [_home(), Crumb(f"Số {decision.number}", url), *map(Crumb, pages)]
