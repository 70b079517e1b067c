"""Which sections of the year's words each kind of paper prints."""

from collections.abc import Mapping
from types import MappingProxyType

from blocs.states import AGENCY_SECTIONS, NarrativeSection
from reports.states import DocumentKind

# In the order in which the page lists the papers that have words of their own.
OWN_SECTIONS: Mapping[DocumentKind, tuple[NarrativeSection, ...]] = MappingProxyType(
    {
        DocumentKind.SUMMARY_REPORT: (
            NarrativeSection.SITUATION,
            NarrativeSection.ADVANTAGES,
            NarrativeSection.DIFFICULTIES,
            NarrativeSection.POLITICAL_TASKS,
            NarrativeSection.PARTY_BUILDING,
            NarrativeSection.MOVEMENTS,
            NarrativeSection.COMMENDATION,
            NarrativeSection.BLOC_ACTIVITIES,
            NarrativeSection.LIMITATIONS,
            NarrativeSection.NEXT_YEAR,
            NarrativeSection.REVIEW,
            NarrativeSection.RECOMMENDATIONS,
        ),
        DocumentKind.MID_REVIEW: (NarrativeSection.SECOND_HALF,),
        DocumentKind.COVENANT: (
            NarrativeSection.COVENANT_AIMS,
            NarrativeSection.COVENANT_TASKS,
            NarrativeSection.COVENANT_BUILDING,
            NarrativeSection.COVENANT_MOVEMENTS,
            NarrativeSection.COVENANT_TARGETS,
            NarrativeSection.COVENANT_DUTIES,
            NarrativeSection.COVENANT_PLEDGE,
            NarrativeSection.COVENANT_COPIES,
        ),
        DocumentKind.INVITATION: (NarrativeSection.INVITATION_NOTES,),
        DocumentKind.REMINDER: (NarrativeSection.REMINDER_REQUEST,),
        DocumentKind.SUBMISSION: (
            NarrativeSection.SUBMISSION_GROUNDS,
            NarrativeSection.SUBMISSION_OPENING,
            NarrativeSection.SUBMISSION_PLEDGE,
        ),
        DocumentKind.ACHIEVEMENT: AGENCY_SECTIONS,
    }
)
# Papers say their draft where nobody wrote anything else.
STANDARD_SECTIONS = frozenset(
    {
        *OWN_SECTIONS[DocumentKind.COVENANT],
        NarrativeSection.INVITATION_NOTES,
        NarrativeSection.REMINDER_REQUEST,
        NarrativeSection.SUBMISSION_OPENING,
        NarrativeSection.SUBMISSION_PLEDGE,
    }
)
# Papers number the lines of these lists by themselves.
NUMBERED_SECTIONS = frozenset(
    {
        NarrativeSection.SECOND_HALF,
        NarrativeSection.COVENANT_AIMS,
        NarrativeSection.COVENANT_TASKS,
        NarrativeSection.COVENANT_BUILDING,
        NarrativeSection.COVENANT_DUTIES,
    }
)
_NUMBERED = (
    "Văn bản tự đánh số các dòng của mục này, không cần gõ số; dòng bắt đầu bằng “- ”, “+ ”, “a) ” "
    "là ý nhỏ của dòng trên, không đánh số."
)
_DASHED = "Văn bản tự in gạch đầu dòng trước mỗi dòng của mục này, không cần gõ."
_GROUNDS = "Mỗi dòng là một căn cứ; văn bản tự in dấu “;” sau mỗi căn cứ."
_ENDED = "Văn bản tự in dấu “./.” ở cuối, không cần gõ."
_PRINTED_SO: Mapping[NarrativeSection, str] = MappingProxyType(
    {
        **dict.fromkeys(NUMBERED_SECTIONS, _NUMBERED),
        **dict.fromkeys(AGENCY_SECTIONS, _DASHED),
        NarrativeSection.SUBMISSION_GROUNDS: _GROUNDS,
        NarrativeSection.INVITATION_NOTES: _ENDED,
        NarrativeSection.REMINDER_REQUEST: _ENDED,
        NarrativeSection.SUBMISSION_PLEDGE: _ENDED,
    }
)
_REPORTED: Mapping[DocumentKind, tuple[NarrativeSection, ...]] = MappingProxyType(
    {
        DocumentKind.MID_REVIEW: (
            NarrativeSection.SITUATION,
            NarrativeSection.ADVANTAGES,
            NarrativeSection.DIFFICULTIES,
            NarrativeSection.POLITICAL_TASKS,
            NarrativeSection.PARTY_BUILDING,
            NarrativeSection.MOVEMENTS,
            NarrativeSection.BLOC_ACTIVITIES,
            NarrativeSection.LIMITATIONS,
        ),
        DocumentKind.REVIEW_MINUTES: (NarrativeSection.REVIEW,),
        DocumentKind.ACHIEVEMENT: (
            NarrativeSection.ADVANTAGES,
            NarrativeSection.DIFFICULTIES,
            NarrativeSection.POLITICAL_TASKS,
            NarrativeSection.PARTY_BUILDING,
        ),
    }
)
# Every section that a kind prints: those of the report that it shares, and its own.
PRINTS: Mapping[str, frozenset[NarrativeSection]] = MappingProxyType(
    {
        kind.value: frozenset((*_REPORTED.get(kind, ()), *OWN_SECTIONS.get(kind, ())))
        for kind in (*OWN_SECTIONS, DocumentKind.REVIEW_MINUTES)
    }
)


def how_printed(section: NarrativeSection) -> str:
    """Tell what the paper prints by itself around the words of a section; nothing if nothing."""
    return _PRINTED_SO.get(section, "")


def place_of_words(kind: str) -> str:
    """Return where the page of the year's words tells those of a kind; empty where it has none."""
    if kind == DocumentKind.REVIEW_MINUTES:  # it shares a section of the report
        return NarrativeSection.REVIEW.value
    return kind if kind in OWN_SECTIONS else ""
