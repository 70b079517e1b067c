"""The meetings ahead on the home page: to all members, and the secretariat's duties."""

from datetime import date, timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from blocs.models import Meeting
from reports.models import Issue
from reports.states import DocumentKind
from tests.blocs.test_meetings_ahead import cancel, change, plan_in
from tests.factories import NOON, make_bloc_year, make_document, make_editor
from tests.reports.issuing import imprint, make_line, new_code
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db
HOME = "/"
INVITATION = DocumentKind.INVITATION


@pytest.fixture
def year():
    return make_bloc_year(3)


def invite(season, meeting: Meeting, agency, **fields) -> Issue:
    """Put an invitation to the meeting on the register, issued now unless told otherwise."""
    about = {"kind": INVITATION, "subject": str(meeting.position), "subject_name": meeting.name}
    values = {"number": 5, "symbol": "GM-KTĐ", "code": new_code(), "issued_at": timezone.now()}
    ready = {"state": "ready", "file": "documents/x.pdf", "sha256": "a" * 64, "size": 1}
    paper = make_document(season, imprint=imprint(values), ready_at=NOON, **about, **ready)
    return make_line(season, agency, document=paper, **{**values, **fields})


def works(client) -> list[tuple[str, str, str]]:
    found = client.get(HOME).context["works"]
    return [(one.sentence, one.label, one.url) for one in found if "iấy mời" in one.sentence]


def test_every_member_finds_the_meeting_and_its_invitation(client, year):
    season, members = year
    meeting = plan_in(season, held_on=date(2099, 2, 24))
    issue = invite(season, meeting, members[0])
    for member in members:
        client.force_login(make_editor(member))

        page = client.get(HOME).content.decode()

        assert "Hội nghị sắp tới" in page
        assert (
            "Hội nghị tổng kết</a>: 07 giờ 30 ngày 24/02/2099 (thứ Ba), tại Hội trường Sở" in page
        )
        assert f'href="{issue.get_absolute_url()}">Xem giấy mời</a>' in page
        assert ">số 05/GM-KTĐ ngày 24/02/2023</span>" in page
        assert "ban hành trước khi" not in page
        assert works(client) == []


def test_a_withdrawn_invitation_and_one_to_another_meeting_are_not_linked(client, year):
    season, members = year
    meeting = plan_in(season)
    other = plan_in(season, name="Họp khác")
    withdrawn = invite(season, meeting, members[0], state="withdrawn", reason="Sai", ended_at=NOON)
    theirs = invite(season, other, members[0], number=6)
    client.force_login(make_editor(members[2]))

    page = client.get(HOME).content.decode()

    assert withdrawn.get_absolute_url() not in page
    assert page.count(theirs.get_absolute_url()) == 1


def test_the_secretariat_and_nobody_else_is_asked_for_the_invitation(client, year):
    season, members = year
    plan_in(season, held_on=date(2099, 2, 24))
    plan_in(season, name="Chưa định ngày", held_on=None, starts_at=None)
    papers = reverse("reports:document-list", args=[season.bloc.code, season.cycle.label])

    client.force_login(make_editor(members[0]))
    said = "Lập và ban hành giấy mời “Hội nghị tổng kết”, 07 giờ 30 ngày 24/02/2099 (thứ Ba)."
    assert works(client) == [(said, "Lập giấy mời", papers)]

    client.force_login(make_editor(members[1]))
    assert works(client) == []


def test_an_invitation_issued_before_a_change_is_told_to_all_and_to_be_replaced(client, year):
    season, members = year
    meeting = plan_in(season)
    issue = invite(season, meeting, members[0])
    change(meeting, place="Nhà khách tỉnh")
    client.force_login(make_editor(members[0]))

    ((sentence, label, _),) = works(client)
    assert sentence.startswith("“Hội nghị tổng kết” đã thay đổi sau khi ban hành giấy mời số 05/")
    assert label == "Lập giấy mời"
    client.force_login(make_editor(members[2]))
    page = client.get(HOME).content.decode()
    assert "ban hành trước khi hội nghị thay đổi" in page
    assert "địa điểm, trước đây là Hội trường Sở" in page

    invite(season, meeting, members[0], number=6)
    Issue.objects.filter(pk=issue.pk).update(state="replaced", ended_at=Now())
    assert "ban hành trước khi" not in client.get(HOME).content.decode()


def test_the_invitation_to_a_cancelled_meeting_is_to_be_withdrawn(client, year):
    season, members = year
    meeting = plan_in(season)
    cancel(plan_in(season, name="Họp không có giấy mời"))
    issue = invite(season, meeting, members[0])
    cancel(meeting)
    client.force_login(make_editor(members[0]))

    ((sentence, *where),) = works(client)

    assert sentence == (
        "“Hội nghị tổng kết” đã hủy; thu hồi giấy mời số 05/GM-KTĐ ngày 24/02/2023."
    )
    assert where == ["Xem giấy mời", issue.get_absolute_url()]
    assert "ban hành trước khi hội nghị bị hủy" in client.get(HOME).content.decode()


def test_who_has_no_meeting_ahead_reads_of_none(client, year):
    season, members = year
    plan_in(season, held_on=timezone.localdate() - timedelta(days=1))
    client.force_login(make_editor(members[0]))

    assert "Hội nghị sắp tới" not in client.get(HOME).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_meeting_and_for_many(client, django_assert_num_queries, count):
    season, members = make_bloc_year(2)
    for number in range(count):
        meeting = plan_in(season, name=f"Họp {number}")
        invite(season, meeting, members[0], number=number + 1)
        change(meeting, place="Nhà khách tỉnh")
    settle_in(client, make_editor(members[0]))
    lines = AuditEvent.objects.count()

    # session, user, appointments; meetings, what was told, samples, offices, invitations; seasons
    # with offices, sheets, steps, extensions, tables, rankings, proposals, samples, covenants
    # being signed; packs; papers; own seasons; lines of a sector
    with django_assert_num_queries(22):
        answer = client.get(HOME)

    assert len(answer.context["meetings"]) == count
    assert AuditEvent.objects.count() == lines
