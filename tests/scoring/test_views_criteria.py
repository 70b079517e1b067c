import pytest

from scoring.states import CriterionKind
from tests.factories import assign, make_bloc_year, make_editor, make_table
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("leaves", [1, 3])
def test_the_table_costs_the_same_for_one_criterion_and_for_many(
    client, django_assert_num_queries, leaves
):
    season, agencies = make_bloc_year(1)
    nodes = [(f"{place}", CriterionKind.MANUAL, "10") for place in range(1, leaves + 1)]
    assign(season, make_table(nodes))
    sign_in(client, make_editor(agencies[0]))

    # session, user, appointments, season, table, criteria, offices, sheets, amendments, sample
    with django_assert_num_queries(10):
        page = client.get(season_page("criteria-table", season))

    assert len(page.context["rows"]) == leaves


def test_every_member_reads_the_published_tree_in_order(client):
    season, agencies = make_bloc_year(2)
    assign(season, make_table(issued_by="Hội đồng tỉnh", decision="Quyết định 12"))
    client.force_login(make_editor(agencies[1]))

    page = client.get(season_page("criteria-table", season))

    assert [row.criterion.key for row in page.context["rows"]] == [
        "I",
        "I.1",
        "I.2",
        "II",
        "II.1",
        "III",
        "IV",
    ]
    assert "Hội đồng tỉnh, Quyết định 12" in text_of(page)
    assert "100 điểm, 5 tiêu chí chấm điểm" in text_of(page)


def test_a_season_without_a_table_says_so(client):
    season, agencies = make_bloc_year(1)
    client.force_login(make_editor(agencies[0]))

    page = client.get(season_page("criteria-table", season))

    assert "Năm thi đua này chưa được giao bảng tiêu chí." in text_of(page)


def test_the_table_of_another_bloc_does_not_exist(client):
    season, _ = make_bloc_year(1)
    _, others = make_bloc_year(1)
    client.force_login(make_editor(others[0]))

    assert client.get(season_page("criteria-table", season)).status_code == 404
