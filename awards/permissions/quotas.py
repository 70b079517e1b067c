"""Who writes the limits of proposals."""

from accounts.verdicts import YES, Verdict, no
from blocs.standing import Standing


def can_keep_quotas(standing: Standing, province_id: int | None) -> Verdict:
    """Say whether the person adds, replaces and ends the limits of a province.

    Args:
        province_id: None for a limit that holds everywhere; that takes who manages everything.
    """
    if standing.is_system or standing.manages.everything:
        return YES
    if province_id is not None and province_id in standing.manages.province_ids:
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được đặt, thay, kết thúc hạn mức của tỉnh.")
