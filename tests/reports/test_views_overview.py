from datetime import timedelta

import pytest
from django.utils import timezone

from blocs.models import Season
from blocs.states import Stage, StepKind
from scoring.states import SheetState
from tests.factories import (
    assign,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_document,
    make_editor,
    make_officer,
    make_ranking,
    make_season,
    make_sheet,
    make_step,
)
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db
OVERVIEW = "/tong-quan/"
READY = {
    "state": "ready",
    "file": "documents/a.pdf",
    "sha256": "0" * 64,
    "size": 1,
    "ready_at": timezone.now(),
}


def shown(answer) -> list[Season]:
    return [row.record for row in answer.context["table"].page.object_list]


def busy_season(stage: Stage = Stage.APPRAISAL) -> Season:
    """Return a season of three members with sheets, a ranking, papers and two deadlines."""
    season, members = make_bloc_year(3, stage=stage)
    assign(season)
    for member, state in zip(members, ("draft", "submitted", "appraised"), strict=True):
        make_sheet(season, member, state=SheetState(state))
    make_ranking(season)
    for _ in range(2):
        make_document(season, **READY)
    make_document(season)
    for days, kind in ((-1, StepKind.SELF_SCORING), (5, StepKind.APPRAISAL)):
        make_step(season, kind, due_at=timezone.now() + timedelta(days=days))
    return season


def test_a_row_counts_each_thing_once(client):
    season = busy_season()
    client.force_login(make_officer(season.bloc))

    answer = client.get(OVERVIEW)

    (row,) = shown(answer)
    assert (row.member_count, row.sheet_count, row.sent_count, row.appraised_count) == (3, 3, 2, 1)
    assert (row.is_ranked, row.paper_count) == (True, 2)
    assert row.head_name == season.memberships.get(position=1).agency.short_name
    assert row.next_due_at == season.steps.get(kind="appraisal").due_at
    assert ">2/3<" in answer.content.decode()


def test_the_next_deadline_counts_the_days_of_grace(client):
    season, _ = make_bloc_year(1)
    due_at = timezone.now() - timedelta(days=2)
    make_step(season, StepKind.SELF_SCORING, due_at=due_at, grace_days=3)
    make_step(season, StepKind.APPRAISAL, due_at=due_at, grace_days=1)
    make_step(season, StepKind.BLOC_REVIEW, due_at=due_at + timedelta(days=3, hours=1))
    client.force_login(make_officer(season.bloc))

    (row,) = shown(client.get(OVERVIEW))

    assert row.next_due_at == due_at + timedelta(days=3)


def test_a_person_sees_their_own_blocs_only(client):
    mine, members = make_bloc_year(2)
    make_bloc_year(2)
    client.force_login(make_editor(members[1]))

    assert [row.pk for row in shown(client.get(OVERVIEW))] == [mine.pk]


def test_the_list_filters_by_name_year_and_stage(client):
    cycle = make_cycle(label="2031")
    wanted = make_season(bloc=make_bloc(name="Khối Nội chính"), cycle=cycle, stage=Stage.RUNNING)
    make_season(bloc=make_bloc(name="Khối Kinh tế"), cycle=cycle, stage=Stage.RUNNING)
    make_season(bloc=wanted.bloc, cycle=make_cycle(label="2032"), stage=Stage.RUNNING)
    make_season(bloc=make_bloc(name="Khối Nội chính 2"), cycle=cycle, stage=Stage.SETUP)
    client.force_login(make_officer())

    answer = client.get(OVERVIEW, {"ten": "Nội chính", "nam": "2031", "buoc": "running"})

    assert [row.pk for row in shown(answer)] == [wanted.pk]


def test_an_unknown_filter_value_shows_the_form_again_and_no_error(client):
    make_season()
    client.force_login(make_officer())

    answer = client.get(OVERVIEW, {"nam": "khong-co", "buoc": "la", "sort": "matkhau", "page": "x"})

    assert answer.status_code == 200


def test_the_list_sorts_by_what_it_shows(client):
    few, _ = make_bloc_year(1)
    many, _ = make_bloc_year(3)
    client.force_login(make_officer())

    rising = shown(client.get(OVERVIEW, {"sort": "member_count"}))
    falling = shown(client.get(OVERVIEW, {"sort": "-member_count"}))

    assert [row.pk for row in rising] == [few.pk, many.pk]
    assert [row.pk for row in falling] == [many.pk, few.pk]


def test_a_row_leads_to_the_season_and_back_to_this_very_list(client):
    season, _ = make_bloc_year(1)
    client.force_login(make_officer())

    page = client.get(OVERVIEW, {"buoc": "setup", "sort": "cycle"}).content.decode()

    target = f"{season.get_absolute_url()}?tro-ve=%2Ftong-quan%2F%3Fbuoc%3Dsetup%26sort%3Dcycle"
    assert f'href="{target}"' in page


def test_long_lists_are_paged_and_keep_their_filter(client):
    cycle = make_cycle()
    for number in range(31):
        make_season(bloc=make_bloc(name=f"Khối dài {number:02}"), cycle=cycle)
    client.force_login(make_officer())

    first = client.get(OVERVIEW, {"ten": "dài"})
    second = client.get(OVERVIEW, {"ten": "dài", "page": 2})

    assert (len(shown(first)), len(shown(second))) == (30, 1)
    assert "page=2" in first.content.decode()
    assert "ten=d%C3%A0i" in first.content.decode()


@pytest.mark.parametrize("where", ["season", "bloc", "scores"])
def test_sample_data_is_marked(client, where):
    season, _ = make_bloc_year(1)
    client.force_login(make_officer())
    assert "DỮ LIỆU MẪU" not in client.get(OVERVIEW).content.decode()
    if where == "scores":
        assign(season, scores_are_sample=True)
    else:
        subject = season if where == "season" else season.bloc
        subject.is_sample = True
        subject.save()

    assert "DỮ LIỆU MẪU" in client.get(OVERVIEW).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_season_and_for_many(
    client, django_assert_num_queries, count
):
    for _ in range(count):
        busy_season()
    settle_in(client, make_officer())

    # session, user, appointments, count, rows, the years of the filter, the
    # years of the provinces
    with django_assert_num_queries(7):
        answer = client.get(OVERVIEW)

    assert len(shown(answer)) == count
