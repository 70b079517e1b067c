"""What a paper may be about, and whether its facts are there yet; each no says what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from accounts.verdicts import YES, Verdict, no
from awards.models import Ballot, Proposal
from awards.rules.ballot_workflow import ON_PAPER
from awards.selectors import award_text, labels_of
from awards.states import BallotState, ProposalState
from blocs.models import Season
from reports.states import DocumentKind
from scoring.models import Ranking

PUT_FORWARD = (
    ProposalState.AGREED.value,
    ProposalState.SENT.value,
    ProposalState.APPRAISED.value,
    ProposalState.PASSED.value,
    ProposalState.GRANTED.value,
    ProposalState.REFUSED.value,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a kind of paper is made about.

    Args:
        key: tells it from the others of its kind in the season.
        name: what it is called today; kept with the document.
        agency_id: whose own paper it is, where it is one.
        ready: whether the facts are there.
    """

    key: str
    name: str
    agency_id: int | None = None
    ready: Verdict = YES

    @property
    def answer(self) -> Verdict:
        """Whether a paper can be made, with a whole sentence that names the thing for a no."""
        return YES if self.ready else no(f"{self.name}: {self.ready.reason}.")


def subjects_of(season: Season, kind: str) -> list[Subject]:
    """Return what the season offers for a kind that is about one thing. Few queries."""
    return _SUBJECTS[DocumentKind(kind)](season)


def subject_of(season: Season, kind: str, key: str) -> Subject | None:
    """Return the subject by its key, or None where the season has no such thing."""
    return next((one for one in subjects_of(season, kind) if one.key == key), None)


def is_ready(season: Season, kind: str) -> Verdict:
    """Say whether the season has the facts of a kind that is about all of it."""
    return _READY.get(DocumentKind(kind), _always)(season)


def nothing_yet(kind: str) -> str:
    """Say why a kind that is about one thing has nothing to be about."""
    return _NOTHING[DocumentKind(kind)]


def _always(_: Season) -> Verdict:
    return YES


def _is_ranked(season: Season) -> Verdict:
    if Ranking.objects.current().filter(season=season).exists():
        return YES
    return no("Chưa chốt xếp hạng nên chưa có kết quả bình xét để ghi biên bản.")


def _is_put_forward(season: Season) -> Verdict:
    if season.proposals.filter(state__in=PUT_FORWARD, award_type__isnull=False).exists():
        return YES
    return no("Chưa có đề nghị khen thưởng nào được thống nhất.")


def _slips(season: Season) -> list[Subject]:
    used = season.ballots.living().filter(method__in=[one.value for one in ON_PAPER])
    return [_ballot(ballot, _may_print(ballot)) for ballot in used.order_by("pk")]


def _counted(season: Season) -> list[Subject]:
    return [
        _ballot(ballot, _is_closed(ballot)) for ballot in season.ballots.living().order_by("pk")
    ]


def _ballot(ballot: Ballot, ready: Verdict) -> Subject:
    return Subject(str(ballot.pk), str(ballot), ready=ready)


def _may_print(ballot: Ballot) -> Verdict:
    """Let slips be printed while they can be handed out, and never after."""
    if ballot.state == BallotState.OPEN:
        return YES
    if ballot.state == BallotState.DRAFT:
        return no("cuộc bỏ phiếu chưa mở, danh sách bầu còn thay đổi được")
    return no("đã kết thúc bỏ phiếu, không in thêm phiếu")


def _is_closed(ballot: Ballot) -> Verdict:
    if ballot.state == BallotState.CLOSED:
        return YES
    return no("cuộc bỏ phiếu chưa công bố kết quả")


def _refused(season: Season) -> list[Subject]:
    refused = season.proposals.filter(state=ProposalState.REFUSED.value)
    names = dict(season.memberships.values_list("agency", "name"))
    found = refused.select_related("agency", "award_type").prefetch_related("options")
    labels = labels_of(season.bloc.province_id)
    return [_proposal(one, names, labels) for one in found.order_by("pk")]


def _proposal(proposal: Proposal, names: Mapping[int, str], labels: Mapping[int, str]) -> Subject:
    name = names.get(proposal.agency_id, proposal.agency.name)
    return Subject(
        str(proposal.pk), _short(f"{name} – {award_text(proposal, labels)}"), proposal.agency_id
    )


def _sheets(season: Season) -> list[Subject]:
    sheets = {one.agency_id: one for one in season.sheets.all()}
    members = season.memberships.select_related("agency").order_by("position")
    return [
        Subject(
            one.agency.code,
            one.name,
            one.agency_id,
            YES if sheets[one.agency_id].submitted_at else no("đơn vị chưa gửi phiếu"),
        )
        for one in members
        if one.agency_id in sheets
    ]


def _short(name: str) -> str:
    most = 300
    return name if len(name) <= most else f"{name[: most - 1]}…"


_SUBJECTS: Mapping[DocumentKind, Callable[[Season], list[Subject]]] = MappingProxyType(
    {
        DocumentKind.BALLOT_SLIPS: _slips,
        DocumentKind.COUNTING_MINUTES: _counted,
        DocumentKind.REFUSAL_NOTICE: _refused,
        DocumentKind.SELF_SCORES: _sheets,
    }
)
_READY: Mapping[DocumentKind, Callable[[Season], Verdict]] = MappingProxyType(
    {DocumentKind.REVIEW_MINUTES: _is_ranked, DocumentKind.SUBMISSION: _is_put_forward}
)
_NOTHING: Mapping[DocumentKind, str] = MappingProxyType(
    {
        DocumentKind.BALLOT_SLIPS: "Chưa có cuộc bỏ phiếu nào dùng phiếu giấy.",
        DocumentKind.COUNTING_MINUTES: "Chưa có cuộc bỏ phiếu nào.",
        DocumentKind.REFUSAL_NOTICE: "Không có đề nghị khen thưởng nào bị từ chối.",
        DocumentKind.SELF_SCORES: "Chưa mở phiếu chấm điểm cho các đơn vị.",
    }
)
