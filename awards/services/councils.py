"""The votes of the province's council on the proposals of a year."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import User
from awards.models import CouncilSession, CouncilVote, Proposal
from awards.permissions import can_vote_on
from awards.rules.council import Voted, council_outcome, missing_votes, vote_fault
from awards.selectors.decision_pages import sitting_of
from awards.services.moving import CHANGED, demand_not_shut_out, move
from awards.services.sittings import held_session
from awards.states import ProposalAction
from blocs.permissions import judges_freely
from blocs.rules.writing import date_text
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from scoring.rules.text import tidy_line

REFUSED = "Hội đồng không thông qua: {arithmetic} ({session})."


@dataclass(frozen=True, slots=True)
class VoteSpec:
    """The votes on one proposal, of which the page showed a version."""

    proposal_id: int
    seen_version: int
    voted: Voted


@transaction.atomic
def record_votes(
    *,
    session_id: int,
    seen_version: int,
    votes: Sequence[VoteSpec],
    note: str = "",
    actor: User | None,
) -> list[CouncilVote]:
    """Write down the votes of a sitting; each proposal passes or is refused by the numbers.

    Below the threshold a proposal is refused with the arithmetic as the reason. All of them
    are written, or none.

    Args:
        note: why there are fewer votes than members present, kept in the audit.

    Raises:
        Stale: the sitting or a proposal changed after the page was opened.
        NotAllowed: not by this person, who may be no party to any of the agencies, or a
            proposal does not wait for the council or would pass although it is shut out.
        Invalid: no votes, numbers that cannot be, fewer votes than members present without a
            note, or a proposal was sent after the sitting.
    """
    if not votes:
        raise Invalid("Quý vị cần ghi kết quả biểu quyết của ít nhất một đề nghị.")
    ids = [one.proposal_id for one in votes]
    _hold_seasons(ids)
    session = held_session(session_id, seen_version, actor)
    held = {row.pk: row for row in _held_proposals(ids)}
    _demand_no_party(held.values(), actor)
    made = [_vote(session, held[one.proposal_id], one, actor) for one in votes]
    said = tidy_line(note)
    if actor is not None and not said:
        _demand_all_voted(session, made)
    session.version += 1
    session.save(update_fields=["version"])
    audit.record(
        actor=actor,
        action="council.vote",
        subject=session,
        before={},
        after={str(vote.proposal_id): [vote.agreed, vote.disagreed, vote.invalid] for vote in made},
        reason=said,
    )
    return made


def _demand_all_voted(session: CouncilSession, made: Iterable[CouncilVote]) -> None:
    """Refuse numbers that leave out members who were there, and do not say why."""
    for vote in made:
        voted = Voted(vote.agreed, vote.disagreed, vote.invalid)
        if missing := missing_votes(sitting_of(session), voted):
            raise Invalid(
                f"{vote.proposal.agency.short_name}: {voted.cast} phiếu, có mặt {session.present}, "
                f"còn {missing} thành viên chưa có trong số phiếu. Quý vị kiểm tra lại số phiếu, "
                "hoặc ghi lý do, chẳng hạn thành viên không bỏ phiếu.",
                field="note",
            )


def _demand_no_party(proposals: Iterable[Proposal], actor: User | None) -> None:
    standing = standing_of(actor)
    for proposal in proposals:
        free = judges_freely(
            standing, proposal.season, proposal.agency_id, "ghi kết quả biểu quyết"
        )
        if not free:
            raise NotAllowed(f"{proposal.agency.short_name}: {free.reason}")


def _vote(
    session: CouncilSession, proposal: Proposal, spec: VoteSpec, actor: User | None
) -> CouncilVote:
    if proposal.version != spec.seen_version:
        raise Stale(f"{proposal.agency.short_name}: {CHANGED}")
    can_vote_on(proposal, session).demand()
    _demand_sent_before(proposal, session, actor)
    sitting, voted = sitting_of(session), spec.voted
    fault = vote_fault(sitting, voted)
    if fault:
        raise Invalid(f"{proposal.agency.short_name}: {fault}", field=f"agreed_{proposal.pk}")
    outcome = council_outcome(sitting, voted)
    vote = CouncilVote.objects.create(
        session=session,
        proposal=proposal,
        passed=outcome.passed,
        recorded_by=actor,
        recorded_at=timezone.now(),
        **asdict(voted),
    )
    if outcome.passed:
        demand_not_shut_out(proposal, actor)
        move(proposal, ProposalAction.ADOPT, actor=actor)
    else:
        reason = REFUSED.format(arithmetic=outcome.arithmetic, session=session)
        move(proposal, ProposalAction.REFUSE, actor=actor, reason=reason)
    return vote


def _demand_sent_before(proposal: Proposal, session: CouncilSession, actor: User | None) -> None:
    """Refuse a person's votes of a day on which the province had not got the proposal yet."""
    if actor is None or proposal.sent_on is None or session.held_on >= proposal.sent_on:
        return
    raise Invalid(
        f"{proposal.agency.short_name}: đề nghị gửi ngày {date_text(proposal.sent_on)}, sau ngày "
        f"họp {date_text(session.held_on)}; quý vị kiểm tra lại ngày họp."
    )


def _hold_seasons(proposal_ids: Iterable[int]) -> None:
    rows = Proposal.objects.filter(pk__in=proposal_ids)
    for season_id in sorted(set(rows.values_list("season_id", flat=True))):
        locked_season(season_id)


def _held_proposals(ids: Iterable[int]) -> list[Proposal]:
    rows = Proposal.objects.select_related(
        "agency", "award_type", "season__bloc", "season__cycle"
    ).filter(pk__in=ids)
    return list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))
