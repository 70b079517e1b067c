"""The written rules of a ranking in sentences, for the page that shows it."""

from collections.abc import Mapping

from blocs.rules.writing import lower_first, number_text
from scoring.rules.settings import TableRules
from scoring.rules.ties import tie_name, tie_words
from scoring.states import RankBy, Strategy

HUNDRED = 100
_LAYERS: Mapping[str, str] = {
    "self": "tự chấm",
    "appraised": "thẩm định",
    "sector": "cơ quan chuyên ngành chấm",
    "cross": "các đơn vị chấm chéo",
    "province": "tỉnh chấm",
    "vote": "bỏ phiếu",
}
_FINAL: Mapping[Strategy, str] = {
    Strategy.OVERRIDE_CHAIN: (
        "Điểm cuối lấy điểm tỉnh chấm; không có thì lấy điểm cơ quan chuyên ngành, rồi điểm thẩm "
        "định."
    ),
    Strategy.SECTOR_SUM: (
        "Điểm cuối là tổng điểm cơ quan chuyên ngành chấm; tiêu chí không giao ngành thì lấy điểm "
        "thẩm định. Điểm tỉnh chấm, nếu có, thay cho các điểm trên."
    ),
    Strategy.VOTE_FIRST: (
        "Xếp theo tỷ lệ phiếu trước, bằng phiếu mới xét điểm. Điểm cuối lấy điểm tỉnh chấm; không "
        "có thì lấy điểm cơ quan chuyên ngành, rồi điểm thẩm định."
    ),
}


def how_final(rules: TableRules) -> str:
    """Say how the layers of a line become its final points."""
    if rules.strategy is Strategy.AVERAGE_OF_MEMBERS:
        extremes = " sau khi bỏ một điểm cao nhất và một điểm thấp nhất"
        return (
            "Điểm cuối là trung bình điểm các đơn vị chấm chéo"
            f"{extremes if rules.drop_extremes else ''}; điểm tỉnh chấm, nếu có, thay cho điểm đó."
        )
    if rules.strategy is Strategy.WEIGHTED:
        parts = [
            f"{number_text(weight * HUNDRED)}% điểm {_LAYERS[layer]}"
            for layer, weight in rules.weights
        ]
        return f"Điểm cuối gồm {', '.join(parts)}."
    return _FINAL[rules.strategy]


def how_ranked(rules: TableRules, labels: Mapping[str, str]) -> str:
    """Say what the ranks compare, and what parts equal members.

    Args:
        labels: of the criteria by key.
    """
    compared = (
        "Xếp hạng theo tỷ lệ điểm đạt trên điểm tối đa được giao. "
        if rules.rank_by is RankBy.SHARE
        else ""
    )
    if not rules.ties:
        return f"{compared}Điểm bằng nhau đồng hạng."
    words = [tie_words(tie_name(tie), labels) for tie in rules.ties]
    listed = "; ".join(map(lower_first, words))
    return f"{compared}Điểm bằng nhau xét lần lượt: {listed}; vẫn bằng thì đồng hạng."
