"""What minutes share: when and where they were taken, and plain facts line by line."""

from dataclasses import dataclass

from reports.papers.content import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion(Part):
    """The meeting that minutes are taken of; what is empty is written in by hand.

    Args:
        name: such as ``Hội nghị tổng kết, bình xét thi đua``; may be empty.
        time_text: such as ``chiều ngày 24/02/2023``.
    """

    name: str = ""
    time_text: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FactLine(Part):
    """One fact under its name: ``Phát ra``, ``09 phiếu``."""

    label: str
    text: str
