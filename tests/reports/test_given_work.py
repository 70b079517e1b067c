import pytest
from django.urls import reverse

from blocs.standing import standing_of
from blocs.states import Role, Stage
from reports.selectors import work_of
from scoring.models import MemberVote
from scoring.rules.settings import TieRule
from scoring.selectors.sector import sector_duties
from scoring.services.given import save_sector_points
from scoring.states import SheetState, TieKind
from tests.factories import (
    NOON,
    appoint,
    assign,
    line_of,
    make_agency,
    make_approver,
    make_bloc_year,
    make_editor,
    make_ranking,
    make_sheet,
    make_table,
)
from tests.scoring.given import cross_year, edit, pair, rules, sector_year

pytestmark = pytest.mark.django_db


def works(person):
    standing = standing_of(person)
    return {work.label: work for work in work_of(standing, sector_duties(standing))}


def test_a_sent_sheet_waits_for_its_cross_scorer():
    season, agencies, sheets = cross_year(5, scorers=2)
    first = pair(season, agencies[2], agencies[3])
    person = make_editor(agencies[2])

    work = works(person)["Chấm chéo"]

    assert work.sentence == f"Có 1 phiếu chờ đơn vị của quý vị chấm chéo: {agencies[3].short_name}."
    assert work.url == reverse("scoring:cross", args=[first.pk])
    pair(season, agencies[2], agencies[4])
    assert works(person)["Chấm chéo"].url.endswith("/cham-cheo/")
    assert "Có 2 phiếu" in works(person)["Chấm chéo"].sentence
    type(first).objects.update(finished_at=NOON)
    assert "Chấm chéo" not in works(person)
    assert sheets


def test_the_head_is_not_told_to_move_on_while_members_still_cross_score():
    season, agencies, _ = cross_year(3, state=SheetState.APPRAISED)
    row = pair(season, agencies[1], agencies[2])
    head = make_approver(agencies[0])

    work = works(head)["Xem chấm chéo"]

    assert work.sentence.endswith("còn 1 lượt chấm chéo chưa hoàn thành.")
    assert work.url.endswith("/cham-cheo/")
    type(row).objects.update(finished_at=NOON)
    assert "Xem chấm chéo" not in works(head)
    assert any("chuyển sang bước bình xét" in one.sentence for one in works(head).values())


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.AWAITING, SheetState.RETURNED])
def test_a_sheet_that_is_not_sent_waits_for_nobody(state):
    season, agencies, _ = cross_year(state=state)
    pair(season, agencies[2], agencies[3])

    assert "Chấm chéo" not in works(make_editor(agencies[2]))


def test_a_person_of_both_agencies_is_not_asked_to_score():
    season, agencies, _ = cross_year()
    pair(season, agencies[2], agencies[3])
    person = make_editor(agencies[2])
    appoint(person, Role.APPROVER, agency=agencies[3])

    assert "Chấm chéo" not in works(person)


def test_the_head_is_asked_to_draw_until_it_has():
    season, agencies, _ = cross_year()
    assert "Phân công" in works(make_editor(agencies[0]))
    assert "Phân công" not in works(make_editor(agencies[1]))

    pair(season, agencies[2], agencies[3])

    assert "Phân công" not in works(make_editor(agencies[0]))


def test_a_table_without_cross_scoring_asks_for_no_draw():
    _, agencies, _ = cross_year(scorers=None)

    assert "Phân công" not in works(make_editor(agencies[0]))


def voting_year(ties):
    season, agencies = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    assign(season, make_table(rules=rules(ties=ties)))
    for agency in agencies:
        make_sheet(season, agency, state=SheetState.APPRAISED)
    return season, agencies


def vote(season, agency):
    MemberVote.objects.create(season=season, agency=agency, votes=1, voters=2)


def test_head_and_deputy_are_asked_for_the_votes_that_are_theirs_to_record():
    season, (head, deputy, member) = voting_year((TieRule(TieKind.MORE_VOTES),))
    assert "các đơn vị" in works(make_editor(head))["Ghi kết quả"].sentence
    assert "đơn vị Trưởng khối" in works(make_editor(deputy))["Ghi kết quả"].sentence
    assert "Ghi kết quả" not in works(make_editor(member))

    for agency in (deputy, member):
        vote(season, agency)

    assert "Ghi kết quả" not in works(make_editor(head))
    assert "Ghi kết quả" in works(make_editor(deputy))
    make_ranking(season)
    assert "Ghi kết quả" not in works(make_editor(deputy))


def test_a_table_that_counts_no_votes_asks_for_none():
    _, (head, _, _) = voting_year((TieRule(TieKind.FEWER_PENALTIES),))

    assert "Ghi kết quả" not in works(make_editor(head))


def test_the_sector_s_people_are_asked_for_what_is_left_in_every_bloc():
    sector = make_agency()
    season, sheets, _ = sector_year(2, sector=sector)
    sector_year(3, sector=sector)
    person = make_approver(sector)
    save_sector_points(edit=edit(line_of(sheets[0], "V.3"), "5"), actor=None)

    standing = standing_of(person)
    found = work_of(standing, sector_duties(standing))

    assert {work.sentence.partition(": ")[2] for work in found} == {
        "còn 5/6 dòng.",
        "còn 9/9 dòng.",
    }
    assert all(work.is_outside for work in found)
    type(season).objects.update(stage=Stage.BLOC_REVIEW.value)
    assert work_of(standing, sector_duties(standing)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_duties_cost_the_same_for_one_season_and_for_many(count, django_assert_num_queries):
    person = make_editor(make_agency())
    sector = make_agency()
    appoint(person, Role.EDITOR, agency=sector)
    for _ in range(count):
        season, agencies, _ = cross_year(3)
        sector_year(2, sector=sector)
        appoint(person, Role.EDITOR, agency=agencies[2])
        pair(season, agencies[2], agencies[0])
    standing = standing_of(person)

    # Sector: counts, seasons, agencies, samples. Seasons with their nine facts, cross-scoring,
    # lines of the province and offices to write down. Ballots.
    with django_assert_num_queries(18):
        found = work_of(standing, sector_duties(standing))

    labels = [work.label for work in found]
    assert labels.count("Chấm chéo") == labels.count("Chấm điểm") == count


def test_the_home_page_leads_a_sector_official_to_the_list_and_not_to_the_season(client):
    season, _, sector = sector_year()
    client.force_login(make_editor(sector))

    page = client.get("/").content.decode()

    assert reverse("scoring:sector-list") in page
    assert f'href="{season.get_absolute_url()}"' not in page


@pytest.mark.parametrize("scorers", [None, 1])
def test_the_season_page_leads_to_cross_scoring_where_the_table_asks_for_it(client, scorers):
    season, agencies, _ = cross_year(scorers=scorers)
    client.force_login(make_editor(agencies[2]))

    page = client.get(season.get_absolute_url()).content.decode()

    address = reverse("scoring:cross-list", args=[season.bloc.code, season.cycle.label])
    assert (f'href="{address}"' in page) is (scorers is not None)
