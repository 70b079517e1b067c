"""Who may do what with award proposals; each answer carries its reason."""

from accounts.verdicts import YES, Verdict, no
from awards.models import Proposal
from awards.models.labels import PROPOSAL_STATES
from awards.rules.workflow import ACTIONS, next_state
from awards.states import ProposalAction, ProposalState
from blocs.models import Agency, Season
from blocs.models.labels import STAGES
from blocs.permissions import (
    Seats,
    can_manage_season,
    can_run_season,
    is_deputy,
    is_secretariat,
    judges_freely,
)
from blocs.rules.stages import Mover
from blocs.standing import Standing
from blocs.states import Stage

_STATE_LABELS = dict(PROPOSAL_STATES)
_STAGE_LABELS = dict(STAGES)


def can_keep_history(standing: Standing, agency: Agency) -> Verdict:
    """Say whether the person enters and corrects what the agency holds: the province does.

    An officer with named blocs keeps the history of the agencies that are, or were, in them.
    """
    manages = standing.manages
    if standing.is_system or manages.everything or agency.province_id in manages.province_ids:
        return YES
    if agency.memberships.filter(season__bloc__in=manages.bloc_ids).exists():
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được cập nhật thành tích của đơn vị này.")


def can_propose(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may add or complete proposals of the season now."""
    if season.stage != Stage.BLOC_REVIEW:
        return no(_only_in(frozenset({Stage.BLOC_REVIEW})))
    return can_run_season(standing, season, seats)


def can_take(
    standing: Standing, proposal: Proposal, action: ProposalAction, seats: Seats
) -> Verdict:
    """Say whether the person may take the action now (state first, then stage, then role)."""
    if next_state(ProposalState(proposal.state), action) is None:
        label = _STATE_LABELS[proposal.state].lower()
        return no(f"Đề nghị đang ở trạng thái “{label}” nên không thực hiện được việc này.")
    rule = ACTIONS[action]
    if proposal.season.stage not in rule.stages:
        return no(_only_in(rule.stages))
    if action is ProposalAction.GRANT and proposal.award_type_id is None:
        return no("Cần xác định hình thức khen thưởng trước khi ghi nhận quyết định.")
    if rule.mover is Mover.PROVINCE:
        return can_manage_season(standing, proposal.season)
    return can_run_season(standing, proposal.season, seats)


def can_choose_award(standing: Standing, proposal: Proposal, seats: Seats) -> Verdict:
    """Say whether the person may settle which award an undecided proposal is for."""
    if proposal.award_type_id is not None:
        return no("Đề nghị này đã xác định hình thức khen thưởng.")
    if proposal.state in {ProposalState.DRAFT, ProposalState.AGREED}:
        return can_propose(standing, proposal.season, seats)
    if proposal.state == ProposalState.SENT:
        return can_manage_season(standing, proposal.season)
    return no("Đề nghị đã kết thúc, không thay đổi được hình thức khen thưởng.")


def _only_in(stages: frozenset[Stage]) -> str:
    names = " hoặc ".join(f"“{_STAGE_LABELS[stage]}”" for stage in Stage if stage in stages)
    return f"Việc này chỉ thực hiện ở bước {names} của năm thi đua."


# --- eligibility ----------------------------------------------------------------------------------


def can_keep_conditions(standing: Standing, province_id: int | None) -> Verdict:
    """Say whether the person writes, checks and retires conditions of a province.

    Args:
        province_id: None for the law that holds for all; that takes who manages everything.
    """
    if standing.is_system or standing.manages.everything:
        return YES
    if province_id is not None and province_id in standing.manages.province_ids:
        return YES
    return no(
        "Chỉ cơ quan thi đua, khen thưởng tỉnh được đối chiếu, sửa, bổ sung điều kiện của tỉnh."
    )


def sees_every_judgement(standing: Standing, season: Season, seats: Seats) -> bool:
    """Say whether the person sees who of all members may be proposed, with every rank.

    Who leads the season or oversees it does; other members see their own agencies only.
    """
    leads = is_secretariat(standing, seats) or is_deputy(standing, seats)
    return leads or standing.watches.covers(season.bloc)


def can_confirm_condition(
    standing: Standing, season: Season, agency_id: int, seats: Seats
) -> Verdict:
    """Say whether the person may settle on record what the data leaves open about a member.

    The secretariat or the province, never for an agency they are a party to; for the head's
    own agency the deputy may.

    Args:
        season: with its bloc and cycle loaded.
    """
    if standing.is_system:
        return YES
    if season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    free = judges_freely(standing, season, agency_id, "xác nhận điều kiện khen thưởng")
    if not free:
        return free
    if agency_id == seats.head_id and is_deputy(standing, seats):
        return YES
    return can_run_season(standing, season, seats)


def can_set_rule_day(standing: Standing, season: Season) -> Verdict:
    """Say whether the person may set by the rules of which day the season is judged."""
    if season.stage == Stage.CLOSED and not standing.is_system:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    return can_manage_season(standing, season)
