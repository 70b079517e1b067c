"""The one door to each record of this app: what a person may not see does not exist."""

from uuid import UUID

from django.http import Http404

from blocs.standing import Standing
from reports.models import Document


def document_for(standing: Standing, uuid: UUID) -> Document:
    """Return the document with its season's names, or raise Http404."""
    documents = Document.objects.visible_to(standing).with_names().defer("content")
    document = documents.filter(uuid=uuid).first()
    if document is None:
        raise Http404("No such document.")
    return document
