"""A ballot on an office is put into the next cycle's offices, in one step and once."""

import pytest
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import Ballot, Nominee
from awards.rules.ballots import Threshold
from blocs.models import Office
from blocs.states import OfficeRole, OfficeState, Stage, Term
from tests.awards.balloting import close, make_voting_year, set_open, set_up, vote
from tests.factories import make_approver, make_award_type, make_editor, make_office, make_officer
from tests.scoring.pages import sign_in, text_of

pytestmark = pytest.mark.django_db


def elect(season, members, place=1, role=OfficeRole.HEAD, **fields):
    """Return a closed ballot of five voters between the second and the third member."""
    ballot = set_open(season, members[1:3], role=role, **fields)
    for member in members[:5]:
        vote(ballot, member, place)
    return close(ballot)


def tie(season, members):
    ballot = set_open(season, members[1:3], role=OfficeRole.HEAD, threshold=Threshold(1, 3))
    for member, place in zip(members, (1, 1, 2, 2), strict=False):
        vote(ballot, member, place)
    return close(ballot, reason="Hết giờ")


def fill(ballot, actor=None, seen=None):
    held = Ballot.objects.get(pk=ballot.pk)
    return services.fill_office(ballot_id=ballot.pk, seen_version=seen or held.version, actor=actor)


def override(ballot, place):
    nominee = Nominee.objects.get(ballot=ballot, position=place)
    return services.override_result(
        nominee_id=nominee.pk, decision="QĐ số 12/QĐ-UBND", reason="Hội đồng", actor=None
    )


@pytest.fixture
def year():
    return make_voting_year(5)


def test_the_province_writes_the_winner_down_and_confirms_it_in_one_step(year):
    season, members = year
    ballot = elect(season, members)

    office = fill(ballot, make_officer(season.bloc))

    assert (office.term, office.role, office.agency) == (Term.NEXT, OfficeRole.HEAD, members[1])
    assert (office.state, office.selected_by) == (OfficeState.CONFIRMED, "elected")
    assert f"“{ballot}”" in office.basis
    assert "5/5 phiếu" in office.basis
    actions = [line.action for line in AuditEvent.objects.order_by("pk")]
    assert actions[-3:] == ["office.set", "office.confirm", "ballot.fill_office"]
    line = AuditEvent.objects.last()
    assert (line.subject_id, line.after["office"]) == (str(ballot.pk), office.pk)


def test_written_down_by_the_secretariat_it_waits_for_the_province(year):
    season, members = year
    ballot = elect(season, members, place=2, role=OfficeRole.DEPUTY)

    office = fill(ballot, make_editor(members[0]))

    assert (office.agency, office.state) == (members[2], OfficeState.PROPOSED)
    with pytest.raises(NotAllowed, match="đã được ghi cho năm sau"):
        fill(ballot, make_officer(season.bloc))


def test_a_result_is_written_down_once(year):
    season, members = year
    ballot = elect(season, members)
    fill(ballot)
    lines = AuditEvent.objects.count()

    with pytest.raises(NotAllowed, match="đã được ghi cho năm sau"):
        fill(ballot)

    assert (Office.objects.filter(term=Term.NEXT).count(), AuditEvent.objects.count()) == (1, lines)


def test_a_proposal_made_before_the_ballot_gives_way_to_its_result(year):
    season, members = year
    make_office(season, OfficeRole.HEAD, members[4], term=Term.NEXT.value, state="proposed")
    ballot = elect(season, members)

    assert fill(ballot, make_editor(members[0])).agency == members[1]


def test_a_confirmed_office_is_not_taken_away(year):
    season, members = year
    make_office(season, OfficeRole.HEAD, members[4], term=Term.NEXT.value)
    ballot = elect(season, members)
    lines = AuditEvent.objects.count()

    with pytest.raises(Refused, match="đã có đơn vị đảm nhiệm"):
        fill(ballot)

    assert Office.objects.get(term=Term.NEXT).agency == members[4]
    assert AuditEvent.objects.count() == lines


def test_one_agency_does_not_win_both_offices(year):
    season, members = year
    fill(elect(season, members))

    with pytest.raises(Invalid, match="chức danh còn lại"):
        fill(elect(season, members, role=OfficeRole.DEPUTY))


def test_nobody_is_written_down_who_was_not_elected(year):
    season, members = year
    ballot = tie(season, members)

    with pytest.raises(NotAllowed, match="chưa bầu được"):
        fill(ballot)


def test_a_decision_beyond_the_count_is_an_appointment_that_the_province_writes_down(year):
    season, members = year
    ballot = tie(season, members)
    override(ballot, 2)

    with pytest.raises(NotAllowed, match="Chỉ cơ quan thi đua"):
        fill(ballot, make_editor(members[0]))
    office = fill(ballot, make_officer(season.bloc))

    assert (office.agency, office.selected_by) == (members[2], "appointed")
    assert office.basis == "QĐ số 12/QĐ-UBND"


def test_a_further_round_decides_instead(year):
    season, members = year
    ballot = tie(season, members)
    services.start_next_round(ballot_id=ballot.pk, seen_version=ballot.version, actor=None)

    with pytest.raises(NotAllowed, match="chưa bầu được"):
        fill(ballot)


def test_only_a_closed_ballot_on_an_office_is_written_down(year):
    season, members = year
    with pytest.raises(Refused, match="đã công bố"):
        fill(set_up(season, members[1:3], role=OfficeRole.HEAD))
    with pytest.raises(Refused, match="cuộc bầu Trưởng, Phó"):
        fill(elect(season, members, role=None, award=make_award_type()))


def test_members_and_old_pages_write_nothing_down(year):
    season, members = year
    ballot = elect(season, members)

    with pytest.raises(NotAllowed, match="Chỉ đơn vị Trưởng khối"):
        fill(ballot, make_approver(members[3], full_name="Người khác"))
    with pytest.raises(Stale):
        fill(ballot, seen=ballot.version + 1)
    season.stage = Stage.CLOSED.value
    season.save(update_fields=["stage"])
    with pytest.raises(NotAllowed, match="đã kết thúc"):
        fill(ballot, make_editor(members[0]))

    assert not Office.objects.filter(term=Term.NEXT).exists()


def page_of(ballot, name="ballot-fill-office"):
    return reverse(f"awards:{name}", args=[ballot.pk])


def test_the_result_page_has_the_button_and_asks_first(client, year):
    season, members = year
    ballot = elect(season, members)
    sign_in(client, make_officer(season.bloc))

    listed = client.get(ballot.get_absolute_url()).content.decode()
    assert f'href="{page_of(ballot)}">Ghi Trưởng khối năm sau theo kết quả</a>' in listed
    asked = text_of(client.get(page_of(ballot)))
    assert f"{members[1].name} được ghi là Trưởng khối của năm thi đua sau." in asked
    assert "Chức danh được xác nhận ngay." in asked
    answer = client.post(page_of(ballot), {"seen_version": ballot.version}, follow=True)

    assert "Đã ghi và xác nhận chức danh của năm thi đua sau." in text_of(answer)
    assert "Kết quả này đã được ghi cho năm sau (đã xác nhận)." in text_of(answer)
    again = client.post(page_of(ballot), {"seen_version": ballot.version})
    assert again.status_code == 403
    assert Office.objects.filter(term=Term.NEXT).count() == 1


def test_the_page_shows_why_it_refuses(client, year):
    season, members = year
    fill(elect(season, members))
    ballot = elect(season, members, role=OfficeRole.DEPUTY)
    sign_in(client, make_editor(members[0]))

    answer = client.post(page_of(ballot), {"seen_version": ballot.version})

    assert answer.status_code == 422
    assert "đã được nêu cho chức danh còn lại" in text_of(answer)


def test_a_ballot_of_another_bloc_does_not_exist_for_me(client, year):
    ballot = elect(*year)
    _, members = make_voting_year(3)
    sign_in(client, make_editor(members[0]))

    assert client.get(page_of(ballot)).status_code == 404
    assert client.post(page_of(ballot), {"seen_version": 1}).status_code == 404
