"""What the year's words still call results that were given another name."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import AuditEvent
from blocs.rules.figures import Compared, Figure, Words
from reports.rules.year_figures import ResultFigures

_NAMES = ("name", "subject")


@dataclass(frozen=True, slots=True)
class OldName:
    """A name of before, and what stands in its place now."""

    old: str
    now: str


def renamed_results(
    results: Sequence[ResultFigures], keys: Collection[str]
) -> Mapping[str, tuple[OldName, ...]]:
    """Return the names that results had before, by what the keys of their figures begin with.

    At most one query, and none where no key is of a result.

    Args:
        keys: of the figures in use.
    """
    used = {str(one.row): one for one in results if any(_is_of(one.base, key) for key in keys)}
    if not used:
        return {}
    events = AuditEvent.objects.filter(
        subject_type="blocs.indicator", subject_id__in=list(used), action="indicator.change"
    )
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for pk, before in events.order_by("id").values_list("subject_id", "before"):
        one = used[pk]
        for column in _NAMES:
            old, now = before[column], getattr(one, column)
            if old and old != now:
                found[one.base][old] = now
    return {
        base: tuple(OldName(old, now) for old, now in names.items())
        for base, names in found.items()
    }


def old_names_in(
    pieces: Sequence[Compared], renamed: Mapping[str, tuple[OldName, ...]]
) -> tuple[OldName, ...]:
    """Return the old names that a paragraph uses beside figures of the renamed results."""
    keys = [one.piece.key for one in pieces if isinstance(one.piece, Figure)]
    words = "".join(one.piece.printed if isinstance(one.piece, Words) else "|" for one in pieces)
    names = (
        name
        for base, held in renamed.items()
        if any(_is_of(base, key) for key in keys)
        for name in held
    )
    return tuple(dict.fromkeys(one for one in names if _says(words, one)))


def _says(words: str, name: OldName) -> bool:
    """Say whether the words hold the old name elsewhere than inside the new one."""
    left = words.casefold()
    if name.now:
        left = left.replace(name.now.casefold(), "|")
    return name.old.casefold() in left


def _is_of(base: str, key: str) -> bool:
    return key == base or key.startswith(f"{base}.")
