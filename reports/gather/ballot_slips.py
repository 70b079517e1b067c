"""The slips of an open ballot: its rule and its nominees; of the roll only how long it is."""

from collections.abc import Mapping

from awards.models import Ballot
from awards.selectors import labels_of
from awards.selectors.ballot_pages import matter_of, member_names
from awards.states import BallotPurpose
from blocs.models import Season
from blocs.rules.writing import count_text
from reports.papers.ballot_slips import BallotSlips
from reports.wording import bloc_words, day_text, joined, with_remark, year_label


def gather_ballot_slips(season: Season, key: str) -> BallotSlips:
    """Read the slips' facts: six queries, however many vote."""
    ballot = season.ballots.select_related("award_type", "meeting").get(pk=key)
    ballot.season = season
    names = member_names(season)
    nominees = ballot.nominees.select_related("agency").order_by("position")
    return BallotSlips(
        sample=season.is_made_up,
        bloc=season.bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        matter=matter_text(ballot, labels_of(season.bloc.province_id)),
        occasion=_occasion(ballot),
        instructions=_instructions(ballot, bloc_words(season.bloc.kind).short),
        nominees=tuple(names.get(one.agency_id, one.agency.name) for one in nominees),
        count=ballot.voters.count(),
    )


def matter_text(ballot: Ballot, labels: Mapping[int, str]) -> str:
    """Say what is voted on: ``Đề nghị tặng Cờ thi đua (vòng 2)``, ``Bầu Trưởng khối …``.

    Args:
        labels: the province's own names of awards, from ``labels_of``.
    """
    deed = "Đề nghị tặng" if ballot.purpose == BallotPurpose.AWARD else "Bầu"
    later = f"vòng {ballot.round_number}" if ballot.round_number > 1 else ""
    return with_remark(f"{deed} {matter_of(ballot, labels)}", later)


def _occasion(ballot: Ballot) -> str:
    meeting = ballot.meeting
    if meeting is None:
        return ""
    return joined((meeting.name, day_text(meeting.held_on, meeting.day_part)), ", ")


def _instructions(ballot: Ballot, unit: str) -> tuple[str, ...]:
    most = f"{count_text(ballot.max_choices)} đơn vị"
    told = [
        f"Đánh dấu X vào cột “Đồng ý” (không quá {most}) hoặc cột “Không đồng ý”.",
        (
            f"Không hợp lệ: chọn quá {most}, đánh dấu cả hai cột, ghi thêm, có ký hiệu riêng hoặc "
            f"không có dấu của {unit}. Không đánh dấu ô nào là phiếu trắng."
        ),
    ]
    if not ballot.self_vote:
        told.append("Đơn vị không bỏ phiếu cho chính mình.")
    if ballot.is_secret:
        told.append("Phiếu kín: không ghi tên, không ký tên.")
    return tuple(told)
