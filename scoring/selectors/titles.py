"""What the awards are called that a table gives a bonus for.

Awards stand above scores, so the function that knows them is named in the settings
(``TITLE_NAMES``) and asked only where a table counts awards.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from django.conf import settings
from django.utils.module_loading import import_string

from blocs.models import Province
from scoring.spreadsheets.criteria_rows import Title


def titles_for(province: Province | None) -> list[Title]:
    """Return the awards that a table of the province may name; None for a shared one."""
    return [Title(code, name) for code, name in _source()(province)]


class TitleNames(Mapping[str, str]):
    """Names of awards by code; the catalogue is read once, and only when one is looked up."""

    def __getitem__(self, code: str) -> str:
        return self._names[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(_source()(None, everywhere=True))


def _source() -> Callable[..., list[tuple[str, str]]]:
    found: Callable[..., list[tuple[str, str]]] = import_string(settings.TITLE_NAMES)
    return found
