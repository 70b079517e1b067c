"""What the awards are called that a table gives a bonus for.

Awards stand above scores, so the function that knows them is named in the settings
(``TITLE_NAMES``) and asked only where a table counts awards.
"""

from collections.abc import Callable, Mapping
from typing import cast

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from blocs.models import Province
from scoring.spreadsheets.criteria_rows import Title


def titles_for(province: Province | None) -> list[Title]:
    """Return the awards that a table of the province may name; None for a shared one."""
    return [Title(code, name) for code, name in _source()(province)]


def title_names() -> Mapping[str, str]:
    """Return names of awards by code; the catalogue is read once, when one is looked up."""
    lazy = SimpleLazyObject(lambda: dict(_source()(None, everywhere=True)))
    return cast("Mapping[str, str]", lazy)


def _source() -> Callable[..., list[tuple[str, str]]]:
    found: Callable[..., list[tuple[str, str]]] = import_string(settings.TITLE_NAMES)
    return found
