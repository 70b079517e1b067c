"""A season judged for one award, and the rows around it."""

from datetime import date

from awards.models import AwardType, ConditionCheck, ConditionConfirmation
from awards.selectors.eligibility import eligibility
from blocs.states import Stage
from scoring.services import freeze_ranking
from scoring.states import SheetState
from tests.factories import (
    NOON,
    assign,
    make_award_type,
    make_bloc,
    make_bloc_year,
    make_condition,
    make_cycle,
    make_province,
    make_sheet,
    make_table,
    score,
)

TODAY = date(2026, 1, 15)


def make_judged_year(size=3, *, kind=None, params=None, year="2025", **fields):
    """Return a season of 2025 at its review, its members, an award and its one condition."""
    fields = {"stage": Stage.BLOC_REVIEW, **fields}
    fields.setdefault("bloc", None)
    bloc = fields.pop("bloc") or make_bloc(province=make_province())
    cycle = make_cycle(label=year)
    season, members = make_bloc_year(size, bloc=bloc, cycle=cycle, **fields)
    award = make_award_type(name="Cờ thi đua thử nghiệm")
    condition = None
    if kind is not None:
        condition = make_condition(kind, params=params, award_type=award)
    return season, members, award, condition


def judgement_of(season, agency, award, **kwargs):
    """Return the answer for one member and award."""
    table = eligibility(season, today=TODAY, award_types=[award.pk], **kwargs)
    row = next(row for row in table.rows if row.membership.agency_id == agency.pk)
    return row.judgements[0]


def line_of(season, agency, award, condition, **kwargs):
    """Return the one line of the condition."""
    lines = judgement_of(season, agency, award, **kwargs).best.lines
    return next(line for line in lines if line.condition.id == condition.pk)


def rank_by_points(season, members, points, **rules):
    """Freeze a ranking in which each member has its points of the first group, out of 40."""
    assign(season, make_table(rules=rules))
    for member, first in zip(members, points, strict=True):
        given = {"I.1": first, "I.2": "20", "II.1": "40", "III": "0", "IV": "0"}
        sheet = make_sheet(season, member, state=SheetState.APPRAISED, points=given)
        score(sheet, given, layer="appraised")
    return freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)


def verify(condition, *, province=None, verified=True, **fields):
    values = {"note": "Đã đối chiếu", "checked_at": NOON, **fields}
    return ConditionCheck.objects.create(
        condition=condition, province=province, verified=verified, **values
    )


def confirm(season, agency, condition, *, met=True, **fields):
    values = {"note": "Đã xem", "confirmed_at": NOON, **fields}
    return ConditionConfirmation.objects.create(
        season=season, agency=agency, condition=condition, met=met, **values
    )


def award(code):
    return AwardType.objects.get(code=code)
