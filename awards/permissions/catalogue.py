"""Who keeps a province's catalogue of awards."""

from accounts.verdicts import YES, Verdict, no
from blocs.standing import Standing


def can_keep_catalogue(standing: Standing, province_id: int | None) -> Verdict:
    """Say whether the person names the awards of a province, and adds and ends its own.

    Args:
        province_id: None for what holds everywhere; that takes who manages everything.
    """
    if standing.is_system or standing.manages.everything:
        return YES
    if province_id is not None and province_id in standing.manages.province_ids:
        return YES
    if province_id is None and standing.manages.reaches_any:
        return no(
            "Hình thức này do pháp luật quy định, dùng chung cho mọi tỉnh; tỉnh chỉ đặt tên gọi "
            "tại tỉnh, không được cho thôi áp dụng."
        )
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được sửa danh mục khen thưởng của tỉnh.")
