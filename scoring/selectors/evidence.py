"""An agency's register of documents: what each is used for, and what is odd about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from blocs.models import Agency
from scoring.models import Evidence, EvidenceDocument, ScoreLine
from scoring.rules.evidence import outside_cycle


@dataclass(frozen=True, slots=True)
class DocumentUse:
    """One line that refers to a document; ``flag`` says what is odd about that."""

    line: ScoreLine
    cycle: str
    flag: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of the register with the lines and years that refer to it."""

    document: EvidenceDocument
    uses: tuple[DocumentUse, ...]

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(use.flag for use in self.uses if use.flag))


def other_uses(evidence: Evidence) -> int:
    """Return how many other lines refer to the document of the evidence. One query."""
    return evidence.document.uses.exclude(pk=evidence.pk).count()


def register_of(agency: Agency) -> list[DocumentRow]:
    """Return the agency's documents, the newest first. Two queries."""
    documents = EvidenceDocument.objects.filter(agency=agency).select_related("file")
    rows = documents.prefetch_related(Prefetch("uses", _with_names()))
    return [_row(one, one.uses.all()) for one in rows.order_by("-pk")]


def document_row(document: EvidenceDocument) -> DocumentRow:
    """Return one document with the lines that refer to it. One query."""
    return _row(document, _with_names().filter(document=document))


def offered_documents(line: ScoreLine) -> QuerySet[EvidenceDocument]:
    """Return the documents of the line's agency that are not on the line yet."""
    documents = EvidenceDocument.objects.filter(agency=line.sheet.agency_id)
    return documents.exclude(uses__line=line).order_by("title", "pk")


def flagged(items: Sequence[Evidence], line: ScoreLine) -> list[tuple[Evidence, str]]:
    """Return the evidence of a line, each with what is odd about it. No query."""
    cycle = line.sheet.season.cycle
    return [
        (item, outside_cycle(item.document.issued_on, cycle.starts_on, cycle.ends_on))
        for item in items
    ]


def _with_names() -> QuerySet[Evidence]:
    uses = Evidence.objects.select_related(
        "line__criterion", "line__sheet__season__cycle", "line__sheet__season__bloc"
    )
    return uses.order_by("-line__sheet", "pk")


def _row(document: EvidenceDocument, uses: Iterable[Evidence]) -> DocumentRow:
    found = []
    for use in uses:
        cycle = use.line.sheet.season.cycle
        flag = outside_cycle(document.issued_on, cycle.starts_on, cycle.ends_on)
        found.append(DocumentUse(use.line, cycle.label, flag))
    return DocumentRow(document, tuple(found))
