"""The one door to each record of this app: what a person may not see does not exist."""

from uuid import UUID

from django.http import Http404

from awards.access import province_seen_for
from blocs.standing import Standing
from reports.models import Document, Issue, WordForm


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
