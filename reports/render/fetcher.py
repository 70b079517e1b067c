"""The only door through which a render may fetch anything: our own ``app:`` scheme.

WeasyPrint's default fetcher follows any address that a style sheet, an image or an attachment
names, files of this machine included. Source: WeasyPrint's documentation, "Security", and
GHSA-jf6q-chmf-3h3v.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import structlog
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.render.fonts import FACES

_logger = structlog.stdlib.get_logger("reports.security")

_LOGGED_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of ours that a template may name by ``app:img/<id>``."""

    mime_type: str
    data: bytes


NO_PICTURES: Mapping[str, Picture] = MappingProxyType({})


class FetchRefusedError(ValueError):
    """A paper asked for something that is not ours to give."""


class PaperFetcher(URLFetcher):
    """Serve ``app:font/<face>`` and ``app:img/<id>``; refuse and log everything else."""

    def __init__(self, font_folder: Path, pictures: Mapping[str, Picture] = NO_PICTURES) -> None:
        super().__init__(allowed_protocols={"app"}, allow_redirects=False)
        self._font_folder = font_folder
        self._pictures = pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return one of our own fonts or pictures.

        Raises:
            FetchRefusedError: the address is not one of the few that exist.
        """
        kind, _, name = url.removeprefix("app:").partition("/")
        if url.startswith("app:") and kind == "font" and name in FACES:
            data = (self._font_folder / FACES[name]).read_bytes()
            return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})
        if url.startswith("app:") and kind == "img" and name in self._pictures:
            picture = self._pictures[name]
            return URLFetcherResponse(url, picture.data, {"Content-Type": picture.mime_type})
        _logger.warning("paper.fetch_refused", url=url[:_LOGGED_LENGTH])
        raise FetchRefusedError(f"not an address of ours: {url[:_LOGGED_LENGTH]!r}")
