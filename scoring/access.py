"""The one door to each record of this app: what a person may not see does not exist."""

import uuid

from django.db.models import Q
from django.http import Http404

from blocs.standing import Standing
from scoring.models import DeclaredFact, Evidence, EvidenceFile, ScoreLine, ScoreSheet


def sheet_for(standing: Standing, pk: int) -> ScoreSheet:
    """Return the sheet with its agency, season, bloc and cycle, or raise Http404."""
    sheet = ScoreSheet.objects.visible_to(standing).with_names().filter(pk=pk).first()
    if sheet is None:
        raise Http404("No such score sheet.")
    return sheet


def line_for(standing: Standing, pk: int) -> ScoreLine:
    """Return the line with its criterion and sheet, or raise Http404."""
    lines = ScoreLine.objects.select_related(
        "criterion", "sheet__agency", "sheet__season__bloc__province", "sheet__season__cycle"
    )
    sheets = ScoreSheet.objects.visible_to(standing).values("pk")
    line = lines.filter(pk=pk, sheet__in=sheets).first()
    if line is None:
        raise Http404("No such score line.")
    return line


def evidence_for(standing: Standing, pk: int) -> Evidence:
    """Return the evidence with its line, sheet and file, or raise Http404."""
    items = Evidence.objects.select_related(
        "file",
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


def fact_for(standing: Standing, pk: int) -> DeclaredFact:
    """Return the declared fact with its agency, season and file, or raise Http404."""
    facts = DeclaredFact.objects.visible_to(standing).select_related(
        "agency", "file", "declared_by", "season__bloc__province", "season__cycle"
    )
    fact = facts.filter(pk=pk).first()
    if fact is None:
        raise Http404("No such declared fact.")
    return fact


def evidence_file_for(standing: Standing, file_uuid: uuid.UUID) -> EvidenceFile:
    """Return the file if a sheet or a fact that the person sees refers to it, or raise Http404.

    A file of the person's own agency is theirs to see even when no line refers to it.
    """
    sheets = ScoreSheet.objects.visible_to(standing).values("pk")
    used = Evidence.objects.filter(line__sheet__in=sheets, file__isnull=False).values("file")
    told = DeclaredFact.objects.visible_to(standing).filter(file__isnull=False).values("file")
    visible = EvidenceFile.objects.filter(
        Q(pk__in=used) | Q(pk__in=told) | Q(agency__in=standing.agency_ids)
    )
    found = visible.filter(uuid=file_uuid).first()
    if found is None:
        raise Http404("No such evidence file.")
    return found
