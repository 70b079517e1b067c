"""What of a season is not finished: what a new head takes over, and what is left of it later."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from awards.models import Opinion, Proposal
from awards.rules.ballot_workflow import UNDER_WAY
from awards.rules.workflow import WAITING
from awards.selectors.proposals import award_text
from awards.selectors.words import labels_of
from awards.states import OpinionAnswer, ProposalState
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.rules.stages import ORDER
from blocs.states import Stage
from reports.models import DOCUMENT_KINDS
from reports.states import DocumentKind, DocumentState
from scoring.models import CrossAssignment, DeclaredFact, ScoreSheet, SeasonTable
from scoring.selectors import current_ranking, is_outdated
from scoring.states import FactState, SheetState

_LABELS: Mapping[str, str] = {
    "stages": "Các bước còn lại của năm",
    "unsent": "Phiếu chấm điểm chưa gửi",
    "unappraised": "Phiếu đã gửi, chưa thẩm định xong",
    "cross": "Phân công chấm chéo chưa hoàn thành",
    "facts": "Nội dung khai báo chờ xác nhận",
    "ranking": "Xếp hạng",
    "ballots": "Cuộc bỏ phiếu chưa kết thúc",
    "proposals": "Đề nghị khen thưởng chưa có kết quả",
    "opinions": "Ý kiến của cơ quan liên quan còn chờ",
    "papers": "Văn bản chưa lập",
}
PAPERS_NOT_MADE = _LABELS["papers"]
# Who does it, where the new head cannot.
_DOERS: Mapping[str, str] = {
    "unsent": "từng đơn vị gửi, sau khi tỉnh đưa năm thi đua trở lại bước chấm điểm",
    "opinions": "cơ quan thi đua, khen thưởng tỉnh theo dõi",
}
_UNDECIDED = (ProposalState.DRAFT, ProposalState.AGREED, *WAITING)
_UNSENT = (SheetState.DRAFT, SheetState.AWAITING, SheetState.RETURNED)
_USUAL = (DocumentKind.SUMMARY_REPORT, DocumentKind.COVENANT, DocumentKind.SCORE_MATRIX)


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of unfinished work: how much of it, and which, as far as everybody may know."""

    kind: str
    count: int
    items: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return _LABELS.get(self.kind, self.kind)

    @property
    def doer(self) -> str:
        """Say who does it, where that is not the new head; empty where it is."""
        return _DOERS.get(self.kind, "")

    def as_content(self) -> dict[str, Any]:
        """Return the matter as a record keeps it."""
        return {"kind": self.kind, "count": self.count, "items": list(self.items)}


def read_matters(content: Sequence[Mapping[str, Any]]) -> list[Matter]:
    """Return matters as a record kept them."""
    return [Matter(one["kind"], one["count"], tuple(one["items"])) for one in content]


def open_matters(season: Season) -> list[Matter]:
    """Return what is not finished, in the order of the year; at most a dozen queries.

    What an agency declared against itself or another is counted, never told.

    Args:
        season: with its bloc and cycle loaded.
    """
    return [matter for read in _READERS for matter in read(season) if matter.count]


def _named(kind: str, items: Iterable[str]) -> Matter:
    told = tuple(items)
    return Matter(kind, len(told), told)


def _stages(season: Season) -> Iterator[Matter]:
    left = ORDER[ORDER.index(Stage(season.stage)) + 1 :]
    labels = dict(STAGES)
    yield _named("stages", (labels[stage] for stage in left))


def _sheets(season: Season) -> Iterator[Matter]:
    by_state: defaultdict[str, list[str]] = defaultdict(list)
    rows = ScoreSheet.objects.filter(season=season).order_by("agency__name")
    for state, name in rows.values_list("state", "agency__short_name"):
        by_state[state].append(name)
    yield _named("unsent", (name for state in _UNSENT for name in by_state[state.value]))
    yield _named("unappraised", by_state[SheetState.SUBMITTED.value])


def _cross(season: Season) -> Iterator[Matter]:
    rows = CrossAssignment.objects.filter(season=season, finished_at__isnull=True)
    pairs = rows.order_by("scorer__name", "subject__name")
    names = pairs.values_list("scorer__short_name", "subject__short_name")
    yield _named("cross", (f"{scorer} chấm {subject}" for scorer, subject in names))


def _facts(season: Season) -> Iterator[Matter]:
    declared = DeclaredFact.objects.filter(season=season, state=FactState.DECLARED.value)
    yield Matter("facts", declared.count())


def _ranking(season: Season) -> Iterator[Matter]:
    if not SeasonTable.objects.filter(season=season).exists():
        return
    frozen = current_ranking(season)
    if frozen is None:
        yield _named("ranking", ["chưa chốt"])
    elif is_outdated(season, frozen):
        yield _named("ranking", ["đã chốt nhưng không còn khớp với điểm hiện nay"])


def _ballots(season: Season) -> Iterator[Matter]:
    rows = season.ballots.filter(state__in=[state.value for state in UNDER_WAY]).order_by("pk")
    yield _named("ballots", (f"{row} ({row.get_state_display().lower()})" for row in rows))


def _proposals(season: Season) -> Iterator[Matter]:
    undecided = Proposal.objects.filter(season=season, state__in=[one.value for one in _UNDECIDED])
    rows = undecided.select_related("agency", "award_type").prefetch_related("options")
    labels = labels_of(season.bloc.province_id)
    told = (
        f"{row.agency.short_name}: {award_text(row, labels)} ({row.get_state_display().lower()})"
        for row in rows
    )
    yield _named("proposals", told)


def _opinions(season: Season) -> Iterator[Matter]:
    rows = Opinion.objects.filter(
        proposal__season=season,
        proposal__state__in=[one.value for one in _UNDECIDED],
        answer=OpinionAnswer.WAITING.value,
    ).order_by("asked_on", "pk")
    names = rows.values_list("agency_name", "proposal__agency__short_name")
    yield _named("opinions", (f"{asked} về {agency}" for asked, agency in names))


def _papers(season: Season) -> Iterator[Matter]:
    ready = season.documents.filter(state=DocumentState.READY.value).order_by()
    kinds, labels = set(ready.values_list("kind", flat=True)), dict(DOCUMENT_KINDS)
    lacking = (labels[kind.value] for kind in _USUAL if kind.value not in kinds)
    yield _named("papers", lacking)


_READERS: Sequence[Callable[[Season], Iterator[Matter]]] = (
    _stages,
    _sheets,
    _cross,
    _facts,
    _ranking,
    _ballots,
    _proposals,
    _opinions,
    _papers,
)
