"""The matrix of scores, read from the frozen ranking: no live points, no more than is public."""

from collections.abc import Iterator, Mapping

from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.rules.stages import has_reached
from blocs.rules.writing import number_text
from blocs.states import OfficeRole, Stage, Term
from reports.gather.facts import Roster, head_signature, letterhead_of, read_roster
from reports.gather.ranking import proposal_texts, published, ranking_text, read_frozen
from reports.papers.base import SignatureBlock
from reports.papers.matrix import (
    MatrixCell,
    MatrixFoot,
    MatrixHead,
    MatrixLine,
    ScoreMatrix,
    ScoreMatrixPaper,
)
from reports.wording import joined, year_label
from scoring.models import Ranking, RankingRow, SeasonTable
from scoring.rules.layer_points import LayerPoints, counted
from scoring.rules.signs import signed_text
from scoring.rules.tree import Node
from scoring.selectors.matrix_foot import FootRow, foot_rows, foot_text, remarks_of
from scoring.selectors.score_matrix import MatrixMember, frozen_score_matrix, kept
from scoring.selectors.score_matrix import ScoreMatrix as Found
from scoring.states import RankingOrigin

_SEAL_SIGNS = 16
_NOT_FROZEN = "Chưa chốt xếp hạng nên chưa có điểm để tổng hợp."
_NOT_COMPUTED = "Xếp hạng ghi nhận theo nguồn, không có điểm của từng tiêu chí."
_NOT_ASSIGNED = "×"


def gather_score_matrix(season: Season) -> ScoreMatrixPaper:
    """Read the paper's facts, once; the number of queries does not grow with the season."""
    roster = read_roster(season)
    frozen, rows = read_frozen(roster)
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    note = _why_no_points(season, frozen)
    open_to_all = {row.agency.code for row in published(roster, rows)}
    if season.published_ranks is None:
        open_to_all |= {row.agency.code for row in rows if row.rank is None}
    matrix = ScoreMatrix()
    if frozen is not None and not note:
        matrix = _matrix(frozen, open_to_all, _proposed(roster, rows))
    is_sample = season.is_made_up
    return ScoreMatrixPaper(
        sample=is_sample or (frozen is not None and frozen.is_sample),
        letterhead=letterhead_of(roster, head, symbol=""),
        bloc=season.bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        seal=_seal(frozen),
        note=note,
        ranking=ranking_text(roster, frozen, rows),
        matrix=matrix,
        writer=SignatureBlock(position="Thư ký"),
        head=head_signature(roster, head),
    )


def _why_no_points(season: Season, frozen: Ranking | None) -> str:
    """Say why the points of single criteria may not be printed; a paper is open to all members."""
    if frozen is None:
        return _NOT_FROZEN
    if frozen.origin != RankingOrigin.COMPUTED:
        return _NOT_COMPUTED
    opens = SeasonTable.objects.filter(season=season).values_list("lines_from", flat=True).first()
    stage = Stage(opens or Stage.BLOC_REVIEW)
    if stage is Stage.BLOC_REVIEW or has_reached(Stage(season.stage), stage):
        return ""
    return f"Điểm từng tiêu chí được công khai từ bước “{dict(STAGES)[stage].lower()}”."


def _proposed(roster: Roster, rows: list[RankingRow]) -> Mapping[str, str]:
    """Return what each member is put forward for, by its name. Three queries."""
    found: dict[str, list[str]] = {}
    for one in proposal_texts(roster, rows, answered=False):
        found.setdefault(one.agency, []).append(one.award_text)
    return {name: joined(awards) for name, awards in found.items()}


def _matrix(frozen: Ranking, agencies: set[str], proposed: Mapping[str, str]) -> ScoreMatrix:
    found = kept(frozen_score_matrix(frozen), agencies)
    return ScoreMatrix(
        heads=tuple(MatrixHead(member.name) for member in found.members),
        lines=tuple(_line(node, found.members) for node in found.nodes),
        totals=tuple(_points(member.total) for member in found.members),
        foot=(*(_foot(row) for row in foot_rows(found)), *_proposals(found, proposed)),
        remarks=tuple(_remark(one) for one in found.members if remarks_of(one)),
        sample=frozen.is_sample,
    )


def _proposals(found: Found, proposed: Mapping[str, str]) -> Iterator[MatrixFoot]:
    texts = tuple(proposed.get(member.name, "") for member in found.members)
    if any(texts):
        yield MatrixFoot("Đề nghị khen thưởng", texts)


def _foot(row: FootRow) -> MatrixFoot:
    return MatrixFoot(row.label, tuple(foot_text(value) for value in row.values))


def _remark(member: MatrixMember) -> str:
    return f"{member.name}: {' '.join(remarks_of(member))}"


def _line(node: Node, members: tuple[MatrixMember, ...]) -> MatrixLine:
    return MatrixLine(
        code=node.key,
        label=node.label,
        max_text=number_text(max(node.max_points, -node.min_points)),
        cells=tuple(_cell(member, node) for member in members),
        is_group=node.is_group,
    )


def _cell(member: MatrixMember, node: Node) -> MatrixCell:
    if node.key in member.not_assigned:
        return MatrixCell(_NOT_ASSIGNED, _NOT_ASSIGNED, _NOT_ASSIGNED)
    return _points(counted(node, member.points.get(node.key, LayerPoints())))


def _points(points: LayerPoints) -> MatrixCell:
    return MatrixCell(
        own=signed_text(points.own),
        appraised=signed_text(points.appraised),
        final=signed_text(points.final),
    )


def _seal(frozen: Ranking | None) -> str:
    if frozen is None:
        return ""
    return f"Xếp hạng chốt lần {frozen.number}, mã kiểm tra {frozen.sha256[:_SEAL_SIGNS]}"
