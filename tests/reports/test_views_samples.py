import pytest
from django.urls import reverse

from blocs.states import Stage
from scoring.models import SeasonTable
from scoring.states import SheetState
from tests.factories import (
    assign,
    make_bloc_year,
    make_document,
    make_editor,
    make_sheet,
    make_table,
)

pytestmark = pytest.mark.django_db
BADGE = 'title="Số liệu dựng để minh họa, không phải số liệu thật">DỮ LIỆU MẪU</span>'
OF_A_SEASON = [
    "reports:season-detail",
    "reports:season-record",
    "reports:document-list",
    "scoring:sheet-list",
    "scoring:criteria-table",
    "scoring:ranking",
]
OF_A_SHEET = ["scoring:sheet-detail", "scoring:appraisal"]


@pytest.mark.parametrize("made_up", ["season", "bloc", "scores", "table", "nothing"])
def test_every_page_about_a_made_up_season_says_so(client, made_up):
    season, (head, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    assign(season, make_table(is_sample=made_up == "table"))
    sheet = make_sheet(season, member, state=SheetState.SUBMITTED)
    if made_up == "season":
        type(season).objects.update(is_sample=True)
    elif made_up == "bloc":
        type(season.bloc).objects.update(is_sample=True)
    elif made_up == "scores":
        SeasonTable.objects.update(scores_are_sample=True)
    client.force_login(make_editor(head))

    places = [season.bloc.code, season.cycle.label]
    pages = [
        reverse("reports:home"),
        reverse("reports:overview"),
        *(reverse(name, args=places) for name in OF_A_SEASON),
        *(reverse(name, args=[sheet.pk]) for name in OF_A_SHEET),
    ]
    marked = [page for page in pages if BADGE in client.get(page).content.decode()]

    assert marked == ([] if made_up == "nothing" else pages)


def test_a_made_up_paper_is_marked_on_the_home_page(client):
    season, (head,) = make_bloc_year(1)
    person = make_editor(head)
    make_document(season, requested_by=person)
    client.force_login(person)
    before = client.get(reverse("reports:home")).content.decode()
    make_document(season, requested_by=person, is_sample=True)

    after = client.get(reverse("reports:home")).content.decode()

    assert (before.count(BADGE), after.count(BADGE)) == (0, 1)
