"""Who may do what with award proposals; each answer carries its reason."""

from collections.abc import Collection

from accounts.verdicts import Verdict, no
from awards.models import Proposal
from awards.models.labels import PROPOSAL_STATES
from awards.rules.workflow import ACTIONS, FOLLOWING, next_state
from awards.states import ProposalAction, ProposalState
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.permissions import Seats, can_manage_season, can_run_season, judges_freely
from blocs.rules.stages import Mover
from blocs.standing import Standing
from blocs.states import Stage

STATE_LABELS = dict(PROPOSAL_STATES)
_STAGE_LABELS = dict(STAGES)


def can_propose(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may add or complete proposals of the season now."""
    if season.stage != Stage.BLOC_REVIEW:
        return no(only_in(frozenset({Stage.BLOC_REVIEW})))
    return can_run_season(standing, season, seats)


def can_take(
    standing: Standing, proposal: Proposal, action: ProposalAction, seats: Seats
) -> Verdict:
    """Say whether the person may take the action now (state first, then stage, then role)."""
    if next_state(ProposalState(proposal.state), action) is None:
        label = STATE_LABELS[proposal.state].lower()
        return no(f"Đề nghị đang ở trạng thái “{label}” nên không thực hiện được việc này.")
    rule = ACTIONS[action]
    if not _is_time(standing, proposal.season, rule.stages):
        return no(only_in(rule.stages))
    following = FOLLOWING.get((ProposalState(proposal.state), action))
    if following is not None and not standing.is_system:
        return no(following)
    if action is ProposalAction.GRANT and proposal.award_type_id is None:
        return no("Cần xác định hình thức khen thưởng trước khi ghi nhận quyết định.")
    if rule.mover is Mover.PROVINCE:
        return answers_freely(standing, proposal)
    return can_run_season(standing, proposal.season, seats)


def _is_time(standing: Standing, season: Season, stages: Collection[Stage]) -> bool:
    """Say whether the stage lets the action be taken.

    The operator's command also writes down, in the review, what the province had done before the
    season was taken back to it.
    """
    return season.stage in stages or (standing.is_system and season.stage == Stage.BLOC_REVIEW)


def can_choose_award(standing: Standing, proposal: Proposal, seats: Seats) -> Verdict:
    """Say whether the person may settle which award an undecided proposal is for."""
    if proposal.award_type_id is not None:
        return no("Đề nghị này đã xác định hình thức khen thưởng.")
    if proposal.state in {ProposalState.DRAFT, ProposalState.AGREED}:
        return can_propose(standing, proposal.season, seats)
    if proposal.state == ProposalState.SENT:
        return answers_freely(standing, proposal)
    return no("Đề nghị đã kết thúc, không thay đổi được hình thức khen thưởng.")


def can_complete(standing: Standing, proposal: Proposal, seats: Seats) -> Verdict:
    """Say whether the person may complete what is put forward: it is not at the province.

    Args:
        proposal: with its season and bloc loaded.
    """
    if proposal.state not in {ProposalState.DRAFT, ProposalState.AGREED}:
        return no(
            "Hồ sơ, tóm tắt thành tích chỉ bổ sung được trước khi gửi, hoặc sau khi tỉnh trả lại."
        )
    stages = ACTIONS[ProposalAction.SEND].stages
    if proposal.season.stage not in stages:
        return no(only_in(stages))
    return can_run_season(standing, proposal.season, seats)


def only_in(stages: frozenset[Stage]) -> str:
    names = " hoặc ".join(f"“{_STAGE_LABELS[stage]}”" for stage in Stage if stage in stages)
    return f"Việc này chỉ thực hiện ở bước {names} của năm thi đua."


def answers_freely(standing: Standing, proposal: Proposal) -> Verdict:
    """Say whether the person answers for the province and is no party to the agency."""
    return can_manage_season(standing, proposal.season) and judges_freely(
        standing, proposal.season, proposal.agency_id, "trả lời đề nghị"
    )
