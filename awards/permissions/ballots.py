"""Who prepares a ballot, who votes, who counts, and who may go beyond a result.

Whoever runs the season opens and ends a ballot, also where its own agency stands for election:
the system counts, nobody sees a number before the end, and who ended it and why is on record.
What could undo a count that people know already is left to the province.
"""

from collections.abc import Mapping

from accounts.verdicts import YES, Verdict, no
from awards.models import Ballot, BallotVoter, Nominee, TellerCount
from awards.permissions.proposals import can_propose
from awards.rules.ballot_workflow import CAST_ONLINE, COUNTED_BY_PEOPLE, next_state
from awards.states import BallotAction, BallotMethod, BallotPurpose, BallotState, VoteChannel
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.permissions import (
    Seats,
    can_manage_season,
    can_name_officers,
    can_run_season,
    judges_freely,
)
from blocs.standing import Standing
from blocs.states import SelectionMethod, Stage

_STAGE_LABELS = dict(STAGES)
# Votes on awards may decide the ranking, offices are often filled at the summing-up conference.
BALLOT_STAGES: Mapping[BallotPurpose, frozenset[Stage]] = {
    BallotPurpose.AWARD: frozenset({Stage.APPRAISAL, Stage.BLOC_REVIEW}),
    BallotPurpose.OFFICE: frozenset(
        {Stage.BLOC_REVIEW, Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL, Stage.DECIDED}
    ),
}


def can_prepare_ballot(
    standing: Standing, season: Season, seats: Seats, purpose: BallotPurpose | None = None
) -> Verdict:
    """Say whether the person may set up a ballot of the season now.

    Args:
        purpose: what it is about; None asks about either.
    """
    stages = frozenset[Stage]().union(
        *(held for kind, held in BALLOT_STAGES.items() if purpose in {None, kind})
    )
    if season.stage not in stages:
        names = ", ".join(f"“{_STAGE_LABELS[one]}”" for one in Stage if one in stages)
        return no(f"Việc này chỉ thực hiện ở bước {names} của năm thi đua.")
    return can_run_season(standing, season, seats)


def can_take_ballot(
    standing: Standing, ballot: Ballot, action: BallotAction, seats: Seats
) -> Verdict:
    """Say whether the person may take the action now (state first, then stage, then role).

    What was opened in its stage may be brought to its end in a later one. Once voting has ended
    the tellers may know what comes out, so only the province declares the ballot void from then
    on.
    """
    if next_state(BallotState(ballot.state), action, BallotMethod(ballot.method)) is None:
        return no(f"Cuộc bỏ phiếu {_at(ballot)} nên không thực hiện được việc này.")
    if action is BallotAction.VOID and ballot.state == BallotState.COUNTING:
        return can_manage_season(standing, ballot.season)
    if action is not BallotAction.OPEN:
        return can_run_season(standing, ballot.season, seats)
    return can_prepare_ballot(standing, ballot.season, seats, BallotPurpose(ballot.purpose))


def can_change_ballot(standing: Standing, ballot: Ballot, seats: Seats) -> Verdict:
    """Say whether the person may change what is voted on, by which rule, and who stands."""
    if ballot.state != BallotState.DRAFT:
        return no("Cuộc bỏ phiếu đã mở nên nội dung và danh sách không sửa được nữa.")
    return can_prepare_ballot(standing, ballot.season, seats, BallotPurpose(ballot.purpose))


def can_keep_roll(standing: Standing, ballot: Ballot, seats: Seats) -> Verdict:
    """Say whether the person may note who is there and hand out paper slips now."""
    if ballot.state not in {BallotState.DRAFT, BallotState.OPEN}:
        return no(f"Cuộc bỏ phiếu {_at(ballot)} nên danh sách cử tri không sửa được nữa.")
    return can_run_season(standing, ballot.season, seats)


def can_vote(standing: Standing, voter: BallotVoter, *, has_approver: bool) -> Verdict:
    """Say whether the person may cast the agency's slip online now.

    One person acts for an agency: who approves for it, and where nobody does, who edits.

    Args:
        voter: with its ballot and season loaded.
        has_approver: somebody approves for the agency today.
    """
    when = _takes_slips(voter.ballot)
    if not when:
        return when
    if voter.agency_id not in (standing.approver_of if has_approver else standing.editor_of):
        who = "thủ trưởng" if has_approver else "người được phân công"
        return no(f"Chỉ {who} của đơn vị được bỏ phiếu cho đơn vị.")
    if voter.channel == VoteChannel.PAPER:
        return no("Đơn vị đã nhận phiếu giấy nên không bỏ phiếu trực tuyến.")
    if voter.voted:
        return no("Đơn vị đã bỏ phiếu; mỗi đơn vị bỏ phiếu một lần.")
    return YES


def _takes_slips(ballot: Ballot) -> Verdict:
    """Say whether anybody may cast a slip online now."""
    if ballot.state != BallotState.OPEN:
        return no(f"Cuộc bỏ phiếu {_at(ballot)} nên không nhận phiếu.")
    if ballot.season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc nên không nhận phiếu.")
    if ballot.method not in CAST_ONLINE:
        return no("Cuộc bỏ phiếu này không bỏ phiếu trực tuyến.")
    return YES


def can_name_tellers(standing: Standing, ballot: Ballot, seats: Seats) -> Verdict:
    """Say whether the person may name who counts."""
    if ballot.method not in COUNTED_BY_PEOPLE:
        return no("Phiếu trực tuyến do phần mềm đếm nên không cần người kiểm phiếu.")
    if ballot.state in {BallotState.CLOSED, BallotState.VOID}:
        return no(f"Cuộc bỏ phiếu {_at(ballot)} nên không phân công kiểm phiếu nữa.")
    return can_run_season(standing, ballot.season, seats)


def can_count(standing: Standing, count: TellerCount) -> Verdict:
    """Say whether the person may write down the numbers of this teller now.

    Args:
        count: with its ballot, season and cycle loaded.
    """
    ballot = count.ballot
    if ballot.state in {BallotState.CLOSED, BallotState.VOID}:
        return no(f"Cuộc bỏ phiếu {_at(ballot)} nên không ghi số phiếu nữa.")
    if ballot.state != BallotState.COUNTING:
        return no(f"Cuộc bỏ phiếu {_at(ballot)}; số phiếu được ghi sau khi kết thúc bỏ phiếu.")
    if standing.user is None or count.teller_id != standing.user.pk:
        return no("Chỉ người được phân công kiểm phiếu ghi số phiếu của mình.")
    return YES


def can_override(standing: Standing, nominee: Nominee) -> Verdict:
    """Say whether the person may record a decision that names a nominee beyond the result.

    The province decides, and nobody for an agency they are a party to.

    Args:
        nominee: with its ballot, season and cycle loaded.
    """
    ballot = nominee.ballot
    if ballot.state != BallotState.CLOSED:
        return no(f"Cuộc bỏ phiếu {_at(ballot)} nên chưa có kết quả để xem xét.")
    manages = can_manage_season(standing, ballot.season)
    if not manages:
        return manages
    return judges_freely(standing, ballot.season, nominee.agency_id, "quyết định kết quả bỏ phiếu")


def can_start_next_round(standing: Standing, ballot: Ballot, seats: Seats) -> Verdict:
    """Say whether the person may set up the round that follows."""
    if ballot.state != BallotState.CLOSED:
        return no(f"Cuộc bỏ phiếu {_at(ballot)}; vòng tiếp theo lập khi đã có kết quả.")
    return can_prepare_ballot(standing, ballot.season, seats, BallotPurpose(ballot.purpose))


def can_fill_office(
    standing: Standing, ballot: Ballot, seats: Seats, selected_by: SelectionMethod
) -> Verdict:
    """Say whether the person may write whom a ballot named into the next cycle's offices.

    Args:
        selected_by: elected by the count, or appointed by a decision beyond it, which only the
            province writes down.
    """
    if ballot.state != BallotState.CLOSED or ballot.purpose != BallotPurpose.OFFICE:
        return no("Chỉ ghi được kết quả đã công bố của cuộc bầu Trưởng, Phó.")
    if selected_by is SelectionMethod.APPOINTED:
        return can_manage_season(standing, ballot.season)
    return can_name_officers(standing, ballot.season, seats)


def can_restore_ballot(standing: Standing) -> Verdict:
    """Say whether a ballot may be written down with its numbers: by the operator's command."""
    return YES if standing.is_system else no("Chỉ lệnh nạp tệp ghi được cuộc bỏ phiếu đã có.")


def can_propose_chosen(standing: Standing, ballot: Ballot, seats: Seats) -> Verdict:
    """Say whether the person may put forward for an award whom the ballot chose."""
    if ballot.purpose != BallotPurpose.AWARD:
        return no("Chỉ lập đề nghị khen thưởng từ cuộc bỏ phiếu về khen thưởng.")
    if ballot.state != BallotState.CLOSED:
        return no(f"Cuộc bỏ phiếu {_at(ballot)} nên chưa có kết quả để lập đề nghị.")
    return can_propose(standing, ballot.season, seats)


def _at(ballot: Ballot) -> str:
    """Say where the ballot stands, as it goes on after "Cuộc bỏ phiếu"."""
    return f"ở trạng thái “{ballot.get_state_display().lower()}”"
