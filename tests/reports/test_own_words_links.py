"""The pages that lead an agency to the own words of its report, and where they keep quiet."""

import pytest
from django.urls import reverse

from blocs.states import AGENCY_SECTIONS, Stage
from reports.states import DocumentKind
from tests.factories import (
    make_award_type,
    make_document,
    make_editor,
    make_officer,
    make_proposal,
)
from tests.reports.narrating import make_year
from tests.reports.pages import of_document, of_season, settle_in
from tests.reports.test_views_own_words import at, say_own

pytestmark = pytest.mark.django_db
HINT = "chưa có lời văn của đơn vị"
PAPER = f"#{DocumentKind.ACHIEVEMENT.value}"


@pytest.fixture
def year():
    """Return a year in which the third member is put forward, and the agencies."""
    season, members = make_year(4)
    make_proposal(season, members[2], award_type=make_award_type(name="Cờ thi đua"))
    return season, members


def page_of(client, person, address):
    client.force_login(person)
    return client.get(address).content.decode()


def own_link(season, agency):
    return f'href="{at(season, agency)}"'


def test_the_list_leads_own_people_to_their_words_and_others_to_the_common_page(client, year):
    season, (head, _, member, other) = year

    own = page_of(client, make_editor(member), of_season(season))
    assert own_link(season, member) in own
    assert PAPER not in own
    for person in (make_editor(other), make_editor(head), make_officer(season.bloc)):
        page = page_of(client, person, of_season(season))
        assert PAPER in page
        assert "bao-cao-thanh-tich/so-" not in page


def test_a_secretary_that_is_put_forward_finds_both(client, year):
    season, (head, *_) = year
    make_proposal(season, head, award_type=make_award_type())

    page = page_of(client, make_editor(head), of_season(season))

    assert own_link(season, head) in page
    assert PAPER in page


def test_the_paper_leads_to_the_words_of_its_agency(client, year):
    season, (head, _, member, _) = year
    about = {"subject": str(season.proposals.get().pk), "subject_name": "Cờ thi đua"}
    document = make_document(season, kind=DocumentKind.ACHIEVEMENT, agency=member, **about)
    common = make_document(season, kind=DocumentKind.SUBMISSION)

    for person in (make_editor(member), make_editor(head), make_officer(season.bloc)):
        page = page_of(client, person, of_document(document))
        assert f"<a {own_link(season, member)}>" in page
    page = page_of(client, make_editor(head), of_document(common))
    words = reverse("reports:narrative", args=[season.bloc.code, season.cycle.label])
    assert f'<a href="{words}#{DocumentKind.SUBMISSION.value}">' in page


def test_the_years_page_tells_the_agency_of_a_report_without_words(client, year):
    season, (head, _, member, other) = year
    address = of_season(season, "season-detail")
    person = make_editor(member)

    page = page_of(client, person, address)
    assert page.count(HINT) == 1
    assert f"<a {own_link(season, member)}>Soạn lời văn</a>" in page
    for someone in (make_editor(other), make_editor(head), make_officer(season.bloc)):
        assert HINT not in page_of(client, someone, address)

    say_own(season, member, "Đã viết.", AGENCY_SECTIONS[0])
    assert HINT not in page_of(client, person, address)


def test_the_common_page_leads_own_people_to_their_words_and_others_nowhere(client, year):
    season, (head, _, member, other) = year
    address = of_season(season, "narrative")

    own = page_of(client, make_editor(member), address)
    assert "chọn đơn vị ở ô" not in own
    assert "chọn đơn vị ở ô" in page_of(client, make_editor(head), address)
    assert own.count(f"<a {own_link(season, member)}>Lời văn của {member.short_name}</a>") == 1
    for person in (make_editor(other), make_editor(head), make_officer(season.bloc)):
        assert "bao-cao-thanh-tich/so-" not in page_of(client, person, address)
    season.proposals.update(state="withdrawn")
    assert own_link(season, member) not in page_of(client, make_editor(member), address)


@pytest.mark.parametrize("count", [1, 3])
def test_the_common_page_costs_the_same_for_one_agency_and_for_many(
    client, django_assert_num_queries, count
):
    season, members = make_year(5)
    person = make_editor(members[2])
    for agency in members[2 : 2 + count]:
        make_proposal(season, agency, award_type=make_award_type())
        person.appointments.get_or_create(
            agency=agency, role="editor", defaults={"starts_on": "2000-01-01"}
        )
    settle_in(client, person)

    with django_assert_num_queries(27):
        page = client.get(of_season(season, "narrative")).content.decode()

    assert page.count("Lời văn của Sở") == count


@pytest.mark.parametrize(
    "fields", [{"state": "withdrawn"}, {"state": "refused", "answer": "Chưa đủ."}, None]
)
def test_the_hint_is_silent_without_a_living_proposal(client, fields):
    season, (_, _, member) = make_year()
    if fields:
        make_proposal(season, member, award_type=make_award_type(), **fields)

    assert HINT not in page_of(client, make_editor(member), of_season(season, "season-detail"))


def test_the_hint_is_silent_after_the_end_of_the_year(client, year):
    season, (_, _, member, _) = year
    type(season).objects.update(stage=Stage.CLOSED.value)

    assert HINT not in page_of(client, make_editor(member), of_season(season, "season-detail"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_hint_costs_the_same_for_one_agency_and_for_many(
    client, django_assert_num_queries, count
):
    season, members = make_year(5)
    person = make_editor(members[2])
    for agency in members[2 : 2 + count]:
        make_proposal(season, agency, award_type=make_award_type())
        person.appointments.get_or_create(
            agency=agency, role="editor", defaults={"starts_on": "2000-01-01"}
        )
    settle_in(client, person)

    with django_assert_num_queries(18):
        page = client.get(of_season(season, "season-detail")).content.decode()

    assert page.count(HINT) == count
