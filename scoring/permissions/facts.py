"""Who may declare a fact about a member, and who decides that it holds."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats, is_deputy, is_secretariat, judges_freely
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import DeclaredFact

_CLOSED = no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")


def can_declare_any_fact(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may declare facts about every member of the season."""
    if season.stage == Stage.CLOSED:
        return _CLOSED
    if standing.manages.covers(season.bloc) or is_secretariat(standing, seats):
        return YES
    return no(
        f"Chỉ đơn vị {season.bloc.head_title}, cơ quan thi đua, khen thưởng tỉnh và chính đơn vị "
        "được nêu sự việc về đơn vị."
    )


def can_declare_fact(standing: Standing, season: Season, seats: Seats, agency_id: int) -> Verdict:
    """Say whether the person may declare a fact about the member: of their own always.

    The deputy may speak of the head, as it appraises the head.
    """
    if season.stage == Stage.CLOSED:
        return _CLOSED
    if agency_id in standing.agency_ids:
        return YES
    if agency_id == seats.head_id and is_deputy(standing, seats):
        return YES
    return can_declare_any_fact(standing, season, seats)


def can_decide_fact(standing: Standing, fact: DeclaredFact) -> Verdict:
    """Say whether the person may confirm the fact or dismiss it.

    The province decides; not the person who declared it, and nobody on an agency that they
    are a party to.

    Args:
        fact: with its season, bloc and cycle loaded.
    """
    if fact.season.stage == Stage.CLOSED:
        return _CLOSED
    if standing.is_system:
        return YES
    free = judges_freely(standing, fact.season, fact.agency_id, "xác nhận sự việc")
    if not free:
        return free
    if not standing.manages.covers(fact.season.bloc):
        return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được xác nhận sự việc.")
    if standing.user is not None and fact.declared_by_id == standing.user.pk:
        return no("Người nêu sự việc không tự xác nhận; việc này do một người khác thực hiện.")
    return YES
