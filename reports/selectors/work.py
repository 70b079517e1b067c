"""What a person is expected to do now, derived from their roles and the state of each season."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import Q
from django.urls import reverse

from awards.rules.workflow import WAITING
from awards.states import BallotPurpose, ProposalState
from blocs.models import Membership, Office, Season
from blocs.models.blocs import SeasonQuerySet
from blocs.permissions import is_secretariat
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, Stage, Term
from reports.selectors.ballot_work import ballot_duties
from reports.selectors.facts import WAITS_FOR_PROVINCE, SeasonFacts, read_facts
from reports.selectors.given_work import Duty, given_duties, sector_works
from reports.selectors.handover_work import handover_duties
from reports.selectors.signing_work import signing_duties
from scoring.models import ScoreSheet
from scoring.permissions import appraises
from scoring.selectors.province import lines_awaiting_province
from scoring.selectors.sector import SectorDuty
from scoring.states import SheetState

_SCORING = frozenset({Stage.SELF_SCORING, Stage.APPRAISAL})
_WITH_THE_PROVINCE = frozenset({Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL, Stage.DECIDED})
_FOR_PROVINCE = [stage.value for stage in WAITS_FOR_PROVINCE]
_MOST_SEASONS = 40
_MOST_OWN_SEASONS = 6
_NEVER = datetime.max.replace(tzinfo=UTC)
_WHILE_RUNNING = {
    Stage.SETUP: "Chuẩn bị kế hoạch, quy chế hoạt động và bảng tiêu chí chấm điểm",
    Stage.REGISTRATION: "Tổng hợp đăng ký thi đua của các đơn vị thành viên",
    Stage.COVENANT: "Tổ chức ký kết giao ước thi đua",
    Stage.RUNNING: "Theo dõi việc thực hiện giao ước và các phong trào thi đua",
    Stage.MID_REVIEW: "Tổ chức sơ kết 6 tháng",
}
_AT_THE_PROVINCE = {
    Stage.SUBMITTED: "Tiếp nhận hồ sơ trình tỉnh",
    Stage.PROVINCIAL_APPRAISAL: "Ghi nhận kết quả sau khi có quyết định khen thưởng",
    Stage.DECIDED: "Kết thúc năm thi đua sau khi đã trao thưởng và bàn giao",
}
_NOT_SENT_AGAIN = "chưa gửi lại phiếu được trả lại"


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do: a sentence, the button that does it, and until when.

    ``advances`` says that it is done by moving the season on, ``is_outside`` that the person
    does not see the season itself, ``is_extended`` that the agency got more time than others.
    """

    season: Season
    sentence: str
    label: str
    url: str
    due_at: datetime | None = None
    advances: bool = False
    is_sample: bool = False
    is_outside: bool = False
    is_extended: bool = False


def work_of(
    standing: Standing, sector: Sequence[SectorDuty] = (), more: Iterable[Duty] = ()
) -> list[Work]:
    """Return everything the person is expected to do now, the nearest deadline first.

    Nine queries, and as many more as ``read_facts`` and ``sector_works`` say.

    Args:
        sector: what the person's agencies score for their sectors.
        more: duties found elsewhere, such as around the meetings ahead.
    """
    seasons = list(_seasons_to_work_on(standing).with_names().order_by("-pk")[:_MOST_SEASONS])
    works = [work for facts in read_facts(seasons) for work in season_work(standing, facts)]
    works += [_as_work(duty, is_outside=True) for duty in sector_works(sector)]
    works += [_as_work(duty) for duty in more]
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
        Q(stage__in=[stage.value for stage in _WITH_THE_PROVINCE])
        | Q(stage__in=[stage.value for stage in _SCORING]) & ~Q(pk__in=deputies.values("pk"))
        | Q(pk__in=needed.values("sheet__season"))
        | Q(pk__in=proposed.values("season"))
    )
    living = Season.objects.exclude(stage=Stage.CLOSED.value)
    return living.filter(Q(pk__in=mine) | Q(pk__in=waiting.values("pk")))


def season_work(standing: Standing, facts: SeasonFacts) -> list[Work]:
    """Return what the person is expected to do in one season, the most urgent first."""
    works = [
        *_own_sheets(standing, facts),
        *_appraisal(standing, facts),
        *(_as_work(duty) for duty in given_duties(standing, facts)),
        *(_as_work(duty) for duty in ballot_duties(standing, facts)),
        *(_as_work(duty) for duty in signing_duties(standing, facts)),
        *_secretariat(standing, facts),
        *_province(standing, facts),
        *(_as_work(duty) for duty in handover_duties(standing, facts)),
    ]
    return [replace(work, is_sample=facts.is_sample) for work in works]


def _as_work(duty: Duty, *, is_outside: bool = False) -> Work:
    return Work(
        duty.season,
        duty.sentence,
        duty.label,
        duty.url,
        duty.due_at,
        is_sample=duty.is_sample,
        is_outside=is_outside,
    )


def idle_sentence(standing: Standing, facts: SeasonFacts) -> str:
    """Say who acts now, for a person who has nothing to do."""
    own = [sheet for sheet in facts.sheets if sheet.agency_id in standing.agency_ids]
    if own and facts.stage in _SCORING:
        state = own[0].get_state_display().lower()
        return f"Phiếu của {own[0].agency.short_name}: {state}. Quý vị chưa cần làm gì thêm."
    if facts.stage is Stage.CLOSED:
        return "Năm thi đua này đã kết thúc; hồ sơ để tra cứu."
    if facts.stage in _WITH_THE_PROVINCE:
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


def _page(facts: SeasonFacts, name: str) -> str:
    return reverse(name, args=[facts.season.bloc.code, facts.season.cycle.label])


def _own_sheets(standing: Standing, facts: SeasonFacts) -> Iterator[Work]:
    if facts.stage not in _SCORING:
        return
    for sheet in facts.sheets:
        if sheet.agency_id in standing.agency_ids:
            said = _own_sheet(standing, facts, sheet)
            if said:
                yield _until_due(facts, sheet, said)


def _until_due(facts: SeasonFacts, sheet: ScoreSheet, said: tuple[str, str]) -> Work:
    """Tell of the own sheet: its first sending is due by self-scoring, a return by appraisal."""
    stage = Stage.SELF_SCORING if sheet.submitted_at is None else Stage.APPRAISAL
    due_at, common = facts.due_at(stage, sheet.agency_id), facts.due_at(stage)
    url = sheet.get_absolute_url()
    return Work(facts.season, *said, url, due_at, is_extended=due_at != common)


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


def _appraisal(standing: Standing, facts: SeasonFacts) -> Iterator[Work]:
    if facts.stage not in _SCORING:
        return
    mine = [sheet for sheet in facts.waiting_sheets if appraises(standing, sheet, facts.seats)]
    if not mine:
        return
    names = ", ".join(sheet.agency.short_name for sheet in mine)
    url = (
        reverse("scoring:appraisal", args=[mine[0].pk])
        if len(mine) == 1
        else _page(facts, "scoring:sheet-list")
    )
    sentence = f"Có {len(mine)} phiếu chờ quý vị thẩm định: {names}."
    yield Work(facts.season, sentence, "Thẩm định", url, facts.due_at(Stage.APPRAISAL))


def _secretariat(standing: Standing, facts: SeasonFacts) -> Iterator[Work]:
    if not is_secretariat(standing, facts.seats):
        return
    if facts.stage in _WHILE_RUNNING:
        yield _advance(facts, f"{_WHILE_RUNNING[facts.stage]}, rồi chuyển sang bước tiếp theo.")
    elif facts.stage is Stage.SELF_SCORING:
        yield _while_self_scoring(facts)
    elif facts.stage is Stage.APPRAISAL and not facts.waiting_sheets:
        yield _when_appraised(facts)
    elif facts.stage is Stage.BLOC_REVIEW:
        yield _while_reviewing(facts)


def _while_self_scoring(facts: SeasonFacts) -> Work:
    unsent = facts.unsent_sheets
    if not unsent:
        return _advance(facts, "Các đơn vị đã gửi phiếu; chuyển sang bước thẩm định.")
    never = [sheet for sheet in unsent if sheet.submitted_at is None]
    said = (_who(never, "chưa gửi phiếu tự chấm"), _who(facts.returned_sheets, _NOT_SENT_AGAIN))
    sentence = f"Còn {'; '.join(part for part in said if part)}."
    url = _page(facts, "scoring:sheet-list")
    return Work(facts.season, sentence, "Xem các phiếu", url, facts.due_at(Stage.SELF_SCORING))


def _when_appraised(facts: SeasonFacts) -> Work:
    """Tell of those who are shut out by the end of this stage: who resends, who cross-scores."""
    due_at = facts.due_at(Stage.APPRAISAL)
    if facts.returned_sheets:
        url = _page(facts, "scoring:sheet-list")
        return Work(facts.season, not_sent_again(facts), "Xem các phiếu", url, due_at)
    left = sum(row.finished_at is None for row in facts.cross)
    if left:
        sentence = f"Đã thẩm định xong các phiếu đã gửi; còn {left} lượt chấm chéo chưa hoàn thành."
        url = _page(facts, "scoring:cross-list")
        return Work(facts.season, sentence, "Xem chấm chéo", url, due_at)
    return _advance(facts, "Đã thẩm định xong các phiếu đã gửi; chuyển sang bước bình xét.")


def not_sent_again(facts: SeasonFacts) -> str:
    """Say who has not sent a returned sheet again; empty where nobody has one."""
    said = _who(facts.returned_sheets, _NOT_SENT_AGAIN)
    return f"Còn {said}." if said else ""


def _who(sheets: Sequence[ScoreSheet], what: str) -> str:
    names = ", ".join(sheet.agency.short_name for sheet in sheets)
    return f"{len(sheets)} đơn vị {what}: {names}" if sheets else ""


def _while_reviewing(facts: SeasonFacts) -> Work:
    drafts = facts.proposals.get(ProposalState.DRAFT, 0)
    agreed = facts.proposals.get(ProposalState.AGREED, 0)
    due_at = facts.due_at(Stage.BLOC_REVIEW)
    if facts.is_scored and not facts.is_ranked:
        url = _page(facts, "scoring:ranking")
        return Work(facts.season, "Xem lại và chốt xếp hạng.", "Chốt xếp hạng", url, due_at)
    if drafts or agreed:
        said = (
            f"Còn {drafts} đề nghị khen thưởng chưa được thống nhất."
            if drafts
            else f"Còn {agreed} đề nghị khen thưởng chưa gửi lên tỉnh."
        )
        url = _page(facts, "awards:proposal-list")
        return Work(facts.season, said, "Xem đề nghị", url, due_at)
    votes = [one for one in facts.ballots if one.purpose == BallotPurpose.AWARD]
    if votes:
        said = f"Còn {len(votes)} cuộc bỏ phiếu về khen thưởng chưa kết thúc."
        return Work(facts.season, said, "Xem", _page(facts, "awards:ballot-list"), due_at)
    return _advance(facts, "Hồ sơ bình xét đã đủ; trình lên tỉnh.", Stage.SUBMITTED)


def _province(standing: Standing, facts: SeasonFacts) -> Iterator[Work]:
    if not standing.manages.covers(facts.season.bloc) or facts.stage not in _WITH_THE_PROVINCE:
        return
    waiting = sum(facts.proposals.get(state, 0) for state in WAITING)
    if facts.stage is Stage.PROVINCIAL_APPRAISAL and waiting:
        said = f"Còn {waiting} đề nghị khen thưởng chờ trả lời."
        yield Work(facts.season, said, "Xem đề nghị", _page(facts, "awards:proposal-list"))
    else:
        yield _advance(facts, f"{_AT_THE_PROVINCE[facts.stage]}.")


def _advance(facts: SeasonFacts, sentence: str, due_stage: Stage | None = None) -> Work:
    url = f"{facts.season.get_absolute_url()}#chuyen-buoc"
    due_at = facts.due_at(due_stage or facts.stage)
    return Work(facts.season, sentence, "Xem và chuyển bước", url, due_at, advances=True)
