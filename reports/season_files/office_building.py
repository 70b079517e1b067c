"""Offices of a season file: proposed, confirmed, handed over."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocs import services
from blocs.models import Office
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Term
from reports.season_files.site import Site, day


def offices(site: Site) -> None:
    """Fill the offices in the order of the file.

    An office handed over in the middle of a year makes room for the next holder at once; one
    handed over at its end is kept until the year is built (see ``handovers``).
    """
    rows = site.todo["offices"]
    for place, row in enumerate(rows):
        office = services.set_office(
            season_id=site.season.pk,
            term=Term(row["term"]),
            role=OfficeRole(row["role"]),
            agency=site.agencies[row["agency"]],
            selected_by=SelectionMethod(row["selected_by"]),
            person_title=row["person_title"],
            basis=row["basis"],
            decided_on=day(row["decided_on"]),
            actor=None,
        )
        if row["state"] != OfficeState.PROPOSED:
            services.confirm_office(office_id=office.pk, actor=None)
        if row["state"] == OfficeState.HANDED_OVER and _is_followed(row, rows[place + 1 :]):
            _hand_over(office, row)


def handovers(site: Site) -> None:
    """Hand over what is to be handed over at the end of the year."""
    for row in _handed_over(site):
        office = Office.objects.filter(
            season=site.season,
            term=row["term"],
            role=row["role"],
            agency=site.agencies[row["agency"]],
            state=OfficeState.CONFIRMED.value,
        ).first()
        if office is not None:
            _hand_over(office, row)


def _handed_over(site: Site) -> Iterator[Mapping[str, Any]]:
    for row in site.todo.get("offices", []):
        if row["state"] == OfficeState.HANDED_OVER:
            yield row


def _is_followed(row: Mapping[str, Any], later: list[Mapping[str, Any]]) -> bool:
    return any((row["term"], row["role"]) == (other["term"], other["role"]) for other in later)


def _hand_over(office: Office, row: Mapping[str, Any]) -> None:
    services.hand_over_office(office_id=office.pk, on=day(row["handed_over_on"]), actor=None)
