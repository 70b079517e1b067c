"""The path down to a paper of a season."""

from django.urls import reverse

from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from reports.models import Document, Issue


def papers_crumb(season: Season) -> Crumb:
    """Return the step to the season's papers."""
    url = reverse("reports:document-list", args=[season.bloc.code, season.cycle.label])
    return Crumb("Văn bản", url)


def document_crumbs(document: Document, page: str) -> list[Crumb]:
    """Return the path to a page about one paper."""
    own = Crumb(document.title, document.get_absolute_url())
    return season_crumbs(document.season, papers_crumb(document.season), own, page)


def signing_crumbs(issue: Issue, page: str) -> list[Crumb]:
    """Return the path to a page about the copies of one issued paper."""
    steps = document_crumbs(issue.document, page)
    return [*steps[:-1], Crumb("Ký số", issue.get_signing_url()), steps[-1]]
