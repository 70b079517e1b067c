"""Who may have many papers made at once, and pause, cancel or retry that."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats
from blocs.standing import Standing
from reports.models import Pack
from reports.permissions.papers import can_ask_for_paper
from reports.states import (
    PACK_MOVES,
    PackAction,
    PackState,
)


def can_ask_for_pack(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may have all papers of the season's conference made at once."""
    return can_ask_for_paper(standing, season, seats)


def can_ask_of_all_blocs(standing: Standing, seasons: Iterable[Season]) -> Verdict:
    """Say whether the person may have a paper of each of the seasons made: the province may."""
    if any(standing.is_system or standing.manages.covers(season.bloc) for season in seasons):
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được lập văn bản của nhiều khối, cụm.")


def can_move_pack(
    standing: Standing, pack: Pack, action: PackAction, seats: Seats | None
) -> Verdict:
    """Say whether the person may pause, resume, cancel or retry the pack as it stands.

    A province's job is its asker's, and of who decides about all its blocs. One query for others.

    Args:
        pack: with its season and bloc loaded.
        seats: of the season of a conference pack.
    """
    if (PackState(pack.state), action) not in PACK_MOVES:
        return no(f"{_MOVE_WORDS[action]} được khi bộ văn bản {_MOVE_FROM[action]}.")
    if pack.state == PackState.READY and not _has_faults(pack):
        return no("Bộ văn bản đã lập đủ, không có bản lỗi để thử lại.")
    if pack.season is not None and seats is not None:
        return can_ask_for_pack(standing, pack.season, seats)
    if standing.is_system or (_asked(standing, pack) and standing.manages.reaches_any):
        return YES
    if pack.items.order_by().exclude(season__in=Season.objects.managed_by(standing)).exists():
        return no("Chỉ người yêu cầu, hoặc người phụ trách mọi khối, cụm trong đợt này, được làm.")
    return YES


def _asked(standing: Standing, pack: Pack) -> bool:
    return standing.user is not None and pack.requested_by_id == standing.user.pk


def _has_faults(pack: Pack) -> bool:
    """Say whether another try could change something of a finished pack."""
    items = pack.items.order_by()
    return not pack.is_conference and (items.failed() | items.left_out()).exists()


_MOVE_WORDS: Mapping[PackAction, str] = MappingProxyType(
    {
        PackAction.PAUSE: "Chỉ tạm dừng",
        PackAction.RESUME: "Chỉ lập tiếp",
        PackAction.CANCEL: "Chỉ hủy",
        PackAction.RETRY: "Chỉ thử lại",
    }
)
_MOVE_FROM: Mapping[PackAction, str] = MappingProxyType(
    {
        PackAction.PAUSE: "đang lập",
        PackAction.RESUME: "đang tạm dừng",
        PackAction.CANCEL: "đang lập hoặc tạm dừng",
        PackAction.RETRY: "đã kết thúc",
    }
)
