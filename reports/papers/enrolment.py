"""What one member registers at the start of the year (bản đăng ký thi đua)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from reports.papers.base import Letterhead, Recipients, SignatureBlock, numerals
from reports.papers.content import Paper, Part, packed, unpacked
from reports.states import DocumentKind

_SCHEMA_OF_ONE_LIST = 2  # until the two kinds of targets were told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedMovement(Part):
    """A movement the agency takes part in; what is empty is written in by hand."""

    name: str
    launched_by: str = ""
    aim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedTarget(Part):
    """A target of the year: the plan in figures with its unit, or in words alone."""

    content: str
    unit: str = ""
    plan: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup(Part):
    """The targets of one kind.

    Args:
        heading: what kind it is; empty where there is no other.
        before: how many targets stand above it: the numbers run through.
    """

    heading: str = ""
    before: int = 0
    rows: tuple[PromisedTarget, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedTitle(Part):
    """A title or commendation that the agency strives for.

    Args:
        collectives, persons: for how many of each; what is empty is written in by hand.
    """

    title: str
    collectives: str = ""
    persons: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment(Paper):
    """The registration of one agency for one cycle, display-ready.

    Args:
        addressees: who receives it, one text each.
        opening, closing: the sentences around the parts.
    """

    kind: ClassVar[str] = DocumentKind.ENROLMENT.value
    schema: ClassVar[int] = 3
    template: ClassVar[str] = "reports/papers/enrolment.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    agency: str
    addressees: tuple[str, ...] = ()
    opening: str = ""
    movements: tuple[PromisedMovement, ...] = ()
    targets: tuple[TargetGroup, ...] = ()
    titles: tuple[PromisedTitle, ...] = ()
    closing: str = ""
    recipients: Recipients = field(default_factory=Recipients)
    signature: SignatureBlock = field(default_factory=SignatureBlock)

    @property
    def content_schema(self) -> int:
        return _SCHEMA_OF_ONE_LIST if self._is_one_list else self.schema

    def as_content(self) -> dict[str, Any]:
        """Return the paper as data, without groups where there is one kind of targets alone.

        So it was stored before there were kinds: the same facts stay the same document.
        """
        content = packed(self)
        if self._is_one_list:
            content["targets"] = [row for group in content["targets"] for row in group["rows"]]
        return content

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        return unpacked(cls, _in_groups(content), cls.kind)

    @property
    def _is_one_list(self) -> bool:
        if not self.targets:
            return True
        rows = self.targets[0].rows
        return bool(rows) and self.targets == (TargetGroup(rows=rows),)

    @property
    def document_title(self) -> str:
        return f"Bản đăng ký thi đua năm {self.cycle} - {self.agency}"

    @property
    def numbers(self) -> Mapping[str, str]:
        """The Roman numeral of each part that has something to say."""
        return numerals(
            {"movements": self.movements, "targets": self.targets, "titles": self.titles}
        )

    @property
    def table_rows(self) -> int:
        targets = sum(len(group.rows) + bool(group.heading) for group in self.targets)
        return len(self.movements) + targets + len(self.titles)


def _in_groups(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Put targets that were stored as one list into the one group that they are."""
    rows = content.get("targets") if isinstance(content, Mapping) else None
    if (
        not isinstance(rows, list)
        or not rows
        or any(not isinstance(row, Mapping) or "rows" in row for row in rows)
    ):
        return content
    return {**content, "targets": [{"heading": "", "before": 0, "rows": rows}]}
