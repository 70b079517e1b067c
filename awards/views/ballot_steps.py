"""A ballot takes a step: first a page that says what will happen, then the step itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone

from accounts.form_parts import ConfirmForm, ReasonField
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from awards import services
from awards.access import ballot_for, nominee_for
from awards.ballot_forms import EndForm, OverrideForm
from awards.models import Ballot
from awards.permissions import can_override, can_start_next_round, can_take_ballot
from awards.rules.ballot_words import BARRED_LAYS_OPEN
from awards.rules.ballot_workflow import COUNTED_BY_PEOPLE
from awards.selectors.ballot_pages import member_names
from awards.selectors.ballot_ranking import votes_to_take_over
from awards.selectors.ballots import results_of, round_after
from awards.selectors.rule_days import why_not_given
from awards.services.ballot_steps import unvoted
from awards.states import BallotAction, BallotState
from awards.views.ballot_acts import ballot_crumbs, label_of
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.selectors.samples import is_sample


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What a page asks before a step, and what it does then."""

    label: str
    verdict: Verdict
    consequences: Sequence[str]
    act: Callable[[], Any]
    done: str | Callable[[Any], str]
    hindrance: str = ""
    style: str = "primary"
    to: Any = field(default=None)


@require_form
@login_required
def ballot_open(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    form = ConfirmForm(posted(request), initial={"seen_version": ballot.version}, word="MỞ")
    voters, nominees = ballot.voters.count(), ballot.nominees.count()
    step = _Step(
        label=label_of(BallotAction.OPEN, ballot),
        verdict=_may(standing, ballot, BallotAction.OPEN),
        consequences=(
            f"{voters} đơn vị trong danh sách cử tri bắt đầu bỏ phiếu cho {nominees} đơn vị.",
            "Từ đó nội dung, danh sách bầu và điều kiện được bầu không sửa được nữa.",
            "Không ai thấy số phiếu trước khi công bố kết quả.",
            *([BARRED_LAYS_OPEN] if ballot.is_secret and not ballot.self_vote else []),
        ),
        act=lambda: services.open_ballot(ballot_id=pk, actor=request.user, **form.values),
        done="Đã mở cuộc bỏ phiếu.",
        hindrance=_not_given(ballot),
    )
    return _page(request, ballot, form, step)


@require_form
@login_required
def ballot_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the voting of a ballot that people count."""
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    missing = _missing(ballot)
    form = EndForm(
        posted(request),
        initial={"seen_version": ballot.version},
        missing=len(missing),
        word="KẾT THÚC",
    )
    step = _Step(
        label=label_of(BallotAction.END_VOTING, ballot),
        verdict=_may(standing, ballot, BallotAction.END_VOTING),
        consequences=(
            _who_is_missing(missing),
            "Từ đó không nhận thêm phiếu; người được phân công kiểm và ghi số phiếu.",
            "Sau bước này chỉ cơ quan thi đua, khen thưởng tỉnh hủy được cuộc bỏ phiếu.",
        ),
        act=lambda: services.end_voting(ballot_id=pk, actor=request.user, **form.values),
        done="Đã kết thúc bỏ phiếu, chờ kiểm phiếu.",
    )
    return _page(request, ballot, form, step)


@require_form
@login_required
def ballot_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Count and make the result public."""
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    by_people = ballot.method in COUNTED_BY_PEOPLE
    missing = [] if by_people else _missing(ballot)
    form = EndForm(
        posted(request),
        initial={"seen_version": ballot.version},
        missing=len(missing),
        word="CÔNG BỐ",
    )
    step = _Step(
        label=label_of(BallotAction.CLOSE, ballot),
        verdict=_may(standing, ballot, BallotAction.CLOSE),
        consequences=(
            *([] if by_people else [_who_is_missing(missing)]),
            "Phần mềm tính kết quả theo điều kiện đã đặt; mọi thành viên thấy kết quả.",
            "Kết quả không sửa được nữa. Đơn vị không đạt mức không thể được ghi là được bầu.",
            *_kept_secret(ballot),
        ),
        act=lambda: services.close_ballot(ballot_id=pk, actor=request.user, **form.values),
        done=_closed,
    )
    return _page(request, ballot, form, step)


def _not_given(ballot: Ballot) -> str:
    return why_not_given(ballot.season, ballot.award_type, timezone.localdate())


def _kept_secret(ballot: Ballot) -> list[str]:
    """Say when a secret ballot is void rather than made public."""
    if not ballot.is_secret:
        return []
    few = (
        f"Nếu có ít hơn {ballot.least_voters} phiếu thì cuộc bỏ phiếu không có giá trị và không số "
        "phiếu nào được công bố."
    )
    return [few] if ballot.self_vote else [few, BARRED_LAYS_OPEN]


@require_form
@login_required
def ballot_void(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    form = ConfirmForm(
        posted(request),
        initial={"seen_version": ballot.version},
        reason=ReasonField("Lý do hủy"),
        word="HỦY",
    )
    step = _Step(
        label=label_of(BallotAction.VOID, ballot),
        verdict=_may(standing, ballot, BallotAction.VOID),
        consequences=(
            "Phiếu đã bỏ không được đếm, không được công bố và không lấy lại được.",
            "Lý do được lưu và hiện trên trang của cuộc bỏ phiếu; có thể lập cuộc bỏ phiếu khác.",
        ),
        act=lambda: services.void_ballot(ballot_id=pk, actor=request.user, **form.values),
        done="Đã hủy cuộc bỏ phiếu.",
        style="danger",
    )
    return _page(request, ballot, form, step)


@require_form
@login_required
def ballot_next_round(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    form = ConfirmForm(posted(request), initial={"seen_version": ballot.version})
    closed = ballot.state == BallotState.CLOSED
    following = round_after(ballot, results_of(ballot)) if closed else None
    names = member_names(ballot.season)
    agencies = dict(ballot.nominees.values_list("position", "agency"))
    seats, places = (following.seats, following.places) if following else (0, ())
    stand = ", ".join(names.get(agencies[place], "") for place in places)
    step = _Step(
        label="Lập vòng tiếp theo",
        verdict=can_start_next_round(standing, ballot, seats_of(ballot.season)),
        consequences=(
            f"Vòng {ballot.round_number + 1} bầu {seats} đơn vị trong số: {stand}.",
            "Điều kiện được bầu giữ như vòng này; trước khi mở có thể bớt đơn vị trong phiếu.",
        ),
        act=lambda: services.start_next_round(ballot_id=pk, actor=request.user, **form.values),
        done="Đã lập vòng tiếp theo.",
        hindrance=_not_given(ballot) if following or not closed else "Đã bầu đủ số lượng.",
        to=lambda made: made,
    )
    return _page(request, ballot, form, step)


@require_form
@login_required
def ballot_take_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the votes where the ranking counts them."""
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    form = ConfirmForm(posted(request), initial={"seen_version": ballot.version})
    counts, verdict = votes_to_take_over(ballot, standing, seats_of(ballot.season))
    said = "; ".join(f"{one.agency.short_name} {one.votes}/{one.voters}" for one in counts)
    step = _Step(
        label="Chuyển số phiếu sang xếp hạng",
        verdict=verdict,
        consequences=(
            f"Ghi vào kết quả bỏ phiếu của xếp hạng: {said}.",
            "Không ai ghi số phiếu của đơn vị mình: phần ấy do đơn vị khác hoặc tỉnh chuyển.",
        ),
        act=lambda: services.take_votes_over(ballot_id=pk, actor=request.user),
        done=lambda count: f"Đã chuyển số phiếu của {count} đơn vị.",
    )
    return _page(request, ballot, form, step)


@require_form
@login_required
def ballot_override(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    """Record a decision that goes beyond the count."""
    standing = standing_of(request.user)
    nominee = nominee_for(standing, pk, position)
    ballot = nominee.ballot
    form = OverrideForm(posted(request))
    name = member_names(ballot.season).get(nominee.agency_id, nominee.agency.name)
    step = _Step(
        label=f"Ghi quyết định về {name}",
        verdict=can_override(standing, nominee),
        consequences=(
            f"{name} được ghi là được chọn theo quyết định, dù kiểm phiếu không được bầu.",
            "Số phiếu và kết quả kiểm phiếu giữ nguyên; quyết định hiện bên cạnh, kèm lý do.",
            "Quyết định không sửa, không xóa được sau khi ghi.",
        ),
        act=lambda: services.override_result(
            nominee_id=nominee.pk, actor=request.user, **form.cleaned_data
        ),
        done="Đã ghi quyết định.",
        style="danger",
    )
    return _page(request, ballot, form, step)


def _page(request: SignedInRequest, ballot: Ballot, form: forms.Form, step: _Step) -> HttpResponse:
    ask = Confirmation(
        label=step.label,
        subject=str(ballot),
        verdict=step.verdict,
        consequences=step.consequences,
        page=ballot.get_absolute_url(),
        page_name="cuộc bỏ phiếu",
        hindrance=step.hindrance,
        style=step.style,
    )
    return form_page(
        request,
        form,
        act=step.act,
        done=step.done,
        to=step.to or ballot,
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": ask,
            "is_sample": is_sample(ballot.season),
            "crumbs": ballot_crumbs(ballot, step.label),
        },
    )


def _may(standing: Standing, ballot: Ballot, action: BallotAction) -> Verdict:
    return can_take_ballot(standing, ballot, action, seats_of(ballot.season))


def _missing(ballot: Ballot) -> list[str]:
    """Return the names of those who could still vote."""
    roll = list(ballot.voters.select_related("agency").order_by("pk"))
    return [voter.agency.short_name for voter in unvoted(ballot, roll)]


def _who_is_missing(names: Sequence[str]) -> str:
    if not names:
        return "Mọi đơn vị trong danh sách đã bỏ phiếu."
    return f"Còn {len(names)} đơn vị chưa bỏ phiếu: {', '.join(names)}."


def _closed(ballot: Ballot) -> str:
    if ballot.state == BallotState.VOID:
        return f"Cuộc bỏ phiếu không có giá trị. {ballot.void_reason}"
    return "Đã công bố kết quả bỏ phiếu."
