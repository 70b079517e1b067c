"""What moves a season through its stages: the secretariat's duties, then the province's."""

from collections.abc import Iterator, Sequence

from awards.rules.workflow import WAITING
from awards.states import BallotPurpose, ProposalState
from blocs.permissions import is_secretariat
from blocs.standing import Standing
from blocs.states import Stage
from reports.selectors.duty import Duty, page_of
from reports.selectors.facts import SeasonFacts
from scoring.models import ScoreSheet

WITH_THE_PROVINCE = frozenset({Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL, Stage.DECIDED})
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


def stage_duties(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """Yield what the person is to do, for the bloc or for the province, to move the season on."""
    yield from _secretariat(standing, facts)
    yield from _province(standing, facts)


def _secretariat(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if not is_secretariat(standing, facts.seats):
        return
    if facts.stage is Stage.REGISTRATION and facts.unregistered:
        return  # told among the registrations
    if facts.stage in _WHILE_RUNNING:
        yield _advance(facts, f"{_WHILE_RUNNING[facts.stage]}, rồi chuyển sang bước tiếp theo.")
    elif facts.stage is Stage.SELF_SCORING:
        yield _while_self_scoring(facts)
    elif facts.stage is Stage.APPRAISAL and not facts.waiting_sheets:
        yield _when_appraised(facts)
    elif facts.stage is Stage.BLOC_REVIEW:
        yield _while_reviewing(facts)


def _while_self_scoring(facts: SeasonFacts) -> Duty:
    unsent = facts.unsent_sheets
    if not unsent:
        return _advance(facts, "Các đơn vị đã gửi phiếu; chuyển sang bước thẩm định.")
    never = [sheet for sheet in unsent if sheet.submitted_at is None]
    said = (_who(never, "chưa gửi phiếu tự chấm"), _who(facts.returned_sheets, _NOT_SENT_AGAIN))
    sentence = f"Còn {'; '.join(part for part in said if part)}."
    url = page_of(facts.season, "scoring:sheet-list")
    return Duty(facts.season, sentence, "Xem các phiếu", url, facts.due_at(Stage.SELF_SCORING))


def _when_appraised(facts: SeasonFacts) -> Duty:
    """Tell of those who are shut out by the end of this stage: who resends, who cross-scores."""
    due_at = facts.due_at(Stage.APPRAISAL)
    if facts.returned_sheets:
        url = page_of(facts.season, "scoring:sheet-list")
        return Duty(facts.season, not_sent_again(facts), "Xem các phiếu", url, due_at)
    left = sum(row.finished_at is None for row in facts.cross)
    if left:
        sentence = f"Đã thẩm định xong các phiếu đã gửi; còn {left} lượt chấm chéo chưa hoàn thành."
        url = page_of(facts.season, "scoring:cross-list")
        return Duty(facts.season, sentence, "Xem chấm chéo", url, due_at)
    return _advance(facts, "Đã thẩm định xong các phiếu đã gửi; chuyển sang bước bình xét.")


def not_sent_again(facts: SeasonFacts) -> str:
    """Say who has not sent a returned sheet again; empty where nobody has one."""
    said = _who(facts.returned_sheets, _NOT_SENT_AGAIN)
    return f"Còn {said}." if said else ""


def _who(sheets: Sequence[ScoreSheet], what: str) -> str:
    names = ", ".join(sheet.agency.short_name for sheet in sheets)
    return f"{len(sheets)} đơn vị {what}: {names}" if sheets else ""


def _while_reviewing(facts: SeasonFacts) -> Duty:
    drafts = facts.proposals.get(ProposalState.DRAFT, 0)
    agreed = facts.proposals.get(ProposalState.AGREED, 0)
    due_at = facts.due_at(Stage.BLOC_REVIEW)
    if facts.is_scored and not facts.is_ranked:
        url = page_of(facts.season, "scoring:ranking")
        return Duty(facts.season, "Xem lại và chốt xếp hạng.", "Chốt xếp hạng", url, due_at)
    if drafts or agreed:
        said = (
            f"Còn {drafts} đề nghị khen thưởng chưa được thống nhất."
            if drafts
            else f"Còn {agreed} đề nghị khen thưởng chưa gửi lên tỉnh."
        )
        url = page_of(facts.season, "awards:proposal-list")
        return Duty(facts.season, said, "Xem đề nghị", url, due_at)
    votes = [one for one in facts.ballots if one.purpose == BallotPurpose.AWARD]
    if votes:
        said = f"Còn {len(votes)} cuộc bỏ phiếu về khen thưởng chưa kết thúc."
        return Duty(facts.season, said, "Xem", page_of(facts.season, "awards:ballot-list"), due_at)
    return _advance(facts, "Hồ sơ bình xét đã đủ; trình lên tỉnh.", Stage.SUBMITTED)


def _province(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    if not standing.manages.covers(facts.season.bloc) or facts.stage not in WITH_THE_PROVINCE:
        return
    waiting = sum(facts.proposals.get(state, 0) for state in WAITING)
    if facts.stage is Stage.PROVINCIAL_APPRAISAL and waiting:
        said = f"Còn {waiting} đề nghị khen thưởng chờ trả lời."
        yield Duty(facts.season, said, "Xem đề nghị", page_of(facts.season, "awards:proposal-list"))
    else:
        yield _advance(facts, f"{_AT_THE_PROVINCE[facts.stage]}.")


def _advance(facts: SeasonFacts, sentence: str, due_stage: Stage | None = None) -> Duty:
    url = f"{facts.season.get_absolute_url()}#chuyen-buoc"
    due_at = facts.due_at(due_stage or facts.stage)
    return Duty(facts.season, sentence, "Xem và chuyển bước", url, due_at, advances=True)
