"""Vietnamese words for the states, as shown in choices and on pages."""

from scoring.states import (
    CriterionKind,
    Direction,
    FactState,
    GivenLayer,
    Layer,
    LinePolicy,
    RankingOrigin,
    Scorer,
    SheetState,
    TableState,
)

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
    (CriterionKind.TIERS.value, "Thang mức"),
    (CriterionKind.PROPORTIONAL.value, "Theo tỷ lệ hoàn thành"),
    (CriterionKind.LEADER_RELATIVE.value, "So với đơn vị dẫn đầu"),
    (CriterionKind.COUNT.value, "Theo số lượng"),
    (CriterionKind.BONUS_PENALTY.value, "Cộng, trừ theo số việc"),
    (CriterionKind.AWARD_BONUS.value, "Thưởng theo danh hiệu"),
    (CriterionKind.STEP.value, "Cộng, trừ theo từng phần trăm"),
    (CriterionKind.EXTERNAL.value, "Lấy điểm của cơ quan khác"),
]
DIRECTIONS = [
    (Direction.HIGHER.value, "Cao hơn là tốt"),
    (Direction.LOWER.value, "Thấp hơn là tốt"),
]
SCORERS = [
    (Scorer.AGENCY.value, "Đơn vị tự chấm"),
    (Scorer.SECRETARIAT.value, "Thường trực khối chấm"),
    (Scorer.SECTOR.value, "Cơ quan chuyên ngành chấm"),
    (Scorer.PROVINCE.value, "Tỉnh chấm"),
]
GIVEN_LAYERS = [
    (GivenLayer.SECTOR.value, "Chuyên ngành chấm"),
    (GivenLayer.CROSS.value, "Chấm chéo"),
]
FACT_STATES = [
    (FactState.DECLARED.value, "Đã nêu, chờ xác nhận"),
    (FactState.CONFIRMED.value, "Đã xác nhận"),
    (FactState.DISMISSED.value, "Không công nhận"),
]
LINE_POLICIES = [
    (LinePolicy.KEEP.value, "Giữ nguyên điểm"),
    (LinePolicy.CLAMP.value, "Đưa về trong khung điểm mới"),
    (LinePolicy.ASK_AGAIN.value, "Chấm lại"),
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
