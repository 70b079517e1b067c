"""What a stage of the year demands of a season, and who may move it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from accounts.verdicts import YES, Verdict, no
from awards.models import Proposal
from awards.rules.ballot_workflow import UNDER_WAY
from awards.rules.workflow import WAITING
from awards.states import BallotPurpose, ProposalState
from blocs.models import Season
from blocs.permissions import Seats, can_advance_season, can_manage_season
from blocs.rules.stages import previous_stage
from blocs.standing import Standing
from blocs.states import Stage
from reports.wording import bloc_words, first_names
from scoring.models import Ranking, ScoreSheet, SeasonTable
from scoring.selectors import current_ranking, is_outdated
from scoring.states import SheetState


def can_advance(standing: Standing, season: Season, seats: Seats, to: Stage) -> Verdict:
    """Say whether the person may move the season to the stage now: who first, then what."""
    return can_advance_season(standing, season, seats) and can_enter(season, to)


def can_step_back(standing: Standing, season: Season) -> Verdict:
    """Say whether the person may take the season one stage back."""
    if previous_stage(Stage(season.stage)) is None:
        return no("Năm thi đua đang ở bước đầu tiên.")
    if season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    return can_manage_season(standing, season)


def can_enter(season: Season, to: Stage) -> Verdict:
    """Say whether the season has what the stage demands, whoever asks.

    Few queries, however many members: the ranking is compared with today's points.
    """
    return _DEMANDS.get(to, _nothing)(season)


def _nothing(_: Season) -> Verdict:
    return YES


def _scored(season: Season) -> bool:
    return SeasonTable.objects.filter(season=season).exists()


def _all_appraised(season: Season) -> Verdict:
    """Demand that no sheet which was sent still waits, where the season scores with a table."""
    if not _scored(season):
        return YES
    waiting = ScoreSheet.objects.filter(season=season, state=SheetState.SUBMITTED.value)
    names = list(waiting.order_by("agency__name").values_list("agency__short_name", flat=True))
    if not names:
        return YES
    return no(f"Còn {len(names)} phiếu đã gửi nhưng chưa thẩm định xong: {first_names(names)}.")


def _ranked_and_agreed(season: Season) -> Verdict:
    """Demand a ranking frozen from today's points, and every proposal sent or withdrawn."""
    if _scored(season) and not Ranking.objects.current().filter(season=season).exists():
        return no("Chưa chốt xếp hạng nên chưa trình tỉnh được.")
    bloc = bloc_words(season.bloc.kind).short
    undecided = _no_proposal_in(season, ProposalState.DRAFT, why=f"{bloc} chưa thống nhất")
    return (
        _ranking_of_today(season)
        and undecided
        and _no_proposal_in(season, ProposalState.AGREED, why=f"{bloc} chưa gửi lên tỉnh")
        and _no_ballot_left(season, BallotPurpose.AWARD)
    )


def _all_ended(season: Season) -> Verdict:
    """Demand that no ballot is left open when the year ends."""
    return _no_ballot_left(season, *BallotPurpose)


def _no_ballot_left(season: Season, *purposes: BallotPurpose) -> Verdict:
    """Refuse a step after which a ballot could be neither held nor brought to its end."""
    left = season.ballots.filter(
        purpose__in=[one.value for one in purposes],
        state__in=[one.value for one in UNDER_WAY],
    ).order_by("pk")
    names = [f"“{ballot}” ({ballot.get_state_display().lower()})" for ballot in left]
    if not names:
        return YES
    return no(
        f"Còn {len(names)} cuộc bỏ phiếu chưa kết thúc: {', '.join(names)}. Đề nghị công bố kết "
        "quả hoặc hủy trước."
    )


def _ranking_of_today(season: Season) -> Verdict:
    """Refuse a frozen ranking whose points were changed afterwards (appraised again, say)."""
    if not is_outdated(season, current_ranking(season)):
        return YES
    return no("Xếp hạng đã chốt không còn khớp với điểm hiện nay; đề nghị chốt lại.")


def _all_answered(season: Season) -> Verdict:
    bloc = bloc_words(season.bloc.kind).short
    returned = _no_proposal_in(season, ProposalState.AGREED, why=f"trả lại {bloc}, chưa gửi lại")
    return returned and _no_proposal_in(season, *WAITING, why="tỉnh chưa trả lời")


def _no_proposal_in(season: Season, *states: ProposalState, why: str) -> Verdict:
    waiting = Proposal.objects.filter(season=season, state__in=[one.value for one in states])
    names = list(waiting.order_by("agency__name").values_list("agency__short_name", flat=True))
    if not names:
        return YES
    return no(f"Còn {len(names)} đề nghị khen thưởng {why}: {first_names(names)}.")


_DEMANDS: Mapping[Stage, Callable[[Season], Verdict]] = MappingProxyType(
    {
        Stage.BLOC_REVIEW: _all_appraised,
        Stage.SUBMITTED: _ranked_and_agreed,
        Stage.DECIDED: _all_answered,
        Stage.CLOSED: _all_ended,
    }
)
