"""Checks made when the site starts."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from reports.render.fonts import PACKAGE_HINT, FontsMissingError, font_folder
from reports.signing.roots import TrustFolderError, trust_roots

PAPERS_TAG = "papers"
_TRUST_HINT = "SIGNATURE_TRUST_DIR: docs/operations.md."


def check_paper_fonts(app_configs: Sequence[AppConfig] | None, **_: object) -> list[CheckMessage]:
    """Report faces or letters that papers need and this machine lacks."""
    try:
        font_folder(settings.PDF_FONT_DIR)
    except FontsMissingError as fault:
        return [Error(str(fault), hint=PACKAGE_HINT, id="reports.E001")]
    return []


def check_trust_folder(app_configs: Sequence[AppConfig] | None, **_: object) -> list[CheckMessage]:
    """Report a trust folder that cannot be read, and a file in it that is no certificate."""
    try:
        trust_roots(settings.SIGNATURE_TRUST_DIR)
    except TrustFolderError as fault:
        return [Error(str(fault), hint=_TRUST_HINT, id="reports.E002")]
    return []
