"""What is sent to the page of a registration past its boxes, and by people whose it is not."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.models import Registration, RegistrationItem
from blocs.states import Stage
from reports.registration_forms import MOST_ITEMS
from reports.states import DocumentKind
from tests.factories import make_bloc_year, make_cycle, make_editor
from tests.reports.issuing import issue, ready_draft
from tests.reports.pages import of_registration, settle_in, told
from tests.reports.registering import kept, register
from tests.reports.year_pages import faults

pytestmark = pytest.mark.django_db
PARTS = ("kind", "content", "unit", "planned_value", "note", "order")


@pytest.fixture
def year():
    season, members = make_bloc_year(3, stage=Stage.REGISTRATION, cycle=make_cycle(label="2022"))
    return season, members


def sent(*contents: str, **changes: str) -> dict[str, str]:
    """Return what the page would send with those contents, and what is sent instead."""
    told_of = {"boxes": str(len(contents)), "seen_version": "0", "registered_on": ""}
    for place, content in enumerate(contents):
        row = dict.fromkeys(PARTS, "") | {"kind": "target", "content": content}
        told_of |= {f"{name}_{place}": value for name, value in row.items()}
    return told_of | changes


def test_another_agency_writes_for_nobody_by_any_address(client, year):
    season, (head, _, own) = year
    elsewhere, (stranger, *_) = make_bloc_year(3, stage=Stage.REGISTRATION)
    settle_in(client, make_editor(stranger))
    crossed = reverse(
        "reports:registration", args=[season.bloc.code, elsewhere.cycle.label, stranger.code]
    )

    answers = [
        client.post(address, sent("Của người khác")).status_code
        for address in (
            of_registration(season, own),
            of_registration(season, stranger),
            crossed,
            of_registration(elsewhere, own),
        )
    ]

    assert answers == [404] * 4
    settle_in(client, make_editor(head))
    assert client.post(of_registration(season, own), sent("Của Trưởng khối")).status_code == 403
    client.logout()
    assert client.post(of_registration(season, own), sent("Của khách")).url.startswith(
        "/dang-nhap/"
    )
    assert not Registration.objects.exists()
    assert not AuditEvent.objects.filter(action="registration.save").exists()


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.RUNNING, Stage.CLOSED])
def test_outside_its_steps_nothing_is_written(client, year, stage):
    season, (_, _, own) = year
    type(season).objects.update(stage=stage)
    settle_in(client, make_editor(own))

    answer = client.post(of_registration(season, own), sent("Muộn"))

    assert answer.status_code == 403
    assert "Chỉ đăng ký thi đua ở bước" in answer.content.decode()
    assert not Registration.objects.exists()


def test_words_are_shown_as_words_and_signs_nobody_sees_are_left_out(client, year):
    season, (head, _, own) = year
    settle_in(client, make_editor(own))
    script = "<script>alert(1)</script>"

    assert (
        client.post(
            of_registration(season, own), sent(f"{script}\x00\u202e", note_0=script)
        ).status_code
        == 302
    )

    assert kept(own) == [("target", script, "", None, script)]
    for person in (make_editor(own), make_editor(head)):
        settle_in(client, person)
        page = client.get(of_registration(season, own)).content.decode()
        assert script not in page
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_only_invisible_signs_are_no_content(client, year):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))

    answer = client.post(of_registration(season, own), sent("\u200b\x00\u202e"))

    assert answer.status_code == 422
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "boxes", ["1000000", "-1", "0", "x", "", "²", "9" * 5000, str(MOST_ITEMS + 1)]
)
def test_a_number_of_rows_that_the_page_never_offers_writes_nothing(client, year, boxes):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))

    answer = client.post(of_registration(season, own), sent("Một", boxes=boxes))

    assert answer.status_code == 422
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"order_0": "-5"},
        {"order_0": "9" * 400},
        {"planned_value_0": "9" * 400},
        {"planned_value_0": "NaN"},
        {"planned_value_0": "1e9"},
        {"kind_0": "target\x00"},
        {"unit_0": "x" * 61},
        {"note_0": "x" * 301},
        {"content_0": "x" * 1_000_000},
    ],
)
def test_what_no_box_holds_is_refused_where_it_stands(client, year, changes):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))

    answer = client.post(of_registration(season, own), sent("Một", **changes))

    assert answer.status_code == 422
    assert set(faults(answer)) == set(changes)
    assert not Registration.objects.exists()


@pytest.mark.parametrize(("seen", "status"), [("-1", 422), ("x", 422), ("", 422), ("9" * 400, 409)])
def test_a_version_that_never_was_overwrites_nothing(client, year, seen, status):
    season, (_, _, own) = year
    register(season, own)
    settle_in(client, make_editor(own))

    answer = client.post(of_registration(season, own), sent("Một", seen_version=seen))

    assert answer.status_code == status
    assert [content for _, content, *_ in kept(own)] == ["Thu ngân sách", "Đảng bộ trong sạch"]


def test_the_longest_registration_is_saved_whole(client, year):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))
    contents = [f"Chỉ tiêu {number}" for number in range(MOST_ITEMS)]

    assert client.post(of_registration(season, own), sent(*contents)).status_code == 302

    assert RegistrationItem.objects.count() == MOST_ITEMS
    page = client.get(of_registration(season, own)).content.decode()
    boxes = dict(re.findall(r'name="(boxes|seen_version)" value="(\d+)"', page))
    assert boxes == {"boxes": str(MOST_ITEMS), "seen_version": "1"}
    again = client.post(of_registration(season, own), sent(*contents[::-1], seen_version="1"))
    assert told(again) == f"Đã lưu bản đăng ký thi đua của {own.name}."
    assert kept(own)[0][1] == contents[-1]


def test_what_was_issued_stays_and_the_page_says_whether_it_still_holds(client):
    season, (_, other, own) = make_bloc_year(
        3, stage=Stage.REGISTRATION, cycle=make_cycle(label="2022")
    )
    register(season, own)
    draft = ready_draft(season, DocumentKind.ENROLMENT, own.code)
    paper = issue(draft, number=None, symbol="", issued_on=date(2022, 2, 1))
    before = paper.document.content
    settle_in(client, make_editor(own))
    page = client.get(of_registration(season, own)).content.decode()
    assert f"{paper.reference}</a> đã ban hành. Nội dung sửa ở đây không đổi văn bản đó" in page

    client.post(of_registration(season, own), sent("Khác", seen_version="1"))

    page = client.get(of_registration(season, own)).content.decode()
    assert "Nội dung hiện nay khác bản đăng ký" in page
    assert "ban hành bản thay thế" in page
    assert f'<a href="{paper.get_absolute_url()}">{paper.reference}</a>' in page
    paper.document.refresh_from_db()
    assert paper.document.content == before
    settle_in(client, make_editor(other))
    assert "đã ban hành" not in client.get(of_registration(season, other)).content.decode()
    seen = client.get(of_registration(season, own)).content.decode()
    assert "Nội dung hiện nay khác bản đăng ký" in seen
    assert "ban hành bản thay thế" not in seen
