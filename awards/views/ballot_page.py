"""What the page of one ballot shows, and to whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from awards.models import Ballot, BallotVoter
from awards.permissions import can_count
from awards.rules.ballot_words import fraction_text, threshold_text
from awards.rules.ballot_workflow import COUNTED_BY_PEOPLE, TELLERS
from awards.selectors.ballot_pages import (
    matter_of,
    member_names,
    own_slips,
    result_lines,
    sees_roll,
)
from awards.selectors.ballot_people import compared_counts, counts_of
from awards.selectors.ballots import quorum_of, results_of
from awards.selectors.words import labels_of
from awards.states import BallotMethod, BallotState, ShareBase
from awards.views.ballot_acts import ballot_crumbs, offered_acts
from blocs.permissions import can_run_season, seats_of
from blocs.standing import Standing
from scoring.selectors.samples import is_sample


def ballot_page(standing: Standing, ballot: Ballot) -> dict[str, Any]:
    """Return everything the page of a ballot shows to this person."""
    season, seats = ballot.season, seats_of(ballot.season)
    names = member_names(season)
    roll = list(ballot.voters.select_related("agency").order_by("pk"))
    for voter in roll:
        voter.ballot = ballot
    runs = bool(can_run_season(standing, season, seats))
    results = results_of(ballot) if ballot.state == BallotState.CLOSED else []
    nominees = list(ballot.nominees.select_related("agency").order_by("position"))
    return {
        "ballot": ballot,
        "season": season,
        "facts": rule_facts(ballot),
        "nominees": [(one, names.get(one.agency_id, one.agency.name)) for one in nominees],
        "slips": own_slips(standing, ballot, roll, names),
        "progress": progress(ballot, roll),
        "runs": runs,
        "sees_roll": sees_roll(standing, ballot, seats),
        "acts": offered_acts(standing, ballot, seats, results) if runs else [],
        "results": result_lines(standing, ballot, results, names),
        "slip_numbers": slip_numbers(ballot) if results else [],
        "is_sample": is_sample(season),
        "crumbs": ballot_crumbs(ballot),
        **_counting(standing, ballot, names, nominees, runs=runs),
    }


def progress(ballot: Ballot, roll: Sequence[BallotVoter]) -> Mapping[str, int]:
    """Return how many of the voters are there and have voted; never what."""
    return {
        "voters": len(roll),
        "present": sum(voter.is_present for voter in roll),
        "voted": sum(voter.voted for voter in roll),
    }


def rule_facts(ballot: Ballot) -> list[tuple[str, str]]:
    """Say the rule of a ballot, line by line."""
    quorum = fraction_text(ballot.quorum_numerator, ballot.quorum_denominator)
    most = ballot.max_choices
    facts = [
        ("Nội dung", matter_of(ballot, labels_of(ballot.season.bloc.province_id))),
        ("Cách bỏ phiếu", _method_text(ballot)),
        ("Điều kiện được bầu", threshold_text(ballot.threshold, ShareBase(ballot.share_of))),
        ("Tham dự tối thiểu", f"{quorum} tổng số thành viên"),
        ("Số được bầu", str(ballot.seats)),
        ("Mỗi phiếu chọn", "một đơn vị" if most == 1 else f"nhiều nhất {most} đơn vị"),
        ("Bỏ phiếu cho chính mình", _self_vote_text(ballot)),
    ]
    if ballot.is_secret:
        facts.append(("Số phiếu ít nhất để công bố", str(ballot.least_voters)))
    if ballot.meeting is not None:
        facts.append(("Hội nghị", ballot.meeting.name))
    return facts


def slip_numbers(ballot: Ballot) -> list[tuple[str, str]]:
    """Say what a closed ballot counted, as its minutes do."""
    result = ballot.result
    numbers = [
        ("Tham dự", quorum_of(ballot)),
        ("Phát ra", str(result.issued)),
        ("Thu về", str(result.returned)),
        ("Hợp lệ", str(result.valid)),
        ("Không hợp lệ", str(result.invalid)),
        ("Phiếu trắng", str(result.blank)),
    ]
    if ballot.method == BallotMethod.HANDS:
        return [numbers[0], ("Biểu quyết", str(result.returned))]
    return numbers


def _method_text(ballot: Ballot) -> str:
    kind = "kín" if ballot.is_secret else "công khai"
    return f"{ballot.get_method_display()}, {kind}"


def _self_vote_text(ballot: Ballot) -> str:
    if ballot.self_vote:
        return "được"
    return "không; đơn vị không được tính vào tổng số khi tính tỷ lệ của chính mình"


def _counting(
    standing: Standing,
    ballot: Ballot,
    names: dict[int, str],
    nominees: Sequence[Any],
    *,
    runs: bool,
) -> dict[str, Any]:
    """Return what concerns the tellers; their numbers only once all of them have counted."""
    if ballot.method not in COUNTED_BY_PEOPLE:
        return {}
    counts = counts_of(ballot)
    for count in counts:
        count.ballot = ballot
    person = standing.user.pk if standing.user else None
    mine = next((one for one in counts if one.teller_id == person), None)
    may_compare = ballot.state == BallotState.COUNTING and (runs or mine is not None)
    wanted = TELLERS[BallotMethod(ballot.method)]
    return {
        "counts": counts,
        "tellers_wanted": wanted,
        "my_count": mine,
        "can_count": can_count(standing, mine) if mine else None,
        "compared": compared_counts(counts, nominees, names, wanted) if may_compare else [],
    }
