"""What should hold before the ranking of a season is frozen, counted."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from blocs.models import Season
from scoring.models import CrossAssignment, DeclaredFact, ScoreLine
from scoring.rules.settings import TableRules
from scoring.rules.workflow import SENT
from scoring.selectors.facts import asks_vote
from scoring.selectors.given import votes_of
from scoring.selectors.province import ProvinceWait, province_counts
from scoring.selectors.scores import SeasonScores
from scoring.states import FactState, GivenLayer, Scorer, SheetState


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that should hold before the ranking is frozen.

    ``waits`` are the sheets on which the province has lines left.
    """

    is_open: bool
    text: str
    waits: tuple[ProvinceWait, ...] = ()


def freeze_gates(scores: SeasonScores) -> list[Gate]:
    """Return how many members have a sheet, have sent it, and have it appraised."""
    sheets = [member.sheet for member in scores.members]
    opened = [sheet for sheet in sheets if sheet is not None]
    sent = [sheet for sheet in opened if sheet.state in SENT]
    done = [sheet for sheet in opened if sheet.state == SheetState.APPRAISED]
    total = len(sheets)
    return [
        Gate(len(opened) == total, f"{len(opened)}/{total} đơn vị đã có phiếu chấm điểm."),
        Gate(len(sent) == total, f"{len(sent)}/{total} đơn vị đã gửi phiếu."),
        Gate(len(done) == total, f"{len(done)}/{total} phiếu đã thẩm định xong."),
    ]


def fact_gates(season: Season) -> list[Gate]:
    """Return how many declared facts nobody has decided yet, where there are some. One query."""
    rows = DeclaredFact.objects.filter(season=season, state=FactState.DECLARED.value)
    waiting = rows.count()
    if not waiting:
        return []
    text = (
        f"{waiting} sự việc đã nêu chưa được xác nhận hoặc bác bỏ; chốt lúc này thì chưa tính đến."
    )
    return [Gate(is_open=False, text=text)]


def given_gates(season: Season, rules: TableRules, members: int) -> list[Gate]:
    """Return how far all who give points or votes have come, where the table asks them.

    Two queries, and one more for each of cross-scoring and the vote.

    Args:
        members: how many members the season has.
    """
    gates = closing_gates(season, rules)
    province = province_counts(season)
    if province.lines:
        text = f"{province.given}/{province.lines} dòng do tỉnh chấm đã có điểm."
        gates.append(Gate(province.given == province.lines, text, province.waits))
    if asks_vote(rules):
        voted = len(votes_of(season))
        gates.append(Gate(voted == members, f"{voted}/{members} đơn vị đã có kết quả bỏ phiếu."))
    return gates


def closing_gates(season: Season, rules: TableRules) -> list[Gate]:
    """Return how far they have come who give no points any more once the appraisal is over.

    One query, and one more for cross-scoring.
    """
    gates = []
    if rules.cross_scorers is not None:
        gates.append(_cross_gate(season))
    lines, given = _sector_counts(season)
    if lines:
        gates.append(Gate(given == lines, f"{given}/{lines} dòng chuyên ngành đã chấm."))
    return gates


def _cross_gate(season: Season) -> Gate:
    rows = CrossAssignment.objects.filter(season=season)
    counted = rows.aggregate(total=Count("pk"), done=Count("finished_at"))
    total, done = counted["total"], counted["done"]
    if not total:
        return Gate(is_open=False, text="Chưa phân công chấm chéo.")
    return Gate(done == total, f"{done}/{total} lượt chấm chéo đã hoàn thành.")


def _sector_counts(season: Season) -> tuple[int, int]:
    """Count the lines that sector agencies score, and those of them that have points."""
    lines = ScoreLine.objects.filter(
        sheet__season=season, criterion__scored_by=Scorer.SECTOR.value, is_assigned=True
    ).exclude(sheet__agency=F("criterion__sector"))
    own = Q(
        given__layer=GivenLayer.SECTOR.value,
        given__scorer=F("criterion__sector"),
        given__points__isnull=False,
    )
    counted = lines.aggregate(
        lines=Count("pk", distinct=True), given=Count("given", filter=own, distinct=True)
    )
    return counted["lines"], counted["given"]
