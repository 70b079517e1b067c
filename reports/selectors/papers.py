"""Papers in lists. Their content is never read for a list: it holds the whole paper."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from blocs.models import Season
from blocs.standing import Standing
from reports.models import Document
from reports.states import DocumentState

# How long a finished paper stays on the home page of the person who asked for it.
FRESH = timedelta(days=3)
_MOST = 10


def drafts_of(standing: Standing, season: Season) -> QuerySet[Document]:
    """Return the season's drafts that the person may see, the newest first. One query."""
    seen = Document.objects.visible_to(standing).filter(season=season).drafts()
    return seen.select_related("requested_by").defer("content")


def my_papers(standing: Standing) -> list[Document]:
    """Return the papers the person asked for that are not made, failed, or just made. One query.

    What somebody cancelled asks for nothing more.
    """
    done_lately = Q(state=DocumentState.READY.value, ready_at__gte=Now() - FRESH)
    mine = Document.objects.visible_to(standing).filter(requested_by=standing.user)
    over = (DocumentState.READY.value, DocumentState.CANCELLED.value)
    recent = mine.filter(done_lately | ~Q(state__in=over))
    return list(recent.with_names().defer("content")[:_MOST])
