"""How a criterion of a table may be named."""

from collections.abc import Iterator

from scoring.rules.faults import Fault, Field
from scoring.rules.nodes import Node

MOST_CODE, MOST_KEY, MOST_UNIT = 20, 120, 40  # characters
# Beside letters and digits. Others are read as something else elsewhere: a semicolon or a
# colon in a cell, an angle bracket on a page.
_MARKS = ".-_/()*+"
CODE_HELP = "mã chỉ gồm chữ cái, chữ số và các dấu - _ / ( ) * +"


def naming_faults(node: Node) -> Iterator[Fault]:
    """Yield what is wrong with a criterion's code, label and unit."""
    if not node.code.strip():
        yield Fault("Thiếu mã hoặc nội dung.", Field.CODE)
    elif not node.label.strip():
        yield Fault("Thiếu mã hoặc nội dung.", Field.LABEL)
    if odd := odd_characters(node.code):
        yield Fault(f"Mã có ký tự không dùng được: {odd}; {CODE_HELP}.", Field.CODE)
    if len(node.code) > MOST_CODE or len(node.key) > MOST_KEY:
        yield Fault(
            f"Mã dài quá: mỗi phần không quá {MOST_CODE} ký tự, cả mã không quá {MOST_KEY}.",
            Field.CODE,
        )
    if len(node.unit) > MOST_UNIT:
        yield Fault(f"Đơn vị tính dài hơn {MOST_UNIT} ký tự.", Field.UNIT)


def odd_characters(code: str) -> str:
    """Return the characters that no code has, each once, as people see them; blanks left out."""
    odd = dict.fromkeys(
        char for char in code if not (char.isalnum() or char.isspace() or char in _MARKS)
    )
    return " ".join(odd)
