"""Vietnamese words for the states, as shown in choices and on pages."""

from blocs.states import (
    AgencyLevel,
    AttendanceRole,
    BaselineKind,
    BlocKind,
    CycleKind,
    DayPart,
    GuestRole,
    Launcher,
    LetterheadBy,
    MeetingKind,
    MovementKind,
    NarrativeSection,
    OfficeRole,
    OfficeState,
    Qualifier,
    RegistrationKind,
    RevisionCause,
    Role,
    SelectionMethod,
    Stage,
    StepClosing,
    StepKind,
    SuccessionKind,
    Term,
)

AGENCY_LEVELS = [
    (AgencyLevel.PROVINCIAL.value, "Cơ quan của tỉnh"),
    (AgencyLevel.CENTRAL.value, "Cơ quan Trung ương đóng trên địa bàn"),
    (AgencyLevel.COMMUNE.value, "Xã, phường, đặc khu"),
    (AgencyLevel.OTHER.value, "Đơn vị khác"),
]
SUCCESSION_KINDS = [
    (SuccessionKind.RENAMED.value, "Đổi tên"),
    (SuccessionKind.MERGED.value, "Hợp nhất, sáp nhập"),
    (SuccessionKind.SPLIT.value, "Chia tách"),
    (SuccessionKind.DISSOLVED.value, "Giải thể"),
]
BLOC_KINDS = [
    (BlocKind.KHOI.value, "Khối thi đua"),
    (BlocKind.CUM.value, "Cụm thi đua"),
]
HEAD_TITLES = {
    BlocKind.KHOI.value: "Trưởng khối",
    BlocKind.CUM.value: "Trưởng cụm",
}
CYCLE_KINDS = [
    (CycleKind.CALENDAR_YEAR.value, "Năm"),
    (CycleKind.SCHOOL_YEAR.value, "Năm học"),
]
STAGES = [
    (Stage.SETUP.value, "Chuẩn bị"),
    (Stage.REGISTRATION.value, "Đăng ký thi đua"),
    (Stage.COVENANT.value, "Ký giao ước"),
    (Stage.RUNNING.value, "Thực hiện"),
    (Stage.MID_REVIEW.value, "Sơ kết"),
    (Stage.SELF_SCORING.value, "Tự chấm điểm"),
    (Stage.APPRAISAL.value, "Thẩm định"),
    (Stage.BLOC_REVIEW.value, "Bình xét"),
    (Stage.SUBMITTED.value, "Trình tỉnh"),
    (Stage.PROVINCIAL_APPRAISAL.value, "Tỉnh thẩm định"),
    (Stage.DECIDED.value, "Đã quyết định"),
    (Stage.CLOSED.value, "Kết thúc"),
]
STEP_KINDS = [
    (StepKind.REGISTRATION.value, "Đăng ký thi đua"),
    (StepKind.COVENANT.value, "Ký kết giao ước thi đua"),
    (StepKind.MID_REVIEW.value, "Sơ kết 6 tháng"),
    (StepKind.SELF_SCORING.value, "Tự chấm điểm"),
    (StepKind.APPRAISAL.value, "Thẩm định điểm"),
    (StepKind.BLOC_REVIEW.value, "Hội nghị bình xét"),
    (StepKind.DOSSIER.value, "Gửi hồ sơ về tỉnh"),
]
STEP_CLOSINGS = [
    (StepClosing.MARKS_LATE.value, "Vẫn nhận, ghi là muộn"),
    (StepClosing.REFUSES.value, "Khóa, không nhận nữa"),
]
TERMS = [
    (Term.CURRENT.value, "Năm thi đua này"),
    (Term.NEXT.value, "Năm thi đua tiếp theo"),
]
OFFICE_ROLES = [
    (OfficeRole.HEAD.value, "Trưởng khối, cụm"),
    (OfficeRole.DEPUTY.value, "Phó Trưởng khối, cụm"),
]
OFFICE_STATES = [
    (OfficeState.PROPOSED.value, "Đề xuất"),
    (OfficeState.CONFIRMED.value, "Đã xác nhận"),
    (OfficeState.HANDED_OVER.value, "Đã bàn giao"),
]
SELECTION_METHODS = [
    (SelectionMethod.ELECTED.value, "Bầu"),
    (SelectionMethod.HONOURED.value, "Suy tôn"),
    (SelectionMethod.ROTATION.value, "Luân phiên"),
    (SelectionMethod.SUCCESSION.value, "Phó kế nhiệm"),
    (SelectionMethod.APPOINTED.value, "Chỉ định"),
    (SelectionMethod.AGREED.value, "Thống nhất đề xuất"),
    (SelectionMethod.UNKNOWN.value, "Không ghi rõ"),
]
LETTERHEADS = [
    (LetterheadBy.HEAD_AGENCY.value, "Đơn vị Trưởng khối, cụm"),
    (LetterheadBy.BLOC.value, "Khối, cụm"),
]
MEETING_KINDS = [
    (MeetingKind.COVENANT_SIGNING.value, "Ký kết giao ước thi đua"),
    (MeetingKind.LAUNCH.value, "Phát động phong trào thi đua"),
    (MeetingKind.MID_REVIEW.value, "Sơ kết"),
    (MeetingKind.SUMMARY.value, "Tổng kết"),
    (MeetingKind.PEER_REVIEW.value, "Bình xét"),
    (MeetingKind.ELECTION.value, "Lựa chọn Trưởng khối, cụm"),
    (MeetingKind.HANDOVER.value, "Bàn giao Trưởng khối, cụm"),
    (MeetingKind.REGULAR.value, "Sinh hoạt khối, cụm"),
]
DAY_PARTS = [
    (DayPart.UNKNOWN.value, "Không ghi rõ buổi"),
    (DayPart.MORNING.value, "Sáng"),
    (DayPart.AFTERNOON.value, "Chiều"),
]
ATTENDANCE_ROLES = [
    (AttendanceRole.CHAIR.value, "Chủ trì"),
    (AttendanceRole.CO_CHAIR.value, "Đồng chủ trì"),
    (AttendanceRole.ORGANISER.value, "Đơn vị tổ chức"),
    (AttendanceRole.PARTICIPANT.value, "Tham dự"),
]
GUEST_ROLES = [
    (GuestRole.DIRECTS.value, "Phát biểu chỉ đạo"),
    (GuestRole.CONCLUDES.value, "Phát biểu kết luận"),
    (GuestRole.WITNESSES.value, "Chứng kiến"),
    (GuestRole.ATTENDS.value, "Tham dự"),
]
MOVEMENT_KINDS = [
    (MovementKind.REGULAR.value, "Thường xuyên"),
    (MovementKind.THEMATIC.value, "Theo chuyên đề"),
    (MovementKind.SPECIAL.value, "Đặc biệt"),
]
LAUNCHERS = [
    (Launcher.PRIME_MINISTER.value, "Thủ tướng Chính phủ"),
    (Launcher.MINISTRY.value, "Bộ, ngành Trung ương"),
    (Launcher.PROVINCE.value, "Tỉnh"),
    (Launcher.BLOC.value, "Khối, cụm thi đua"),
    (Launcher.AGENCY.value, "Đơn vị thành viên"),
    (Launcher.UNKNOWN.value, "Không ghi rõ"),
]
QUALIFIERS = [
    (Qualifier.EXACT.value, "Chính xác"),
    (Qualifier.ESTIMATE.value, "Ước"),
    (Qualifier.ABOUT.value, "Khoảng"),
    (Qualifier.MORE_THAN.value, "Trên"),
    (Qualifier.LESS_THAN.value, "Gần"),
]
BASELINE_KINDS = [
    (BaselineKind.PLAN.value, "Kế hoạch, dự toán giao"),
    (BaselineKind.LAST_YEAR.value, "Cùng kỳ năm trước"),
]
NARRATIVE_SECTIONS = [
    (NarrativeSection.SITUATION.value, "Đặc điểm tình hình"),
    (NarrativeSection.ADVANTAGES.value, "Thuận lợi"),
    (NarrativeSection.DIFFICULTIES.value, "Khó khăn"),
    (NarrativeSection.POLITICAL_TASKS.value, "Nhiệm vụ chính trị"),
    (NarrativeSection.PARTY_BUILDING.value, "Xây dựng Đảng, chính quyền, đoàn thể"),
    (NarrativeSection.MOVEMENTS.value, "Phong trào thi đua"),
    (NarrativeSection.COMMENDATION.value, "Công tác khen thưởng"),
    (NarrativeSection.BLOC_ACTIVITIES.value, "Hoạt động của khối, cụm"),
    (NarrativeSection.LIMITATIONS.value, "Hạn chế, nguyên nhân"),
    (NarrativeSection.NEXT_YEAR.value, "Phương hướng năm sau"),
    (NarrativeSection.REVIEW.value, "Bình xét"),
    (NarrativeSection.RECOMMENDATIONS.value, "Kiến nghị, đề xuất"),
    (NarrativeSection.SECOND_HALF.value, "Sơ kết: nhiệm vụ thời gian còn lại"),
    (NarrativeSection.COVENANT_AIMS.value, "Giao ước: mục tiêu, phương hướng chung"),
    (NarrativeSection.COVENANT_TASKS.value, "Giao ước: thực hiện nhiệm vụ chính trị"),
    (NarrativeSection.COVENANT_BUILDING.value, "Giao ước: xây dựng Đảng, chính quyền, đoàn thể"),
    (NarrativeSection.COVENANT_MOVEMENTS.value, "Giao ước: phong trào thi đua"),
    (NarrativeSection.COVENANT_TARGETS.value, "Giao ước: chỉ tiêu, danh hiệu phấn đấu"),
    (NarrativeSection.COVENANT_DUTIES.value, "Giao ước: tổ chức thực hiện"),
    (NarrativeSection.COVENANT_PLEDGE.value, "Giao ước: cam kết"),
    (NarrativeSection.COVENANT_COPIES.value, "Giao ước: số bản và nơi giữ"),
    (NarrativeSection.INVITATION_NOTES.value, "Giấy mời: lời đề nghị"),
    (NarrativeSection.REMINDER_REQUEST.value, "Công văn đôn đốc: lời đề nghị"),
    (NarrativeSection.SUBMISSION_GROUNDS.value, "Tờ trình: căn cứ"),
    (NarrativeSection.SUBMISSION_OPENING.value, "Tờ trình: quá trình bình xét, đề nghị"),
    (NarrativeSection.SUBMISSION_PLEDGE.value, "Tờ trình: cam kết"),
    (NarrativeSection.ACHIEVEMENT_PROFILE.value, "Báo cáo thành tích: đặc điểm, tình hình"),
    (NarrativeSection.ACHIEVEMENT_DUTIES.value, "Báo cáo thành tích: chức năng, nhiệm vụ"),
    (NarrativeSection.ACHIEVEMENT_MEANS.value, "Báo cáo thành tích: biện pháp, nguyên nhân"),
    (NarrativeSection.ACHIEVEMENT_CONDUCT.value, "Báo cáo thành tích: chấp hành chủ trương"),
]
REVISION_CAUSES = [
    (RevisionCause.FOUND.value, "Nội dung có sẵn"),
    (RevisionCause.EDITED.value, "Soạn thảo"),
    (RevisionCause.DRAFTED.value, "Soạn nháp từ số liệu"),
    (RevisionCause.FIGURES.value, "Cập nhật số liệu"),
    (RevisionCause.RESTORED.value, "Khôi phục bản trước"),
]
REGISTRATION_KINDS = [
    (RegistrationKind.TARGET.value, "Chỉ tiêu thực hiện nhiệm vụ chính trị"),
    (RegistrationKind.BUILDING.value, "Chỉ tiêu xây dựng Đảng, chính quyền, đoàn thể"),
    (RegistrationKind.TITLE.value, "Danh hiệu, hình thức khen thưởng"),
]
ROLES = [
    (Role.EDITOR.value, "Chuyên viên của đơn vị"),
    (Role.APPROVER.value, "Thủ trưởng đơn vị"),
    (Role.OFFICER.value, "Chuyên viên thi đua, khen thưởng tỉnh"),
    (Role.BOARD_LEADER.value, "Lãnh đạo cơ quan thi đua, khen thưởng tỉnh"),
    (Role.COUNCIL_MEMBER.value, "Thành viên Hội đồng Thi đua - Khen thưởng tỉnh"),
    (Role.AUDITOR.value, "Kiểm tra, giám sát"),
]
