"""The rows of a ranking from its frozen content: the same code freezes and proves."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from scoring.rules.formulas import FormulaError
from scoring.rules.frozen import SEAL, as_known_to, frozen_content, sealed
from scoring.rules.frozen_first import FIRST_SCHEMA, first_rows, in_first_schema
from scoring.rules.frozen_read import demand_computed, read_frozen
from scoring.rules.frozen_text import Content, FrozenError, fingerprint
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import written_rules
from scoring.states import RankingOrigin

Row = dict[str, Any]
ROW_NAMES = ("rank", "shared", "agency", "self", "appraised", "final", "reason")
_WORDS = {
    "agency": "đơn vị",
    "rank": "hạng",
    "shared": "đồng hạng",
    "self": "điểm tự chấm",
    "appraised": "điểm thẩm định",
    "raw": "điểm trước khi trừ",
    "final": "điểm cuối",
    "maximum": "điểm tối đa được giao",
    "percent": "tỷ lệ đạt",
    "vote_points": "điểm từ bỏ phiếu",
    "deductions": "các khoản trừ",
    "bars": "các điều kiện không xét",
    "band": "xếp loại",
    "parted_by": "quy tắc khi bằng điểm",
    "reason": "lý do",
}
_LAYERS = {
    "self": "điểm tự chấm",
    "appraised": "điểm thẩm định",
    "province": "điểm tỉnh chấm",
    "sector": "điểm ngành chấm",
    "cross": "điểm chấm chéo",
}


def recomputed(content: object) -> dict[str, Any]:
    """Return the content as it follows from its own facts: points of formulas, rows, seal.

    Raises:
        FrozenError: the content cannot be read.
    """
    known = demand_computed(content)
    if known["schema"] == FIRST_SCHEMA:
        rows, unranked = first_rows(known)
        return {**known, "rows": rows, "unranked": unranked}
    season = read_frozen(known)
    try:
        return frozen_content(season.heading, season.facts, schema=season.schema)
    except FormulaError as error:
        raise FrozenError(str(error)) from error
    except ArithmeticError as error:  # parameters that no table could be published with
        raise FrozenError("Tham số của một công thức trong tệp không tính được.") from error


def computed_rows(content: object) -> tuple[list[Row], list[Row]]:
    """Return the rows that were ranked and those that were not, from the frozen facts.

    Raises:
        FrozenError: the content cannot be read.
    """
    again = recomputed(content)
    return again["rows"], again["unranked"]


def first_difference(content: object) -> str | None:
    """Return where the frozen content does not follow from its own facts, or None.

    The points of formulas are looked at first, then the rows, then everything else; a value
    that nothing follows from is held by the seal.

    Raises:
        FrozenError: the content cannot be read.
    """
    again = recomputed(content)
    known = demand_computed(content)
    return (
        _lines_differ(known, again)
        or _differs(known.get("rows"), again["rows"])
        or _differs(known.get("unranked"), again["unranked"])
        or _rest_differs(known, again)
    )


def fits(frozen: Content, content: Content) -> bool:
    """Say whether a frozen content is what would be frozen now.

    A ranking of an earlier schema is compared with what that schema would hold; rules that a
    table could not say when it was frozen stand at their defaults.

    Args:
        frozen: as it is stored.
        content: made now, computed or reported.
    """
    if frozen == content:
        return True
    if RankingOrigin.REPORTED in {frozen.get("origin"), content["origin"]}:
        return False
    if frozen.get("schema") == FIRST_SCHEMA:
        is_plain = content["rules"] == written_rules(TableRules())
        return is_plain and fingerprint(in_first_schema(content)) == fingerprint(frozen)
    try:
        now, schema = read_frozen(content), read_frozen(frozen).schema
        if as_known_to(schema, now.facts).rules != now.facts.rules:
            return False
        again = frozen_content(now.heading, now.facts, schema=schema)
        return fingerprint(recomputed(frozen)) == fingerprint(again)
    except FrozenError:
        return False


def contract_shape(content: Content, *, sha256: str | None) -> dict[str, Any]:
    """Return the ranking as the commands print it; no fingerprint means nothing is frozen.

    The database may turn the order of keys; here they always stand in one order.

    Source: README.md, "Commands", ``show_ranking``.
    """
    return {
        "bloc": content["bloc"],
        "cycle": content["cycle"],
        "frozen": sha256 is not None,
        "sha256": sha256,
        "rows": [_in_order(row) for row in content["rows"]],
        "unranked": [_in_order(row) for row in content["unranked"]],
    }


def _in_order(row: Row) -> Row:
    return {name: row[name] for name in ROW_NAMES}


def _lines_differ(stored: Content, again: Content) -> str | None:
    """Return the first line whose points do not follow from its result."""
    for old, new in zip(stored["members"], again["members"], strict=True):
        for line, known in zip(old["lines"], new["lines"], strict=True):
            for name, word in _LAYERS.items():
                if line.get(name) != known.get(name):
                    return (
                        f"Đơn vị {new['agency']}, tiêu chí {known['key']}, {word}: "
                        f"{_said(line.get(name), known.get(name))}."
                    )
    return None


def _differs(stored: object, computed: Sequence[Row]) -> str | None:
    if not isinstance(stored, list):
        return "Tệp không có các dòng xếp hạng."
    for old, new in zip_longest(stored, computed):
        if old == new:
            continue
        if new is None:
            return f"Tệp thừa dòng: {_written(old)}."
        if not isinstance(old, dict):
            return f"Tệp thiếu dòng của đơn vị {new['agency']}."
        return _field_difference(old, new)
    return None


def _field_difference(old: Row, new: Row) -> str:
    for name, word in _WORDS.items():
        if name in new and (name not in old or old[name] != new[name]):
            return f"Đơn vị {new['agency']}, {word}: {_said(old.get(name), new[name])}."
    return f"Đơn vị {new['agency']}: dòng trong tệp có mục lạ."


def _rest_differs(stored: Content, again: Content) -> str | None:
    """Look for names that do not belong there, other spellings, and a broken seal."""
    if stored["schema"] == FIRST_SCHEMA:
        return None
    rest = {name: value for name, value in stored.items() if name != SEAL}
    known = {name: value for name, value in again.items() if name != SEAL}
    for path in _paths_that_differ(rest, known, ""):
        return f"Tệp có mục lạ hoặc viết khác cách đã chốt: {path}."
    if stored.get(SEAL) != sealed(rest)[SEAL]:
        return "Nội dung đã bị sửa sau khi chốt: dấu niêm phong (seal) trong tệp không khớp."
    return None


def _paths_that_differ(old: object, new: object, path: str) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        # A name that only the new writing has is a later rule, left at its default.
        for name in sorted(old):
            inside = f"{path}.{name}" if path else str(name)
            if name not in new:
                yield inside
            else:
                yield from _paths_that_differ(old[name], new[name], inside)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _paths_that_differ(one, other, f"{path}[{place}]")
    elif old != new or type(old) is not type(new):
        yield path


def _said(old: object, new: object) -> str:
    stated = "tệp để trống" if old is None else f"tệp ghi “{_written(old)}”"
    if new is None:
        return f"{stated}, tính lại thì trống"
    return f"{stated}, tính lại được “{_written(new)}”"


def _written(value: object) -> str:
    """Write a value as a person reads it: a class, a deduction by all that it says."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Mapping):
        told = (one for one in value.values() if one is not None and one != "")
        return ", ".join(_written(one) for one in told)
    if isinstance(value, list | tuple):
        return "; ".join(_written(one) for one in value) or "không có"
    return str(value)
