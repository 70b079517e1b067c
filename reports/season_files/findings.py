"""What is wrong with season files: where, and why in words for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROOT = "(toàn tệp)"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. ``path`` leads to the place in the file, counted from 0: ``members[2].code``."""

    path: str
    reason: str
    file: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path or ROOT, self.reason) if part)


class Unloadable(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """The files cannot be loaded and nothing was written; ``findings`` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


def join_path(path: str, step: str | int) -> str:
    """Return the path one step deeper."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


def entries(path: str, rows: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield each entry of a list with its path."""
    for place, row in enumerate(rows):
        yield join_path(path, place), row


def first_difference(path: str, held: Any, wanted: Any) -> tuple[str, Any, Any] | None:
    """Return the first place where two values part, with both, or None when they are equal."""
    if isinstance(held, Mapping) and isinstance(wanted, Mapping):
        steps: list[str | int] = list(dict.fromkeys((*wanted, *held)))
        pairs = [(step, held.get(step), wanted.get(step)) for step in steps]
    elif isinstance(held, list) and isinstance(wanted, list) and len(held) == len(wanted):
        pairs = [(place, *pair) for place, pair in enumerate(zip(held, wanted, strict=True))]
    else:
        return None if held == wanted else (path, held, wanted)
    found = (first_difference(join_path(path, step), own, other) for step, own, other in pairs)
    return next((difference for difference in found if difference), None)


def shown(value: Any) -> str:
    """Write a value for a sentence."""
    if value is None:
        return "để trống"
    if isinstance(value, list):
        return f"{len(value)} mục"
    if isinstance(value, Mapping):
        return "một nhóm mục khác"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"“{value}”"
