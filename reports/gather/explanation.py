"""What one agency explains: the lines given back in each round, and the final differences."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from blocs.models import Season
from blocs.permissions import seats_of
from blocs.rules.writing import date_text, number_text
from reports.gather.facts import agency_letterhead, member_name
from reports.gather.points import difference_text
from reports.papers.base import SignatureBlock
from reports.papers.explanation import ExplainedLine, ExplainedRound, Explanation
from reports.wording import joined, year_label
from scoring.models import Criterion, LineReturn, ScoreSheet
from scoring.rules.signs import line_text
from scoring.selectors.disputes import finally_different, given_back
from scoring.selectors.samples import is_sample

_FINAL = "Kết quả thẩm định"


def gather_explanation(season: Season, key: str) -> Explanation:
    """Read the explanation's facts: seven queries, however many lines and rounds."""
    sheet = season.sheets.select_related("agency__province").get(agency__code=key)
    name = member_name(season, sheet.agency)
    bloc = season.bloc
    is_head = seats_of(season).head_id == sheet.agency_id
    appraiser = bloc.deputy_title if is_head else bloc.head_title
    return Explanation(
        sample=is_sample(season),
        letterhead=agency_letterhead(sheet.agency, name),
        bloc=bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        agency=name,
        addressees=(f"Đơn vị {appraiser} ({bloc.name})",),
        rounds=(*_rounds(season, sheet), *_final(season, sheet)),
        writer=SignatureBlock(position="Người lập phiếu"),
        head=SignatureBlock(position="Thủ trưởng đơn vị"),
    )


def _rounds(season: Season, sheet: ScoreSheet) -> Iterator[ExplainedRound]:
    """Write what went back, the first round first, with the points as they stood then."""
    rows = given_back(season).filter(sheet_return__sheet=sheet)
    rows = rows.select_related("line__criterion").order_by("line__criterion__position")
    by_round: dict[int, list[LineReturn]] = {}
    for row in rows:
        by_round.setdefault(row.sheet_return_id, []).append(row)
    backs = sheet.returns.filter(by_own_head=False, is_reopening=False)
    for number, back in enumerate(backs.order_by("returned_at", "pk"), start=1):
        if back.pk in by_round:
            day = date_text(timezone.localtime(back.returned_at).date())
            yield ExplainedRound(
                title=f"Trả lại lần {number}, ngày {day}",
                reason=back.reason,
                lines=tuple(_given_back(row) for row in by_round[back.pk]),
            )


def _given_back(row: LineReturn) -> ExplainedLine:
    return _line(
        row.line.criterion,
        row.self_points,
        row.appraised_points,
        asked=joined((row.reason, row.appraisal_reason if not row.reason else "")),
        answer=row.answer or row.explanation,
    )


def _final(season: Season, sheet: ScoreSheet) -> Iterator[ExplainedRound]:
    rows = finally_different(season).filter(sheet=sheet).select_related("criterion")
    lines = tuple(
        _line(
            row.criterion,
            row.self_points,
            row.appraised_points,
            asked=row.appraisal_reason,
            answer=row.explanation,
        )
        for row in rows.order_by("criterion__position")
    )
    if lines:
        yield ExplainedRound(title=_FINAL, lines=lines)


def _line(
    criterion: Criterion,
    own: Decimal | None,
    appraised: Decimal | None,
    *,
    asked: str,
    answer: str,
) -> ExplainedLine:
    return ExplainedLine(
        code=criterion.key,
        label=criterion.label,
        max_text=number_text(criterion.max_points),
        own=line_text(criterion.kind, own),
        appraised=line_text(criterion.kind, appraised),
        difference=difference_text(criterion.kind, own, appraised),
        asked=asked,
        answer=answer,
    )
