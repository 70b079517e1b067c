"""Which form of a province's own the Word copies of each kind are made with."""

from dataclasses import dataclass

from blocs.models import Province, Season
from reports.models import DOCUMENT_KINDS, Document, WordForm
from reports.render.docx import docx_bytes
from reports.selectors.stored import stored_paper
from reports.states import DocumentKind

# Slips are cut from whole sheets: they have no head that a form could set.
WITH_FORMS = frozenset(DocumentKind) - {DocumentKind.BALLOT_SLIPS}


@dataclass(frozen=True, slots=True)
class FormRow:
    """One kind of paper and its versions, the last one first."""

    kind: str
    label: str
    current: WordForm | None
    count: int


def form_rows(province: Province) -> list[FormRow]:
    """Return every kind that may have a form. One query."""
    held: dict[str, list[WordForm]] = {}
    for form in _versions(province):
        held.setdefault(form.kind, []).append(form)
    return [
        FormRow(
            kind,
            label,
            next((form for form in held.get(kind, []) if form.ended_at is None), None),
            len(held.get(kind, [])),
        )
        for kind, label in DOCUMENT_KINDS
        if kind in WITH_FORMS
    ]


def form_versions(province: Province, kind: str) -> list[WordForm]:
    """Return all versions of one kind, the last one first, without their files. One query."""
    return [form for form in _versions(province) if form.kind == kind]


def form_data(season: Season, kind: str) -> bytes | None:
    """Return the form that a season's papers of a kind are set in, if its province has one."""
    forms = WordForm.objects.in_force().filter(province=season.bloc.province_id, kind=kind)
    data = forms.values_list("data", flat=True).first()
    return None if data is None else bytes(data)


def word_of(document: Document) -> bytes:
    """Return the Word copy of a stored paper, in the form of its province if it has one.

    Raises:
        ContentError: what is stored does not fit today's kinds of papers.
    """
    paper, imprint = stored_paper(document)
    return docx_bytes(paper, imprint, form_data(document.season, document.kind))


def _versions(province: Province) -> list[WordForm]:
    rows = WordForm.objects.filter(province=province).select_related("kept_by", "ended_by")
    return list(rows.defer("data"))
