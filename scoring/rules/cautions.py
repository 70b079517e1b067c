"""What a table may say, but hardly means: to be told before it is published, never refused."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from blocs.rules.writing import number_text, percent_text, quantity_text
from scoring.rules.categories import bands_by_category
from scoring.rules.settings import Band, TableRules

ZERO, HUNDRED = Decimal(0), Decimal(100)


def cautions(rules: TableRules, scale: Decimal) -> list[str]:
    """Return, as sentences, what an official should look at again.

    Args:
        scale: points of the whole table, without bonus and penalty.

    Source: docs/sources.md#bands (classes that leave results between them without any).
    """
    classes = bands_by_category(rules.bands)
    gaps = [sentence for bands in classes.values() for sentence in _gaps(bands)]
    return [*gaps, *_only_own(classes), *_out_of_reach(rules, scale), *_unused(rules)]


def band_limits(bands: Sequence[Band]) -> list[str]:
    """Write the range of each class of one category, the highest first.

    So: ``từ 71 đến dưới 81 điểm``.
    """
    found, above = [], None
    for band in bands:
        low, unit = _limit(band)
        if above is None:
            text = f"từ {quantity_text(low, unit)} trở lên"
        else:
            text = f"dưới {quantity_text(above, unit)}"
            text = text if low == ZERO else f"từ {number_text(low)} đến {text}"
        found.append(text)
        above = low
    return found


def group_limit(band: Band) -> str:
    """Write what the class asks of every top group; empty where it asks nothing."""
    if band.criterion_points is not None:
        return f"{number_text(band.criterion_points)} điểm"
    share = band.criterion_share * HUNDRED
    return percent_text(share) if share else ""


def _limit(band: Band) -> tuple[Decimal, str]:
    if band.total_points is not None:
        return band.total_points, "điểm"
    return (band.total_share or ZERO) * HUNDRED, "%"


def _head(bands: Sequence[Band]) -> str:
    """Begin a sentence about classes of one category."""
    category = bands[0].category
    return f"Xếp loại của nhóm đơn vị “{category}”" if category else "Xếp loại"


def _only_own(classes: Mapping[str, Sequence[Band]]) -> Iterator[str]:
    """Yield that units outside the categories have no class, where no class is for all."""
    if classes and "" not in classes:
        yield (
            "Xếp loại: mọi mức đều dành cho một nhóm đơn vị; đơn vị không thuộc nhóm nào không "
            "được xếp loại. Nếu không định như vậy, đề nghị thêm các mức chung (để trống nhóm)."
        )


def _gaps(bands: Sequence[Band]) -> Iterator[str]:
    """Yield the results that reach no class, or one much lower than their total says.

    Args:
        bands: of one category, at least one.
    """
    low, unit = _limit(bands[-1])
    if low > ZERO:
        yield (
            f"{_head(bands)}: kết quả dưới {quantity_text(low, unit)} không thuộc loại nào. Nếu "
            "mọi đơn vị đều phải có loại, đề nghị thêm một loại từ 0."
        )
    if floor := group_limit(bands[-1]):
        yield (
            f"{_head(bands)}: đơn vị có nhóm dưới {floor} không thuộc loại nào, dù đủ tổng điểm, "
            f"vì loại thấp nhất (“{bands[-1].label}”) cũng yêu cầu mức ấy ở mỗi nhóm."
        )
    for upper, lower in pairwise(bands):
        if lower.criterion_share > upper.criterion_share or (lower.criterion_points or ZERO) > (
            upper.criterion_points or ZERO
        ):
            yield (
                f"{_head(bands)}: “{lower.label}” yêu cầu ở mỗi nhóm cao hơn “{upper.label}”; "
                f"đơn vị không đạt “{upper.label}” có thể bị bỏ qua cả “{lower.label}”."
            )


def _unused(rules: TableRules) -> Iterator[str]:
    """Yield what is said of cross-scoring while no final points come from it."""
    if rules.asks_members:
        return
    if rules.cross_scorers is not None:
        yield (
            "Bảng quy định chấm chéo nhưng cách tính điểm cuối không dùng điểm chấm chéo: các đơn "
            "vị vẫn phải chấm mà điểm ấy không được tính. Nếu không định như vậy, đề nghị để trống "
            "“Số đơn vị chấm chéo mỗi phiếu” hoặc chọn lại “Cách tính điểm cuối”."
        )
    elif rules.drop_extremes:
        yield (
            "Bảng quy định bỏ điểm cao nhất và thấp nhất, nhưng không có chấm chéo nên quy định "
            "này không được dùng đến."
        )


def _out_of_reach(rules: TableRules, scale: Decimal) -> Iterator[str]:
    for band in rules.bands:
        if band.total_points is not None and band.total_points > scale:
            only = "chỉ đạt được khi có điểm thưởng"
            yield (
                f"{_head([band])}: “{band.label}” từ {number_text(band.total_points)} điểm, cao "
                f"hơn thang điểm {number_text(scale)}; "
                f"{only if rules.bonus_may_pass_scale else 'không đơn vị nào đạt được'}."
            )
    for condition in rules.conditions:
        if condition.floor_points is not None and condition.floor_points > scale:
            floor = number_text(condition.floor_points)
            yield (
                f"Điều kiện “{condition.label}”: mức sàn {floor} điểm cao hơn thang điểm "
                f"{number_text(scale)}."
            )
