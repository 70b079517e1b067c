"""What the clerk adds to a paper when it is issued, and the paper as it then reads."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from reports.papers.base import Letterhead
from reports.papers.content import Paper, Part

AnyPaper = TypeVar("AnyPaper", bound=Paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint(Part):
    """Number, day and code of an issued paper, display-ready.

    Args:
        date: such as ``ngày 24 tháng 02 năm 2023``.
        code: in groups, as people type it.
        address: where anybody can check the paper; the QR code says it.
        number: such as ``05``; empty for a paper without a number.
        symbol: such as ``BC-KTĐ``; empty with the number.
        replaces: the paper that this one replaces; may be empty.
    """

    date: str
    code: str
    address: str
    number: str = ""
    symbol: str = ""
    replaces: str = ""

    @property
    def site(self) -> str:
        """The address without the code and the scheme, as it is printed to be typed."""
        return self.address.partition("://")[2].rpartition("/")[0]


def letterhead_in(paper: Paper) -> Letterhead | None:
    """Return the paper's letterhead; ballot slips have none."""
    return next((part for part in _own_parts(paper) if isinstance(part, Letterhead)), None)


def issued(paper: AnyPaper, imprint: Imprint) -> AnyPaper:
    """Return the paper with the number and the day that were left to be written in by hand."""
    changes: dict[str, Any] = {}
    letterhead = letterhead_in(paper)
    if letterhead is not None:
        changes["letterhead"] = replace(
            letterhead, number=imprint.number, symbol=imprint.symbol, date=imprint.date
        )
    if getattr(paper, "signed_on", None) == "":
        changes["signed_on"] = imprint.date
    return replace(paper, **changes)


def signing_offices(paper: Paper) -> tuple[str, ...]:
    """Return who signs the paper, by office and never by name, in the order of the paper."""
    return tuple(dict.fromkeys(_offices(paper)))


def _offices(value: object) -> Iterator[str]:
    office = getattr(value, "signing_office", None)
    if office is not None:  # what is inside says no more: a cell names its agency
        yield from filter(None, [office])
    elif isinstance(value, Part):
        parts = getattr(value, "signing_order", None) or (
            getattr(value, field.name) for field in fields(value)
        )
        for part in parts:
            yield from _offices(part)
    elif isinstance(value, tuple):
        for item in value:
            yield from _offices(item)


def _own_parts(paper: Paper) -> Iterator[object]:
    return (getattr(paper, field.name) for field in fields(paper))
