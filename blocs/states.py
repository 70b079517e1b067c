"""The words that the columns of this app may hold."""

from enum import StrEnum


class AgencyLevel(StrEnum):
    PROVINCIAL = "provincial"
    CENTRAL = "central"
    COMMUNE = "commune"
    OTHER = "other"


class LetterheadBy(StrEnum):
    """On whose letterhead the blocs of a province print their papers."""

    HEAD_AGENCY = "head_agency"
    BLOC = "bloc"


class SuccessionKind(StrEnum):
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"


class BlocKind(StrEnum):
    KHOI = "khoi"
    CUM = "cum"


class CycleKind(StrEnum):
    CALENDAR_YEAR = "calendar_year"
    SCHOOL_YEAR = "school_year"


class Stage(StrEnum):
    """The year of a bloc, in its order."""

    SETUP = "setup"
    REGISTRATION = "registration"
    COVENANT = "covenant"
    RUNNING = "running"
    MID_REVIEW = "mid_review"
    SELF_SCORING = "self_scoring"
    APPRAISAL = "appraisal"
    BLOC_REVIEW = "bloc_review"
    SUBMITTED = "submitted"
    PROVINCIAL_APPRAISAL = "provincial_appraisal"
    DECIDED = "decided"
    CLOSED = "closed"


class StepKind(StrEnum):
    """A step of the calendar that has a deadline of its own."""

    REGISTRATION = "registration"
    COVENANT = "covenant"
    MID_REVIEW = "mid_review"
    SELF_SCORING = "self_scoring"
    APPRAISAL = "appraisal"
    BLOC_REVIEW = "bloc_review"
    DOSSIER = "dossier"


class StepClosing(StrEnum):
    """What happens after the deadline of a step."""

    MARKS_LATE = "marks_late"
    REFUSES = "refuses"


class Term(StrEnum):
    """Whether a row speaks of the season's own cycle or of the one that follows."""

    CURRENT = "current"
    NEXT = "next"


class OfficeRole(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"


class OfficeState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    HANDED_OVER = "handed_over"


class SelectionMethod(StrEnum):
    ELECTED = "elected"
    HONOURED = "honoured"
    ROTATION = "rotation"
    SUCCESSION = "succession"
    APPOINTED = "appointed"
    AGREED = "agreed"
    UNKNOWN = "unknown"


class MeetingKind(StrEnum):
    COVENANT_SIGNING = "covenant_signing"
    LAUNCH = "launch"
    MID_REVIEW = "mid_review"
    SUMMARY = "summary"
    PEER_REVIEW = "peer_review"
    ELECTION = "election"
    HANDOVER = "handover"
    REGULAR = "regular"


class DayPart(StrEnum):
    UNKNOWN = "unknown"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class AttendanceRole(StrEnum):
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    ORGANISER = "organiser"
    PARTICIPANT = "participant"


class GuestRole(StrEnum):
    DIRECTS = "directs"
    CONCLUDES = "concludes"
    WITNESSES = "witnesses"
    ATTENDS = "attends"


class MovementKind(StrEnum):
    REGULAR = "regular"
    THEMATIC = "thematic"
    SPECIAL = "special"


class Launcher(StrEnum):
    PRIME_MINISTER = "prime_minister"
    MINISTRY = "ministry"
    PROVINCE = "province"
    BLOC = "bloc"
    AGENCY = "agency"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How firmly a source gives a number."""

    EXACT = "exact"
    ESTIMATE = "estimate"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


class BaselineKind(StrEnum):
    PLAN = "plan"
    LAST_YEAR = "last_year"


class NarrativeSection(StrEnum):
    """Where a narrative statement belongs: in the reports, or in the own words of another paper."""

    SITUATION = "situation"
    ADVANTAGES = "advantages"
    DIFFICULTIES = "difficulties"
    POLITICAL_TASKS = "political_tasks"
    PARTY_BUILDING = "party_building"
    MOVEMENTS = "movements"
    COMMENDATION = "commendation"
    BLOC_ACTIVITIES = "bloc_activities"
    LIMITATIONS = "limitations"
    NEXT_YEAR = "next_year"
    REVIEW = "review"
    RECOMMENDATIONS = "recommendations"
    SECOND_HALF = "second_half"
    COVENANT_AIMS = "covenant_aims"
    COVENANT_TASKS = "covenant_tasks"
    COVENANT_BUILDING = "covenant_building"
    COVENANT_MOVEMENTS = "covenant_movements"
    COVENANT_TARGETS = "covenant_targets"
    COVENANT_DUTIES = "covenant_duties"
    COVENANT_PLEDGE = "covenant_pledge"
    COVENANT_COPIES = "covenant_copies"
    INVITATION_NOTES = "invitation_notes"
    REMINDER_REQUEST = "reminder_request"
    SUBMISSION_GROUNDS = "submission_grounds"
    SUBMISSION_OPENING = "submission_opening"
    SUBMISSION_PLEDGE = "submission_pledge"
    ACHIEVEMENT_PROFILE = "achievement_profile"
    ACHIEVEMENT_DUTIES = "achievement_duties"
    ACHIEVEMENT_MEANS = "achievement_means"
    ACHIEVEMENT_CONDUCT = "achievement_conduct"


# Each paragraph is one agency's, stands in its own paper only, and is written by it.
AGENCY_SECTIONS = (
    NarrativeSection.ACHIEVEMENT_PROFILE,
    NarrativeSection.ACHIEVEMENT_DUTIES,
    NarrativeSection.ACHIEVEMENT_MEANS,
    NarrativeSection.ACHIEVEMENT_CONDUCT,
)


class RevisionCause(StrEnum):
    """What brought a section of the report into a state that is kept."""

    FOUND = "found"
    EDITED = "edited"
    DRAFTED = "drafted"
    FIGURES = "figures"
    RESTORED = "restored"


class RegistrationKind(StrEnum):
    """What an agency registers: targets of two kinds (tasks; Party and unions), and titles."""

    TARGET = "target"
    BUILDING = "building"
    TITLE = "title"


TARGET_KINDS = (RegistrationKind.TARGET, RegistrationKind.BUILDING)


class Role(StrEnum):
    """What an appointment lets a person do."""

    EDITOR = "editor"
    APPROVER = "approver"
    OFFICER = "officer"
    BOARD_LEADER = "board_leader"
    COUNCIL_MEMBER = "council_member"
    AUDITOR = "auditor"


AGENCY_ROLES = frozenset({Role.EDITOR, Role.APPROVER})
PROVINCE_ROLES = frozenset(Role) - AGENCY_ROLES
