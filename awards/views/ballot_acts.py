"""What may be done next with a ballot, as its page offers it to who runs the season."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.verdicts import YES, Verdict, no
from awards.models import Ballot, NomineeResult
from awards.permissions import (
    can_change_ballot,
    can_keep_roll,
    can_name_tellers,
    can_propose_chosen,
    can_start_next_round,
    can_take_ballot,
)
from awards.rules.ballot_workflow import COUNTED_BY_PEOPLE, next_state
from awards.selectors.ballot_offices import office_named
from awards.selectors.ballot_pages import office_title
from awards.selectors.ballot_proposals import chosen_in, not_yet_proposed
from awards.selectors.ballot_ranking import ranking_asks_votes, votes_to_take_over
from awards.selectors.ballots import results_of, round_after
from awards.states import BallotAction, BallotMethod, BallotPurpose, BallotState
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import Seats
from blocs.standing import Standing
from blocs.states import OfficeRole


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do next: where it leads, and why it may be greyed."""

    name: str
    label: str
    url: str
    verdict: Verdict
    style: str = "outline-primary"


PROPOSE = "Lập đề nghị khen thưởng"
ALL_PROPOSED = "Các đơn vị được bầu đã có đề nghị."
NOBODY_CHOSEN = "Không đơn vị nào được bầu nên không có đề nghị để lập."
_LABELS = {
    BallotAction.OPEN: "Mở cuộc bỏ phiếu",
    BallotAction.END_VOTING: "Kết thúc bỏ phiếu",
    BallotAction.CLOSE: "Công bố kết quả",
    BallotAction.VOID: "Hủy cuộc bỏ phiếu",
}
_PAGES = {
    BallotAction.OPEN: "ballot-open",
    BallotAction.END_VOTING: "ballot-end",
    BallotAction.CLOSE: "ballot-close",
    BallotAction.VOID: "ballot-void",
}


def ballots_url(season: Season) -> str:
    return reverse("awards:ballot-list", args=[season.bloc.code, season.cycle.label])


def ballot_url(name: str, ballot: Ballot, *more: object) -> str:
    return reverse(f"awards:{name}", args=[ballot.pk, *more])


def ballot_crumbs(ballot: Ballot, *pages: Crumb | str) -> list[Crumb]:
    """Return the path down to a page of a ballot."""
    here = Crumb(str(ballot), ballot.get_absolute_url())
    return season_crumbs(ballot.season, Crumb("Bỏ phiếu", ballots_url(ballot.season)), here, *pages)


def label_of(action: BallotAction, ballot: Ballot) -> str:
    """Say what an action does; without a count by people the close ends the voting too."""
    if action is BallotAction.CLOSE and ballot.state == BallotState.OPEN:
        return "Kết thúc và công bố kết quả"
    return _LABELS[action]


def fill_label(ballot: Ballot) -> str:
    """Say what writing down the result of a ballot on an office does."""
    return f"Ghi {office_title(ballot.season, OfficeRole(ballot.role))} năm sau theo kết quả"


def offered_acts(
    standing: Standing, ballot: Ballot, seats: Seats, results: Sequence[NomineeResult]
) -> list[Act]:
    """Return what may be done next, the step that leads on first."""
    return [
        *_steps(standing, ballot, seats, (BallotAction.OPEN, BallotAction.END_VOTING)),
        *_steps(standing, ballot, seats, (BallotAction.CLOSE,)),
        *_preparing(standing, ballot, seats),
        *_following(standing, ballot, seats, results),
        *_steps(standing, ballot, seats, (BallotAction.VOID,), style="outline-danger"),
    ]


def _steps(
    standing: Standing,
    ballot: Ballot,
    seats: Seats,
    actions: Sequence[BallotAction],
    style: str = "primary",
) -> Iterator[Act]:
    for action in actions:
        if next_state(BallotState(ballot.state), action, BallotMethod(ballot.method)) is not None:
            verdict = can_take_ballot(standing, ballot, action, seats)
            url = ballot_url(_PAGES[action], ballot)
            yield Act(action.value, label_of(action, ballot), url, verdict, style)


def _preparing(standing: Standing, ballot: Ballot, seats: Seats) -> Iterator[Act]:
    if ballot.state == BallotState.DRAFT:
        change = can_change_ballot(standing, ballot, seats)
        yield Act("change", "Sửa", ballot_url("ballot-change", ballot), change)
    if ballot.state in {BallotState.DRAFT, BallotState.OPEN}:
        keep = can_keep_roll(standing, ballot, seats)
        yield Act("roll", "Danh sách cử tri", ballot_url("ballot-roll", ballot), keep)
    by_people = ballot.method in COUNTED_BY_PEOPLE
    if by_people and ballot.state not in {BallotState.CLOSED, BallotState.VOID}:
        verdict = can_name_tellers(standing, ballot, seats)
        url = ballot_url("ballot-tellers", ballot)
        yield Act("tellers", "Phân công kiểm phiếu", url, verdict)


def _following(
    standing: Standing, ballot: Ballot, seats: Seats, results: Sequence[NomineeResult]
) -> Iterator[Act]:
    if ballot.state != BallotState.CLOSED:
        return
    is_settled = any(hasattr(row.nominee, "override") for row in results)
    is_followed = ballot.next_rounds.living().exists()
    if round_after(ballot, results) and not is_settled and not is_followed:
        verdict = can_start_next_round(standing, ballot, seats)
        url = ballot_url("ballot-next-round", ballot)
        yield Act("next-round", "Lập vòng tiếp theo", url, verdict, "primary")
    if ballot.purpose == BallotPurpose.OFFICE:
        named, verdict = office_named(standing, ballot, seats, results)
        if named is not None:
            label = fill_label(ballot)
            yield Act("office", label, ballot_url("ballot-fill-office", ballot), verdict, "primary")
    if any(row.elected or hasattr(row.nominee, "override") for row in results):
        yield from _proposing(standing, ballot, seats, results)
    if ballot.purpose == BallotPurpose.AWARD and ranking_asks_votes(ballot.season):
        _, verdict = votes_to_take_over(ballot, standing, seats)
        url = ballot_url("ballot-take-over", ballot)
        yield Act("take-over", "Chuyển số phiếu sang xếp hạng", url, verdict)


def none_left(ballot: Ballot) -> str:
    """Say why a ballot leaves nobody to propose: it chose nobody, or all are proposed."""
    return ALL_PROPOSED if chosen_in(ballot, results_of(ballot)) else NOBODY_CHOSEN


def _proposing(
    standing: Standing, ballot: Ballot, seats: Seats, results: Sequence[NomineeResult]
) -> Iterator[Act]:
    """Offer proposals for the chosen; greyed once all of them are proposed."""
    if ballot.purpose == BallotPurpose.AWARD:
        may = can_propose_chosen(standing, ballot, seats)
        verdict = may and (YES if not_yet_proposed(ballot, results) else no(ALL_PROPOSED))
        url = ballot_url("ballot-propose", ballot)
        yield Act("propose", PROPOSE, url, verdict, "primary")
