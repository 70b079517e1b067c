"""The day of issue that the page of issuing proposes: the one that the paper itself tells."""

import re
from dataclasses import replace
from datetime import date

import pytest

from blocs.models import Agency, Registration
from blocs.permissions import seats_of
from blocs.states import MeetingKind
from reports.models import Issue
from reports.papers import told_day
from reports.selectors.stored import stored_paper
from reports.states import DocumentKind
from tests.blocs.handing import DAY as HANDED
from tests.blocs.handing import hand, make_leaving_year
from tests.factories import make_editor, make_meeting
from tests.reports.issuing import ready_draft, season_of_2022
from tests.reports.packing import ranked_season
from tests.reports.pages import of_document

pytestmark = pytest.mark.django_db
FIXED = "; ngày ban hành phải là ngày ấy."
FREE = ". Sổ văn bản ghi ngày khác thì quý vị sửa lại."
SIGNED = date(2022, 3, 4)


@pytest.fixture
def day_field(client):
    """Return the day that stands in the field when the page opens, and what stands under it."""

    def shown(draft):
        client.force_login(make_editor(Agency.objects.get(pk=seats_of(draft.season).head_id)))
        page = client.get(of_document(draft, "document-issue"))
        field, text = page.context["form"]["issued_on"], page.content.decode()
        box = re.search(r'<input[^>]*name="issued_on"[^>]*>', text).group()
        typed = re.search(r' value="([^"]*)"', box)
        assert field.help_text in text
        assert (typed.group(1) if typed else None) == (
            f"{field.value():%d/%m/%Y}" if field.value() else None
        )
        return field.value(), field.help_text

    return shown


def signed_season(**fields):
    season, members = season_of_2022()
    make_meeting(season, MeetingKind.COVENANT_SIGNING, **fields)
    season.meetings.get().purposes.update(term="next")
    return season, members


def test_a_covenant_is_issued_on_the_day_on_which_it_was_signed(day_field):
    season, _ = signed_season(held_on=SIGNED)

    day = day_field(ready_draft(season, DocumentKind.COVENANT))

    assert day == (SIGNED, f"Lấy theo ngày ký kết ghi trong giao ước{FIXED}")


def test_a_registration_is_issued_on_the_day_of_registering(day_field):
    season, (head, _) = season_of_2022()
    Registration.objects.create(season=season, agency=head, registered_on=date(2022, 2, 1))

    day = day_field(ready_draft(season, DocumentKind.ENROLMENT, head.code))

    source = "ngày đăng ký ghi trong bản đăng ký"
    assert day == (date(2022, 2, 1), f"Lấy theo {source}{FIXED}")


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("", date(2023, 2, 24)),
        ("ngày 27/02/2023", date(2023, 2, 27)),
        ("từ ngày 24 đến ngày 25/02/2023", None),
    ],
)
def test_what_the_top_of_a_paper_says_of_the_day_is_read_alone(top, day):
    season = ranked_season()
    make_meeting(season, MeetingKind.PEER_REVIEW, held_on=date(2023, 2, 24))
    paper, _ = stored_paper(ready_draft(season, DocumentKind.REVIEW_MINUTES))

    told = told_day(replace(paper, letterhead=replace(paper.letterhead, date=top)))

    assert (told.day if told else None) == day


def test_minutes_propose_the_day_of_their_meeting_which_the_clerk_may_change(client, day_field):
    season = ranked_season()
    make_meeting(season, MeetingKind.PEER_REVIEW, held_on=date(2023, 2, 24))
    draft = ready_draft(season, DocumentKind.REVIEW_MINUTES)

    day = day_field(draft)
    entry = {"number": "5", "symbol": "BB-KTĐ", "issued_on": "25/02/2023"}
    answer = client.post(of_document(draft, "document-issue"), entry)

    assert day == (date(2023, 2, 24), f"Lấy theo ngày họp ghi trong biên bản{FREE}")
    assert answer.status_code == 302
    assert Issue.objects.get().issued_on == date(2023, 2, 25)


def test_minutes_of_a_handover_propose_its_day(day_field):
    season, _ = make_leaving_year()
    hand(season)

    day = day_field(ready_draft(season, DocumentKind.HANDOVER_MINUTES))

    assert day == (HANDED, f"Lấy theo ngày bàn giao ghi trong biên bản{FREE}")


@pytest.mark.parametrize("kind", [DocumentKind.SUMMARY_REPORT, DocumentKind.INVITATION])
def test_a_paper_that_only_speaks_of_a_day_proposes_none(day_field, kind):
    season, _ = signed_season(held_on=SIGNED, place="Hội trường tỉnh")
    subject = "1" if kind is DocumentKind.INVITATION else ""

    assert day_field(ready_draft(season, kind, subject)) == (None, "")


def test_a_covenant_whose_day_is_open_proposes_none(day_field):
    season, _ = signed_season()

    assert day_field(ready_draft(season, DocumentKind.COVENANT)) == (None, "")


def test_what_the_clerk_sent_stays_when_the_page_comes_back(client):
    season, (head, _) = signed_season(held_on=SIGNED)
    client.force_login(make_editor(head))
    draft = ready_draft(season, DocumentKind.COVENANT)

    answer = client.post(of_document(draft, "document-issue"), {"issued_on": "05/03/2022"})

    assert answer.status_code == 422
    assert answer.context["form"]["issued_on"].value() == "05/03/2022"
    assert "ngày ban hành phải là ngày ấy" in str(answer.context["form"].errors["issued_on"])
