"""Documents in chosen states, and the moments that jobs wait for, without waiting."""

from datetime import timedelta

from django.db.models.functions import Now

from reports import services
from reports.models import Document
from reports.states import DocumentKind
from tests.factories import make_bloc_year

HUGE_TABLE_ROWS = 2_001


def queued_document() -> Document:
    """Return a document that was asked for and that nobody made yet."""
    season, _ = make_bloc_year(2)
    kind = DocumentKind.SUMMARY_REPORT.value
    return services.ask_for_paper(season_id=season.pk, kind=kind, actor=None)


def with_ranking_rows(document: Document, count: int) -> Document:
    """Give the stored content a ranking of so many rows; they decide how long a render takes."""
    row = {
        "rank": "1",
        "agency": "Sở Nội vụ",
        "self_text": "1,00",
        "appraised_text": "1,00",
        "final_text": "1,00",
        "note": "",
    }
    document.content["review"]["ranking"]["rows"] = [row] * count
    document.save(update_fields=["content"])
    return document


def let_lease_run_out(document: Document) -> None:
    """Put the end of the lease and the last message into the past."""
    past = Now() - timedelta(seconds=1)
    Document.objects.filter(pk=document.pk).update(
        lease_until=past, published_at=Now() - timedelta(minutes=5)
    )


def asked_for(document: Document, *, seconds_ago: int, published_ago: int | None = None) -> None:
    """Move the request, and the last message if there was one, into the past."""
    sent = None if published_ago is None else Now() - timedelta(seconds=published_ago)
    Document.objects.filter(pk=document.pk).update(
        requested_at=Now() - timedelta(seconds=seconds_ago), published_at=sent
    )
