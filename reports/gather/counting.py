"""The minutes of a closed ballot: its stored result, which never changes."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from awards.models import Ballot, NomineeResult
from awards.rules.ballot_words import fraction_text, threshold_text
from awards.selectors import labels_of
from awards.selectors.ballot_pages import RESULT_LABELS, state_of
from awards.selectors.ballot_people import counts_of
from awards.selectors.ballots import arithmetic_of, quorum_of, results_of
from awards.states import BallotMethod, ShareBase
from blocs.models import Meeting, Season
from blocs.rules.writing import count_text, moment_text
from blocs.states import OfficeRole, Term
from reports.gather.ballot_slips import matter_text
from reports.gather.facts import Roster, head_signature, minutes_letterhead, read_roster
from reports.papers.base import Recipients, SignatureBlock
from reports.papers.counting import CountingMinutes, NomineeVotes
from reports.papers.minutes import FactLine, Occasion
from reports.wording import PROVINCE_OFFICE, day_text, joined, year_label

_BY_THE_SYSTEM = "Phiếu được bỏ trực tuyến; phần mềm kiểm đếm và chỉ lưu tổng số."
_COPIES = (
    "Biên bản được lập thành 02 bản, đã đọc lại cho những người tham gia kiểm phiếu cùng nghe, "
    "thống nhất và ký tên."
)
# Source: NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9.
RECIPIENTS_OF_MINUTES = Recipients(
    lines=(PROVINCE_OFFICE, "Các đơn vị thành viên"), archive="Lưu: VT, Hồ sơ"
)


def gather_counting_minutes(season: Season, key: str) -> CountingMinutes:
    """Read the minutes' facts: a constant number of queries, however many stood and voted."""
    roster = read_roster(season)
    ballot = season.ballots.select_related("award_type", "meeting", "result").get(pk=key)
    ballot.season = season
    results = results_of(ballot)
    tellers = [one.teller.full_name for one in counts_of(ballot)]
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    return CountingMinutes(
        sample=season.is_made_up,
        letterhead=minutes_letterhead(roster, head),
        bloc=season.bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        title=str(ballot),
        matter=matter_text(ballot, labels_of(season.bloc.province_id)),
        occasion=occasion_of(ballot.meeting),
        began=_moment(ballot.ended_at),
        ended=_moment(ballot.closed_at),
        tellers=tuple(f"Ông (bà) {name}" for name in tellers),
        how_counted="" if tellers else _BY_THE_SYSTEM,
        rule=tuple(rule_lines(ballot)),
        quorum=quorum_of(ballot),
        slips=slip_lines(ballot),
        sums=tuple(_sums(ballot)),
        rows=tuple(_row(ballot, row, roster) for row in results),
        conclusions=tuple(_conclusions(ballot, results, roster)),
        copies=_COPIES,
        signers=_signers(tellers, head_signature(roster, head)),
        recipients=RECIPIENTS_OF_MINUTES,
    )


def _signers(tellers: Sequence[str], head: SignatureBlock) -> tuple[SignatureBlock, ...]:
    counted = (SignatureBlock(position="Người kiểm phiếu", name=name) for name in tellers)
    return (*counted, head)


def _moment(moment: datetime | None) -> str:
    return moment_text(timezone.localtime(moment)) if moment else ""


def occasion_of(meeting: Meeting | None) -> Occasion:
    """Return when and where a meeting was held; blanks where none is on record."""
    if meeting is None:
        return Occasion()
    return Occasion(
        name=meeting.name,
        time_text=day_text(meeting.held_on, meeting.day_part),
        place=meeting.place,
    )


def rule_lines(ballot: Ballot) -> Iterator[FactLine]:
    """Write the rule by which a ballot was held."""
    secret = "phiếu kín" if ballot.is_secret else "công khai"
    yield FactLine("Hình thức bỏ phiếu", f"{ballot.get_method_display().lower()}, {secret}")
    needed = threshold_text(ballot.threshold, ShareBase(ballot.share_of))
    yield FactLine("Điều kiện được bầu", needed)
    quorum = fraction_text(ballot.quorum_numerator, ballot.quorum_denominator)
    yield FactLine("Tham dự tối thiểu", f"{quorum} tổng số thành viên")
    yield FactLine("Số được bầu", f"{count_text(ballot.seats)} đơn vị")
    yield FactLine("Mỗi phiếu chọn", f"không quá {count_text(ballot.max_choices)} đơn vị")
    if not ballot.self_vote:
        yield FactLine(
            "Bỏ phiếu cho chính mình", "không; đơn vị không tính vào tổng số của chính mình"
        )


def slip_lines(ballot: Ballot) -> tuple[FactLine, ...]:
    """Write how many slips were handed out and came back, and what they were."""
    result = ballot.result
    if ballot.method == BallotMethod.HANDS:
        return (FactLine("Số đơn vị biểu quyết", count_text(result.returned)),)
    return (
        FactLine("Số phiếu phát ra", count_text(result.issued)),
        FactLine("Số phiếu thu về", count_text(result.returned)),
        FactLine("Số phiếu hợp lệ", count_text(result.valid)),
        FactLine("Số phiếu không hợp lệ", count_text(result.invalid)),
        FactLine("Số phiếu trắng", count_text(result.blank)),
    )


def _sums(ballot: Ballot) -> Iterator[str]:
    """Show that the slips add up; a show of hands has none."""
    result = ballot.result
    if ballot.method == BallotMethod.HANDS:
        return
    yield (
        f"Hợp lệ {result.valid} + không hợp lệ {result.invalid} + trắng {result.blank} = "
        f"{result.returned} phiếu thu về."
    )
    missing = result.issued - result.returned
    yield (
        f"Phát ra {result.issued} − thu về {result.returned} = {missing} phiếu không thu về."
        if missing
        else f"Số phiếu thu về bằng số phiếu phát ra ({result.issued})."
    )


def _row(ballot: Ballot, row: NomineeResult, roster: Roster) -> NomineeVotes:
    return NomineeVotes(
        name=roster.name_of(row.nominee.agency),
        votes=f"{row.votes}/{row.base}",
        arithmetic=arithmetic_of(ballot, row),
        result=RESULT_LABELS[state_of(row)],
    )


def _conclusions(ballot: Ballot, rows: Sequence[NomineeResult], roster: Roster) -> Iterator[str]:
    elected = [roster.name_of(row.nominee.agency) for row in rows if row.elected]
    tied = [roster.name_of(row.nominee.agency) for row in rows if row.tied]
    if not ballot.result.has_quorum:
        yield "Không đủ số đơn vị tham dự tối thiểu nên không đơn vị nào được bầu."
        return
    if elected:
        yield f"Được bầu {count_text(len(elected))} đơn vị: {joined(elected)}."
    else:
        yield "Chưa có đơn vị nào được bầu."
    if tied:
        yield f"Số phiếu bằng nhau ở vị trí cuối, chờ bỏ phiếu vòng sau: {joined(tied)}."
