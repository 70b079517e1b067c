"""Vietnamese words for the states, as shown in choices and on pages."""

from scoring.states import (
    ConditionKind,
    CriterionKind,
    Direction,
    Effect,
    FactState,
    GivenLayer,
    Layer,
    LineChange,
    LinePolicy,
    RankBy,
    RankingOrigin,
    ReasonFor,
    Rounding,
    Scorer,
    SheetState,
    Strategy,
    TableState,
    TieKind,
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
    (CriterionKind.OPTIONS.value, "Chọn mức xếp loại"),
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
LINE_CHANGES = [
    (LineChange.CHANGED.value, "Sửa đổi"),
    (LineChange.ADDED.value, "Bổ sung"),
    (LineChange.REMOVED.value, "Bãi bỏ"),
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
ROUNDINGS = [
    (Rounding.HALF_UP.value, "Từ nửa trở lên thì làm tròn lên"),
    (Rounding.HALF_EVEN.value, "Đúng nửa thì làm tròn về số chẵn"),
    (Rounding.DOWN.value, "Bỏ phần lẻ"),
]
RANK_BYS = [
    (RankBy.POINTS.value, "Tổng điểm"),
    (RankBy.SHARE.value, "Tỷ lệ điểm đạt trên điểm tối đa được giao"),
]
STRATEGIES = [
    (Strategy.OVERRIDE_CHAIN.value, "Điểm của cấp sau thay điểm của cấp trước"),
    (Strategy.AVERAGE_OF_MEMBERS.value, "Trung bình điểm chấm chéo của các thành viên"),
    (Strategy.WEIGHTED.value, "Theo trọng số của từng lớp điểm"),
    (Strategy.SECTOR_SUM.value, "Cộng điểm của các cơ quan chuyên ngành"),
    (Strategy.VOTE_FIRST.value, "Theo số phiếu bầu trước, rồi đến điểm"),
]
REASON_FORS = [
    (ReasonFor.EVERY_DIFFERENCE.value, "Mọi tiêu chí có chênh lệch"),
    (ReasonFor.FLAGGED.value, "Chỉ tiêu chí có chênh lệch bất thường"),
]
TIE_KINDS = [
    (TieKind.HIGHER_GROUP.value, "Điểm nhóm cao hơn"),
    (TieKind.FEWER_PENALTIES.value, "Ít điểm trừ hơn"),
    (TieKind.HIGHER_BONUS.value, "Điểm thưởng cao hơn"),
    (TieKind.MORE_VOTES.value, "Nhiều phiếu hơn"),
    (TieKind.DECISION.value, "Theo quyết định của hội nghị"),
]
CONDITION_KINDS = [
    (ConditionKind.TOTAL_FLOOR.value, "Tổng điểm dưới mức sàn"),
    (ConditionKind.CRITERION_FLOOR.value, "Điểm một tiêu chí dưới mức sàn"),
    (ConditionKind.DECLARED.value, "Có sự việc được nêu và xác nhận"),
]
EFFECTS = [
    (Effect.BAR_ALL.value, "Không xếp hạng"),
    (Effect.BAR_FLAG.value, "Không đề nghị Cờ thi đua"),
    (Effect.LOWER_BAND.value, "Hạ một bậc xếp loại"),
    (Effect.DEDUCT.value, "Trừ điểm"),
]
