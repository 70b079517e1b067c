"""Rows held against every other writer, always in one order: season, sheet, line.

SQLite has one writer at a time; there the locks are the transaction itself.
"""

from accounts.errors import Refused
from blocs.models import Season
from scoring.models import ScoreLine, ScoreSheet

_GONE = "Nội dung này không còn trong hồ sơ. Quý vị vui lòng tải lại trang."


def lock_season(season_id: int) -> Season:
    """Return the season with its names, held until the transaction ends."""
    seasons = Season.objects.with_names().select_for_update(of=("self",), no_key=True)
    season = seasons.filter(pk=season_id).first()
    if season is None:
        raise Refused(_GONE)
    return season


def lock_sheet(sheet_id: int) -> ScoreSheet:
    """Return the sheet of a held season, held too."""
    season_id = ScoreSheet.objects.filter(pk=sheet_id).values_list("season", flat=True).first()
    if season_id is None:
        raise Refused(_GONE)
    season = lock_season(season_id)
    sheets = ScoreSheet.objects.select_related("agency")
    sheet = sheets.select_for_update(of=("self",), no_key=True).get(pk=sheet_id)
    sheet.season = season
    return sheet


def lock_line(line_id: int) -> ScoreLine:
    """Return the line of a held sheet, held too, with its criterion."""
    sheet_id = ScoreLine.objects.filter(pk=line_id).values_list("sheet", flat=True).first()
    if sheet_id is None:
        raise Refused(_GONE)
    sheet = lock_sheet(sheet_id)
    lines = ScoreLine.objects.select_related("criterion")
    line = lines.select_for_update(of=("self",), no_key=True).get(pk=line_id)
    line.sheet = sheet
    return line


def lock_lines(sheet: ScoreSheet) -> list[ScoreLine]:
    """Return all lines of a held sheet in reading order, held too."""
    rows = sheet.lines.select_related("criterion").order_by("criterion__position")
    lines = list(rows.select_for_update(of=("self",), no_key=True))
    for line in lines:
        line.sheet = sheet
    return lines
