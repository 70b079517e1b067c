"""Checks made when the site starts."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from reports.render.fonts import PACKAGE_HINT, FontsMissingError, font_folder

PAPERS_TAG = "papers"


def check_paper_fonts(app_configs: Sequence[AppConfig] | None, **_: object) -> list[CheckMessage]:
    """Report faces or letters that papers need and this machine lacks."""
    try:
        font_folder(settings.PDF_FONT_DIR)
    except FontsMissingError as fault:
        return [Error(str(fault), hint=PACKAGE_HINT, id="reports.E001")]
    return []
