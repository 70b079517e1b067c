"""The files of a season: papers that were made, and what the members put forward as evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from blocs.models import Season
from reports.selectors.members import member_name
from reports.states import DocumentKind, DocumentState
from scoring.models import EvidenceFile

PAPER, EVIDENCE = "paper", "evidence"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: what it is, whose, since when, how large in bytes, and its SHA-256."""

    kind: str
    name: str
    agency: str
    day: date
    size: int
    sha256: str

    def as_content(self) -> dict[str, Any]:
        """Return the entry as a record keeps it."""
        return {
            "kind": self.kind,
            "name": self.name,
            "agency": self.agency,
            "day": self.day.isoformat(),
            "size": self.size,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class FilesOfAgency:
    """How many files an agency put forward, their size together, and the files themselves."""

    agency: str
    files: tuple[FileEntry, ...]

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files)


def read_files(content: Sequence[Mapping[str, Any]]) -> list[FileEntry]:
    """Return files as a record kept them."""
    return [FileEntry(**{**one, "day": date.fromisoformat(one["day"])}) for one in content]


def season_files(season: Season, names: Mapping[str, str]) -> list[FileEntry]:
    """Return the papers, then the evidence by agency. Two queries.

    Args:
        names: what the season calls its members, by code.
    """
    ready = season.documents.filter(state=DocumentState.READY.value).defer("content")
    papers = ready.exclude(kind=DocumentKind.HANDOVER_MINUTES.value)  # they list these files
    found = [
        FileEntry(
            kind=PAPER,
            name=paper.title,
            agency="",
            day=timezone.localtime(paper.ready_at).date(),
            size=paper.size or 0,
            sha256=paper.sha256,
        )
        for paper in papers.order_by("ready_at", "pk")
    ]
    used = EvidenceFile.objects.filter(
        Q(documents__uses__line__sheet__season=season) | Q(facts__season=season)
    )
    files = EvidenceFile.objects.filter(pk__in=used.values("pk")).select_related("agency")
    found += [
        FileEntry(
            kind=EVIDENCE,
            name=file.name,
            agency=member_name(names, file.agency),
            day=timezone.localtime(file.uploaded_at).date(),
            size=file.size,
            sha256=file.sha256,
        )
        for file in files.order_by("agency__name", "name", "pk")
    ]
    return found


def papers_among(files: Sequence[FileEntry]) -> list[FileEntry]:
    return [one for one in files if one.kind == PAPER]


def evidence_among(files: Sequence[FileEntry]) -> list[FilesOfAgency]:
    """Return the evidence, agency by agency."""
    by_agency: dict[str, list[FileEntry]] = {}
    for one in files:
        if one.kind == EVIDENCE:
            by_agency.setdefault(one.agency, []).append(one)
    return [FilesOfAgency(agency, tuple(own)) for agency, own in by_agency.items()]
