"""The bloc's letter of proposals: those it agreed on, as they stand beside ranking and limits."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone

from awards.models import Ballot, NomineeResult, Proposal
from awards.selectors import award_name, labels_of
from awards.selectors.ballots import arithmetic_of
from awards.selectors.quotas import quota_state
from awards.states import BallotPurpose, BallotState, QuotaScope
from blocs.models import Season
from blocs.rules.writing import count_text, date_long, date_text, points_text
from blocs.states import MeetingKind, NarrativeSection, OfficeRole, Term
from reports.gather.facts import (
    Roster,
    head_signature,
    letterhead_of,
    read_meetings,
    read_roster,
)
from reports.gather.meetings import meeting_of
from reports.gather.ranking import published, read_frozen
from reports.gather.texts import read_own_words
from reports.papers.base import LegalBasis, Recipients
from reports.papers.results import AwardCount
from reports.papers.submission import LimitText, PutForward, Submission
from reports.rules import standard_words
from reports.rules.list_lines import ended
from reports.states import DocumentKind
from reports.subjects import put_forward
from reports.wording import COUNCIL, PROVINCE_OFFICE, joined, with_remark, year_label
from scoring.models import Ranking, RankingRow


def gather_submission(season: Season) -> Submission:
    """Read the letter's facts, once; the number of queries does not grow with the season."""
    roster = read_roster(season)
    frozen, rows = read_frozen(roster)
    put, labels = _put_forward(season), labels_of(season.bloc.province_id)
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    cycle = year_label(season.cycle.label, season.cycle.kind)
    is_sample = season.is_made_up
    own = read_own_words(roster, DocumentKind.SUBMISSION)
    pledge = own(NarrativeSection.SUBMISSION_PLEDGE) or (
        standard_words.submission_pledge(season.bloc.name, COUNCIL),
    )
    return Submission(
        sample=is_sample or (frozen is not None and frozen.is_sample),
        letterhead=letterhead_of(roster, head, symbol=f"TTr-{roster.words.code}"),
        bloc=season.bloc.name,
        cycle=cycle,
        subject=f"Về việc đề nghị khen thưởng năm {cycle}",
        addressees=(COUNCIL, PROVINCE_OFFICE),
        basis=LegalBasis(
            (*own(NarrativeSection.SUBMISSION_GROUNDS), *_grounds(season, frozen, cycle))
        ),
        process=own(NarrativeSection.SUBMISSION_OPENING) or (_opening(season, put, cycle),),
        counts=_counts(put, labels),
        limits=tuple(_limits(season)),
        commitment="\n".join(ended(pledge)),
        recipients=Recipients(
            lines=("Như trên", "Các đơn vị thành viên"), archive=f"Lưu: VT, {roster.words.code}"
        ),
        signature=head_signature(roster, head),
        lines=_lines(roster, put, rows, labels),
    )


def _put_forward(season: Season) -> list[Proposal]:
    found = put_forward(season).select_related("agency", "award_type")
    return list(found.order_by("award_type__position", "pk"))


def _grounds(season: Season, frozen: Ranking | None, cycle: str) -> Iterator[str]:
    """Name what of the year the proposals rest on; law and regulations are people's own words."""
    meeting = meeting_of(read_meetings(season), MeetingKind.PEER_REVIEW, Term.CURRENT)
    if meeting is not None:
        day = date_long(meeting.held_on) if meeting.held_on else ""
        yield joined(("Căn cứ kết quả", meeting.name, day), " ")
    if frozen is not None:
        day = date_text(timezone.localtime(frozen.frozen_at).date())
        yield f"Căn cứ kết quả chấm điểm, xếp hạng thi đua năm {cycle} chốt ngày {day}"
    ballots = Ballot.objects.filter(season=season, state=BallotState.CLOSED.value)
    closed = ballots.filter(purpose=BallotPurpose.AWARD.value).count()
    if closed:
        times = f"{count_text(closed)} cuộc bỏ phiếu"
        yield f"Căn cứ kết quả kiểm phiếu của {times} đề nghị khen thưởng"


def _opening(season: Season, put: Sequence[Proposal], cycle: str) -> str:
    agencies = count_text(len({one.agency_id for one in put}))
    return standard_words.submission_opening(
        season.bloc.name, cycle, f"{agencies} đơn vị thành viên"
    )


def _counts(put: Sequence[Proposal], labels: Mapping[int, str]) -> tuple[AwardCount, ...]:
    counted = Counter(_award(one, labels) for one in put)
    return tuple(
        AwardCount(award, f"{count_text(times)} đơn vị") for award, times in counted.items()
    )


def _award(proposal: Proposal, labels: Mapping[int, str]) -> str:
    name = award_name(proposal.award_type, labels) if proposal.award_type else ""
    return with_remark(name, proposal.local_label)


def _limits(season: Season) -> Iterator[LimitText]:
    """Write the bloc's own limits; what other blocs propose is not this letter's to tell."""
    for line in quota_state(season, timezone.localdate()):
        if line.quota.scope == QuotaScope.BLOC:
            yield LimitText(
                award=line.award,
                used=count_text(line.answer.used),
                text=line.answer.limit.text,
                source=line.quota.source,
            )


def _lines(
    roster: Roster,
    put: Sequence[Proposal],
    rows: list[RankingRow],
    labels: Mapping[int, str],
) -> tuple[PutForward, ...]:
    open_rows = {row.agency_id: row for row in published(roster, rows)}
    votes = _votes(roster.season)
    found = []
    for one in put:
        row = open_rows.get(one.agency_id)
        found.append(
            PutForward(
                agency=roster.name_of(one.agency),
                award=_award(one, labels),
                rank=str(row.rank) if row else "",
                points=points_text(row.final_total) if row else "",
                votes=votes.get((one.agency_id, one.award_type_id), ""),
                note=one.achievement,
            )
        )
    return tuple(found)


def _votes(season: Season) -> Mapping[tuple[int, int | None], str]:
    """Return the last round's arithmetic by agency and award. One query."""
    rows = NomineeResult.objects.filter(
        nominee__ballot__season=season,
        nominee__ballot__state=BallotState.CLOSED.value,
        nominee__ballot__purpose=BallotPurpose.AWARD.value,
    ).select_related("nominee__ballot")
    found = {}
    for row in rows.order_by("nominee__ballot__round_number", "pk"):
        ballot = row.nominee.ballot
        found[row.nominee.agency_id, ballot.award_type_id] = arithmetic_of(ballot, row)
    return found
