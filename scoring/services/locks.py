"""Rows held against every other writer, always in one order: season, sheet, line.

A stored file comes after the line, a document of the register after the file.

SQLite has one writer at a time; there the locks are the transaction itself.
"""

from collections.abc import Collection

from accounts.errors import Refused
from blocs.models import Season
from blocs.services.rows import GONE, locked_season
from scoring.models import Evidence, ScoreLine, ScoreSheet

# What a line needs to know its formula and who scores it.
LOADED = ("criterion__table", "criterion__sector")


def lock_sheet(sheet_id: int) -> ScoreSheet:
    """Return the sheet of a held season, held too."""
    season_id = ScoreSheet.objects.filter(pk=sheet_id).values_list("season", flat=True).first()
    if season_id is None:
        raise Refused(GONE)
    season = locked_season(season_id)
    sheets = ScoreSheet.objects.select_related("agency")
    sheet = sheets.select_for_update(of=("self",), no_key=True).get(pk=sheet_id)
    sheet.season = season
    return sheet


def lock_sheets_using(document_id: int) -> frozenset[int]:
    """Hold the sheets with a line that refers to the document; return their keys.

    No season is held: a sheet that is held cannot be sent, and an agency has one in a season.
    """
    using = Evidence.objects.filter(document=document_id).values("line__sheet")
    sheets = ScoreSheet.objects.filter(pk__in=using).order_by("pk")
    held = sheets.select_for_update(of=("self",), no_key=True)
    return frozenset(held.values_list("pk", flat=True))


def lock_line(line_id: int) -> ScoreLine:
    """Return the line of a held sheet, held too, with its criterion, table and sector."""
    sheet_id = ScoreLine.objects.filter(pk=line_id).values_list("sheet", flat=True).first()
    if sheet_id is None:
        raise Refused(GONE)
    sheet = lock_sheet(sheet_id)
    lines = ScoreLine.objects.select_related(*LOADED)
    line = lines.select_for_update(of=("self",), no_key=True).filter(pk=line_id).first()
    if line is None:  # an amendment of the table took it out while we waited
        raise Refused(GONE)
    line.sheet = sheet
    return line


def lock_lines(sheet: ScoreSheet) -> list[ScoreLine]:
    """Return all lines of a held sheet in reading order, held too."""
    rows = sheet.lines.select_related(*LOADED).order_by("criterion__position")
    lines = list(rows.select_for_update(of=("self",), no_key=True))
    for line in lines:
        line.sheet = sheet
    return lines


def lock_lines_of_season(season: Season, line_ids: Collection[int]) -> list[ScoreLine]:
    """Return lines of a held season in one order, held too.

    Raises:
        Refused: one of them is not a line of this season.
    """
    rows = ScoreLine.objects.filter(sheet__season=season, pk__in=line_ids)
    rows = rows.select_related(*LOADED, "sheet__agency").order_by("pk")
    lines = list(rows.select_for_update(of=("self",), no_key=True))
    if len(lines) != len(set(line_ids)):
        raise Refused(GONE)
    for line in lines:
        line.sheet.season = season
    return lines
