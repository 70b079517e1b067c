"""The one door to each record of this app: what a person may not see does not exist."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404

from awards.access import province_seen_for
from blocs.models import Cycle, Membership, Province, Season
from blocs.standing import Standing
from reports.models import Document, Issue, Pack, WordForm
from reports.selectors.packs import seasons_of_province
from reports.selectors.year_lists import LISTS
from reports.states import YearRows


def document_for(standing: Standing, uuid: UUID) -> Document:
    """Return the document with its season's names, or raise Http404."""
    documents = Document.objects.visible_to(standing).with_names().defer("content")
    document = documents.filter(uuid=uuid).first()
    if document is None:
        raise Http404("No such document.")
    return document


def issued_document_for(standing: Standing, uuid: UUID) -> Issue:
    """Return the line of the register of an issued document, or raise Http404."""
    issue = Issue.objects.visible_to(standing).with_names().filter(document__uuid=uuid).first()
    if issue is None:
        raise Http404("No such issued paper.")
    return issue


def word_form_for(standing: Standing, province: str, kind: str, version: int) -> WordForm:
    """Return a version of a form of a province that the person sees, or raise Http404."""
    where = province_seen_for(standing, province)
    form = WordForm.objects.filter(province=where, kind=kind, version=version).first()
    if form is None:
        raise Http404("No such form.")
    return form


def pack_for(standing: Standing, uuid: UUID) -> Pack:
    """Return the pack with the names of its season or province, or raise Http404."""
    pack = Pack.objects.visible_to(standing).with_names().filter(uuid=uuid).first()
    if pack is None:
        raise Http404("No such pack.")
    return pack


def overseen_year_for(
    standing: Standing, province: str, cycle: str
) -> tuple[Province, Cycle, Sequence[Season]]:
    """Return a province, a year and the blocs' years that the person oversees, or raise Http404."""
    seasons = list(seasons_of_province(standing, province, cycle))
    if not seasons or seasons[0].bloc.province is None:
        raise Http404("No such year of a province.")
    return seasons[0].bloc.province, seasons[0].cycle, seasons


def year_row_for(season: Season, kind: YearRows, pk: int) -> Any:
    """Return a row of a list of the season, or raise Http404.

    Args:
        season: one that the person sees.
    """
    row = LISTS[kind].of(season).filter(pk=pk).first()
    if row is None:
        raise Http404("No such row.")
    return row


def member_for(season: Season, agency: str) -> Membership:
    """Return the membership of an agency in the season, by its code, or raise Http404.

    Args:
        season: one that the person sees.
    """
    member = season.memberships.select_related("agency").filter(agency__code=agency).first()
    if member is None:
        raise Http404("No such member.")
    return member
