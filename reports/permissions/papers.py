"""Who may have papers made, cancelled, issued, withdrawn, and their signed copies kept."""

from collections.abc import Collection

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import (
    Seats,
    can_manage_season,
    can_run_season,
    can_write_own_words,
    is_secretariat,
)
from blocs.standing import Standing
from blocs.states import AGENCY_SECTIONS, NarrativeSection
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


def can_return_word(standing: Standing, document: Document, seats: Seats) -> Verdict:
    """Say whether the person may have an edited Word copy of the paper compared with it.

    That is who writes the year's common records, and whose own paper it is.
    """
    if document.agency_id in standing.agency_ids:
        return YES
    return can_run_season(standing, document.season, seats)


def can_take_words(
    standing: Standing, document: Document, section: NarrativeSection, seats: Seats
) -> Verdict:
    """Say whether the person may have words of an edited Word copy taken into a section.

    An agency writes its own words in its own paper; the common ones are for who runs the season.
    """
    if document.agency_id is not None and section in AGENCY_SECTIONS:
        return can_write_own_words(standing, document.season, seats, document.agency_id)
    return can_run_season(standing, document.season, seats)


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
    return no(
        "Chỉ người của cơ quan ban hành được lưu bản ký của văn bản này; nơi ký khác gửi tệp hoặc "
        "bản đã ký cho cơ quan ấy."
    )


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
