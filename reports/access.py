"""The one door to each record of this app: what a person may not see does not exist."""

from uuid import UUID

from django.http import Http404

from blocs.standing import Standing
from reports.models import Document, Issue


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
