"""Keys of figures: made from codes and names, so that they last from one loading to the next."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reports.states import PrintedList

MOST_SLUG = 48
# How the keys of figures begin, and how many words of a key name the row of a list.
_ORIGINS: Mapping[str, PrintedList] = MappingProxyType(
    {
        "chi-tieu": PrintedList.INDICATORS,
        "don-vi": PrintedList.MEMBERS,
        "phong-trao": PrintedList.MOVEMENTS,
        "khen-thuong": PrintedList.AWARDS,
        "hoi-nghi": PrintedList.MEETINGS,
        "nhiem-vu": PrintedList.TASKS,
        "de-nghi": PrintedList.PROPOSALS,
        "dang-ky": PrintedList.REGISTRATIONS,
        "diem": PrintedList.RANKING,
        "hang": PrintedList.RANKING,
        "xep-hang": PrintedList.RANKING,
    }
)
_ROWS: Mapping[PrintedList, int] = MappingProxyType(
    {PrintedList.INDICATORS: 3, PrintedList.AWARDS: 2}
)
_YEAR = re.compile(r"(-nam)?-(19|20)\d\d(-(19|20)\d\d)?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a season that texts may refer to.

    Args:
        name: what it is, in the words of the page.
        value: today's value exactly as papers write it.
        group: heading under which the page lists it.
    """

    key: str
    name: str
    value: str
    group: str


def slug(text: str) -> str:
    """Return a text as a word of a key: ``Thu ngân sách năm 2022`` is ``thu-ngan-sach``.

    The year at the end goes, so that a result has the same key every year.
    """
    bare = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    word = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    word = _YEAR.sub("", word) or word
    if len(word) > MOST_SLUG:
        word = word[:MOST_SLUG].rpartition("-")[0] or word[:MOST_SLUG]
    return word or "khac"


class Keys:
    """Gives out keys; one that was given out already comes back with a number behind it."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def take(self, key: str) -> str:
        """Return the key, or the key with ``-2``, ``-3`` … for the next of its name."""
        times = self._given.get(key, 0) + 1
        self._given[key] = times
        return self.take(f"{key}-{times}") if times > 1 else key


def origin_of(key: str) -> tuple[PrintedList, str] | None:
    """Return the list of the data that a figure comes from, and the place of its row there.

    The place is empty where the figure is of the whole list. None: it has no list of its own.
    """
    word, *rest = key.split(".")
    source = _ORIGINS.get(word)
    if source is None:
        return None
    length = _ROWS.get(source, 0)
    has_row = len(rest) + 1 >= length > 0
    return source, ".".join([word, *rest][:length]) if has_row else ""


def book_of(entries: Sequence[Entry]) -> MappingProxyType[str, str]:
    """Return today's values by key."""
    return MappingProxyType({one.key: one.value for one in entries})
