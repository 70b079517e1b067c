"""Take a late mark off a sheet, on record."""

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.standing import standing_of
from scoring.models import ScoreSheet
from scoring.permissions.lateness import can_clear_late
from scoring.rules.text import tidy
from scoring.selectors.lateness import CLEARED
from scoring.services.locks import lock_sheet


@transaction.atomic
def clear_late(*, sheet_id: int, seen_version: int, reason: str, actor: User | None) -> ScoreSheet:
    """Take the late mark off a sheet; the audit keeps how late it was, who did it and why.

    Args:
        seen_version: the version of the sheet that the page was showing.

    Raises:
        Stale: the sheet moved after the page was opened.
        NotAllowed: not late, too far in the year, or not by this person.
        Invalid: no reason.
    """
    sheet = lock_sheet(sheet_id)
    if sheet.version != seen_version:
        raise Stale("Phiếu vừa được người khác xử lý. Quý vị xem lại trước khi làm tiếp.")
    can_clear_late(standing_of(actor), sheet).demand()
    said = tidy(reason)
    if not said:
        raise Invalid("Quý vị cần nêu lý do bỏ ghi nhận gửi muộn.", field="reason")
    before = {"submitted_late": True, "days_late": sheet.days_late}
    sheet.submitted_late, sheet.days_late = False, 0
    sheet.version += 1
    sheet.save(update_fields=["submitted_late", "days_late", "version"])
    audit.record(
        actor=actor,
        action=CLEARED,
        subject=sheet,
        before=before,
        after={"submitted_late": False, "days_late": 0},
        reason=said,
    )
    return sheet
