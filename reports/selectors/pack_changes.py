"""Which conference packs are old: what in them would read otherwise today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from blocs.models import Season
from reports.models import Pack, PackItem
from reports.selectors.pack_reading import (
    OF_A_MEETING,
    Choice,
    Wanted,
    choice_from,
    one_reading,
    read_papers,
)

_Papers = dict[tuple[str, str], Wanted]


@dataclass(frozen=True, slots=True)
class Change:
    """A paper of a pack that would read otherwise today, and how."""

    title: str
    how: str


def changes_since(pack: Pack) -> list[Change]:
    """Compare the papers of a conference pack with today's facts, all read at one moment.

    The same queries as asking for the pack takes; an empty list says that nothing changed.
    """
    return changes_of_all([pack])[pack.pk]


def changes_of_all(packs: Iterable[Pack]) -> Mapping[int, list[Change]]:
    """Compare the conference packs of one season with today's facts, by pack.

    Each paper is read once, in however many packs it is.
    """
    choices = {pack: choice_from(pack.options) for pack in packs}
    if not choices:
        return {}
    stored: dict[int, dict[tuple[str, str], PackItem]] = {pack.pk: {} for pack in choices}
    items = PackItem.objects.filter(pack__in=choices).select_related("document")
    for one in items.order_by("position").defer("content", "document__content"):
        stored[one.pack_id][one.kind, one.subject] = one
    with one_reading():
        season = Season.objects.with_names().get(packs=next(iter(choices)))
        kinds = {kind for choice in choices.values() for kind in choice.kinds}
        read = read_papers(season, kinds, {choice.meeting for choice in choices.values()})
    return {
        pack.pk: _changes(stored[pack.pk], {one.key: one for one in read if _is_in(choice, one)})
        for pack, choice in choices.items()
    }


def _is_in(choice: Choice, one: Wanted) -> bool:
    """Say whether a paper belongs to what was chosen."""
    if one.kind not in choice.kinds:
        return False
    return one.kind not in OF_A_MEETING or one.key[1] == choice.meeting


def _changes(stored: Mapping[tuple[str, str], PackItem], wanted: _Papers) -> list[Change]:
    found = [
        Change(one.title, how) for key, one in wanted.items() if (how := _how(stored.get(key), one))
    ]
    gone = [item for key, item in stored.items() if key not in wanted]
    return found + [
        Change(item.title, "nay không còn trong hồ sơ") for item in gone if item.fingerprint
    ]


def _how(item: PackItem | None, wanted: Wanted) -> str:
    """Say how the paper differs from the one in the pack; empty where it does not."""
    before = item.fingerprint if item else ""
    if before == wanted.mark:
        return ""
    if not before:
        return "nay đã lập được, chưa có trong bộ"
    if not wanted.mark:
        return "nay không lập được nữa"
    was_issued = bool(item and item.document and item.document.imprint)
    is_issued = bool(wanted.known and wanted.known.imprint)
    if is_issued and not was_issued:
        return "nay đã ban hành"
    if was_issued and not is_issued:
        return "bản đã ban hành không còn hiệu lực, hoặc số liệu đã thay đổi"
    return "số liệu hoặc nội dung đã thay đổi"
