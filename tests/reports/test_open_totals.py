"""What tells the members' totals stays closed to them until the stage that opens the totals."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from blocs.models import Season
from blocs.states import NarrativeSection, Role, Stage
from reports.models import Document
from reports.states import DocumentKind
from scoring.models import SeasonTable
from tests.factories import (
    appoint,
    assign,
    make_document,
    make_editor,
    make_officer,
    make_user,
)
from tests.reports.narrating import make_year, say

pytestmark = pytest.mark.django_db
TELLING = sorted(["bao-cao-tong-ket", "bang-tong-hop-diem", "bien-ban-binh-xet", "to-trinh"])
WAIT = "Điểm và thứ hạng được công khai với các thành viên từ bước “đã quyết định”."


@pytest.fixture
def year():
    """A season in its review that opens its totals when the province has decided."""
    season, members = make_year(3)
    assign(season, totals_from=Stage.DECIDED.value, lines_from=Stage.DECIDED.value)
    return season, members


def moved(season, stage):
    Season.objects.filter(pk=season.pk).update(stage=stage.value)
    season.refresh_from_db()


def at(season, name, *more):
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label, *more])


def kinds_seen(client, season):
    response = client.get(at(season, "document-list"))
    return sorted(row.kind for row in response.context["table"].data)


def papers_of(season):
    common = [kind for kind in DocumentKind if kind in {*TELLING, "giao-uoc"}]
    return {kind.value: make_document(season, kind=kind) for kind in common}


def test_papers_that_tell_totals_open_to_a_member_with_the_totals(client, year):
    season, members = year
    papers = papers_of(season)
    client.force_login(make_editor(members[2]))
    addresses = [papers[kind].get_absolute_url() for kind in TELLING]

    closed = kinds_seen(client, season), {client.get(one).status_code for one in addresses}
    moved(season, Stage.DECIDED)
    opened = kinds_seen(client, season), {client.get(one).status_code for one in addresses}

    assert closed == (["giao-uoc"], {404})
    assert opened == (sorted([*TELLING, "giao-uoc"]), {200})


@pytest.mark.parametrize("who", ["head", "deputy", "officer"])
def test_who_leads_or_oversees_the_bloc_has_them_from_the_start(client, year, who):
    season, members = year
    papers_of(season)
    people = {
        "head": lambda: make_editor(members[0]),
        "deputy": lambda: make_editor(members[1]),
        "officer": make_officer,
    }
    client.force_login(people[who]())

    assert kinds_seen(client, season) == sorted([*TELLING, "giao-uoc"])


@pytest.mark.parametrize("stage", [Stage.BLOC_REVIEW, Stage.APPRAISAL])
def test_a_season_that_opens_them_with_its_review_hides_no_paper(client, year, stage):
    season, members = year
    SeasonTable.objects.update(totals_from=Stage.BLOC_REVIEW.value)
    moved(season, stage)
    papers_of(season)
    client.force_login(make_editor(members[2]))

    assert kinds_seen(client, season) == sorted([*TELLING, "giao-uoc"])


def test_who_acts_for_a_member_and_for_the_head_sees_them(client, year):
    season, members = year
    papers_of(season)
    user = make_user()
    appoint(user, Role.EDITOR, agency=members[2])
    appoint(user, Role.EDITOR, agency=members[0])
    client.force_login(user)

    assert Document.objects.count() == len(kinds_seen(client, season))


def write_places(season, members):
    say(season, f"Nhất: {{99,00 điểm|diem.{members[0].code}}}.", "Đoạn thường.")
    say(season, "Khối bình xét công khai.", section=NarrativeSection.REVIEW)


def text_of(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("name", ["narrative", "season-record"])
def test_words_that_tell_places_wait_for_the_same_stage(client, year, name):
    season, members = year
    write_places(season, members)
    address = at(season, name)
    client.force_login(make_editor(members[2]))

    before = text_of(client, address)
    moved(season, Stage.DECIDED)
    after = text_of(client, address)

    for told in ("99,00 điểm", "Khối bình xét công khai."):
        assert (told in before, told in after) == (False, True)
    assert "Đoạn thường." in before
    assert (before.count(WAIT), after.count(WAIT)) == (2 if name == "narrative" else 0, 0)


@pytest.mark.parametrize("name", ["narrative", "season-record"])
def test_the_head_reads_all_words(client, year, name):
    season, members = year
    write_places(season, members)
    client.force_login(make_editor(members[0]))

    page = text_of(client, at(season, name))

    assert "99,00 điểm" in page
    assert "Khối bình xét công khai." in page


@pytest.mark.parametrize("name", ["narrative-section", "narrative-draft"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_pages_that_list_every_figure_wait_too(client, year, name, method):
    season, members = year
    write_places(season, members)
    client.force_login(make_editor(members[2]))

    response = getattr(client, method)(at(season, name, NarrativeSection.POLITICAL_TASKS))

    assert (response.status_code, response.url) == (302, at(season, "narrative"))
    assert [str(one) for one in get_messages(response.wsgi_request)] == [WAIT]
