"""The handover of a season: exactly what it would do, the one action, and the record of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Handover, Season
from blocs.models.labels import STEP_KINDS
from blocs.permissions import can_hand_over, can_receive, seats_from, seats_of
from blocs.rules.carrying import CarriedStep
from blocs.rules.deadlines import deadline_text
from blocs.rules.writing import date_text, moment_text
from blocs.selectors import described_offices, lateness_text
from blocs.services import receive_handover
from blocs.services.handovers import ONCE
from blocs.standing import Standing, standing_of
from reports import services
from reports.handover_forms import HandoverForm, ReceiptForm
from reports.selectors.handover import (
    HandoverPlan,
    called_as_members,
    handover_of,
    handover_plan,
    office_changes,
    sees_handover,
    taken_over_for,
)
from reports.selectors.members import member_name, member_names
from reports.selectors.open_matters import Matter, open_matters, read_matters
from reports.selectors.season_archive import (
    FileEntry,
    evidence_among,
    papers_among,
    read_files,
)
from reports.states import DocumentKind
from scoring.selectors.samples import is_sample

_STEPS = dict(STEP_KINDS)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the calendar as the page shows it, in this year and the next."""

    label: str
    opens: str
    due: str
    new_opens: str
    new_due: str
    late: str
    on_weekend: bool


@require_form
@login_required
def handover(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show what would go over and do it, or show the record once it is done."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    done = handover_of(season)
    if done is not None:
        is_late = request.method == "POST"
        context = _record(standing, season, done) | {"too_late": ONCE if is_late else ""}
        return render(
            request, "reports/handover_record.html", context, status=422 if is_late else 200
        )
    form = HandoverForm(posted(request), initial={"on": timezone.localdate()})
    return form_page(
        request,
        form,
        act=lambda: services.hand_over_season(
            season_id=season.pk, actor=request.user, **form.values
        ),
        done=lambda made: f"Đã bàn giao cho {_receiver(season, made)}; biên bản đang được lập.",
        to=_url(season),
        template="reports/handover.html",
        context=lambda: _preview(standing, season, form),
    )


@require_form
@login_required
def handover_receive(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Let the new head say that it has taken over."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    done = handover_of(season)
    if done is None:
        raise Http404("Nothing was handed over.")
    form = ReceiptForm(posted(request))
    ask = _receiving(standing, season, done)
    return form_page(
        request,
        form,
        act=lambda: receive_handover(handover_id=done.pk, actor=request.user, **form.cleaned_data),
        done="Đã xác nhận nhận bàn giao.",
        to=_url(season),
        template="_parts/confirm_page.html",
        context=lambda: _asked(season, ask),
    )


def _receiver(season: Season, done: Handover) -> str:
    return member_name(member_names(season), done.to_agency)


def _receiving(standing: Standing, season: Season, done: Handover) -> Confirmation:
    return Confirmation(
        label="Xác nhận đã nhận bàn giao",
        subject=str(season),
        verdict=can_receive(standing, done.following, seats_of(done.following)),
        consequences=(
            f"{_receiver(season, done)} xác nhận đã nhận hồ sơ và các công việc chưa hoàn thành.",
            "Xác nhận được lưu cùng hồ sơ bàn giao, không sửa được.",
        ),
        hindrance="Đã xác nhận nhận bàn giao." if hasattr(done, "receipt") else "",
        page=_url(season),
        page_name="trang bàn giao",
    )


def _asked(season: Season, ask: Confirmation) -> dict[str, object]:
    crumbs = season_crumbs(season, Crumb("Bàn giao", _url(season)), ask.label)
    return {"ask": ask, "is_sample": is_sample(season), "crumbs": crumbs}


def _preview(standing: Standing, season: Season, form: HandoverForm) -> dict[str, object]:
    plan = handover_plan(season)
    mark = plan.mark
    form.initial["seen"] = mark
    if isinstance(form.data, QueryDict):  # what is shown now is what the next click speaks of
        form.data = form.data.copy()
        form.data["seen"], form.data["confirmation"] = mark, ""
    verdict = can_hand_over(standing, season, seats_from(plan.offices))
    ask = Confirmation(
        label="Bàn giao",
        subject=str(season),
        verdict=verdict,
        consequences=_consequences(plan) if verdict else (),
        hindrance=plan.hindrance,
        page=season.get_absolute_url(),
        page_name="trang năm thi đua",
        style="danger",
    )
    return {
        "season": season,
        "plan": plan,
        "ask": ask,
        "sees_all": sees_handover(standing, season, plan.offices),
        "earlier": taken_over_for(season),
        "changes": office_changes(
            season, called_as_members(plan.names, described_offices(plan.offices))
        ),
        **_lists(plan.steps, plan.matters, plan.files),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Bàn giao"),
    }


def _consequences(plan: HandoverPlan) -> list[str]:
    season = plan.season
    if plan.hindrance or plan.head is None or plan.next_head is None:
        return ["Chưa bàn giao được; nội dung dưới đây được cập nhật đến lúc bàn giao."]
    title, year = season.bloc.head_title, season.cycle.label
    old, new = plan.name_of(plan.head), plan.name_of(plan.next_head)
    opened = (
        f"Năm {plan.label} đã mở; ghi Trưởng, Phó đã được xác nhận và các bước lịch còn thiếu."
        if plan.following
        else f"Mở năm {plan.label} với các đơn vị thành viên như năm {year}."
    )
    rights = (
        f"{old} tiếp tục làm {title}."
        if plan.stays
        else f"{old} thôi làm {title}: vẫn xem được hồ sơ năm {year}, không cập nhật được nữa."
    )
    dated = f"Lập lịch năm {plan.label}: {len(plan.steps)} bước, không kèm gia hạn của đơn vị."
    return [
        *_warnings(plan),
        opened,
        rights,
        f"{new} làm {title} năm {plan.label} và làm nốt các việc chưa xong của năm {year}.",
        *([dated] if plan.steps else []),
        f"Lưu {len(plan.matters)} nhóm việc chưa xong, {len(plan.files)} tệp; lập biên bản.",
        "Việc này thực hiện một lần, không hoàn lại được.",
    ]


def _warnings(plan: HandoverPlan) -> list[str]:
    """Say what is unusual about handing over as things stand today."""
    season, ends_on = plan.season, plan.season.cycle.ends_on
    said = []
    if timezone.localdate() < ends_on:
        said.append(
            f"Lưu ý: năm thi đua {season.cycle.label} đến hết ngày {date_text(ends_on)}; bàn giao "
            "bây giờ là trước khi năm kết thúc."
        )
    if plan.next_deputy is None:
        said.append(
            f"Lưu ý: chưa có {season.bloc.deputy_title} năm {plan.label} được xác nhận; năm ấy bắt "
            "đầu khi chưa có."
        )
    return said


def _record(standing: Standing, season: Season, done: Handover) -> dict[str, object]:
    matters = read_matters(done.matters)
    now = {one.kind: one.count for one in open_matters(season)}
    steps = [CarriedStep.from_content(one) for one in done.steps]
    minutes = season.documents.filter(kind=DocumentKind.HANDOVER_MINUTES.value)
    names = member_names(season)
    return {
        "season": season,
        "done": done,
        "giver": member_name(names, done.from_agency),
        "receiver": member_name(names, done.to_agency),
        "receipt": getattr(done, "receipt", None),
        "can_receive": can_receive(standing, done.following, seats_of(done.following)),
        "sees_all": sees_handover(standing, season, season.offices.all()),
        **_lists(steps, matters, read_files(done.files)),
        "changes": office_changes(season, called_as_members(names, done.offices["before"])),
        "compared": [(one, now.get(one.kind, 0)) for one in matters],
        "minutes": minutes.defer("content").order_by("-pk").first(),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Bàn giao"),
    }


def _lists(
    steps: Sequence[CarriedStep], matters: Sequence[Matter], files: Sequence[FileEntry]
) -> dict[str, object]:
    return {
        "steps": [_step(one) for one in steps],
        "matters": matters,
        "papers": papers_among(files),
        "evidence": evidence_among(files),
        "file_count": len(files),
    }


def _step(one: CarriedStep) -> StepRow:
    local = timezone.localtime
    return StepRow(
        label=_STEPS.get(one.kind, one.kind),
        opens=moment_text(local(one.opens_at)),
        due=deadline_text(local(one.due_at)),
        new_opens=moment_text(local(one.new_opens_at)),
        new_due=deadline_text(local(one.new_due_at)),
        late=lateness_text(one),
        on_weekend=one.lands_on_weekend,
    )


def _url(season: Season) -> str:
    return reverse("reports:handover", args=[season.bloc.code, season.cycle.label])
