"""Vietnamese words for the states, as shown in choices and on pages."""

from scoring.states import CriterionKind, Layer, RankingOrigin, SheetState, TableState

TABLE_STATES = [
    (TableState.DRAFT.value, "Dự thảo"),
    (TableState.PUBLISHED.value, "Đã ban hành"),
    (TableState.CLOSED.value, "Hết áp dụng"),
]
CRITERION_KINDS = [
    (CriterionKind.GROUP.value, "Nhóm tiêu chí"),
    (CriterionKind.MANUAL.value, "Chấm trong khung điểm"),
    (CriterionKind.PASS_FAIL.value, "Đạt / không đạt"),
    (CriterionKind.BONUS.value, "Điểm thưởng"),
    (CriterionKind.PENALTY.value, "Điểm trừ"),
]
LAYERS = [
    (Layer.SELF.value, "Tự chấm"),
    (Layer.APPRAISED.value, "Thẩm định"),
    (Layer.PROVINCE.value, "Tỉnh chấm"),
]
SHEET_STATES = [
    (SheetState.DRAFT.value, "Đang chấm"),
    (SheetState.AWAITING.value, "Chờ thủ trưởng duyệt"),
    (SheetState.SUBMITTED.value, "Đã gửi, chờ thẩm định"),
    (SheetState.RETURNED.value, "Trả lại để chấm lại"),
    (SheetState.APPRAISED.value, "Đã thẩm định"),
]
RANKING_ORIGINS = [
    (RankingOrigin.COMPUTED.value, "Tính từ điểm đã chốt"),
    (RankingOrigin.REPORTED.value, "Ghi nhận theo nguồn"),
]
