"""Sittings of the province's council, and its votes on the proposals of a year."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import User
from awards.models import CouncilSession, CouncilVote, Proposal
from awards.permissions import can_decide_for, can_vote_on
from awards.rules.ballots import Threshold
from awards.rules.council import Voted, council_outcome, vote_fault
from awards.selectors.decision_pages import sitting_of
from awards.services.moving import CHANGED, demand_not_shut_out, move
from awards.states import ProposalAction, ShareBase
from blocs.models import Cycle, Province
from blocs.permissions import judges_freely
from blocs.rules.writing import date_text
from blocs.services.rows import checked, locked_season
from blocs.standing import standing_of

REFUSED = "Hội đồng không thông qua: {arithmetic} ({session})."


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSpec:
    """A sitting as a person writes it: who sat, and the rule that votes are counted by.

    Args:
        source: where the rule is written.
    """

    name: str
    held_on: date
    members: int
    present: int
    base: ShareBase
    threshold: Threshold
    source: str


@dataclass(frozen=True, slots=True)
class VoteSpec:
    """The votes on one proposal, of which the page showed a version."""

    proposal_id: int
    seen_version: int
    voted: Voted


@transaction.atomic
def open_session(
    *, province: Province, cycle: Cycle, spec: SessionSpec, actor: User | None
) -> CouncilSession:
    """Write down that the council sat.

    Raises:
        NotAllowed: not by this person.
        Invalid: the day or the numbers do not hold, or the sitting is on record already.
    """
    list(Province.objects.select_for_update(no_key=True).filter(pk=province.pk))  # one at a time
    can_decide_for(standing_of(actor), province.pk).demand()
    session = CouncilSession(province=province, cycle=cycle)
    _write(session, spec)
    _check_once(session)
    session.save(force_insert=True)
    audit.record(
        actor=actor,
        action="council.open",
        subject=session,
        before={},
        after=_described(session),
    )
    return session


@transaction.atomic
def amend_session(
    *, session_id: int, seen_version: int, spec: SessionSpec, actor: User | None
) -> CouncilSession:
    """Correct a sitting before anything was voted on; votes were counted by what it says.

    Raises:
        Stale: the sitting changed after the page was opened.
        NotAllowed: there are votes already, or not by this person.
        Invalid: the day or the numbers do not hold.
    """
    session = _held(session_id, seen_version, actor)
    if session.votes.exists():
        raise NotAllowed("Phiên họp đã có kết quả biểu quyết nên không sửa được.")
    before = _described(session)
    _write(session, spec)
    session.version += 1
    session.save()
    audit.record(
        actor=actor,
        action="council.amend",
        subject=session,
        before=before,
        after=_described(session),
    )
    return session


@transaction.atomic
def record_votes(
    *, session_id: int, seen_version: int, votes: Sequence[VoteSpec], actor: User | None
) -> list[CouncilVote]:
    """Write down the votes of a sitting; each proposal passes or is refused by the numbers.

    Below the threshold a proposal is refused with the arithmetic as the reason. All of them
    are written, or none.

    Raises:
        Stale: the sitting or a proposal changed after the page was opened.
        NotAllowed: not by this person, who may be no party to any of the agencies, or a
            proposal does not wait for the council or would pass although it is shut out.
        Invalid: no votes, numbers that cannot be, or a proposal was sent after the sitting.
    """
    if not votes:
        raise Invalid("Quý vị cần ghi kết quả biểu quyết của ít nhất một đề nghị.")
    ids = [one.proposal_id for one in votes]
    _hold_seasons(ids)
    session = _held(session_id, seen_version, actor)
    held = {row.pk: row for row in _held_proposals(ids)}
    _demand_no_party(held.values(), actor)
    made = [_vote(session, held[one.proposal_id], one, actor) for one in votes]
    session.version += 1
    session.save(update_fields=["version"])
    audit.record(
        actor=actor,
        action="council.vote",
        subject=session,
        before={},
        after={str(vote.proposal_id): [vote.agreed, vote.disagreed, vote.invalid] for vote in made},
    )
    return made


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


def _held(session_id: int, seen_version: int, actor: User | None) -> CouncilSession:
    rows = CouncilSession.objects.select_for_update(of=("self",), no_key=True)
    session = rows.get(pk=session_id)
    if session.version != seen_version:
        raise Stale("Phiên họp này vừa được người khác thay đổi. Đề nghị xem lại.")
    can_decide_for(standing_of(actor), session.province_id).demand()
    return session


def _write(session: CouncilSession, spec: SessionSpec) -> None:
    if spec.held_on > timezone.localdate():
        raise Invalid("Ngày họp không được sau ngày hôm nay.", field="held_on")
    if spec.held_on < session.cycle.starts_on:
        raise Invalid("Ngày họp không được trước khi năm thi đua bắt đầu.", field="held_on")
    if not 1 <= spec.present <= spec.members:
        raise Invalid("Số có mặt phải từ 1 đến tổng số thành viên.", field="present")
    if not 1 <= spec.threshold.numerator <= spec.threshold.denominator:
        raise Invalid("Tỷ lệ cần đạt phải lớn hơn 0, không quá 1.", field="threshold_numerator")
    if spec.threshold.strict and spec.threshold.numerator == spec.threshold.denominator:
        raise Invalid("Không thể cần trên toàn bộ số phiếu.", field="threshold_strict")
    session.name, session.source = spec.name.strip(), spec.source.strip()
    session.held_on, session.base = spec.held_on, spec.base.value
    session.members, session.present = spec.members, spec.present
    session.threshold_numerator = spec.threshold.numerator
    session.threshold_denominator = spec.threshold.denominator
    session.threshold_strict = spec.threshold.strict
    checked(session)


def _check_once(session: CouncilSession) -> None:
    """Refuse what a second click sends: a sitting of the same name, year and day."""
    same = CouncilSession.objects.filter(
        province=session.province,
        cycle=session.cycle,
        name=session.name,
        held_on=session.held_on,
    )
    if same.exists():
        raise Invalid("Phiên họp cùng tên, cùng ngày này đã được ghi.", field="name")


def _described(session: CouncilSession) -> dict[str, object]:
    names = ("name", "held_on", "members", "present", "base", "source", "threshold_strict")
    share = f"{session.threshold_numerator}/{session.threshold_denominator}"
    return {name: getattr(session, name) for name in names} | {"threshold": share}
