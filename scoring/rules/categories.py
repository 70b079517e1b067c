"""Categories of units (urban ward, mountain commune): classes of results may differ by them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from scoring.rules.settings import Band
from scoring.rules.text import tidy_line

MOST_NAMED = 5  # members that one sentence names


def category_key(category: str) -> str:
    """Return what makes two ways of writing a category the same one: blanks and capitals do not."""
    return tidy_line(category).casefold()


def bands_by_category(bands: Sequence[Band]) -> Mapping[str, tuple[Band, ...]]:
    """Return the classes of each category by its key, in the table's order; the general under "".

    Source: NĐ 122/2018/NĐ-CP, Đ.5.4 (another pass mark for wards, and for mountain communes).
    """
    found: dict[str, tuple[Band, ...]] = {}
    for band in bands:
        key = category_key(band.category)
        found[key] = (*found.get(key, ()), band)
    return found


def in_one_writing(*lists: Sequence[Band]) -> list[tuple[Band, ...]]:
    """Return lists of classes with every category written as it stands first, to compare them."""
    first: dict[str, str] = {}
    for band in chain(*lists):
        first.setdefault(category_key(band.category), band.category)
    return [
        tuple(replace(band, category=first[category_key(band.category)]) for band in bands)
        for bands in lists
    ]


def bands_for(bands: Sequence[Band], category: str) -> tuple[Band, ...]:
    """Return the classes that judge a unit, the highest first.

    A category with classes of its own is judged by these alone; a unit of another category, or
    of none, by the general classes.

    Args:
        category: of the unit; empty for none.

    Source: docs/decisions/0017-classes-by-category.md.
    """
    known = bands_by_category(bands)
    return known.get(category_key(category)) or known.get("", ())


def judged_as(bands: Sequence[Band], category: str) -> str:
    """Return the category by whose own classes a unit is judged; empty where by the general."""
    key = category_key(category)
    own = bands_by_category(bands).get(key, ()) if key else ()
    return own[0].category if own else ""


def category_cautions(bands: Sequence[Band], members: Iterable[tuple[str, str]]) -> list[str]:
    """Return, as sentences, where the classes and the members do not speak of the same categories.

    Args:
        members: name and category of each; an empty category is none.
    """
    known = bands_by_category(bands)
    if not any(known):
        return []
    placed: dict[str, tuple[str, ...]] = {}
    said: dict[str, str] = {}
    for name, category in members:
        key = category_key(category)
        placed[key] = (*placed.get(key, ()), name)
        said.setdefault(key, tidy_line(category))
    return [*_without_members(known, placed), *_without_bands(known, placed, said)]


def _without_members(
    known: Mapping[str, Sequence[Band]], placed: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    for key, bands in known.items():
        if key and key not in placed:
            yield (
                f"Xếp loại: không đơn vị nào thuộc nhóm “{bands[0].category}”. Đề nghị kiểm tra "
                "nhóm đơn vị của các đơn vị thành viên."
            )


def _without_bands(
    known: Mapping[str, Sequence[Band]],
    placed: Mapping[str, Sequence[str]],
    said: Mapping[str, str],
) -> Iterator[str]:
    """Yield the members that only the general classes judge, though their category is told."""
    general = "được xét theo mức chung" if "" in known else "không được xếp loại"
    for key, names in placed.items():
        if key and key not in known:
            yield (
                f"Xếp loại: bảng không có mức riêng cho nhóm “{said[key]}” ({_named(names)}); các "
                f"đơn vị này {general}."
            )
        elif not key and "" not in known:
            yield (
                "Xếp loại: bảng chỉ có mức riêng theo nhóm đơn vị; đơn vị chưa ghi nhóm "
                f"({_named(names)}) không được xếp loại."
            )


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" và {more} đơn vị khác" if more > 0 else "")
