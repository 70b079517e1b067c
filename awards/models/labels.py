"""Vietnamese words for the states, as shown in choices and on pages."""

from awards.states import (
    Answer,
    AwardBasis,
    AwardKind,
    AwardLevel,
    BallotMethod,
    BallotPurpose,
    BallotState,
    CompletionLevel,
    DecisionState,
    DossierKind,
    DossierState,
    EligibilityKind,
    OpinionAnswer,
    ProposalState,
    QuotaBase,
    QuotaMode,
    QuotaScope,
    RecordOrigin,
    ShareBase,
    ShareRounding,
    Strictness,
    VoteChannel,
)

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
    (ProposalState.APPRAISED.value, "Đủ hồ sơ, chờ Hội đồng"),
    (ProposalState.PASSED.value, "Hội đồng đã thông qua"),
    (ProposalState.GRANTED.value, "Được khen thưởng"),
    (ProposalState.REFUSED.value, "Không được chấp thuận"),
    (ProposalState.WITHDRAWN.value, "Đã rút"),
]

# --- eligibility ----------------------------------------------------------------------------------

ANSWERS = [
    (Answer.MET.value, "Đủ"),
    (Answer.NOT_MET.value, "Chưa đủ"),
    (Answer.UNCLEAR.value, "Cần xác nhận"),
]
ELIGIBILITY_KINDS = [
    (EligibilityKind.LED_BLOC.value, "Dẫn đầu khối, cụm"),
    (EligibilityKind.RANK_AT_MOST.value, "Thứ hạng trong khối, cụm"),
    (EligibilityKind.POINTS_AT_LEAST.value, "Tổng điểm"),
    (EligibilityKind.CRITERION_FLOOR.value, "Điểm sàn của từng nhóm tiêu chí"),
    (EligibilityKind.NO_BARRING_FACT.value, "Không có sự việc bị loại"),
    (EligibilityKind.REGISTERED_TITLE.value, "Đã đăng ký thi đua"),
    (EligibilityKind.SIGNED_COVENANT.value, "Đã ký giao ước thi đua"),
    (EligibilityKind.VOTE_SHARE.value, "Tỷ lệ phiếu bầu"),
    (EligibilityKind.HAS_AWARD.value, "Đã được tặng danh hiệu, hình thức"),
    (EligibilityKind.AWARDS_IN_YEARS.value, "Số lần được tặng trong một thời gian"),
    (EligibilityKind.CONSECUTIVE_YEARS.value, "Số năm liên tục đạt mức hoàn thành nhiệm vụ"),
    (EligibilityKind.OLDER_THAN.value, "Số năm từ khi thành lập"),
    (EligibilityKind.FLAG_ELIGIBLE.value, "Thuộc đối tượng tặng cờ"),
    (EligibilityKind.NOT_DISSOLVED.value, "Chưa giải thể, sáp nhập"),
    (EligibilityKind.NOT_REWARDED_TWICE.value, "Không khen hai lần cho một thành tích"),
    (EligibilityKind.CONFIRMED.value, "Do người có trách nhiệm xác nhận"),
]
SHARE_BASES = [
    (ShareBase.MEMBERS.value, "Tổng số đơn vị thành viên"),
    (ShareBase.PRESENT.value, "Số đơn vị có mặt"),
    (ShareBase.VALID.value, "Số phiếu hợp lệ"),
]

# --- history --------------------------------------------------------------------------------------
RECORD_ORIGINS = [
    (RecordOrigin.ENTERED.value, "Nhập tay"),
    (RecordOrigin.IMPORTED.value, "Nhập từ tệp"),
    (RecordOrigin.DECIDED.value, "Theo quyết định của tỉnh"),
]
COMPLETION_LEVELS = [
    (CompletionLevel.EXCELLENT.value, "Hoàn thành xuất sắc nhiệm vụ"),
    (CompletionLevel.GOOD.value, "Hoàn thành tốt nhiệm vụ"),
    (CompletionLevel.COMPLETED.value, "Hoàn thành nhiệm vụ"),
    (CompletionLevel.NOT_COMPLETED.value, "Không hoàn thành nhiệm vụ"),
]

# --- ballots --------------------------------------------------------------------------------------

BALLOT_PURPOSES = [
    (BallotPurpose.AWARD.value, "Đề nghị khen thưởng"),
    (BallotPurpose.OFFICE.value, "Chức danh năm sau"),
]
BALLOT_METHODS = [
    (BallotMethod.ONLINE.value, "Trực tuyến"),
    (BallotMethod.PAPER.value, "Phiếu giấy"),
    (BallotMethod.MIXED.value, "Trực tuyến và phiếu giấy"),
    (BallotMethod.HANDS.value, "Giơ tay"),
]
BALLOT_STATES = [
    (BallotState.DRAFT.value, "Đang chuẩn bị"),
    (BallotState.OPEN.value, "Đang bỏ phiếu"),
    (BallotState.COUNTING.value, "Đang kiểm phiếu"),
    (BallotState.CLOSED.value, "Đã có kết quả"),
    (BallotState.VOID.value, "Không có giá trị"),
]
VOTE_CHANNELS = [
    (VoteChannel.NONE.value, "Chưa bỏ phiếu"),
    (VoteChannel.ONLINE.value, "Trực tuyến"),
    (VoteChannel.PAPER.value, "Phiếu giấy"),
]

# --- quotas ---------------------------------------------------------------------------------------
QUOTA_SCOPES = [
    (QuotaScope.BLOC.value, "Mỗi khối, cụm"),
    (QuotaScope.PROVINCE.value, "Toàn tỉnh"),
]
QUOTA_MODES = [
    (QuotaMode.BRACKETS.value, "Theo mức số lượng"),
    (QuotaMode.PERCENT.value, "Theo tỷ lệ phần trăm"),
]
QUOTA_BASES = [
    (QuotaBase.MEMBERS.value, "Số đơn vị thành viên"),
    (QuotaBase.RANKED.value, "Số đơn vị được xếp hạng"),
    (QuotaBase.FLAG_STANDARD.value, "Số tập thể được đề nghị hoặc được tặng cờ thi đua"),
]
SHARE_ROUNDINGS = [
    (ShareRounding.DOWN.value, "Bỏ phần lẻ"),
    (ShareRounding.NEAREST.value, "Làm tròn đến số gần nhất"),
    (ShareRounding.UP.value, "Làm tròn lên"),
]
STRICTNESSES = [
    (Strictness.HARD.value, "Bắt buộc: vượt thì không nhận"),
    (Strictness.SOFT.value, "Cảnh báo: vượt vẫn nhận, có ghi"),
]

# --- decisions ------------------------------------------------------------------------------------
DECISION_STATES = [
    (DecisionState.DRAFT.value, "Dự thảo"),
    (DecisionState.PUBLISHED.value, "Đã công bố"),
]
DOSSIER_KINDS = [
    (DossierKind.SUBMISSION_LETTER.value, "Tờ trình của khối, cụm"),
    (DossierKind.SUMMARY_REPORT.value, "Báo cáo tổng kết của khối, cụm"),
    (DossierKind.MINUTES.value, "Biên bản họp bình xét"),
    (DossierKind.COUNTING_MINUTES.value, "Biên bản kiểm phiếu"),
    (DossierKind.SCORE_SUMMARY.value, "Bảng tổng hợp điểm và xếp hạng"),
    (DossierKind.ACHIEVEMENT_REPORT.value, "Báo cáo thành tích của đơn vị"),
    (DossierKind.LIST.value, "Danh sách kèm theo tờ trình"),
    (DossierKind.CONFIRMATION.value, "Chứng nhận, xác nhận của cơ quan có thẩm quyền"),
]
DOSSIER_STATES = [
    (DossierState.MISSING.value, "Còn thiếu"),
    (DossierState.PRESENT.value, "Đã có"),
    (DossierState.NOT_NEEDED.value, "Không yêu cầu"),
]
OPINIONS = [
    (OpinionAnswer.WAITING.value, "Chờ trả lời"),
    (OpinionAnswer.AGREES.value, "Đồng ý"),
    (OpinionAnswer.DISAGREES.value, "Không đồng ý"),
    (OpinionAnswer.NO_OPINION.value, "Không có ý kiến"),
]
