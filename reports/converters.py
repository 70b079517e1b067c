"""How the addresses spell terms, offices and lists: Vietnamese words without accents."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from blocs.states import NarrativeSection, OfficeRole, Term
from reports.states import PackAction, YearRows


class _WordConverter:
    """Reads a word of the address as a word of the code, and writes it back."""

    regex = "[a-z-]+"
    words: ClassVar[Mapping[StrEnum, str]]

    def to_python(self, value: str) -> StrEnum:
        for word, slug in self.words.items():
            if slug == value:
                return word
        raise ValueError(value)

    def to_url(self, value: str) -> str:
        return next(slug for word, slug in self.words.items() if word == value)


class TermConverter(_WordConverter):
    """Reads ``nam-sau`` as ``Term.NEXT``."""

    words: ClassVar[Mapping[StrEnum, str]] = {Term.CURRENT: "nam-nay", Term.NEXT: "nam-sau"}


class RoleConverter(_WordConverter):
    """Reads ``truong`` as ``OfficeRole.HEAD``."""

    words: ClassVar[Mapping[StrEnum, str]] = {OfficeRole.HEAD: "truong", OfficeRole.DEPUTY: "pho"}


class SectionConverter(_WordConverter):
    """Reads ``binh-xet`` as ``NarrativeSection.REVIEW``."""

    words: ClassVar[Mapping[StrEnum, str]] = {
        NarrativeSection.SITUATION: "dac-diem-tinh-hinh",
        NarrativeSection.ADVANTAGES: "thuan-loi",
        NarrativeSection.DIFFICULTIES: "kho-khan",
        NarrativeSection.POLITICAL_TASKS: "nhiem-vu-chinh-tri",
        NarrativeSection.PARTY_BUILDING: "xay-dung-dang-chinh-quyen",
        NarrativeSection.MOVEMENTS: "phong-trao-thi-dua",
        NarrativeSection.COMMENDATION: "cong-tac-khen-thuong",
        NarrativeSection.BLOC_ACTIVITIES: "hoat-dong",
        NarrativeSection.LIMITATIONS: "han-che",
        NarrativeSection.NEXT_YEAR: "phuong-huong-nam-sau",
        NarrativeSection.REVIEW: "binh-xet",
        NarrativeSection.RECOMMENDATIONS: "kien-nghi",
        NarrativeSection.SECOND_HALF: "so-ket-nhiem-vu-con-lai",
        NarrativeSection.COVENANT_AIMS: "giao-uoc-muc-tieu",
        NarrativeSection.COVENANT_TASKS: "giao-uoc-nhiem-vu-chinh-tri",
        NarrativeSection.COVENANT_BUILDING: "giao-uoc-xay-dung-dang",
        NarrativeSection.COVENANT_MOVEMENTS: "giao-uoc-phong-trao",
        NarrativeSection.COVENANT_TARGETS: "giao-uoc-chi-tieu",
        NarrativeSection.COVENANT_DUTIES: "giao-uoc-to-chuc-thuc-hien",
        NarrativeSection.COVENANT_PLEDGE: "giao-uoc-cam-ket",
        NarrativeSection.COVENANT_COPIES: "giao-uoc-so-ban",
        NarrativeSection.INVITATION_NOTES: "giay-moi-loi-de-nghi",
        NarrativeSection.REMINDER_REQUEST: "don-doc-loi-de-nghi",
        NarrativeSection.SUBMISSION_GROUNDS: "to-trinh-can-cu",
        NarrativeSection.SUBMISSION_OPENING: "to-trinh-qua-trinh",
        NarrativeSection.SUBMISSION_PLEDGE: "to-trinh-cam-ket",
        NarrativeSection.ACHIEVEMENT_PROFILE: "thanh-tich-dac-diem",
        NarrativeSection.ACHIEVEMENT_DUTIES: "thanh-tich-chuc-nang",
        NarrativeSection.ACHIEVEMENT_MEANS: "thanh-tich-bien-phap",
        NarrativeSection.ACHIEVEMENT_CONDUCT: "thanh-tich-chap-hanh",
    }


class PackActionConverter(_WordConverter):
    """Reads ``tam-dung`` as ``PackAction.PAUSE``."""

    words: ClassVar[Mapping[StrEnum, str]] = {action: action.value for action in PackAction}


class YearRowsConverter(_WordConverter):
    """Reads ``phong-trao`` as ``YearRows.MOVEMENTS``."""

    words: ClassVar[Mapping[StrEnum, str]] = {
        YearRows.INDICATORS: "chi-tieu",
        YearRows.MOVEMENTS: "phong-trao",
        YearRows.AWARDS: "khen-thuong",
        YearRows.DOCUMENTS: "van-ban",
        YearRows.SOURCES: "nguon",
    }
