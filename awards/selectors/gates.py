"""What in the records themselves stands in the way of a step; who may take it is asked apart."""

from collections.abc import Iterator
from datetime import date

from accounts.verdicts import YES, Verdict, no
from awards.models import AwardType, Opinion, Proposal
from awards.models.labels import DOSSIER_KINDS
from awards.rules.barring import is_barred
from awards.selectors.ballot_proposals import passed_over
from awards.selectors.eligibility import judged
from awards.states import DossierState, OpinionAnswer, ProposalAction, ProposalState
from blocs.models import Season
from blocs.rules.writing import date_text
from scoring.models import DeclaredFact
from scoring.selectors.declared import conditions_of, declarable
from scoring.states import FactState

_JUDGED = frozenset({ProposalAction.AGREE, ProposalAction.SEND, ProposalAction.ADOPT})


def gate(proposal: Proposal, action: ProposalAction, *, today: date) -> Verdict:
    """Say whether the records let the step be taken.

    A member is agreed on, sent, appraised and adopted only when no verified condition of the
    award, no confirmed fact and no ballot shuts it out; it is appraised when the dossier is
    complete. A decision that was issued before is noted whatever the records say today.

    Args:
        proposal: with its season, bloc and cycle loaded.

    Source: Luật 06/2022/QH15, Điều 84.
    """
    if action in _JUDGED:
        return award_gate(proposal.season, proposal.agency_id, proposal.award_type, today=today)
    if action is ProposalAction.APPRAISE:
        return dossier_gate(proposal, today=today) and award_gate(
            proposal.season, proposal.agency_id, proposal.award_type, today=today
        )
    return YES


def award_gate(season: Season, agency_id: int, award: AwardType | None, *, today: date) -> Verdict:
    """Say whether a member may be put forward for an award; undecided, facts alone bar it.

    Whom the bloc's ballot on the award did not choose needs a recorded decision.
    """
    barring = barring_fact(season, agency_id, award)
    if barring or award is None:
        return no(barring) if barring else YES
    lost = passed_over(season, agency_id, award.pk)
    if lost:
        return no(lost)
    blocks = judged(season, agency_id, award.pk, today=today).blocks
    return no(blocks) if blocks else YES


def barring_fact(season: Season, agency_id: int, award: AwardType | None) -> str:
    """Return the confirmed fact that shuts a member out of an award; empty without one.

    It bars by itself, whether or not anybody verified a condition that asks for it.
    """
    facts = DeclaredFact.objects.filter(
        season=season, agency=agency_id, state=FactState.CONFIRMED.value
    ).order_by("pk")
    held = list(facts)
    if not held:
        return ""
    known = {one.code: one for one in declarable(conditions_of(season))}
    codes = set(_codes(award))
    for fact in held:
        condition = known.get(fact.condition)
        if condition is not None and is_barred(condition.effect, codes):
            document = f" ({fact.document})" if fact.document else ""
            return f"{condition.label}: {fact.fact}{document}. Việc này đã được xác nhận."
    return ""


def dossier_gate(proposal: Proposal, *, today: date) -> Verdict:
    """Say whether the dossier is complete and the opinions are in, or past their day."""
    if proposal.award_type_id is None:
        return no("Cần xác định hình thức khen thưởng trước khi trình Hội đồng.")
    held = {item.kind for item in proposal.dossier.all() if item.state != DossierState.MISSING}
    missing = [label for kind, label in DOSSIER_KINDS if kind not in held]
    if missing:
        return no(f"Hồ sơ còn thiếu, hoặc chưa kiểm tra: {'; '.join(missing)}.")
    waiting = [one for one in proposal.opinions.all() if is_awaited(one, today)]
    if waiting:
        return no(f"Còn chờ ý kiến: {'; '.join(map(_waited_for, waiting))}.")
    return YES


def fallback_gate(refused: Proposal, *, today: date) -> Verdict:
    """Say whether a refused agency may be put forward for the award named instead.

    Args:
        refused: names another award; with its season, bloc and cycle loaded.
    """
    award = refused.fallback_award
    same = Proposal.objects.filter(
        season=refused.season_id, agency=refused.agency_id, award_type=award
    )
    if same.exclude(state=ProposalState.WITHDRAWN.value).exists():
        return no(f"Đơn vị này đã được đề nghị hình thức khen thưởng đó: {award}.")
    return award_gate(refused.season, refused.agency_id, award, today=today)


def is_awaited(opinion: Opinion, today: date) -> bool:
    """Say whether the province still has to wait for an opinion."""
    if opinion.answer != OpinionAnswer.WAITING:
        return False
    return opinion.due_on is None or opinion.due_on >= today


def _waited_for(opinion: Opinion) -> str:
    due = f" (hạn {date_text(opinion.due_on)})" if opinion.due_on else " (không ghi hạn)"
    return opinion.agency_name + due


def _codes(award: AwardType | None) -> Iterator[str]:
    if award is not None:
        yield award.code
        if award.counts_as is not None:
            yield award.counts_as.code
