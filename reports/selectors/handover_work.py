"""Duties around a handover: who confirms the next officers, hands over, and takes over."""

from collections.abc import Iterator

from django.urls import reverse

from awards.selectors.ballot_pages import office_title
from blocs.models import Office
from blocs.permissions import is_secretariat
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, Stage, Term
from reports.selectors.duty import Duty, page_of
from reports.selectors.facts import SeasonFacts


def handover_duties(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """Yield what the person is to do about next year's officers and the handover."""
    if has_reached(facts.stage, Stage.BLOC_REVIEW):
        yield from _receiving(standing, facts)
    if _held(facts, Term.CURRENT, OfficeRole.HEAD, OfficeState.HANDED_OVER):
        return
    yield from _confirming(standing, facts)
    yield from _writing_down(standing, facts)
    if has_reached(facts.stage, Stage.BLOC_REVIEW):
        yield from _handing_over(standing, facts)


def _receiving(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if facts.unreceived and is_secretariat(standing, facts.seats):
        said = "Nhận bàn giao: xem hồ sơ, công việc chưa xong và xác nhận đã nhận."
        yield Duty(facts.season, said, "Nhận bàn giao", page_of(facts.season, "reports:handover"))


def _confirming(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if not standing.manages.covers(facts.season.bloc):
        return
    for role in OfficeRole:
        office = _held(facts, Term.NEXT, role, OfficeState.PROPOSED)
        if office is not None:
            title = office_title(facts.season, role)
            said = f"Xác nhận {title} năm sau: {office.agency.short_name} được đề xuất."
            yield Duty(
                facts.season, said, "Xem và xác nhận", page_of(facts.season, "reports:officer-list")
            )


def _writing_down(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if not is_secretariat(standing, facts.seats):
        return
    for row in facts.elected:
        ballot = row.nominee.ballot
        title = office_title(facts.season, OfficeRole(ballot.role))
        said = f"Ghi kết quả bầu {title} năm sau: {row.nominee.agency.short_name} đã trúng cử."
        url = reverse("awards:ballot-fill-office", args=[ballot.pk])
        yield Duty(facts.season, said, "Ghi kết quả", url)


def _handing_over(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if not is_secretariat(standing, facts.seats):
        return
    title = facts.season.bloc.head_title
    coming = _held(facts, Term.NEXT, OfficeRole.HEAD, OfficeState.CONFIRMED)
    if coming is not None:
        said = f"Bàn giao cho {coming.agency.short_name}, {title} năm sau."
        yield Duty(facts.season, said, "Xem và bàn giao", page_of(facts.season, "reports:handover"))
        return
    is_named = _held(facts, Term.NEXT, OfficeRole.HEAD, OfficeState.PROPOSED) is not None
    is_elected = any(row.nominee.ballot.role == OfficeRole.HEAD for row in facts.elected)
    if not is_named and not is_elected and facts.stage is not Stage.BLOC_REVIEW:
        said = f"Chọn {title} năm sau để bàn giao."
        yield Duty(facts.season, said, "Chọn", page_of(facts.season, "reports:officer-list"))


def _held(facts: SeasonFacts, term: Term, role: OfficeRole, state: OfficeState) -> Office | None:
    wanted = (term.value, role.value, state.value)
    found = (one for one in facts.offices if (one.term, one.role, one.state) == wanted)
    return next(found, None)
