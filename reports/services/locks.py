"""Rows that a writer holds, in the one order: the season first."""

from blocs.models import Agency, Province
from blocs.services.rows import locked_season
from reports.models import Issue


def locked_issue(issue_id: int) -> Issue:
    """Return the issued paper with its season, both held until the transaction ends."""
    season_id = Issue.objects.values_list("document__season_id", flat=True).get(pk=issue_id)
    season = locked_season(season_id)
    rows = Issue.objects.select_for_update(no_key=True, of=("self",)).select_related("document")
    issue = rows.get(pk=issue_id)
    issue.document.season = season
    return issue


def lock_issuer(agency: Agency | None, province: Province | None) -> None:
    """Hold the issuer: two blocs may be led by the same agency, which has one register."""
    if agency is not None:
        Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    elif province is not None:
        Province.objects.select_for_update(no_key=True).get(pk=province.pk)
