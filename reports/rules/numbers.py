"""Number and symbol of an issued paper. Source: NĐ 30/2020/NĐ-CP, Điều 15, Phụ lục I, III."""

import unicodedata

MOST_SYMBOL_SIGNS = 40
# Phụ lục III, mục I: what the types of paper that carry a name are shortened to.
TYPES = frozenset(
    {"NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB"}
    | {"TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB"}
)
_STROKES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
LEFT_OPEN = "……"  # where only the agency knows its own abbreviation


def number_text(number: int) -> str:
    """Write the number of a paper with its nought: ``05``, ``12``, ``123``.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3.
    """
    return f"{number:02d}"


def full_number(number: int | None, symbol: str) -> str:
    """Write number and symbol: ``05/BC-KTĐ``; empty for a paper without a number."""
    return "" if number is None else f"{number_text(number)}/{symbol}"


def tidy_symbol(typed: str) -> str:
    """Return the symbol in NFC, with plain strokes, without blanks and a stroke before it."""
    text = unicodedata.normalize("NFC", typed).translate(_STROKES)
    return "".join(text.split()).removeprefix("/")


def symbol_fault(symbol: str, *, proposed: str) -> str:
    """Say what is wrong with a symbol; empty when nothing is.

    Args:
        proposed: the symbol of the paper's kind, such as ``BC-KTĐ`` or ``BC-……``; a paper of a
            type with a name keeps the type's abbreviation.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3: capitals, strokes between, no blanks.
    """
    proposed = proposed.replace(LEFT_OPEN, "STP")  # an example has no blanks
    if not symbol:
        return f"Quý vị ghi ký hiệu của văn bản, ví dụ {proposed}."
    if len(symbol) > MOST_SYMBOL_SIGNS:
        return f"Ký hiệu dài quá {MOST_SYMBOL_SIGNS} ký tự."
    kind, *rest = symbol.split("-")
    wanted = proposed.partition("-")[0]
    if wanted in TYPES and (kind != wanted or not rest):
        return f"Ký hiệu của loại văn bản này bắt đầu bằng {wanted}-, ví dụ {proposed}."
    parts = rest if kind in TYPES else [kind, *rest]
    if not all(map(_is_written, parts)):
        return (
            "Ký hiệu chỉ gồm chữ in hoa, chữ số và dấu &, nối bằng gạch nối, không có dấu cách, "
            f"ví dụ {proposed}."
        )
    return ""


def _is_written(part: str) -> bool:
    """Say whether a part between strokes is an abbreviation: ``KTĐ``, ``SNN&PTNT``, ``CCT2``."""
    bare = part.replace("&", "")
    return part[:1].isalpha() and bare.isalnum() and bare == bare.upper()
