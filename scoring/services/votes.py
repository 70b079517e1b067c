"""The bloc's vote on its members, and recorded decisions that part equal members."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Agency, Season
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from scoring.errors import MembersInvalid
from scoring.models import MemberVote, TieDecision
from scoring.permissions import can_decide_tie, can_record_vote
from scoring.rules.text import tidy_line
from scoring.selectors.given import mark_of_places, mark_of_votes, places_of, votes_of
from scoring.selectors.rankings import current_ranking
from scoring.selectors.votes import settles_ties_by_decision

MOST_VOTERS = 10_000
LEAST_IN_TIE = 2
CHANGED = "Số liệu vừa được người khác cập nhật. Quý vị xem lại trước khi ghi."


@dataclass(frozen=True, slots=True)
class VoteCount:
    """How many agreed with a member, of how many who voted on it."""

    agency: Agency
    votes: int
    voters: int


@transaction.atomic
def record_member_votes(
    *,
    season_id: int,
    counts: Sequence[VoteCount],
    seen: str,
    reason: str = "",
    actor: User | None,
    unreadable: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Record how the bloc voted on the named members; those not named keep their counts.

    Args:
        seen: the mark of the counts that the page was showing (``mark_of_votes``).
        reason: why, where a recorded count changes.
        unreadable: what could not be read, a sentence by agency code; with these nothing is saved.

    Returns:
        how many counts were new or changed.

    Raises:
        Stale: a colleague recorded counts first.
        NotAllowed: not now, not by this person, or about an agency of theirs.
        Invalid: no member, or a change without its reason.
        MembersInvalid: unreadable or out of range; names every such member.
    """
    season = locked_season(season_id)
    held = votes_of(season)
    wanted = {one.agency.code: one for one in counts}
    new = {code: one for code, one in wanted.items() if _pair(one) != held.get(code)}
    _demand_members(season, [one.agency for one in counts])
    _demand_rights(season, new.values(), actor)
    if not new and not unreadable:
        return 0
    if seen != mark_of_votes(held):
        raise Stale(CHANGED)
    faults = {**unreadable, **_out_of_range(new.values())}
    if faults:
        raise MembersInvalid(faults)
    said = _reason_for_change(reason, changes=any(code in held for code in new))
    for one in new.values():
        MemberVote.objects.update_or_create(
            season=season,
            agency=one.agency,
            defaults={"votes": one.votes, "voters": one.voters},
        )
    audit.record(
        actor=actor,
        action="season.record_votes",
        subject=season,
        before={code: list(held[code]) for code in new if code in held},
        after={code: list(_pair(one)) for code, one in new.items()},
        reason=said,
    )
    return len(new)


@transaction.atomic
def record_tie_decision(
    *,
    season_id: int,
    places: Sequence[tuple[Agency, int]],
    seen: str,
    reason: str,
    actor: User | None,
) -> list[TieDecision]:
    """Record the decision that parts equal members: the smaller place stands first.

    It replaces earlier decisions on the same members and is only asked where their totals
    are equal and the table's other rules do not part them. The operator's command may bring
    back one place alone: what is left of a decision whose other members were decided anew.

    Args:
        places: the members that were equal, each with a place of its own, from 1.
        seen: the mark of the places that the page was showing (``mark_of_places``).
        reason: the decision's ground, kept with it.

    Raises:
        Stale: a colleague recorded a decision first.
        NotAllowed: not now, not by this person, or about an agency of theirs.
        Refused: the table does not settle ties by a decision.
        Invalid: fewer than two members, no member, places that repeat, or no reason.
    """
    season = locked_season(season_id)
    agencies = [agency for agency, _ in places]
    verdict = can_decide_tie(
        standing_of(actor),
        season,
        seats_of(season),
        [agency.pk for agency in agencies],
        is_frozen=_is_frozen(season),
    )
    verdict.demand()
    if not settles_ties_by_decision(season):
        raise Refused("Bảng tiêu chí không quy định phân định đồng hạng bằng quyết định.")
    held = places_of(season)
    if seen != mark_of_places(held):
        raise Stale(CHANGED)
    said = _demand_decision(season, places, reason, least=1 if actor is None else LEAST_IN_TIE)
    made = [_decided(season, agency, place, said, actor) for agency, place in places]
    audit.record(
        actor=actor,
        action="season.decide_tie",
        subject=season,
        before={one.code: held[one.code] for one in agencies if one.code in held},
        after={agency.code: place for agency, place in places},
        reason=said,
    )
    return made


def _decided(
    season: Season, agency: Agency, place: int, reason: str, actor: User | None
) -> TieDecision:
    values = {
        "place": place,
        "reason": reason,
        "decided_by": actor,
        "decided_at": timezone.now(),
    }
    row, _ = TieDecision.objects.update_or_create(season=season, agency=agency, defaults=values)
    return row


def _is_frozen(season: Season) -> bool:
    return current_ranking(season) is not None


def _demand_rights(season: Season, counts: Iterable[VoteCount], actor: User | None) -> None:
    standing, seats, is_frozen = standing_of(actor), seats_of(season), _is_frozen(season)
    for one in counts:
        can_record_vote(standing, season, seats, one.agency.pk, is_frozen=is_frozen).demand()


def _pair(one: VoteCount) -> tuple[int, int]:
    return one.votes, one.voters


def _demand_members(season: Season, agencies: Sequence[Agency]) -> None:
    if len({agency.pk for agency in agencies}) != len(agencies):
        raise Invalid("Có đơn vị được ghi hai lần.")
    members = set(season.memberships.values_list("agency", flat=True))
    for agency in agencies:
        if agency.pk not in members:
            raise Invalid(
                f"{agency.short_name} không phải thành viên của năm thi đua này.",
                field=agency.code,
            )


def _out_of_range(counts: Iterable[VoteCount]) -> dict[str, str]:
    """Return what is wrong with the counts, by agency code."""
    faults = {}
    for one in counts:
        name = one.agency.short_name
        if not 1 <= one.voters <= MOST_VOTERS:
            faults[one.agency.code] = f"{name}: số người bỏ phiếu phải từ 1."
        elif not 0 <= one.votes <= one.voters:
            faults[one.agency.code] = (
                f"{name}: số phiếu đồng ý phải từ 0 đến {one.voters} (số người bỏ phiếu)."
            )
    return faults


def _reason_for_change(reason: str, *, changes: bool) -> str:
    said = tidy_line(reason)
    if changes and not said:
        raise Invalid("Quý vị cần nêu lý do sửa kết quả bỏ phiếu đã ghi.", field="reason")
    return said


def _demand_decision(
    season: Season, places: Sequence[tuple[Agency, int]], reason: str, *, least: int
) -> str:
    _demand_members(season, [agency for agency, _ in places])
    order = [place for _, place in places]
    if len(places) < least:
        raise Invalid("Cần chọn ít nhất hai đơn vị đồng hạng.", field="places")
    if len(set(order)) != len(order) or min(order) < 1:
        raise Invalid("Mỗi đơn vị cần một thứ tự riêng, bắt đầu từ 1.", field="places")
    said = tidy_line(reason)
    if not said:
        raise Invalid("Quý vị cần nêu căn cứ của quyết định.", field="reason")
    return said
