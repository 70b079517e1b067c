"""The minutes of the review: the meeting, the frozen ranking, the ballots, the proposals."""

from collections.abc import Iterator, Sequence

from awards.models import NomineeResult
from awards.selectors import labels_of
from awards.selectors.ballot_pages import RESULT_LABELS, state_of
from awards.selectors.ballots import arithmetic_of
from awards.states import BallotState
from blocs.models import Attendance, Meeting, Season
from blocs.rules.writing import count_text
from blocs.states import AttendanceRole, MeetingKind, OfficeRole, ReportSection, Term
from reports.gather.ballot_slips import matter_text
from reports.gather.counting import occasion_of
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
        votes=tuple(_votes(season, roster)),
        conclusions=conclusion_texts(meeting) if meeting else (),
        copies=_copies(meeting),
        writer=SignatureBlock(position="Thư ký"),
        head=head_signature(roster, head),
    )


def _review(roster: Roster, frozen: Ranking | None, rows: list[RankingRow]) -> Review:
    return Review(
        process=tuple(_process(roster.season)),
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


def _process(season: Season) -> Iterator[str]:
    rows = season.statements.filter(section=ReportSection.REVIEW.value)
    for row in rows.order_by("position"):
        yield from row.lines


def _votes(season: Season, roster: Roster) -> Iterator[VoteRow]:
    """Write what the closed ballots said, in the order in which they were held. Two queries."""
    rows = NomineeResult.objects.filter(
        nominee__ballot__season=season, nominee__ballot__state=BallotState.CLOSED.value
    ).select_related(
        "nominee__agency",
        "nominee__override",
        "nominee__ballot__award_type",
        "nominee__ballot__result",
    )
    labels = labels_of(season.bloc.province_id)
    held = ("nominee__ballot__closed_at", "nominee__ballot__round_number", "nominee__ballot__pk")
    for row in rows.order_by(*held, "nominee__position"):
        ballot = row.nominee.ballot
        ballot.season = season
        yield VoteRow(
            matter=matter_text(ballot, labels),
            agency=roster.name_of(row.nominee.agency),
            arithmetic=arithmetic_of(ballot, row),
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
