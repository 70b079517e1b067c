"""Naming the officers of a season or of the next one: what a ballot decided is not gone around."""

from datetime import date

from django.db import transaction

from accounts.errors import Invalid, Refused
from accounts.models import User
from awards.selectors.ballot_offices import office_ballots
from awards.states import BallotState
from blocs.models import Agency, Office, Season
from blocs.services.offices import set_office
from blocs.services.rows import locked_season
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Term


@transaction.atomic
def name_officer(
    *,
    season_id: int,
    term: Term,
    role: OfficeRole,
    agency: Agency,
    selected_by: SelectionMethod,
    person_title: str = "",
    basis: str = "",
    decided_on: date | None = None,
    actor: User | None,
) -> Office:
    """Propose a member for an office, by the way that is named.

    Where the season's own ballot on the office is held, whom it chose is named; only the province
    appoints another, by its decision. An election that was held elsewhere is named by its minutes.

    Args:
        term, role, agency, person_title, decided_on: as ``blocs.services.set_office``.
        basis: on what ground; demanded of an appointment and of an election.

    Raises:
        Invalid: no basis, the ballot chose another agency, or who is said to succeed is not the
            deputy.
        Refused: a ballot on the office is still going on.
        NotAllowed: as ``blocs.services.set_office``.
    """
    season = locked_season(season_id)
    if term is Term.NEXT and selected_by is not SelectionMethod.APPOINTED:
        _check_ballot(season, role, agency, selected_by)
    if term is Term.NEXT and selected_by is SelectionMethod.SUCCESSION:
        _check_succession(season, role, agency)
    if selected_by is SelectionMethod.ELECTED and not basis.strip():
        raise Invalid("Quý vị cần ghi biên bản hoặc văn bản về kết quả bầu.", field="basis")
    return set_office(
        season_id=season.pk,
        term=term,
        role=role,
        agency=agency,
        selected_by=selected_by,
        person_title=person_title.strip(),
        basis=basis.strip(),
        decided_on=decided_on,
        actor=actor,
    )


def _check_succession(season: Season, role: OfficeRole, agency: Agency) -> None:
    deputies = season.offices.current_term().filter(role=OfficeRole.DEPUTY.value, agency=agency)
    if role is OfficeRole.HEAD and deputies.exclude(state=OfficeState.PROPOSED.value).exists():
        return
    raise Invalid(
        f"Cách “Phó kế nhiệm” chỉ ghi được khi {season.bloc.deputy_title} năm nay làm "
        f"{season.bloc.head_title} năm sau.",
        field="selected_by",
    )


def _check_ballot(
    season: Season, role: OfficeRole, agency: Agency, selected_by: SelectionMethod
) -> None:
    going = office_ballots(season).get(role.value)
    if going is None or going.ballot.state == BallotState.DRAFT:
        return
    if going.ballot.state != BallotState.CLOSED:
        raise Refused(f"{going.ballot} chưa công bố kết quả nên chưa ghi được chức danh này.")
    if going.named is None and selected_by is SelectionMethod.ELECTED:
        raise Refused(f"{going.ballot} chưa bầu được đơn vị nào nên chưa ghi theo cách bầu.")
    if going.named is not None and going.named.agency != agency:
        raise Invalid(
            f"{going.ballot} đã chọn {going.named.agency.name}. Chỉ tỉnh chỉ định được đơn vị "
            "khác, bằng văn bản.",
            field="agency",
        )
