"""What a paper may be about, and whether its facts are there yet; each no says what is missing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.rules.stages import has_reached
from blocs.states import Stage
from reports.states import DocumentKind
from reports.subjects.awards import (
    ballots,
    ballots_on_paper,
    living_proposals,
    put_forward,
    refused_proposals,
)
from reports.subjects.base import Subject
from reports.subjects.owed import owed_in
from reports.subjects.season import disputes, meetings, registrations, sheets
from scoring.models import Ranking

_NO_MEETING = "Chưa có hội nghị nào trong hồ sơ năm thi đua."


def subjects_of(season: Season, kind: str) -> list[Subject]:
    """Return what the season offers for a kind that is about one thing. Few queries."""
    return _SUBJECTS[DocumentKind(kind)](season)


def subject_of(season: Season, kind: str, key: str) -> Subject | None:
    """Return the subject by its key, or None where the season has no such thing."""
    return next((one for one in subjects_of(season, kind) if one.key == key), None)


def is_ready(season: Season, kind: str) -> Verdict:
    """Say whether the season has the facts of a kind that is about all of it."""
    return _READY.get(DocumentKind(kind), _always)(season)


def nothing_yet(kind: str) -> str:
    """Say why a kind that is about one thing has nothing to be about."""
    return _NOTHING[DocumentKind(kind)]


def _always(_: Season) -> Verdict:
    return YES


def _is_ranked(season: Season) -> Verdict:
    if Ranking.objects.current().filter(season=season).exists():
        return YES
    return no("Chưa chốt xếp hạng nên chưa có kết quả bình xét để ghi biên bản.")


def _is_put_forward(season: Season) -> Verdict:
    if put_forward(season).exists():
        return YES
    return no("Chưa có đề nghị khen thưởng nào được thống nhất.")


def _is_mid_year(season: Season) -> Verdict:
    """Let the year be summed up half-way while its figures are those of the first half."""
    stage = Stage(season.stage)
    if stage in {Stage.RUNNING, Stage.MID_REVIEW}:
        return YES
    if has_reached(stage, Stage.MID_REVIEW):
        return no("Năm thi đua đã qua bước sơ kết; số liệu hiện có là của cả năm.")
    return no("Năm thi đua chưa đến bước tổ chức thực hiện nên chưa có kết quả để sơ kết.")


def _is_owed(season: Season) -> Verdict:
    if owed_in(season):
        return YES
    return no("Ở bước này không có đơn vị nào còn việc chưa thực hiện.")


_SUBJECTS: Mapping[DocumentKind, Callable[[Season], list[Subject]]] = MappingProxyType(
    {
        DocumentKind.BALLOT_SLIPS: ballots_on_paper,
        DocumentKind.COUNTING_MINUTES: ballots,
        DocumentKind.REFUSAL_NOTICE: refused_proposals,
        DocumentKind.SELF_SCORES: sheets,
        DocumentKind.INVITATION: meetings,
        DocumentKind.PROGRAMME: meetings,
        DocumentKind.ENROLMENT: registrations,
        DocumentKind.EXPLANATION: disputes,
        DocumentKind.ACHIEVEMENT: living_proposals,
    }
)
_READY: Mapping[DocumentKind, Callable[[Season], Verdict]] = MappingProxyType(
    {
        DocumentKind.REVIEW_MINUTES: _is_ranked,
        DocumentKind.SUBMISSION: _is_put_forward,
        DocumentKind.MID_REVIEW: _is_mid_year,
        DocumentKind.REMINDER: _is_owed,
    }
)
_NOTHING: Mapping[DocumentKind, str] = MappingProxyType(
    {
        DocumentKind.BALLOT_SLIPS: "Chưa có cuộc bỏ phiếu nào dùng phiếu giấy.",
        DocumentKind.COUNTING_MINUTES: "Chưa có cuộc bỏ phiếu nào.",
        DocumentKind.REFUSAL_NOTICE: "Không có đề nghị khen thưởng nào bị từ chối.",
        DocumentKind.SELF_SCORES: "Chưa mở phiếu chấm điểm cho các đơn vị.",
        DocumentKind.INVITATION: _NO_MEETING,
        DocumentKind.PROGRAMME: _NO_MEETING,
        DocumentKind.ENROLMENT: "Chưa có đơn vị thành viên nào trong hồ sơ năm thi đua.",
        DocumentKind.EXPLANATION: "Chưa mở phiếu chấm điểm cho các đơn vị.",
        DocumentKind.ACHIEVEMENT: "Chưa có đề nghị khen thưởng nào.",
    }
)

__all__ = ["Subject", "is_ready", "nothing_yet", "put_forward", "subject_of", "subjects_of"]
