"""Which papers a person may have made of a season now, and why not the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats
from blocs.standing import Standing
from reports.models import DOCUMENT_KINDS
from reports.permissions import can_ask_for_paper
from reports.states import ABOUT_ONE
from reports.subjects import Subject, is_ready, nothing_yet, subjects_of
from reports.wording import first_names


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of paper on the season's page.

    Args:
        verdict: whether any of it can be made by this person now.
        subjects: what it can be made about, where it is about one thing.
        waiting: why it cannot be made about the others yet; may be empty.
    """

    kind: str
    label: str
    verdict: Verdict
    is_about_one: bool = False
    subjects: tuple[Subject, ...] = ()
    waiting: str = ""


def paper_offers(standing: Standing, season: Season, seats: Seats) -> list[Offer]:
    """Return every kind of paper as the season's page offers it. Few queries, however many."""
    return [_offer(standing, season, seats, kind, label) for kind, label in DOCUMENT_KINDS]


def _offer(standing: Standing, season: Season, seats: Seats, kind: str, label: str) -> Offer:
    if kind in ABOUT_ONE:
        return _about_one(standing, season, seats, kind, label)
    who = can_ask_for_paper(standing, season, seats, kind)
    return Offer(kind, label, who and is_ready(season, kind))


def _about_one(standing: Standing, season: Season, seats: Seats, kind: str, label: str) -> Offer:
    found = subjects_of(season, kind)
    asks = {
        one.key: can_ask_for_paper(standing, season, seats, kind, one.agency_id) for one in found
    }
    mine = [one for one in found if asks[one.key]]
    ready = tuple(one for one in mine if one.ready)
    return Offer(
        kind=kind,
        label=label,
        verdict=_verdict(can_ask_for_paper(standing, season, seats, kind), kind, mine, ready),
        is_about_one=True,
        subjects=ready,
        waiting=_waiting([one for one in mine if not one.ready]) if ready else "",
    )


def _verdict(who: Verdict, kind: str, mine: Sequence[Subject], ready: Sequence[Subject]) -> Verdict:
    if ready:
        return YES
    if mine:
        return no(_waiting(mine))
    return no(nothing_yet(kind)) if who else who


def _waiting(subjects: Sequence[Subject]) -> str:
    """Say of which things the facts are not there yet, by the reason: ``Sở A, Sở B: …``."""
    names: dict[str, list[str]] = {}
    for one in subjects:
        names.setdefault(one.ready.reason, []).append(one.name)
    told = {reason: first_names(held, "mục khác") for reason, held in names.items()}
    return " ".join(f"{held}: {reason}." for reason, held in told.items())
