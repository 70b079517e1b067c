"""What a person is expected to do now, derived from their roles and the state of each season."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db.models import Q
from django.urls import reverse

from blocs.models import Membership, Office, Season
from blocs.models.blocs import SeasonQuerySet
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, Stage, Term
from reports.selectors.ballot_work import ballot_duties
from reports.selectors.duty import Duty, page_of
from reports.selectors.facts import SCORING, WAITS_FOR_PROVINCE, SeasonFacts, read_facts
from reports.selectors.given_work import given_duties, sector_works
from reports.selectors.handover_work import handover_duties
from reports.selectors.registration_work import registration_duties
from reports.selectors.signing_work import signing_duties
from reports.selectors.stage_work import WITH_THE_PROVINCE, stage_duties
from scoring.models import ScoreSheet
from scoring.permissions import appraises
from scoring.selectors.province import lines_awaiting_province
from scoring.selectors.sector import SectorDuty
from scoring.states import SheetState

_FOR_PROVINCE = [stage.value for stage in WAITS_FOR_PROVINCE]
_MOST_SEASONS = 40
_MOST_OWN_SEASONS = 6
_NEVER = datetime.max.replace(tzinfo=UTC)


def work_of(
    standing: Standing, sector: Sequence[SectorDuty] = (), more: Iterable[Duty] = ()
) -> list[Duty]:
    """Return everything the person is expected to do now, the nearest deadline first.

    Nine queries, and as many more as ``read_facts`` and ``sector_works`` say.

    Args:
        sector: what the person's agencies score for their sectors.
        more: duties found elsewhere, such as around the meetings ahead.
    """
    seasons = list(_seasons_to_work_on(standing).with_names().order_by("-pk")[:_MOST_SEASONS])
    works = [work for facts in read_facts(seasons) for work in season_work(standing, facts)]
    works += sector_works(sector)
    works += more
    return sorted(works, key=lambda work: work.due_at or _NEVER)


def my_seasons(standing: Standing) -> list[Season]:
    """Return the seasons of the person's agencies, the newest first. One query."""
    mine = Membership.objects.filter(agency__in=standing.agency_ids).values("season")
    seasons = Season.objects.filter(pk__in=mine).with_names()
    return list(seasons.order_by("-cycle__starts_on", "bloc__name")[:_MOST_OWN_SEASONS])


def _seasons_to_work_on(standing: Standing) -> SeasonQuerySet:
    """Keep the open seasons of the person's agencies, and those that wait for the province."""
    mine = Membership.objects.filter(agency__in=standing.agency_ids).values("season")
    managed = Season.objects.managed_by(standing)
    deputies = Season.objects.filter(
        offices__term=Term.CURRENT.value,
        offices__role=OfficeRole.DEPUTY.value,
        offices__state=OfficeState.CONFIRMED.value,
    )
    needed = lines_awaiting_province().filter(sheet__season__stage__in=_FOR_PROVINCE)
    proposed = Office.objects.filter(term=Term.NEXT.value, state=OfficeState.PROPOSED.value)
    waiting = managed.filter(
        Q(stage__in=[stage.value for stage in WITH_THE_PROVINCE])
        | Q(stage__in=[stage.value for stage in SCORING]) & ~Q(pk__in=deputies.values("pk"))
        | Q(pk__in=needed.values("sheet__season"))
        | Q(pk__in=proposed.values("season"))
    )
    living = Season.objects.exclude(stage=Stage.CLOSED.value)
    return living.filter(Q(pk__in=mine) | Q(pk__in=waiting.values("pk")))


def season_work(standing: Standing, facts: SeasonFacts) -> list[Duty]:
    """Return what the person is expected to do in one season, the most urgent first."""
    works = [
        *registration_duties(standing, facts),
        *_own_sheets(standing, facts),
        *_appraisal(standing, facts),
        *given_duties(standing, facts),
        *ballot_duties(standing, facts),
        *signing_duties(standing, facts),
        *stage_duties(standing, facts),
        *handover_duties(standing, facts),
    ]
    return [replace(work, is_sample=facts.is_sample) for work in works]


def idle_sentence(standing: Standing, facts: SeasonFacts) -> str:
    """Say who acts now, for a person who has nothing to do."""
    own = [sheet for sheet in facts.sheets if sheet.agency_id in standing.agency_ids]
    if own and facts.stage in SCORING:
        state = own[0].get_state_display().lower()
        return f"Phiếu của {own[0].agency.short_name}: {state}. Quý vị chưa cần làm gì thêm."
    if facts.stage is Stage.CLOSED:
        return "Năm thi đua này đã kết thúc; hồ sơ để tra cứu."
    if facts.stage in WITH_THE_PROVINCE:
        return "Quý vị chưa có việc ở bước này; cơ quan thi đua, khen thưởng tỉnh đang xử lý hồ sơ."
    if not facts.head_name:
        return (
            f"Chưa có {facts.season.bloc.head_title} được xác nhận nên bước này do cơ quan "
            "thi đua, khen thưởng tỉnh thực hiện."
        )
    return (
        f"Quý vị chưa có việc ở bước này; đơn vị {facts.season.bloc.head_title} "
        f"({facts.head_name}) thực hiện bước tiếp theo."
    )


def _own_sheets(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if facts.stage not in SCORING:
        return
    for sheet in facts.sheets:
        if sheet.agency_id in standing.agency_ids:
            said = _own_sheet(standing, facts, sheet)
            if said:
                yield _until_due(facts, sheet, said)


def _until_due(facts: SeasonFacts, sheet: ScoreSheet, said: tuple[str, str]) -> Duty:
    """Tell of the own sheet: its first sending is due by self-scoring, a return by appraisal."""
    stage = Stage.SELF_SCORING if sheet.submitted_at is None else Stage.APPRAISAL
    due_at, common = facts.due_at(stage, sheet.agency_id), facts.due_at(stage)
    url = sheet.get_absolute_url()
    return Duty(facts.season, *said, url, due_at, is_extended=due_at != common)


def _own_sheet(standing: Standing, facts: SeasonFacts, sheet: ScoreSheet) -> tuple[str, str] | None:
    """Return the sentence and the button for the person's own sheet, if there is one."""
    name = sheet.agency.short_name
    approves = sheet.agency_id in standing.approver_of
    if sheet.state == SheetState.AWAITING and approves:
        return f"Phiếu của {name} đang chờ quý vị duyệt và gửi đi.", "Duyệt phiếu"
    if sheet.state == SheetState.RETURNED:
        return f"Phiếu của {name} được trả lại, đề nghị chấm lại và gửi lại.", "Xem lý do và sửa"
    if sheet.state == SheetState.DRAFT and facts.stage is Stage.SELF_SCORING:
        if sheet.agency_id in standing.editor_of:
            return f"Tự chấm điểm cho {name} rồi trình thủ trưởng duyệt.", "Chấm điểm"
        return f"Phiếu của {name} đang được chấm; quý vị duyệt và gửi trước hạn.", "Xem phiếu"
    return None


def _appraisal(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if facts.stage not in SCORING:
        return
    mine = [sheet for sheet in facts.waiting_sheets if appraises(standing, sheet, facts.seats)]
    if not mine:
        return
    names = ", ".join(sheet.agency.short_name for sheet in mine)
    url = (
        reverse("scoring:appraisal", args=[mine[0].pk])
        if len(mine) == 1
        else page_of(facts.season, "scoring:sheet-list")
    )
    sentence = f"Có {len(mine)} phiếu chờ quý vị thẩm định: {names}."
    yield Duty(facts.season, sentence, "Thẩm định", url, facts.due_at(Stage.APPRAISAL))
