"""Reads for the pages about the council's sittings and about decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import AuditEvent
from awards.models import CouncilSession, CouncilVote, Decision, Proposal
from awards.rules.ballots import Threshold
from awards.rules.council import Sitting, Voted, council_outcome, missing_votes, threshold_text
from awards.rules.workflow import ACTIONS
from awards.selectors.proposals import award_text
from awards.selectors.words import labels_of
from awards.states import ProposalAction, ProposalState, ShareBase
from blocs.models import Province
from blocs.standing import Standing


@dataclass(frozen=True, slots=True)
class Entry:
    """A proposal as the council and the decision list it."""

    proposal: Proposal
    agency: str
    bloc: str
    award: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """How the council voted on a proposal, with the arithmetic in words."""

    entry: Entry
    vote: CouncilVote
    arithmetic: str
    missing: int


def sitting_of(session: CouncilSession) -> Sitting:
    """Return the rule that the votes of a sitting are counted by."""
    return Sitting(
        members=session.members,
        present=session.present,
        base=ShareBase(session.base),
        threshold=Threshold(
            session.threshold_numerator, session.threshold_denominator, session.threshold_strict
        ),
    )


def rule_text(session: CouncilSession) -> str:
    """Write what a proposal needs in the sitting."""
    sitting = sitting_of(session)
    return threshold_text(sitting.threshold, sitting.base)


def sessions_of(standing: Standing) -> QuerySet[CouncilSession]:
    """Return the sittings that the person oversees, with the number of their votes. One query."""
    rows = CouncilSession.objects.overseen_by(standing).select_related("province", "cycle")
    return rows.annotate(
        passed=Count("votes", filter=Q(votes__passed=True)),
        failed=Count("votes", filter=Q(votes__passed=False)),
    )


def decisions_of(standing: Standing) -> QuerySet[Decision]:
    """Return the decisions that the person may see, with the number of their lines. One query."""
    rows = Decision.objects.visible_to(standing).select_related("province", "cycle")
    return rows.annotate(granted=Count("lines"))


def votes_in(session: CouncilSession) -> list[VoteRow]:
    """Return the votes of a sitting in the order of the award catalogue. Two queries."""
    labels = labels_of(session.province_id)
    rows = session.votes.select_related(
        "proposal__agency", "proposal__award_type", "proposal__season__bloc"
    ).order_by("proposal__award_type__position", "proposal__agency__name")
    return [_vote_row(session, vote, labels) for vote in rows]


def vote_notes(session: CouncilSession) -> list[str]:
    """Return why votes were fewer than members present, as it was written. One query."""
    rows = AuditEvent.objects.filter(
        subject_type="awards.councilsession", subject_id=str(session.pk), action="council.vote"
    )
    return list(rows.exclude(reason="").order_by("pk").values_list("reason", flat=True))


def _vote_row(session: CouncilSession, vote: CouncilVote, labels: Mapping[int, str]) -> VoteRow:
    sitting, voted = sitting_of(session), Voted(vote.agreed, vote.disagreed, vote.invalid)
    return VoteRow(
        entry_of(vote.proposal, labels),
        vote,
        council_outcome(sitting, voted).arithmetic,
        missing_votes(sitting, voted),
    )


def awaiting_vote(session: CouncilSession) -> list[Entry]:
    """Return the proposals that wait for the council in the sitting's year. Two queries."""
    labels = labels_of(session.province_id)
    rows = _at_the_province(session, ProposalState.APPRAISED, ProposalAction.ADOPT)
    return [entry_of(row, labels) for row in rows]


def awaiting_decision(decision: Decision) -> list[Entry]:
    """Return the adopted proposals that stand in no other decision. Two queries."""
    labels = labels_of(decision.province_id)
    rows = _at_the_province(decision, ProposalState.PASSED, ProposalAction.GRANT)
    free = Q(decision_line__isnull=True) | Q(decision_line__decision=decision)
    return [entry_of(row, labels) for row in rows.filter(free)]


def lines_of(decision: Decision) -> list[Entry]:
    """Return what a decision grants. Two queries."""
    labels = labels_of(decision.province_id)
    rows = Proposal.objects.filter(decision_line__decision=decision)
    return [entry_of(row, labels) for row in _in_order(rows)]


def provinces_to_decide_for(standing: Standing) -> list[Province]:
    """Return the provinces whose council and decisions the person keeps. One query."""
    rows = Province.objects.order_by("name")
    manages = standing.manages
    return list(rows if manages.everything else rows.filter(pk__in=manages.province_ids))


def entry_of(proposal: Proposal, labels: Mapping[int, str]) -> Entry:
    """Write a proposal with its agency, bloc and award, as the province calls it."""
    return Entry(
        proposal=proposal,
        agency=proposal.agency.name,
        bloc=proposal.season.bloc.name,
        award=award_text(proposal, labels),
    )


def _at_the_province(
    of: CouncilSession | Decision, state: ProposalState, action: ProposalAction
) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(
        state=state.value,
        season__bloc__province=of.province_id,
        season__cycle=of.cycle_id,
        season__stage__in=_words(ACTIONS[action].stages),
    )
    return _in_order(rows)


def _in_order(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    rows = rows.select_related("agency", "award_type", "season__bloc")
    return rows.order_by("award_type__position", "season__bloc__name", "agency__name")


def _words(stages: Iterable[str]) -> list[str]:
    return sorted(str(stage) for stage in stages)
