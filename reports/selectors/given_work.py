"""Duties beside the bloc's appraisal: cross-scoring, votes, sectors, lines of the province."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from blocs.permissions import is_deputy, is_secretariat
from blocs.standing import Standing
from blocs.states import Stage
from reports.selectors.duty import Duty, page_of
from reports.selectors.facts import SCORING, SeasonFacts
from scoring.models import CrossAssignment
from scoring.permissions import can_appraise_for_province, cross_scores
from scoring.rules.workflow import SENT
from scoring.selectors.facts import asks_vote
from scoring.selectors.samples import samples_among
from scoring.selectors.sector import SectorDuty


def given_duties(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """Yield what the person is to give in a season, for an agency or for the province."""
    yield from _cross_scoring(standing, facts)
    yield from _drawing(standing, facts)
    yield from _voting(standing, facts)
    yield from _for_province(standing, facts)


def sector_works(duties: Sequence[SectorDuty]) -> list[Duty]:
    """Return what is left to score for a sector, bloc by bloc. One query where there is any."""
    left = [duty for duty in duties if duty.left and duty.season.stage in SCORING]
    samples = samples_among([duty.season for duty in left]) if left else set()
    return [
        Duty(
            duty.season,
            f"Chấm điểm chuyên ngành của {duty.agency.short_name}: còn {duty.left}/{duty.lines} "
            "dòng.",
            "Chấm điểm",
            page_of(duty.season, "scoring:sector"),
            is_sample=duty.season.pk in samples,
            is_outside=True,
        )
        for duty in left
    ]


def _cross_scoring(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if facts.stage not in SCORING:
        return
    sent = {sheet.agency_id for sheet in facts.sheets if sheet.state in SENT}
    mine = [row for row in facts.cross if row.subject_id in sent and _waits(standing, facts, row)]
    if not mine:
        return
    names = ", ".join(row.subject.short_name for row in mine)
    url = (
        reverse("scoring:cross", args=[mine[0].pk])
        if len(mine) == 1
        else page_of(facts.season, "scoring:cross-list")
    )
    sentence = f"Có {len(mine)} phiếu chờ đơn vị của quý vị chấm chéo: {names}."
    yield Duty(facts.season, sentence, "Chấm chéo", url, facts.due_at(Stage.APPRAISAL))


def _waits(standing: Standing, facts: SeasonFacts, row: CrossAssignment) -> bool:
    row.season = facts.season  # the rights ask the assignment for its season
    return row.finished_at is None and bool(cross_scores(standing, row))


def _drawing(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    asked = facts.rules is not None and facts.rules.cross_scorers is not None
    if not asked or facts.cross or facts.stage not in SCORING:
        return
    if is_secretariat(standing, facts.seats):
        url = page_of(facts.season, "scoring:cross-list")
        yield Duty(facts.season, "Bốc thăm phân công các đơn vị chấm chéo.", "Phân công", url)


def _voting(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """The head records the members' votes, the deputy those on the head."""
    if facts.stage is not Stage.BLOC_REVIEW or facts.is_ranked:
        return
    if facts.rules is None or not asks_vote(facts.rules):
        return
    seats = facts.seats
    missing = {sheet.agency_id for sheet in facts.sheets} - facts.voted_on
    others = bool(missing - {seats.head_id}) and is_secretariat(standing, seats)
    head = seats.head_id in missing and is_deputy(standing, seats)
    if others or head:
        whom = "các đơn vị" if others else f"đơn vị {facts.season.bloc.head_title}"
        sentence = f"Ghi kết quả bỏ phiếu cho {whom} trước khi chốt xếp hạng."
        due_at = facts.due_at(Stage.BLOC_REVIEW)
        yield Duty(
            facts.season, sentence, "Ghi kết quả", page_of(facts.season, "scoring:votes"), due_at
        )


def _for_province(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """The province scores what the table leaves to it, and sector agencies' own lines."""
    if not facts.for_province or not standing.manages.covers(facts.season.bloc):
        return
    if facts.is_ranked and facts.stage is Stage.BLOC_REVIEW:
        return
    sheets = {sheet.pk: sheet for sheet in facts.sheets}
    mine = [
        wait
        for wait in facts.for_province
        if can_appraise_for_province(standing, sheets[wait.sheet])
    ]
    if not mine:
        return
    url = (
        f"{reverse('scoring:appraisal', args=[mine[0].sheet])}?lop=tinh&loc=can"
        if len(mine) == 1
        else page_of(facts.season, "scoring:ranking")
    )
    count = sum(len(wait.keys) for wait in mine)
    told = "; ".join(wait.text for wait in mine)
    sentence = f"Còn {count} dòng do tỉnh chấm chưa có điểm: {told}."
    yield Duty(facts.season, sentence, "Chấm điểm của tỉnh", url, facts.due_at(facts.stage))
