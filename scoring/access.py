"""The one door to each record of this app: what a person may not see does not exist."""

import uuid

from django.db.models import Q
from django.http import Http404

from blocs.models import Agency, Season
from blocs.permissions import seats_of
from blocs.standing import Standing
from scoring.models import (
    CriteriaTable,
    CrossAssignment,
    DeclaredFact,
    Evidence,
    EvidenceDocument,
    EvidenceFile,
    ScoreLine,
    ScoreSheet,
)
from scoring.permissions import sees_departments
from scoring.selectors.sector import SEEN_STAGES, lines_with_open_evidence, sector_lines

_LINE = ("criterion", "sheet__agency", "sheet__season__bloc__province", "sheet__season__cycle")


def sheet_for(standing: Standing, pk: int) -> ScoreSheet:
    """Return the sheet with its agency, season, bloc and cycle, or raise Http404."""
    sheet = ScoreSheet.objects.visible_to(standing).with_names().filter(pk=pk).first()
    if sheet is None:
        raise Http404("No such score sheet.")
    return sheet


def sheet_with_departments_for(standing: Standing, pk: int) -> ScoreSheet:
    """Return a sheet whose departments the person may see, or raise Http404."""
    sheet = sheet_for(standing, pk)
    if not sees_departments(standing, sheet, seats_of(sheet.season)):
        raise Http404("No such score sheet.")
    return sheet


def season_line_for(standing: Standing, pk: int) -> ScoreLine:
    """Return a line of a season the person sees, or raise Http404; its points may be hidden.

    Who runs the season assigns criteria while the sheets are still drafts of their agencies.
    """
    seasons = Season.objects.visible_to(standing).values("pk")
    line = ScoreLine.objects.select_related(*_LINE).filter(pk=pk, sheet__season__in=seasons).first()
    if line is None:
        raise Http404("No such score line.")
    return line


def line_for(standing: Standing, pk: int) -> ScoreLine:
    """Return the line with its criterion and sheet, or raise Http404."""
    lines = ScoreLine.objects.select_related(*_LINE)
    sheets = ScoreSheet.objects.visible_to(standing).values("pk")
    line = lines.filter(pk=pk, sheet__in=sheets).first()
    if line is None:
        raise Http404("No such score line.")
    return line


def line_with_evidence_for(standing: Standing, pk: int) -> ScoreLine:
    """Return a line whose evidence the person may read, or raise Http404."""
    lines = lines_with_open_evidence(standing).select_related(*_LINE)
    line = lines.filter(pk=pk).first()
    if line is None:
        raise Http404("No such score line.")
    return line


def sector_season_for(standing: Standing, bloc_code: str, cycle_label: str) -> Season:
    """Return a season that names one of the person's agencies as a scorer, or raise Http404."""
    named = sector_lines(standing).values("sheet__season")
    seasons = Season.objects.with_names().filter(pk__in=named)
    season = seasons.filter(bloc__code=bloc_code, cycle__label=cycle_label).first()
    if season is None:
        raise Http404("No such season.")
    return season


def sector_line_for(standing: Standing, pk: int) -> ScoreLine:
    """Return a line that one of the person's agencies scores for its sector, or raise Http404."""
    lines = sector_lines(standing).select_related(*_LINE, "criterion__sector")
    line = lines.filter(pk=pk).first()
    if line is None:
        raise Http404("No such score line.")
    return line


def cross_assignment_for(standing: Standing, pk: int) -> CrossAssignment:
    """Return a cross-scoring that was given to one of the person's agencies, or raise Http404."""
    rows = CrossAssignment.objects.filter(
        scorer__in=standing.agency_ids, season__stage__in=SEEN_STAGES
    )
    rows = rows.select_related("scorer", "subject", "season__bloc__province", "season__cycle")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("No such cross-scoring.")
    return row


def evidence_for(standing: Standing, pk: int) -> Evidence:
    """Return the evidence with its line, sheet and file, or raise Http404."""
    items = Evidence.objects.select_related(
        "document__file",
        "line__criterion",
        "line__sheet__agency",
        "line__sheet__season__bloc__province",
        "line__sheet__season__cycle",
    )
    sheets = ScoreSheet.objects.visible_to(standing).values("pk")
    evidence = items.filter(pk=pk, line__sheet__in=sheets).first()
    if evidence is None:
        raise Http404("No such evidence.")
    return evidence


def register_agency_for(standing: Standing, code: str) -> Agency:
    """Return an agency the person acts for, whose register is theirs to see, or raise Http404."""
    agency = Agency.objects.filter(pk__in=standing.agency_ids, code=code).first()
    if agency is None:
        raise Http404("No such register.")
    return agency


def document_for(standing: Standing, pk: int) -> EvidenceDocument:
    """Return a document of an agency the person acts for, or raise Http404."""
    documents = EvidenceDocument.objects.select_related("agency", "file")
    document = documents.filter(pk=pk, agency__in=standing.agency_ids).first()
    if document is None:
        raise Http404("No such document.")
    return document


def evidence_file_for(standing: Standing, file_uuid: uuid.UUID) -> EvidenceFile:
    """Return the file if a line or fact open to the person refers to it, or raise Http404.

    A file of the person's own agency is theirs to see even when no line refers to it.
    """
    lines = lines_with_open_evidence(standing).values("pk")
    used = Evidence.objects.filter(line__in=lines, document__file__isnull=False)
    told = DeclaredFact.objects.visible_to(standing).filter(file__isnull=False).values("file")
    visible = EvidenceFile.objects.filter(
        Q(pk__in=used.values("document__file")) | Q(pk__in=told) | Q(agency__in=standing.agency_ids)
    )
    found = visible.filter(uuid=file_uuid).first()
    if found is None:
        raise Http404("No such evidence file.")
    return found


def fact_for(standing: Standing, pk: int) -> DeclaredFact:
    """Return the declared fact with its agency, season and file, or raise Http404."""
    facts = DeclaredFact.objects.visible_to(standing).select_related(
        "agency", "file", "declared_by", "season__bloc__province", "season__cycle"
    )
    fact = facts.filter(pk=pk).first()
    if fact is None:
        raise Http404("No such declared fact.")
    return fact


def table_for(standing: Standing, pk: int) -> CriteriaTable:
    """Return a criteria table of a province the person watches, or raise Http404."""
    tables = CriteriaTable.objects.visible_to(standing)
    tables = tables.select_related("province", "cycle", "amends", "cloned_from")
    found = tables.filter(pk=pk).first()
    if found is None:
        raise Http404("No such criteria table.")
    return found
