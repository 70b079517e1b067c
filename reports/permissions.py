"""Who may have papers made, and what a stage of the year demands; each answer says why."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from accounts.verdicts import YES, Verdict, no
from awards.models import Proposal
from awards.rules.ballot_workflow import UNDER_WAY
from awards.rules.workflow import WAITING
from awards.states import BallotPurpose, ProposalState
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.permissions import Seats, can_advance_season, can_manage_season, is_secretariat
from blocs.rules.stages import previous_stage
from blocs.standing import Standing
from blocs.states import Stage
from reports.models import Document, Issue, ScannedCopy
from reports.states import (
    ISSUE_MOVES,
    MADE_AGAIN,
    NEVER_ISSUED,
    OF_ONE_AGENCY,
    DocumentKind,
    DocumentState,
    IssueAction,
    IssueState,
)
from reports.wording import bloc_words, first_names
from scoring.models import Ranking, ScoreSheet, SeasonTable
from scoring.selectors import current_ranking, is_outdated
from scoring.states import SheetState

_STAGE_LABELS = dict(STAGES)


def can_ask_for_paper(
    standing: Standing,
    season: Season,
    seats: Seats,
    kind: str = DocumentKind.SUMMARY_REPORT.value,
    agency_id: int | None = None,
) -> Verdict:
    """Say whether the person may have papers of the season made, also after its end.

    The province writes what it answers with; an agency may print what it says for itself.

    Args:
        agency_id: whose own paper it would be, where it is one.
    """
    if standing.is_system or standing.manages.covers(season.bloc):
        return YES
    if kind == DocumentKind.REFUSAL_NOTICE:
        return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được lập thông báo này.")
    if is_secretariat(standing, seats):
        return YES
    if kind in OF_ONE_AGENCY and agency_id in standing.agency_ids:
        return YES
    head = season.bloc.head_title
    return no(f"Chỉ đơn vị {head} hoặc cơ quan thi đua, khen thưởng tỉnh được lập văn bản.")


def can_retry_document(standing: Standing, document: Document, seats: Seats) -> Verdict:
    """Say whether the person may have a failed or cancelled paper made again."""
    if document.state not in MADE_AGAIN:
        return no("Chỉ lập lại được văn bản đã báo không lập được hoặc đã hủy lập.")
    return can_ask_for_paper(standing, document.season, seats, document.kind, document.agency_id)


def can_cancel_document(standing: Standing, document: Document, seats: Seats) -> Verdict:
    """Say whether the person may have the making of a paper stopped: who asked, or may ask."""
    if not document.is_pending:
        state = document.get_state_display().lower()
        return no(f"Văn bản này {state}, không còn việc lập để hủy.")
    if document.is_issued:
        return no("Văn bản đã ban hành phải có tệp, không hủy việc lập được.")
    if standing.user is not None and document.requested_by_id == standing.user.pk:
        return YES
    return can_ask_for_paper(standing, document.season, seats, document.kind, document.agency_id)


def can_issue_document(standing: Standing, document: Document, seats: Seats) -> Verdict:
    """Say whether the person may issue the draft: only who keeps the issuing body's register.

    The number comes out of that register, so nobody else enters it for them.

    Source: NĐ 30/2020/NĐ-CP, Điều 15.
    """
    if document.is_issued:
        return no("Văn bản này đã ban hành.")
    if document.kind in NEVER_ISSUED:
        return no("Phiếu bầu có giá trị khi đóng dấu, không cấp số và mã.")
    if document.state != DocumentState.READY:
        return no("Chỉ ban hành được bản dự thảo đã lập xong.")
    return _keeps_register(standing, document, seats)


def can_withdraw_issue(standing: Standing, issue: Issue) -> Verdict:
    """Say whether the person may withdraw the issued paper: its issuer's people may."""
    if (IssueState(issue.state), IssueAction.WITHDRAW) not in ISSUE_MOVES:
        return no(f"Văn bản này {issue.get_state_display().lower()}, không thu hồi được nữa.")
    if standing.is_system:
        return YES
    if issue.agency_id is None:
        return can_manage_season(standing, issue.document.season)
    if issue.agency_id in standing.agency_ids:
        return YES
    return no("Chỉ người của cơ quan đã ban hành được thu hồi văn bản.")


def can_keep_copies(standing: Standing, issue: Issue, seats: Seats) -> Verdict:
    """Say whether the person may keep signed and stamped copies of the whole paper.

    The issuer's people do, and the bloc's secretariat for the papers of the bloc.
    """
    return _takes_signatures(issue) and _keeps_copies(standing, issue, seats)


def can_keep_signed_copy(
    standing: Standing, issue: Issue, seats: Seats, signing: Collection[int]
) -> Verdict:
    """Say whether the person may bring a signed file: as above, or for an own signature.

    Args:
        signing: the agencies that the paper leaves a place to sign for.
    """
    is_signer = not standing.agency_ids.isdisjoint(signing)
    return _takes_signatures(issue) and (
        YES if is_signer else _keeps_copies(standing, issue, seats)
    )


def can_withdraw_scan(standing: Standing, issue: Issue, scan: ScannedCopy, seats: Seats) -> Verdict:
    """Say whether the person may mark a scan as withdrawn: who may keep one may."""
    if scan.withdrawn_at is not None:
        return no("Bản quét này đã được bỏ.")
    return _keeps_copies(standing, issue, seats)


def _takes_signatures(issue: Issue) -> Verdict:
    if issue.state != IssueState.ISSUED:
        return no(f"Văn bản {issue.get_state_display().lower()}, không nhận bản ký nữa.")
    if issue.document.state != DocumentState.READY:
        return no("Tệp của văn bản chưa lập xong.")
    return YES


def _keeps_copies(standing: Standing, issue: Issue, seats: Seats) -> Verdict:
    season = issue.document.season
    if standing.is_system or issue.agency_id in standing.agency_ids:
        return YES
    if issue.agency_id is None:
        return can_manage_season(standing, season)
    if issue.document.agency_id is None and is_secretariat(standing, seats):
        return YES
    return no("Chỉ người của cơ quan ban hành được lưu bản ký của văn bản này.")


def _keeps_register(standing: Standing, document: Document, seats: Seats) -> Verdict:
    season = document.season
    head = season.bloc.head_title
    if document.kind == DocumentKind.REFUSAL_NOTICE:
        if season.bloc.province_id is None:
            return no("Khối, cụm này chưa thuộc tỉnh nào nên chưa rõ cơ quan ban hành.")
        return can_manage_season(standing, season)
    agency_id = document.agency_id or seats.head_id
    if agency_id is None:
        return no(f"Chưa có đơn vị {head} nên chưa rõ cơ quan ban hành.")
    if standing.is_system or agency_id in standing.agency_ids:
        return YES
    if document.agency_id is not None:
        return no("Chỉ người của chính đơn vị ấy được ban hành văn bản này.")
    return no(f"Chỉ người của đơn vị {head}, nơi giữ sổ văn bản, được ban hành.")


def can_keep_word_forms(standing: Standing, province_id: int) -> Verdict:
    """Say whether the person keeps the forms that a province's Word copies are made with."""
    manages = standing.manages
    if standing.is_system or manages.everything or province_id in manages.province_ids:
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được thay mẫu Word của tỉnh.")


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
