"""A ranking that a source reports without points, in the form of a frozen one."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from scoring.rules.frozen_first import FIRST_SCHEMA
from scoring.states import RankingOrigin


def reported_content(
    *,
    bloc: str,
    bloc_name: str,
    cycle: str,
    is_sample: bool,
    members: Sequence[tuple[str, str]],
    ranks: Sequence[tuple[str, int]],
    unranked_reason: str,
) -> dict[str, Any]:
    """Return the content: ranked members by rank, the others in the bloc's order.

    Args:
        members: code and name of every member, in the bloc's order.
        ranks: code and rank (from 1) of the members that the source ranks.
        unranked_reason: why the others have no rank.

    Raises:
        ValueError: an agency is no member or is named twice, a rank is below 1, no member
            is ranked, or members are left over without a reason.
    """
    codes = [code for code, _ in members]
    _refuse_wrong_ranks(codes, ranks, unranked_reason)
    times = Counter(rank for _, rank in ranks)
    ordered = sorted(ranks, key=lambda pair: (pair[1], codes.index(pair[0])))
    ranked = {code for code, _ in ranks}
    return {
        "schema": FIRST_SCHEMA,
        "origin": RankingOrigin.REPORTED.value,
        "bloc": bloc,
        "bloc_name": bloc_name,
        "cycle": cycle,
        "is_sample": is_sample,
        "members": [{"agency": code, "name": name} for code, name in members],
        "rows": [_row(code, rank, times[rank] > 1, "") for code, rank in ordered],
        "unranked": [
            _row(code, None, False, unranked_reason) for code in codes if code not in ranked
        ],
    }


def _refuse_wrong_ranks(
    codes: Sequence[str], ranks: Sequence[tuple[str, int]], unranked_reason: str
) -> None:
    named = Counter(code for code, _ in ranks)
    for code, rank in ranks:
        if code not in codes:
            raise ValueError(f"Đơn vị {code} không phải là thành viên của năm thi đua.")
        if named[code] > 1:
            raise ValueError(f"Đơn vị {code} được xếp hạng nhiều lần.")
        if rank < 1:
            raise ValueError(f"Hạng của đơn vị {code} phải từ 1 trở lên.")
    if not ranks:
        raise ValueError("Chưa có đơn vị nào được xếp hạng.")
    if len(named) < len(codes) and not unranked_reason:
        raise ValueError("Cần nêu lý do các đơn vị còn lại chưa được xếp hạng.")


def _row(code: str, rank: int | None, shared: bool, reason: str) -> dict[str, Any]:
    return {
        "rank": rank,
        "shared": shared,
        "agency": code,
        "self": None,
        "appraised": None,
        "final": None,
        "reason": reason,
    }
