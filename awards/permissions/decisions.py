"""Who appraises dossiers, keeps the council's votes and decides; each answer carries its reason."""

from collections.abc import Collection

from accounts.verdicts import YES, Verdict, no
from awards.models import CouncilSession, Decision, Proposal
from awards.permissions.proposals import STATE_LABELS, answers_freely, can_complete, only_in
from awards.rules.workflow import ACTIONS
from awards.states import DecisionState, ProposalAction, ProposalState
from blocs.permissions import Seats
from blocs.standing import Standing

ONLY_WHOLE_PROVINCE = (
    "Chỉ người của cơ quan thi đua, khen thưởng phụ trách cả tỉnh được thực hiện việc này."
)


def can_refer_dossier(standing: Standing, proposal: Proposal, seats: Seats) -> Verdict:
    """Say whether the person may write where the papers of the dossier are found.

    The operator's command writes down what a source reports, whatever has become of it since.

    Args:
        proposal: with its season and bloc loaded.
    """
    if standing.is_system:
        return YES
    return can_complete(standing, proposal, seats)


def can_check_dossier(standing: Standing, proposal: Proposal) -> Verdict:
    """Say whether the person may check the dossier and ask others about the proposal.

    The operator's command writes down what a source reports, whatever has become of it since.

    Args:
        proposal: with its season, bloc and cycle loaded.
    """
    if standing.is_system:
        return YES
    if proposal.state != ProposalState.SENT:
        return no("Hồ sơ và ý kiến chỉ ghi được khi đề nghị đã gửi tỉnh và chưa thẩm định xong.")
    stages = ACTIONS[ProposalAction.APPRAISE].stages
    if proposal.season.stage not in stages:
        return no(only_in(stages))
    return answers_freely(standing, proposal)


def can_propose_fallback(standing: Standing, proposal: Proposal) -> Verdict:
    """Say whether the person may put a refused agency forward for the award named instead."""
    if proposal.state != ProposalState.REFUSED or proposal.fallback_award_id is None:
        return no("Chỉ chuyển được đề nghị không được chấp thuận và có ghi hình thức thay thế.")
    stages = ACTIONS[ProposalAction.REFUSE].stages
    if proposal.season.stage not in stages:
        return no(only_in(stages))
    return answers_freely(standing, proposal)


def can_decide_for(standing: Standing, province_id: int) -> Verdict:
    """Say whether the person keeps the council's votes and the decisions of a province.

    They concern all its blocs: an officer who has some of them only reads.
    """
    manages = standing.manages
    if standing.is_system or manages.everything or province_id in manages.province_ids:
        return YES
    return no(ONLY_WHOLE_PROVINCE)


def can_change_decision(standing: Standing, decision: Decision) -> Verdict:
    """Say whether the person may still change, or publish, the decision."""
    if decision.state != DecisionState.DRAFT:
        return no("Quyết định đã công bố nên không thay đổi được.")
    return can_decide_for(standing, decision.province_id)


def can_vote_on(proposal: Proposal, session: CouncilSession) -> Verdict:
    """Say whether the proposal waits for the council that sat.

    Args:
        proposal: with its agency, season and bloc loaded.
    """
    of_them = (session.province_id, session.cycle_id)
    if (proposal.season.bloc.province_id, proposal.season.cycle_id) != of_them:
        return no(f"Đề nghị của {proposal.agency.short_name} không thuộc tỉnh, năm của phiên họp.")
    return _at_the_province(proposal, ProposalAction.ADOPT, ProposalState.APPRAISED)


def can_stand_in(proposal: Proposal, decision: Decision, taken: Collection[int]) -> Verdict:
    """Say whether a decision may grant the proposal: only what the council adopted.

    Args:
        proposal: with its agency, season and bloc loaded.
        taken: proposals that stand in other decisions.
    """
    name = proposal.agency.short_name
    of_it = (decision.province_id, decision.cycle_id)
    if (proposal.season.bloc.province_id, proposal.season.cycle_id) != of_it:
        return no(f"Đề nghị của {name} không thuộc tỉnh, năm của quyết định.")
    if proposal.pk in taken:
        return no(f"Đề nghị của {name} đã có trong một quyết định khác.")
    return _at_the_province(proposal, ProposalAction.GRANT, ProposalState.PASSED)


def _at_the_province(proposal: Proposal, action: ProposalAction, state: ProposalState) -> Verdict:
    """Say whether the proposal waits in the state, in a stage that has the action."""
    if proposal.state != state:
        label, needed = STATE_LABELS[proposal.state], STATE_LABELS[state.value]
        return no(f"Đề nghị của {proposal.agency.short_name}: “{label}”, không phải “{needed}”.")
    stages = ACTIONS[action].stages
    return YES if proposal.season.stage in stages else no(only_in(stages))
