"""A proposal takes a step: first a page that says what will happen, then the step itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.navigation import BACK, back_path
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from awards import services
from awards.access import proposal_for
from awards.forms import StepForm
from awards.models import Proposal
from awards.permissions import can_take
from awards.rules.workflow import ACTIONS, FOLLOWING, next_state
from awards.selectors import called
from awards.selectors.gates import gate
from awards.states import ProposalAction, ProposalState
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import Seats, seats_of
from blocs.rules.stages import Mover
from blocs.standing import Standing, standing_of
from scoring.selectors.samples import is_sample

LABELS: Mapping[ProposalAction, str] = {
    ProposalAction.AGREE: "Ghi nhận đã thống nhất",
    ProposalAction.SEND: "Gửi đề nghị lên tỉnh",
    ProposalAction.APPRAISE: "Thẩm định xong, trình Hội đồng",
    ProposalAction.GRANT: "Ghi nhận quyết định đã có",
    ProposalAction.RETURN: "Trả lại để xem xét",
    ProposalAction.REFUSE: "Không chấp thuận",
    ProposalAction.WITHDRAW: "Rút đề nghị",
}
DONE: Mapping[ProposalAction, str] = {
    ProposalAction.AGREE: "Đã ghi nhận đề nghị được thống nhất.",
    ProposalAction.SEND: "Đã gửi đề nghị lên tỉnh.",
    ProposalAction.WITHDRAW: "Đã rút đề nghị.",
    ProposalAction.APPRAISE: "Đã ghi nhận đủ hồ sơ; đề nghị chờ Hội đồng.",
    ProposalAction.RETURN: "Đã trả lại đề nghị để xem xét.",
    ProposalAction.GRANT: "Đã ghi nhận quyết định khen thưởng.",
    ProposalAction.REFUSE: "Đã ghi nhận đề nghị không được chấp thuận.",
}
_WHO_READS = (
    "Lý do được lưu vào hồ sơ; chỉ đơn vị được đề nghị, Trưởng, Phó khối (cụm) và tỉnh xem được."
)
CONSEQUENCES: Mapping[ProposalAction, tuple[str, ...]] = {
    ProposalAction.AGREE: (
        "Đề nghị chuyển sang trạng thái “Đã thống nhất” và chờ gửi lên tỉnh.",
        "Sau đó vẫn rút được đề nghị, có nêu lý do.",
    ),
    ProposalAction.SEND: (
        "Đề nghị được gửi đến cơ quan thi đua, khen thưởng tỉnh để xem xét.",
        "Sau khi gửi, vẫn rút được đề nghị, có nêu lý do, đến khi quyết định được công bố.",
    ),
    ProposalAction.WITHDRAW: (
        "Đề nghị kết thúc, tỉnh không xem xét nữa và không mở lại được.",
        "Nếu đã ở trong dự thảo quyết định, dự thảo không công bố được khi chưa đưa đề nghị ra.",
        "Muốn đề nghị lại phải lập đề nghị mới ở bước bình xét.",
        _WHO_READS,
    ),
    ProposalAction.APPRAISE: (
        "Đề nghị chuyển sang “Đủ hồ sơ, chờ Hội đồng”; hồ sơ, ý kiến không ghi thêm được.",
        "Kết quả biểu quyết được ghi ở trang phiên họp Hội đồng.",
    ),
    ProposalAction.RETURN: (
        "Đề nghị trở lại trạng thái “Đã thống nhất”; đơn vị {head} gửi lại hoặc rút đề nghị.",
        _WHO_READS,
    ),
    ProposalAction.GRANT: (
        "Chỉ dùng khi quyết định đã được ban hành trước đó, không qua trang Hội đồng.",
        "Đề nghị kết thúc với kết quả “Được khen thưởng”.",
        "Quyết định được ghi vào lịch sử khen thưởng của {agency}.",
        "Số và ngày của quyết định không sửa được sau khi ghi nhận.",
    ),
    ProposalAction.REFUSE: (
        "Đề nghị kết thúc với kết quả “Không được chấp thuận” và không mở lại được.",
        _WHO_READS,
    ),
}
WAITS: Mapping[ProposalState, str] = {
    ProposalState.SENT: "Đề nghị đang chờ cơ quan thi đua, khen thưởng tỉnh xem xét.",
    ProposalState.APPRAISED: "Đề nghị đang chờ Hội đồng của tỉnh biểu quyết.",
    ProposalState.PASSED: "Đề nghị đang chờ quyết định khen thưởng.",
}
FINAL = frozenset({ProposalAction.WITHDRAW, ProposalAction.REFUSE})


@dataclass(frozen=True, slots=True)
class Step:
    """An action as the page shows it: allowed or greyed, at once or by a page that asks first."""

    action: str
    label: str
    verdict: Verdict
    asks_first: bool


@require_form
@login_required
def proposal_take(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    """Ask before the step on GET; take it on POST."""
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    if action not in LABELS:
        raise Http404("No such action.")
    step = ProposalAction(action)
    form = StepForm(posted(request), initial={"seen_version": proposal.version}, action=step)
    return form_page(
        request,
        form,
        act=lambda: _take(request, proposal, step, form),
        done=lambda made: _done(step, made),
        to=detail_url(request, proposal),
        template="awards/proposal_take.html",
        context=lambda: _confirm(request, standing, proposal, step),
    )


def offered_steps(standing: Standing, proposal: Proposal, seats: Seats) -> list[Step]:
    """Return the steps that lead on from here; the bloc need not see the province's."""
    provincial = standing.manages.covers(proposal.season.bloc)
    return [
        Step(
            action=action.value,
            label=label,
            verdict=_may(standing, proposal, action, seats),
            asks_first=ACTIONS[action].needs_reason or action is ProposalAction.GRANT,
        )
        for action, label in LABELS.items()
        if next_state(ProposalState(proposal.state), action) is not None
        and (ProposalState(proposal.state), action) not in FOLLOWING
        and (provincial or ACTIONS[action].mover is Mover.SECRETARIAT)
    ]


def list_url(season: Season) -> str:
    return reverse("awards:proposal-list", args=[season.bloc.code, season.cycle.label])


def detail_url(request: SignedInRequest, proposal: Proposal) -> str:
    """Return the address of the proposal, with the way back that the page was reached by."""
    url = proposal.get_absolute_url()
    back = back_path(request, "")
    return f"{url}?{urlencode({BACK: back})}" if back else url


def _may(standing: Standing, proposal: Proposal, action: ProposalAction, seats: Seats) -> Verdict:
    """Say whether the person may take the step, and whether the records let it be taken."""
    may = can_take(standing, proposal, action, seats)
    return may and gate(proposal, action, today=timezone.localdate())


def _done(action: ProposalAction, proposal: Proposal) -> str:
    """Say that the step is taken, and which limit that only warns it passes."""
    is_put_forward = action in {ProposalAction.AGREE, ProposalAction.SEND}
    warns = f" Lưu ý: {proposal.over_quota}" if is_put_forward and proposal.over_quota else ""
    return f"{DONE[action]}{warns}"


def _take(
    request: SignedInRequest, proposal: Proposal, action: ProposalAction, form: StepForm
) -> Proposal:
    return services.take(
        action,
        proposal_id=proposal.pk,
        seen_version=form.cleaned_data["seen_version"],
        actor=request.user,
        reason=form.cleaned_data.get("reason", ""),
        decision=form.decision,
    )


def _confirm(
    request: SignedInRequest, standing: Standing, proposal: Proposal, action: ProposalAction
) -> Mapping[str, object]:
    season, page = proposal.season, detail_url(request, proposal)
    back = back_path(request, list_url(season))
    words = {"head": season.bloc.head_title, "agency": proposal.agency.name}
    ask = Confirmation(
        label=LABELS[action],
        subject=proposal.agency.name,
        verdict=_may(standing, proposal, action, seats_of(season)),
        consequences=[sentence.format_map(words) for sentence in CONSEQUENCES[action]],
        page=page,
        page_name="đề nghị",
        style="danger" if action in FINAL else "primary",
        back=back,
    )
    return {
        "proposal": proposal,
        "season": season,
        "award": called(proposal).award,
        "ask": ask,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(
            season,
            Crumb("Đề nghị khen thưởng", back),
            Crumb(proposal.agency.short_name, page),
            ask.label,
        ),
    }
