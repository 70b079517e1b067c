"""Vietnamese words for the states, as shown in choices and on pages."""

from awards.states import AwardBasis, AwardKind, AwardLevel, ProposalState

AWARD_KINDS = [
    (AwardKind.TITLE.value, "Danh hiệu thi đua"),
    (AwardKind.COMMENDATION.value, "Hình thức khen thưởng"),
]
AWARD_LEVELS = [
    (AwardLevel.STATE.value, "Cấp Nhà nước"),
    (AwardLevel.MINISTRY.value, "Cấp bộ, ban, ngành"),
    (AwardLevel.PROVINCE.value, "Cấp tỉnh"),
    (AwardLevel.AGENCY.value, "Cấp đơn vị"),
]
AWARD_BASES = [
    (AwardBasis.MERIT.value, "Theo công trạng"),
    (AwardBasis.THEMATIC.value, "Theo chuyên đề"),
    (AwardBasis.SUDDEN.value, "Đột xuất"),
]
PROPOSAL_STATES = [
    (ProposalState.DRAFT.value, "Dự kiến"),
    (ProposalState.AGREED.value, "Đã thống nhất"),
    (ProposalState.SENT.value, "Đã gửi tỉnh"),
    (ProposalState.GRANTED.value, "Được khen thưởng"),
    (ProposalState.REFUSED.value, "Không được chấp thuận"),
    (ProposalState.WITHDRAWN.value, "Đã rút"),
]
