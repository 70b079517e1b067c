"""What the members of a season have registered, as its pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.verdicts import Verdict
from blocs.models import Agency, Season
from blocs.permissions import can_register
from blocs.standing import Standing
from reports.gather import gather_enrolment
from reports.models import Issue
from reports.papers import fingerprints
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True)
class RegisteredMember:
    """A member, how much it has registered and when; ``has_registered`` where it has at all.

    ``verdict`` says whether the person who asks may register for it now.
    """

    code: str
    name: str
    has_registered: bool
    count: int
    registered_on: date | None
    verdict: Verdict


def registered_members(standing: Standing, season: Season) -> Sequence[RegisteredMember]:
    """Return the members in the order of the season. Two queries, however many there are."""
    counted = season.registrations.annotate(count=Count("items"))
    found = {row.agency_id: row for row in counted}
    return [
        RegisteredMember(
            code=member.agency.code,
            name=member.name,
            has_registered=member.agency_id in found,
            count=found[member.agency_id].count if member.agency_id in found else 0,
            registered_on=getattr(found.get(member.agency_id), "registered_on", None),
            verdict=can_register(standing, season, member.agency),
        )
        for member in season.memberships.select_related("agency").order_by("position")
    ]


@dataclass(frozen=True, slots=True)
class IssuedRegistration:
    """A registration in force as a paper; ``is_current`` while it says what the page says."""

    issue: Issue
    is_current: bool


def issued_registration(
    standing: Standing, season: Season, agency: Agency
) -> IssuedRegistration | None:
    """Return the registration that the member issued, if the person may see one.

    One query, and where there is one those of ``gather_enrolment``.
    """
    issues = Issue.objects.visible_to(standing).in_force().with_names().select_related("draft")
    own = issues.filter(document__season=season, document__kind=DocumentKind.ENROLMENT)
    issue = own.filter(document__subject=agency.code).order_by("-pk").first()
    if issue is None:
        return None
    paper = gather_enrolment(season, agency.code)
    return IssuedRegistration(issue, is_current=issue.draft.fingerprint in fingerprints(paper))
