"""Two papers of the finished season as issued ones, so that a visitor sees the register.

Their facts are those of the season; numbers and days are the demo's own, so the papers are marked
as sample data, on the file and wherever they are shown or checked.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from django.db import transaction

from accounts.models import User
from blocs.models import Season
from blocs.rules.writing import date_long
from reports.gather import gather_paper
from reports.models import Document, Issue
from reports.selectors.issuing import read_draft
from reports.services.documents import ask_for_paper, store_paper
from reports.services.issue_orders import Entry
from reports.services.issuing import issue_document
from reports.states import DocumentKind

KINDS = (DocumentKind.SUMMARY_REPORT, DocumentKind.COVENANT)


def issue_samples(
    season: Season, *, clerk: User, today: date, made: Callable[[Document], Document]
) -> list[Issue]:
    """Issue the season's report and covenant as samples, numbered from 1.

    Args:
        season: with its bloc, province and cycle.
        clerk: keeps the register of the agency that heads the bloc.
        made: waits for a document and returns it made.
    """
    issues = []
    for number, kind in enumerate(KINDS, start=1):
        draft = made(_sample_of(season, kind, clerk))
        symbol = read_draft(draft).symbol
        entry = Entry(
            issued_on=_day(season, read_draft(draft).dated, today),
            number=number if symbol else None,
            symbol=symbol,
        )
        issue = issue_document(document_id=draft.pk, entry=entry, today=today, actor=clerk)
        made(issue.document)
        issues.append(issue)
    return issues


@transaction.atomic
def _sample_of(season: Season, kind: DocumentKind, clerk: User) -> Document:
    """Return the draft marked as a sample: the season's own where it is one already."""
    paper = gather_paper(season, kind.value)
    if paper.sample:
        return ask_for_paper(season_id=season.pk, kind=kind.value, actor=clerk)
    return store_paper(season, replace(paper, sample=True), clerk)


def _day(season: Season, dated: str, today: date) -> date:
    """Return the day that the paper tells already, which is that of a meeting; else today."""
    return next((day for day in _meeting_days(season) if date_long(day) == dated), today)


def _meeting_days(season: Season) -> Iterator[date]:
    for meeting in season.meetings.kept():
        if meeting.held_on is not None:
            yield meeting.held_on
