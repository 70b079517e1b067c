"""The two things that files bring: how a file is checked, and how what was confirmed is entered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from awards.services.imports import Imported, import_awards, import_ratings
from awards.spreadsheets.matching import AwardRow, MatchedRow, matched
from awards.spreadsheets.rating_matching import MatchedRating, RatingRow, matched_ratings
from awards.spreadsheets.reading import read_awards, read_ratings
from awards.spreadsheets.rows import FileRow
from awards.spreadsheets.template import award_template, rating_template
from blocs.standing import Standing
from scoring.spreadsheets.faults import CellFault
from scoring.spreadsheets.tables import Findings
from scoring.uploads import Readable

Faults = tuple[CellFault, ...]
Found = Sequence[MatchedRow | MatchedRating]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One thing that files bring.

    Args:
        name: of its pages; with ``-confirm`` and ``-template`` of the other two.
        what: what a row is, as it stands in sentences.
        read: reads a file; raises WorkbookFaults for what is none of ours.
        match: tells what the rows mean, and what of it is new.
        row: what a row means, made again from what ``as_json`` of it returned.
        enter: writes such rows.
    """

    name: str
    what: str
    read: Callable[[Readable, str], tuple[Sequence[Any], Findings]]
    match: Callable[..., Found]
    row: type[FileRow]
    enter: Callable[..., Imported]
    template: Callable[[], bytes]
    file_name: str

    def check(
        self, upload: Readable, name: str, standing: Standing, *, today: date
    ) -> tuple[Found, Faults]:
        """Return the rows that can be taken, and everything that is wrong in the file.

        Raises:
            WorkbookFaults: the file cannot be opened, or is none of ours.
        """
        written, findings = self.read(upload, name)
        found = self.match(written, findings, standing, today=today)
        return found, tuple(findings.faults)

    def said(self, done: Imported) -> str:
        """Say what came of it."""
        return f"Đã ghi {done.new} {self.what}; {done.same} dòng đã có từ trước."


AWARDS = FileKind(
    name="award-import",
    what="thành tích",
    read=read_awards,
    match=matched,
    row=AwardRow,
    enter=import_awards,
    template=award_template,
    file_name="mau-thanh-tich.xlsx",
)
RATINGS = FileKind(
    name="rating-import",
    what="mức xếp loại",
    read=read_ratings,
    match=matched_ratings,
    row=RatingRow,
    enter=import_ratings,
    template=rating_template,
    file_name="mau-xep-loai.xlsx",
)
KINDS: Mapping[str, FileKind] = MappingProxyType({"awards": AWARDS, "ratings": RATINGS})
