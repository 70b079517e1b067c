"""Which papers a person may have made of a season now, and why not the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats
from blocs.standing import Standing
from reports.models import DOCUMENT_KINDS
from reports.permissions import can_ask_for_paper
from reports.rules.paper_sections import place_of_words
from reports.selectors.stale_figures import stale_in, stale_sections
from reports.states import ABOUT_ONE, DocumentKind
from reports.subjects import Subject, is_ready, nothing_yet, subjects_of
from reports.wording import first_names

# The order in which a year needs its papers.
GROUPS: Mapping[str, tuple[DocumentKind, ...]] = MappingProxyType(
    {
        "Đầu năm": (DocumentKind.ENROLMENT, DocumentKind.COVENANT),
        "Giữa năm": (DocumentKind.REMINDER, DocumentKind.MID_REVIEW),
        "Chấm điểm": (
            DocumentKind.SELF_SCORES,
            DocumentKind.EXPLANATION,
            DocumentKind.SCORE_MATRIX,
        ),
        "Hội nghị": (
            DocumentKind.INVITATION,
            DocumentKind.PROGRAMME,
            DocumentKind.SUMMARY_REPORT,
            DocumentKind.BALLOT_SLIPS,
            DocumentKind.COUNTING_MINUTES,
            DocumentKind.REVIEW_MINUTES,
        ),
        "Khen thưởng": (
            DocumentKind.ACHIEVEMENT,
            DocumentKind.SUBMISSION,
            DocumentKind.REFUSAL_NOTICE,
        ),
        "Bàn giao": (DocumentKind.HANDOVER_MINUTES,),
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of paper on the season's page.

    Args:
        verdict: whether any of it can be made by this person now.
        subjects: what it can be made about, where it is about one thing.
        waiting: why it cannot be made about the others yet; may be empty.
        stale: how many figures in its words are out of date; it can be made all the same.
    """

    kind: str
    label: str
    verdict: Verdict
    is_about_one: bool = False
    subjects: tuple[Subject, ...] = ()
    waiting: str = ""
    stale: int = 0

    @property
    def words(self) -> str:
        """Where the page of the year's words tells this kind's; empty where it has none."""
        return place_of_words(self.kind)


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """The kinds of paper of one part of the year, under its heading."""

    heading: str
    offers: tuple[Offer, ...]


def paper_offers(standing: Standing, season: Season, seats: Seats) -> list[OfferGroup]:
    """Return every kind of paper as the season's page offers it. Few queries, however many."""
    labels = dict(DOCUMENT_KINDS)
    groups = [
        OfferGroup(
            heading,
            tuple(
                _offer(standing, season, seats, kind.value, labels[kind.value]) for kind in kinds
            ),
        )
        for heading, kinds in GROUPS.items()
    ]
    return _warned(season, groups)


def _warned(season: Season, groups: Sequence[OfferGroup]) -> list[OfferGroup]:
    """Say of the papers that can be made how many figures in their words are out of date."""
    if not any(one.verdict for group in groups for one in group.offers):
        return list(groups)
    stale = stale_sections(season)
    return [
        OfferGroup(
            group.heading,
            tuple(
                replace(one, stale=stale_in(stale, one.kind)) if one.verdict else one
                for one in group.offers
            ),
        )
        for group in groups
    ]


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
    told = {reason: first_names(held, "trường hợp khác") for reason, held in names.items()}
    return " ".join(f"{held}: {reason}." for reason, held in told.items())
