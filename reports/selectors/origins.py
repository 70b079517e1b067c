"""Where the figures of the year's words come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocs.models import Season
from blocs.rules.figures import Compared, Figure
from reports.rules.figure_keys import origin_of
from reports.selectors.word_lists import list_url


@dataclass(frozen=True, slots=True)
class Origin:
    """Where figures of a paragraph are changed: the page, at the row if there is one.

    Args:
        shown: the figures as the paragraph shows them.
    """

    url: str
    shown: str


def origins_of(season: Season, pieces: Sequence[Compared]) -> Iterator[Origin]:
    """Yield the pages where the figures of a paragraph are changed, each once."""
    shown: dict[str, list[str]] = {}
    for one in pieces:
        origin = origin_of(one.piece.key) if isinstance(one.piece, Figure) else None
        if origin is None:
            continue
        page, row = list_url(season, origin[0]), origin[1]
        told = shown.setdefault(f"{page}#{row}" if row else page, [])
        if one.piece.printed not in told:
            told.append(one.piece.printed)
    for url, told in shown.items():
        yield Origin(url, ", ".join(told))
