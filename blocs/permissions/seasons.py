"""Who may do what in a season; each answer carries its reason."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Agency, Meeting, Office, Season
from blocs.permissions.seats import Seats, has_led, is_secretariat
from blocs.rules.stages import MOVER, REGISTERING, Mover, has_reached
from blocs.standing import Standing
from blocs.states import OfficeState, Stage, Term


def can_run_season(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may write the common records of the season now.

    The secretariat writes until the season is closed; the province may help out.
    """
    if standing.is_system:
        return YES
    if season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    if is_secretariat(standing, seats) or standing.manages.covers(season.bloc):
        return YES
    head = season.bloc.head_title
    return no(f"Chỉ đơn vị {head} hoặc cơ quan thi đua, khen thưởng tỉnh được cập nhật.")


def can_write_result(
    standing: Standing, season: Season, seats: Seats, agency_id: int | None
) -> Verdict:
    """Say whether the person may write a result in numbers of this member, or of none.

    A member's own people write its results until the dossier is with the province.
    """
    verdict = can_run_season(standing, season, seats)
    if verdict or season.stage == Stage.CLOSED or agency_id not in standing.agency_ids:
        return verdict
    if has_reached(Stage(season.stage), Stage.SUBMITTED):
        return no(
            "Hồ sơ đã trình tỉnh nên chỉ tiêu của đơn vị do đơn vị "
            f"{season.bloc.head_title} hoặc cơ quan thi đua, khen thưởng tỉnh cập nhật."
        )
    return YES


def can_write_own_words(
    standing: Standing, season: Season, seats: Seats, agency_id: int | None
) -> Verdict:
    """Say whether the person may write what the papers of this member say in its own words.

    A member's own people write them until the season is closed, as who runs it does.
    """
    verdict = can_run_season(standing, season, seats)
    if verdict or season.stage == Stage.CLOSED:
        return verdict
    if agency_id in standing.agency_ids:
        return YES
    return no(
        f"Chỉ người của đơn vị ấy, đơn vị {season.bloc.head_title} hoặc cơ quan thi đua, khen "
        "thưởng tỉnh được viết."
    )


def can_change_meeting(
    standing: Standing, season: Season, seats: Seats, meeting: Meeting
) -> Verdict:
    """Say whether the person may still change or cancel a meeting of the season."""
    if meeting.cancelled_because:
        return no("Hội nghị này đã hủy nên chỉ còn để tra cứu.")
    return can_run_season(standing, season, seats)


def can_set_programme(
    standing: Standing, season: Season, seats: Seats, meeting: Meeting
) -> Verdict:
    """Say whether the person may still set the programme: until the meeting was held.

    Two queries more.
    """
    verdict = can_change_meeting(standing, season, seats, meeting)
    if verdict and meeting.was_held:
        return no("Hội nghị này đã diễn ra nên chương trình chỉ còn để tra cứu.")
    return verdict


def can_name_officers(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may name the season's officers, or those of the next term.

    After the end of the year the province still may, so that a bloc is never left without.
    """
    if season.stage == Stage.CLOSED and can_manage_season(standing, season):
        return YES
    return can_run_season(standing, season, seats)


def can_withdraw_office(standing: Standing, office: Office, seats: Seats) -> Verdict:
    """Say whether the person may take back who is named for an office.

    What is only proposed goes back by who names officers; what the province confirmed for next
    year by the province. Who holds an office of this year hands it over.

    Args:
        office: with its season and bloc loaded.
    """
    if office.state == OfficeState.PROPOSED:
        return can_name_officers(standing, office.season, seats)
    leads = seats.past is not None and office.agency_id in {seats.head_id, seats.deputy_id}
    if office.state == OfficeState.CONFIRMED and office.term == Term.NEXT and not leads:
        return can_manage_season(standing, office.season)
    return no("Đơn vị đang giữ chức danh này nên chỉ bàn giao, không thu hồi.")


def can_hand_over(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may hand the season's secretariat over now."""
    if not has_reached(Stage(season.stage), Stage.BLOC_REVIEW):
        return no("Chỉ bàn giao từ bước “Bình xét” của năm thi đua.")
    manages = can_manage_season(standing, season)
    if season.stage == Stage.CLOSED or manages:
        return manages
    if is_secretariat(standing, seats):
        return YES
    head = season.bloc.head_title
    return no(
        f"Chỉ đơn vị đang làm {head} hoặc cơ quan thi đua, khen thưởng tỉnh được thực hiện bàn "
        "giao."
    )


def can_receive(standing: Standing, following: Season, seats: Seats) -> Verdict:
    """Say whether the person may note that the new head has taken over: its own people do.

    Args:
        following: the season that was taken over for, ``seats`` its own.
    """
    if standing.is_system or is_secretariat(standing, seats):
        return YES
    return no(f"Chỉ người của đơn vị {following.bloc.head_title} mới được xác nhận đã nhận.")


def can_manage_season(standing: Standing, season: Season) -> Verdict:
    """Say whether the person decides for the province in this season."""
    if standing.is_system or standing.manages.covers(season.bloc):
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được thực hiện việc này.")


def can_set_categories(standing: Standing, season: Season) -> Verdict:
    """Say whether the person says now of which category the members are: the province does.

    Limits of classes may depend on it, so no member decides about its own.
    """
    if not standing.is_system and season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    return can_manage_season(standing, season)


def can_rename_members(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may still write the members' names in the season's papers.

    The dossier that is with the province, and the ranking in it, keep the names they have.
    """
    verdict = can_run_season(standing, season, seats)
    if verdict and not standing.is_system and has_reached(Stage(season.stage), Stage.SUBMITTED):
        return no("Hồ sơ đã trình tỉnh theo tên này nên tên đơn vị không đổi được nữa.")
    return verdict


def judges_freely(standing: Standing, season: Season, agency_id: int, deed: str) -> Verdict:
    """Say whether the person is no party to the agency that is judged in the season.

    An appointment that ended, a second appointment, and an agency that became another within
    the cycle all tie a person to it. The operator's command is a party to nothing.

    Args:
        season: with its cycle loaded.
        deed: what they would do, as the sentence goes on ("thẩm định phiếu").
    """
    if agency_id in standing.agency_ids:
        return no(f"Quý vị thuộc chính đơn vị này nên không {deed} của đơn vị mình.")
    if standing.is_party(agency_id, since=season.cycle.starts_on):
        return no(
            "Trong năm thi đua này quý vị đã làm việc cho đơn vị này, hoặc đơn vị này và đơn vị "
            f"của quý vị mới chia, tách, sáp nhập, nên quý vị không {deed} của đơn vị."
        )
    return YES


def can_extend_step(standing: Standing, season: Season, agency_id: int) -> Verdict:
    """Say whether the person may give one member more time for a step of the season.

    Args:
        season: with its cycle loaded.
    """
    manages = can_manage_season(standing, season)
    if not manages:
        return manages
    return judges_freely(standing, season, agency_id, "kéo dài thời hạn")


def sees_whole_calendar(standing: Standing, season: Season, seats: Seats) -> bool:
    """Say whether the person sees everybody's deadlines: who leads the season or oversees it."""
    return has_led(standing, seats) or standing.watches.covers(season.bloc)


def can_advance_season(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may move the season to its next stage."""
    if season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc.")
    if MOVER[Stage(season.stage)] is Mover.PROVINCE:
        return can_manage_season(standing, season)
    return can_run_season(standing, season, seats)


def can_keep_registry(standing: Standing) -> Verdict:
    """Say whether the person keeps the province's lists: agencies, blocs, appointments."""
    if standing.is_system or standing.manages.everything:
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được cập nhật danh mục dùng chung.")


def can_set_founding_day(standing: Standing, agency: Agency) -> Verdict:
    """Say whether the person notes since when the agency exists: its province does."""
    manages = standing.manages
    if standing.is_system or manages.everything or agency.province_id in manages.province_ids:
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được ghi ngày thành lập của đơn vị này.")


def can_open_cycle(standing: Standing) -> Verdict:
    """Say whether the person may open a year whose label says when it begins and ends."""
    if standing.manages.reaches_any:
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được mở năm thi đua.")


def can_register(standing: Standing, season: Season, agency: Agency) -> Verdict:
    """Say whether the person may register targets and titles for the agency now."""
    if season.stage not in REGISTERING:
        return no("Chỉ đăng ký thi đua ở bước “Đăng ký thi đua” hoặc “Ký giao ước”.")
    if standing.is_system or agency.pk in standing.agency_ids:
        return YES
    return no("Chỉ người của đơn vị được đăng ký thi đua cho đơn vị mình.")
