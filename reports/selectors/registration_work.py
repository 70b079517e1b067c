"""Who is to register for the year: each member for itself; the secretariat sees who has not."""

from collections.abc import Iterator

from django.urls import reverse

from blocs.models import Membership
from blocs.permissions import is_secretariat
from blocs.standing import Standing
from blocs.states import Stage
from reports.selectors.duty import Duty, page_of
from reports.selectors.facts import SeasonFacts


def registration_duties(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """Yield what the person's agencies have to register, and whom their bloc still waits for."""
    for member in facts.unregistered:
        if member.agency_id in standing.agency_ids:
            yield _own(facts, member)
    if facts.unregistered and is_secretariat(standing, facts.seats):
        names = ", ".join(member.agency.short_name for member in facts.unregistered)
        sentence = f"Còn {len(facts.unregistered)} đơn vị chưa đăng ký thi đua: {names}."
        url = page_of(facts.season, "reports:registration-list")
        due_at = facts.due_at(Stage.REGISTRATION)
        yield Duty(facts.season, sentence, "Xem danh sách", url, due_at)


def _own(facts: SeasonFacts, member: Membership) -> Duty:
    season, agency = facts.season, member.agency
    due_at = facts.due_at(Stage.REGISTRATION, agency.pk)
    return Duty(
        season,
        f"Đăng ký thi đua năm {season.cycle.label} cho {agency.short_name}.",
        "Đăng ký thi đua",
        reverse("reports:registration", args=[season.bloc.code, season.cycle.label, agency.code]),
        due_at,
        is_extended=due_at != facts.due_at(Stage.REGISTRATION),
    )
