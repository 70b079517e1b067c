"""The simulation page: the old ranking, what other weights make of it, and nothing saved."""

import pytest

from accounts.models import AuditEvent
from blocs.states import Stage
from scoring.models import Ranking
from scoring.services import freeze_ranking
from scoring.states import SheetState
from tests.factories import (
    NODES,
    assign,
    make_agency,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_season,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db
# The first member leads by one point; the second is the stronger one in group II.
POINTS = [
    {"I.1": "36", "I.2": "20", "II.1": "30"},
    {"I.1": "30", "I.2": "20", "II.1": "35"},
    {"I.1": "20", "I.2": "20", "II.1": "20"},
]


def frozen_year(*, size=3, table=None, season=None, agencies=(), **fields):
    if season is None:
        season, agencies = make_bloc_year(size, stage=Stage.BLOC_REVIEW, **fields)
    assign(season, table or make_table())
    for agency, points in zip(agencies, POINTS, strict=False):
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=points)
        score(sheet, points, layer="appraised")
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    return season, agencies


def rows_of(answer):
    """Return the members in the order of the new ranking."""
    found = answer.context["shown"][0].result.members
    return [(one.name, one.new.rank, one.old.rank) for one in found]


def test_the_page_shows_the_frozen_ranking_and_how_firm_its_first_place_is(client):
    season, agencies = frozen_year()
    sign_in(client, make_editor(agencies[0]))

    answer = client.get(season_page("simulation", season))

    page = text_of(answer)
    assert rows_of(answer) == [
        (agencies[0].name, 1, 1),
        (agencies[1].name, 2, 2),
        (agencies[2].name, 3, 3),
    ]
    assert "Thứ hạng không thay đổi." in page
    assert "Đơn vị dẫn đầu hơn đơn vị kế tiếp 1,00 điểm." in page
    assert "Chỉ cần giảm 16,6% trọng số nhóm I thì đơn vị dẫn đầu thay đổi." in page


def test_other_weights_change_the_ranks_and_nothing_is_saved(client):
    season, agencies = frozen_year()
    sign_in(client, make_officer())
    before = Ranking.objects.values_list("sha256").get(), AuditEvent.objects.count()

    answer = client.post(season_page("simulation", season), {"m-II": "80"})

    page = text_of(answer)
    assert rows_of(answer)[0] == (agencies[1].name, 1, 2)
    assert f"Lên hạng: {agencies[1].name}." in page
    assert f"Xuống hạng: {agencies[0].name}." in page
    assert "▲ lên 1 bậc" in page
    assert "▼ xuống 1 bậc" in page
    assert (Ranking.objects.values_list("sha256").get(), AuditEvent.objects.count()) == before


def test_a_single_criterion_and_other_rules_may_be_tried(client):
    season, agencies = frozen_year()
    sign_in(client, make_officer())
    weighted = {"strategy": "weighted", "w-self": "50", "w-appraised": "50"}

    one = client.post(season_page("simulation", season), {"m-I.1": "10"})
    other = client.post(season_page("simulation", season), weighted)

    assert rows_of(one)[0] == (agencies[1].name, 1, 2)
    assert other.status_code == 200
    assert [row[1] for row in rows_of(other)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"m-II": "nhiều"}, "Điểm tối đa của II: điểm"),
        (
            {"strategy": "weighted", "w-self": "50"},
            "Trọng số các lớp điểm: các trọng số phải cộng lại đúng bằng 100%.",
        ),
        ({"strategy": "guess"}, "Cách tính điểm cuối: phải là một trong"),
        ({"bonus_cap": "0"}, "Điểm thưởng nhiều nhất: số điểm phải lớn hơn 0"),
    ],
)
def test_what_cannot_be_read_is_named_and_stays_typed(client, typed, sentence):
    season, _ = frozen_year()
    sign_in(client, make_officer())

    answer = client.post(season_page("simulation", season), typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert [row[1] for row in rows_of(answer)] == [1, 2, 3]


def test_another_version_of_the_table_is_tried_on_the_years_that_are_chosen(client):
    table = make_table()
    later, agencies = frozen_year(table=table, cycle=make_cycle(label="2024"))
    earlier = make_season(
        members=agencies,
        head=agencies[0],
        bloc=later.bloc,
        cycle=make_cycle(label="2023"),
        stage=Stage.BLOC_REVIEW,
    )
    frozen_year(table=table, season=earlier, agencies=agencies)
    heavier = [
        (key, kind, "80" if key.startswith("II") and key != "III" else top)
        for key, kind, top in NODES
    ]
    own = {"code": table.code, "province": later.bloc.province, "published": False}
    draft = make_table(heavier, number=2, **own)
    sign_in(client, make_officer())

    answer = client.get(f"{season_page('simulation', later)}?nam=2024&nam=2023&bang={draft.pk}")

    shown = answer.context["shown"]
    assert [one.choice.label for one in shown] == ["2024", "2023"]
    assert [one.result.members[0].name for one in shown] == [agencies[1].name] * 2


def test_a_made_up_year_marks_itself_and_not_a_real_one(client):
    later, agencies = frozen_year(cycle=make_cycle(label="2024"))
    earlier = make_season(
        members=agencies,
        head=agencies[0],
        bloc=later.bloc,
        cycle=make_cycle(label="2023"),
        stage=Stage.BLOC_REVIEW,
        is_sample=True,
    )
    frozen_year(season=earlier, agencies=agencies)
    sign_in(client, make_officer())
    mark = 'class="sample-badge"'

    def page(season, *years):
        asked = "&".join(f"nam={year}" for year in years)
        return client.get(f"{season_page('simulation', season)}?{asked}").content.decode()

    assert mark not in page(later)
    assert mark not in page(later, "2024")
    both = page(later, "2024", "2023")
    heads = [part.split("</h2>")[0] for part in both.split("<h2")[1:3]]
    assert (both.count(mark), [mark in head for head in heads]) == (1, [False, True])
    assert mark in page(earlier, "2024").split("<h2")[0]


def test_a_draft_is_the_provinces_own_matter(client):
    season, agencies = frozen_year()
    table = season.season_table.table
    own = {"code": table.code, "province": season.bloc.province, "published": False}
    make_table(number=2, title="Dự thảo năm sau", **own)
    sign_in(client, make_editor(agencies[0]))
    heads = text_of(client.get(season_page("simulation", season)))
    sign_in(client, make_officer())
    officers = text_of(client.get(season_page("simulation", season)))

    assert "Dự thảo năm sau" not in heads
    assert "Dự thảo năm sau" in officers


@pytest.mark.parametrize("published", [True, False])
def test_another_provinces_version_of_a_shared_table_is_not_offered(client, published):
    season, _ = frozen_year()
    table = season.season_table.table
    theirs = make_table(
        title="Bảng của tỉnh khác",
        cloned_from=table,
        province=make_province(),
        published=published,
    )
    sign_in(client, make_officer(season.bloc))

    page = client.get(f"{season_page('simulation', season)}?bang={theirs.pk}")

    assert "Bảng của tỉnh khác" not in text_of(page)


def test_members_do_not_simulate_and_strangers_see_nothing(client):
    season, agencies = frozen_year()
    sign_in(client, make_editor(agencies[2]))
    member = text_of(client.get(season_page("simulation", season)))
    sign_in(client, make_editor(make_agency()))
    stranger = client.get(season_page("simulation", season))

    assert "Chỉ đơn vị" in member
    assert "Hạng mới" not in member
    assert stranger.status_code == 404


def test_a_bloc_that_froze_nothing_is_told_so(client):
    season, agencies = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    sign_in(client, make_editor(agencies[0]))

    assert "Chưa có năm nào chốt xếp hạng từ điểm." in text_of(
        client.get(season_page("simulation", season))
    )


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_takes_as_many_queries_for_many_members_as_for_one(
    client, size, django_assert_num_queries
):
    season, _ = frozen_year(size=size)
    sign_in(client, make_officer())

    with django_assert_num_queries(11):
        client.get(season_page("simulation", season))
