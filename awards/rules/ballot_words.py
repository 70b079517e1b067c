"""A ballot's rule and its arithmetic in words, as pages and minutes say them."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from awards.rules.ballots import Threshold, reaches
from awards.states import ShareBase
from blocs.rules.writing import percent_text

_HUNDREDTHS = 100 * 100
_OF_ALL: Mapping[ShareBase, str] = MappingProxyType(
    {
        ShareBase.MEMBERS: "tổng số thành viên",
        ShareBase.PRESENT: "số đơn vị có mặt",
        ShareBase.VALID: "số phiếu hợp lệ",
    }
)
_OF_SO_MANY: Mapping[ShareBase, str] = MappingProxyType(
    {
        ShareBase.MEMBERS: "thành viên",
        ShareBase.PRESENT: "đơn vị có mặt",
        ShareBase.VALID: "phiếu hợp lệ",
    }
)


def share_text(votes: int, base: int) -> str:
    """Write a share in per cent with at most two places, rounded half up: ``77,78%``."""
    if base < 1:
        return "–"
    hundredths = int(Fraction(votes * _HUNDREDTHS, base) + Fraction(1, 2))
    return percent_text(Decimal(hundredths) / 100)


def fraction_text(numerator: int, denominator: int) -> str:
    """Write a part as people do, ``2/3`` or ``70%``: in hundredths it was given in per cent."""
    return f"{numerator}%" if denominator == 100 else f"{numerator}/{denominator}"  # noqa: PLR2004 -- per cent


def threshold_text(threshold: Threshold, share_of: ShareBase) -> str:
    """Say what a nominee needs: ``từ 2/3 tổng số thành viên trở lên``."""
    part = fraction_text(threshold.numerator, threshold.denominator)
    if threshold.strict:
        return f"trên {part} {_OF_ALL[share_of]}"
    return f"từ {part} {_OF_ALL[share_of]} trở lên"


def arithmetic_text(votes: int, base: int, threshold: Threshold, share_of: ShareBase) -> str:
    """Show the comparison: ``7/9 = 77,78% ≥ 2/3 của 9 thành viên``.

    Args:
        votes: slips in favour.
        base: of how many members, present agencies or valid slips.
    """
    if base < 1:
        return f"không có {_OF_SO_MANY[share_of]} nào để tính tỷ lệ"
    above, below = (">", "≤") if threshold.strict else ("≥", "<")
    sign = above if reaches(votes, base, threshold) else below
    part = fraction_text(threshold.numerator, threshold.denominator)
    share = f"{votes}/{base} = {share_text(votes, base)}"
    return f"{share} {sign} {part} của {base} {_OF_SO_MANY[share_of]}"


LAYS_OPEN = (
    "Đơn vị không được bỏ phiếu cho chính mình, nên với kết quả này suy ra được phiếu của một đơn "
    "vị được đề cử. Phiếu không được công bố và không còn lưu. Quý vị có thể bỏ phiếu lại, cho "
    "phép bỏ phiếu cho chính mình hoặc bỏ phiếu công khai."
)
BARRED_LAYS_OPEN = (
    "Vì đơn vị không được bỏ phiếu cho chính mình: cần thêm một phiếu khi có đơn vị được đề cử bỏ "
    "phiếu, và kết quả làm lộ phiếu của đơn vị ấy (như khi một đơn vị được mọi phiếu có thể được) "
    "thì không có giá trị, không được công bố."
)
COUNT_LAYS_OPEN = (
    "Đơn vị không được bỏ phiếu cho chính mình, nên với các số này suy ra được phiếu của một đơn "
    "vị được đề cử; số phiếu chưa được lưu. Nếu đã đếm đúng, đề nghị tỉnh hủy cuộc bỏ phiếu này."
)


def too_few_text(returned: int, least: int) -> str:
    """Say that a secret ballot is void for want of slips.

    Args:
        returned: slips that came back.
        least: how many its boxes need.
    """
    return (
        f"Chỉ có {returned} phiếu, trong khi bỏ phiếu kín cần ít nhất {least} phiếu ở mỗi hòm "
        "phiếu; phiếu không được công bố và không còn lưu."
    )


def not_kept_text(returned: int, least: int) -> str:
    """Say that the votes of so few slips were not kept, and what was.

    Args:
        returned: slips that came back.
        least: the safe number of slips of a secret ballot.
    """
    return (
        f"Thu về {returned} phiếu, ít hơn {least} phiếu là số tối thiểu của cuộc bỏ phiếu kín này: "
        "số phiếu đồng ý của từng đơn vị không được giữ (ghi là 0) để không lộ phiếu; các số "
        "phát ra, thu về, hợp lệ, không hợp lệ, trắng được giữ như đã ghi."
    )


def quorum_text(*, present: int, members: int, quorum: Fraction, is_met: bool) -> str:
    """Show whether enough members were there: ``có mặt 7/9 thành viên, đủ 2/3``."""
    word = "đủ" if is_met else "không đủ"
    part = fraction_text(quorum.numerator, quorum.denominator)
    return f"có mặt {present}/{members} thành viên, {word} {part}"
