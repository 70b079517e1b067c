"""The minutes of the review: the meeting, the frozen ranking, the ballots, the proposals."""

from collections.abc import Iterator, Mapping, Sequence

from awards.models import NomineeResult
from awards.selectors import labels_of
from awards.selectors.ballot_pages import RESULT_LABELS, state_of
from awards.selectors.ballots import arithmetic_of
from awards.states import BallotState
from blocs.models import Attendance, Meeting, Season
from blocs.rules.writing import count_text, lower_first
from blocs.states import AttendanceRole, MeetingKind, NarrativeSection, OfficeRole, Term
from reports.gather.ballot_slips import matter_text
from reports.gather.counting import RECIPIENTS_OF_MINUTES, occasion_of, rule_lines, slip_lines
from reports.gather.facts import (
    Roster,
    head_signature,
    minutes_letterhead,
    read_meetings,
    read_roster,
)
from reports.gather.meetings import conclusion_texts, guest_texts, meeting_of
from reports.gather.ranking import proposal_texts, ranking_text, read_frozen
from reports.gather.summary import next_offices
from reports.gather.texts import statement_lines
from reports.papers.base import SignatureBlock
from reports.papers.review_minutes import ReviewMinutes, VoteRow
from reports.papers.summary import Review
from reports.wording import following_label, joined, with_remark, year_label
from scoring.models import Ranking, RankingRow


def gather_review_minutes(season: Season) -> ReviewMinutes:
    """Read the minutes' facts, once; the number of queries does not grow with the season."""
    roster = read_roster(season)
    frozen, rows = read_frozen(roster)
    meeting = meeting_of(read_meetings(season), MeetingKind.PEER_REVIEW, Term.CURRENT)
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    came = list(meeting.attendances.all()) if meeting else []
    results, labels = _results(season), labels_of(season.bloc.province_id)
    is_sample = season.is_made_up
    label, kind = season.cycle.label, season.cycle.kind
    return ReviewMinutes(
        sample=is_sample or (frozen is not None and frozen.is_sample),
        letterhead=minutes_letterhead(roster, head),
        bloc=season.bloc.name,
        cycle=year_label(label, kind),
        next_cycle=year_label(following_label(label), kind),
        occasion=occasion_of(meeting),
        chair=_chair(roster, came),
        attendance=_attendance(roster, came),
        present=tuple(_present(roster, row) for row in came if row.present),
        absent=tuple(_away(roster, row) for row in came if not row.present),
        guests=guest_texts(roster, meeting) if meeting else (),
        review=_review(roster, frozen, rows),
        ballots=tuple(_ballots(results, labels)),
        votes=tuple(_votes(results, roster, labels)),
        conclusions=conclusion_texts(meeting) if meeting else (),
        copies=_copies(meeting),
        writer=SignatureBlock(position="Thư ký"),
        head=head_signature(roster, head),
        recipients=RECIPIENTS_OF_MINUTES,
    )


def _review(roster: Roster, frozen: Ranking | None, rows: list[RankingRow]) -> Review:
    return Review(
        process=tuple(_process(roster)),
        ranking=ranking_text(roster, frozen, rows),
        proposals=proposal_texts(roster, rows, answered=False),
        offices=next_offices(roster),
    )


def _away(roster: Roster, row: Attendance) -> str:
    return with_remark(roster.name_of(row.agency), row.absence_reason)


def _chair(roster: Roster, came: Sequence[Attendance]) -> str:
    """Return who led the meeting, where its record says so."""
    leading = {AttendanceRole.CHAIR.value, AttendanceRole.CO_CHAIR.value}
    return joined(_present(roster, row) for row in came if row.role in leading)


def _present(roster: Roster, row: Attendance) -> str:
    return joined((roster.name_of(row.agency), row.representative), " – ")


def _attendance(roster: Roster, came: Sequence[Attendance]) -> str:
    if not came:
        return ""
    present = sum(row.present for row in came)
    return f"{count_text(present)}/{count_text(len(roster.members))} đơn vị thành viên"


def _process(roster: Roster) -> Iterator[str]:
    rows = roster.season.statements.filter(section=NarrativeSection.REVIEW.value)
    for row in rows.order_by("position"):
        yield from statement_lines(roster, row)


def _results(season: Season) -> list[NomineeResult]:
    """Read what the closed ballots said, in the order in which they were held. One query."""
    rows = NomineeResult.objects.filter(
        nominee__ballot__season=season, nominee__ballot__state=BallotState.CLOSED.value
    ).select_related(
        "nominee__agency",
        "nominee__override",
        "nominee__ballot__award_type",
        "nominee__ballot__result",
    )
    held = ("nominee__ballot__closed_at", "nominee__ballot__round_number", "nominee__ballot__pk")
    found = list(rows.order_by(*held, "nominee__position"))
    for row in found:
        row.nominee.ballot.season = season
    return found


def _ballots(results: Sequence[NomineeResult], labels: Mapping[int, str]) -> Iterator[str]:
    ballots = {row.nominee.ballot_id: row.nominee.ballot for row in results}
    for ballot in ballots.values():
        facts = (*rule_lines(ballot), *slip_lines(ballot))
        told = joined(f"{lower_first(one.label)}: {one.text}" for one in facts)
        yield f"{matter_text(ballot, labels)}: {told}."


def _votes(
    results: Sequence[NomineeResult], roster: Roster, labels: Mapping[int, str]
) -> Iterator[VoteRow]:
    for row in results:
        yield VoteRow(
            matter=matter_text(row.nominee.ballot, labels),
            agency=roster.name_of(row.nominee.agency),
            arithmetic=arithmetic_of(row.nominee.ballot, row),
            result=_result_text(row),
        )


def _result_text(row: NomineeResult) -> str:
    """Say what came of the votes, and what decision went beyond them."""
    said = RESULT_LABELS[state_of(row)]
    if not row.nominee.ballot.result.has_quorum:
        said = f"{said}; không đủ số đơn vị tham dự"
    override = getattr(row.nominee, "override", None)
    return f"{said}; được chọn theo quyết định {override.decision}" if override else said


def _copies(meeting: Meeting | None) -> str:
    ended = "Hội nghị kết thúc" if meeting else "Cuộc họp kết thúc"
    return (
        f"{ended} vào hồi …… giờ …… phút cùng ngày. Biên bản đã được đọc lại cho các thành viên "
        "dự họp cùng nghe, thống nhất và được lập thành 02 bản có giá trị như nhau."
    )
