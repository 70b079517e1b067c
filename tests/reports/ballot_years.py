"""Seasons with ballots: open for slips, or counted and closed."""

from collections.abc import Sequence

from awards.models import Ballot
from awards.states import BallotMethod
from blocs.models import Agency, Season
from tests.awards.balloting import (
    close,
    count_by,
    end,
    hand_out,
    make_voting_year,
    set_open,
    set_up,
)
from tests.factories import make_award_type, make_bloc, make_cycle, make_editor

AWARD = "Cờ thi đua của tỉnh"


def voting_year(size: int = 9) -> tuple[Season, list[Agency]]:
    bloc, cycle = make_bloc(code="khoi-bau", name="Khối thi đua số 1"), make_cycle(label="2022")
    return make_voting_year(size, bloc=bloc, cycle=cycle)


def drafted(season: Season, members: list[Agency], **fields: object) -> Ballot:
    return set_up(season, members[:3], **_values(fields))


def opened(season: Season, members: list[Agency], **fields: object) -> Ballot:
    return set_open(season, members[:3], **_values(fields))


def _values(fields: dict) -> dict:
    award = fields.pop("award", None) or make_award_type(name=AWARD)
    return {"method": BallotMethod.PAPER, "award": award, **fields}


def closed(
    season: Season, members: list[Agency], *, absent: Sequence[Agency] = (), **fields: object
) -> Ballot:
    """Close a ballot on paper: of 9 members 8 have slips, 7 come back, one of them is blank."""
    ballot = opened(season, members, **fields)
    ballot.voters.filter(agency__in=absent).update(is_present=False)
    hand_out(ballot, members[:8])
    end(ballot)
    first, second = (
        make_editor(agency, full_name=f"Người {word}")
        for agency, word in zip(members[3:5], ("Thứ Nhất", "Thứ Hai"), strict=True)
    )
    votes = {1: 6, 2: 0, 3: 0}
    count_by(ballot, first, second, issued=8, valid=6, blank=1, votes=votes)
    return close(ballot)
