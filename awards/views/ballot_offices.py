"""The winner of a ballot on an office is written down for the next cycle."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.form_parts import ConfirmForm
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from awards import services
from awards.access import ballot_for
from awards.models import Ballot
from awards.permissions import can_fill_office
from awards.selectors.ballot_offices import Named, office_named
from awards.selectors.ballot_pages import member_names, office_title
from awards.selectors.ballots import results_of
from awards.states import BallotPurpose, BallotState
from awards.views.ballot_acts import ballot_crumbs, fill_label
from blocs.models import Office
from blocs.permissions import can_manage_season, seats_of
from blocs.standing import Standing, standing_of
from blocs.states import OfficeRole, OfficeState, SelectionMethod
from scoring.selectors.samples import is_sample


@require_form
@login_required
def ballot_fill_office(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    form = ConfirmForm(posted(request), initial={"seen_version": ballot.version})
    ask = _ask(standing, ballot)
    return form_page(
        request,
        form,
        act=lambda: services.fill_office(ballot_id=pk, actor=request.user, **form.values),
        done=_done,
        to=ballot,
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": ask,
            "is_sample": is_sample(ballot.season),
            "crumbs": ballot_crumbs(ballot, ask.label),
        },
    )


def _ask(standing: Standing, ballot: Ballot) -> Confirmation:
    seats = seats_of(ballot.season)
    label, named = "Ghi kết quả", None
    verdict = can_fill_office(standing, ballot, seats, SelectionMethod.ELECTED)
    if ballot.purpose == BallotPurpose.OFFICE:
        label = fill_label(ballot)
        if ballot.state == BallotState.CLOSED:
            named, verdict = office_named(standing, ballot, seats, results_of(ballot))
    return Confirmation(
        label=label,
        subject=str(ballot),
        verdict=verdict,
        consequences=_consequences(standing, ballot, named) if named else (),
        page=ballot.get_absolute_url(),
        page_name="cuộc bỏ phiếu",
    )


def _consequences(standing: Standing, ballot: Ballot, named: Named) -> tuple[str, ...]:
    name = member_names(ballot.season).get(named.agency.pk, named.agency.name)
    title = office_title(ballot.season, OfficeRole(ballot.role))
    confirms = can_manage_season(standing, ballot.season)
    return (
        f"{name} được ghi là {title} của năm thi đua sau.",
        f"Căn cứ được ghi: {named.basis}.",
        "Chức danh được xác nhận ngay."
        if confirms
        else "Chức danh ở trạng thái đề xuất, chờ cơ quan thi đua, khen thưởng tỉnh xác nhận.",
    )


def _done(office: Office) -> str:
    if office.state == OfficeState.CONFIRMED:
        return "Đã ghi và xác nhận chức danh của năm thi đua sau."
    return "Đã ghi chức danh của năm thi đua sau; chờ tỉnh xác nhận."
