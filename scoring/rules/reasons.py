"""Why a member is not ranked, in one sentence that fits its column."""

from collections.abc import Sequence

from scoring.rules.bands import Bar
from scoring.rules.tree import Node

LONGEST = 300  # characters, as the column
MOST_KEYS = 8


def missing_reason(empty: Sequence[Node], *, has_nothing: bool, lacks_vote: bool) -> str:
    """Return why no total can be formed; empty when it can.

    Args:
        empty: criteria without final points, in reading order.
        has_nothing: no criterion is assigned to the member.
        lacks_vote: the ranking asks for a vote, and there is none.
    """
    if has_nothing:
        return "Đơn vị không được giao tiêu chí nào để tính điểm."
    if empty:
        keys = ", ".join(node.key for node in empty[:MOST_KEYS])
        more = len(empty) - MOST_KEYS
        others = f" và {more} tiêu chí khác" if more > 0 else ""
        return shortened(f"Chưa có đủ điểm để tính điểm cuối: tiêu chí {keys}{others}.")
    return "Chưa có kết quả bỏ phiếu bình xét." if lacks_vote else ""


def barred_reason(bars: Sequence[Bar]) -> str:
    """Return why the member is not considered, from the conditions that bar it."""
    said = "; ".join(f"{bar.label} ({bar.why})" for bar in bars)
    return shortened(f"Không xét xếp hạng: {said}.") if said else ""


def shortened(text: str) -> str:
    """Return the text, cut where it would not fit."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
