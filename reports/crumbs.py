"""The path down to a paper of a season."""

from django.urls import reverse

from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Cycle, Province, Season
from reports.models import Document, Issue, Pack


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


def province_packs_crumb(province: Province, cycle: Cycle) -> Crumb:
    """Return the step to the jobs of a province's year."""
    url = reverse("reports:province-packs", args=[province.code, cycle.label])
    return Crumb("Văn bản của các khối, cụm", url)


def pack_crumbs(pack: Pack, *pages: str) -> list[Crumb]:
    """Return the path to a pack, and to a page about it."""
    own = [Crumb(pack.title, pack.get_absolute_url() if pages else ""), *map(Crumb, pages)]
    if pack.season is not None:
        return season_crumbs(pack.season, papers_crumb(pack.season), *own)
    assert pack.province is not None and pack.cycle is not None  # noqa: PT018, S101 -- one of both
    return [Crumb(pack.province.name), province_packs_crumb(pack.province, pack.cycle), *own]
