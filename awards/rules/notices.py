"""What the agency and the secretariat are told of a proposal that was refused."""

from collections.abc import Sequence


def refusal_notice(
    *,
    agency: str,
    secretariat: str,
    bloc: str,
    year: str,
    award: str,
    reason: str,
    fallback: str,
) -> Sequence[str]:
    """Return the paragraphs of the notice.

    Args:
        secretariat: "Trưởng khối" or "Trưởng cụm", as the bloc calls its head.
        year: the year of the proposal, with the word for it ("năm thi đua 2025").
        fallback: the award named for this case; empty without one.
    """
    told = [
        f"Kính gửi: {agency}; đơn vị {secretariat} ({bloc}).",
        f"Đề nghị tặng {award} đối với {agency} ({bloc}, {year}) không được chấp thuận.",
        f"Lý do: {reason}",
    ]
    if fallback:
        told.append(f"Hình thức thay thế đã nêu khi đề nghị: {fallback}.")
    told.append(
        "Đề nghị quý đơn vị được biết. Ý kiến về kết quả này, quý đơn vị gửi bằng văn bản về cơ "
        "quan thi đua, khen thưởng tỉnh."
    )
    return tuple(told)
