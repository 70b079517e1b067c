"""Papers in lists. Their content is never read for a list: it holds the whole paper."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from blocs.models import Season
from blocs.standing import Standing
from reports.models import Document, Pack, PackItem
from reports.models.packs import ACTIVE
from reports.selectors.packs import Progress, progress_of_all
from reports.states import DocumentState, PackState

# How long a finished paper or pack stays on the home page of the person who asked for it.
FRESH = timedelta(days=3)
_MOST = 10


def drafts_of(standing: Standing, season: Season) -> QuerySet[Document]:
    """Return the season's drafts that the person may see, the newest first. One query."""
    seen = Document.objects.visible_to(standing).filter(season=season).drafts()
    return seen.select_related("requested_by").defer("content")


def my_papers(standing: Standing) -> list[Document]:
    """Return the papers the person asked for that are not made, failed, or just made. One query.

    What somebody cancelled asks for nothing more; what came with a pack is told by its row.
    """
    done_lately = Q(state=DocumentState.READY.value, ready_at__gte=Now() - FRESH)
    mine = Document.objects.visible_to(standing).filter(requested_by=standing.user)
    over = (DocumentState.READY.value, DocumentState.CANCELLED.value)
    recent = mine.filter(done_lately | ~Q(state__in=over), ~Exists(_bringing(standing)))
    return list(recent.with_names().defer("content")[:_MOST])


def _bringing(standing: Standing) -> QuerySet[PackItem]:
    """Find the document in a pack of the person that had it made, not in one that only took it."""
    return PackItem.objects.filter(
        document=OuterRef("pk"),
        pack__requested_by=standing.user,
        pack__requested_at__lte=OuterRef("requested_at"),
    )


def my_packs(standing: Standing) -> list[tuple[Pack, Progress]]:
    """Return the packs the person asked for that are not made, or just made or failed.

    Two queries, one without any.
    """
    over_lately = Q(state=PackState.READY.value, ready_at__gte=Now() - FRESH) | Q(
        state=PackState.FAILED.value, moved_at__gte=Now() - FRESH
    )
    mine = Pack.objects.visible_to(standing).filter(requested_by=standing.user)
    recent = mine.filter(over_lately | Q(state__in=ACTIVE)).with_names()
    packs = list(recent[:_MOST])
    progress = progress_of_all(packs) if packs else {}
    return [(pack, progress[pack.pk]) for pack in packs]
