from unicodedata import normalize

import pytest

from blocs.models import Season
from blocs.states import Stage
from scoring import services
from scoring.models import DeclaredFact, Ranking
from scoring.states import FactState, SheetState
from tests.factories import NOON, make_bloc_year, make_editor, make_officer, make_sheet, score
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db
FULL = {"I.1": "40", "I.2": "20", "II.1": "30"}


def appraised(season, agency, last):
    points = FULL | {"II.1": last}
    sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=points)
    score(sheet, points, layer="appraised")
    return sheet


@pytest.fixture
def year():
    """Return a bloc whose first two share the lead and whose last has not been appraised."""
    season, agencies = make_bloc_year(4, stage=Stage.BLOC_REVIEW)
    for agency, last in zip(agencies, ("30", "30", "25"), strict=False):
        appraised(season, agency, last)
    make_sheet(season, agencies[3], state=SheetState.SUBMITTED, points=FULL)
    return season, agencies


def freeze(client, season, **fields):
    form = {"seen_version": season.version, "confirmation": "CHỐT", **fields}
    return client.post(season_page("ranking-freeze", season), form)


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(("frozen", "queries"), [(False, 24), (True, 18)])
def test_the_ranking_costs_the_same_for_one_member_and_for_many(
    client, django_assert_num_queries, size, frozen, queries
):
    season, agencies = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    for agency in agencies[:size]:
        appraised(season, agency, "30")
    if frozen:
        services.freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    sign_in(client, make_editor(agencies[0]))

    # session, user, appointments, season, seats, whether frozen (twice), sample, names, own
    # members; and then the frozen rows and whether they still fit (six), or what they would be
    # (sample, table, criteria, sheets, lines, members) with the sums of the groups (five)
    # and how many lines a sector agency scores, and the province; facts that nobody has decided
    with django_assert_num_queries(queries):
        page = client.get(season_page("ranking", season))

    assert len(page.context["rows"]) == size


def test_before_freezing_the_secretariat_sees_what_would_be_frozen_and_the_gates(client, year):
    season, agencies = year
    client.force_login(make_editor(agencies[0]))

    page = client.get(season_page("ranking", season))

    rows = [(row.rank, row.shared, row.name) for row in page.context["rows"]]
    assert rows == [
        (1, True, agencies[0].name),
        (1, True, agencies[1].name),
        (3, False, agencies[2].name),
    ]
    assert [row.name for row in page.context["matrix"].rows] == [row[2] for row in rows]
    assert text_of(page).count("đồng hạng 1") == 2
    assert "4/4 đơn vị đã gửi phiếu." in text_of(page)
    assert "3/4 phiếu đã thẩm định xong." in text_of(page)
    assert "Phiếu chưa được thẩm định xong." in text_of(page)
    assert [gate.is_open for gate in page.context["gates"]] == [True, True, False]


def test_who_freezes_is_warned_of_facts_that_nobody_has_decided(client, year):
    season, agencies = year
    sign_in(client, make_editor(agencies[0]))
    assert "sự việc đã nêu" not in text_of(client.get(season_page("ranking", season)))
    dismissed = {"decided_at": NOON, "decision_reason": "Không có"}
    for state, decided in ((FactState.DECLARED, {}), (FactState.DISMISSED, dismissed)):
        DeclaredFact.objects.create(
            season=season,
            agency=agencies[1],
            condition="ky-luat",
            fact="Bị khiển trách",
            state=state.value,
            declared_at=NOON,
            **decided,
        )

    before = text_of(client.get(season_page("ranking", season)))
    freeze(client, season)
    again = client.get(season_page("ranking", season))

    warning = "1 sự việc đã nêu chưa được xác nhận hoặc bác bỏ; chốt lúc này thì chưa tính đến."
    assert warning in before
    assert warning in text_of(again)  # it may be frozen once more
    assert season_page("facts", season) in again.content.decode()


def test_before_freezing_a_member_reads_why_there_is_nothing_to_see(client, year):
    season, agencies = year
    client.force_login(make_editor(agencies[2]))

    page = client.get(season_page("ranking", season))

    assert (
        "Điểm của các đơn vị được công khai với các thành viên sau khi chốt xếp hạng."
        in text_of(page)
    )
    assert "90,00" not in text_of(page)


@pytest.mark.parametrize("word", ["CHỐT", " chốt ", normalize("NFD", "CHỐT")])
def test_the_typed_word_freezes_the_ranking(client, year, word):
    season, agencies = year
    client.force_login(make_editor(agencies[0]))

    answer = freeze(client, season, confirmation=word)
    page = client.get(answer.url)

    ranking = Ranking.objects.get()
    assert answer.url == season_page("ranking", season)
    assert ranking.sha256 in text_of(page)
    assert "Đã chốt xếp hạng lần 1." in text_of(page)
    assert page.context["gates"] == []


@pytest.mark.parametrize("word", ["", "CHOT", "CÔNG BỐ"])
def test_any_other_word_freezes_nothing(client, year, word):
    season, agencies = year
    client.force_login(make_editor(agencies[0]))

    answer = freeze(client, season, confirmation=word)

    assert answer.status_code == 422
    assert not Ranking.objects.exists()


def test_a_member_may_not_freeze_and_a_stale_page_neither(client, year):
    season, agencies = year
    client.force_login(make_editor(agencies[2]))
    denied = freeze(client, season)
    client.force_login(make_editor(agencies[0]))
    Season.objects.filter(pk=season.pk).update(version=7)
    stale = freeze(client, season)

    assert denied.status_code == 403
    assert stale.status_code == 409
    assert "Năm thi đua vừa chuyển bước." in text_of(stale)
    assert not Ranking.objects.exists()


def test_a_frozen_ranking_shows_the_points_as_they_were_frozen(client, year):
    season, agencies = year
    services.freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    score(season.sheets.get(agency=agencies[0]), {"I.1": "5"}, layer="province")
    client.force_login(make_editor(agencies[2]))

    page = client.get(season_page("ranking", season))

    first = page.context["matrix"].rows[0]
    assert (first.name, str(first.groups[0].final), str(first.total.final)) == (
        agencies[0].name,
        "60.00",
        "90.00",
    )
    assert [str(row.final_total) for row in page.context["rows"]] == ["90.00", "90.00", "85.00"]
    assert [column.key for column in page.context["matrix"].columns] == ["I", "II", "III", "IV"]


STALE = "Xếp hạng đã chốt không còn khớp với điểm hiện nay."


def test_a_frozen_ranking_that_fits_says_nothing_until_the_points_change(client, year):
    season, agencies = year
    services.freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    client.force_login(make_editor(agencies[0]))

    before = client.get(season_page("ranking", season))
    score(season.sheets.get(agency=agencies[0]), {"I.1": "5"}, layer="province")
    after = client.get(season_page("ranking", season))
    freeze(client, season)
    again = client.get(season_page("ranking", season))

    assert [STALE in text_of(page) for page in (before, after, again)] == [False, True, False]
    assert "Đề nghị rà soát điểm rồi chốt lại" in text_of(after)
    assert 'href="#chot-xep-hang"' in after.content.decode()


@pytest.mark.parametrize(
    ("stage", "remedy"),
    [
        (Stage.APPRAISAL, "Đến bước bình xét, đơn vị Trưởng khối chốt lại"),
        (Stage.BLOC_REVIEW, "Đơn vị Trưởng khối cần rà soát điểm"),
        (Stage.PROVINCIAL_APPRAISAL, "cơ quan thi đua, khen thưởng tỉnh cần trở lại bước bình xét"),
        (Stage.CLOSED, "bảng đã chốt được giữ nguyên"),
    ],
)
def test_a_member_reads_who_mends_an_outdated_ranking(client, year, stage, remedy):
    season, agencies = year
    services.freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    score(season.sheets.get(agency=agencies[0]), {"I.1": "5"}, layer="province")
    Season.objects.filter(pk=season.pk).update(stage=stage.value)
    client.force_login(make_editor(agencies[2]))

    page = client.get(season_page("ranking", season))

    assert STALE in text_of(page)
    assert remedy in text_of(page)
    assert 'href="#chot-xep-hang"' not in page.content.decode()


def test_members_see_ranks_down_to_the_published_depth_and_their_own(client, year):
    season, agencies = year
    services.freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    Season.objects.filter(pk=season.pk).update(published_ranks=1)

    seen = {}
    for name, user in (
        ("last", make_editor(agencies[2])),
        ("unranked", make_editor(agencies[3])),
        ("head", make_editor(agencies[0])),
        ("province", make_officer(season.bloc)),
    ):
        client.force_login(user)
        page = client.get(season_page("ranking", season))
        shown = [row.name for row in page.context["rows"]]
        assert [row.name for row in page.context["matrix"].rows] == shown
        seen[name] = [agencies.index(agency) for agency in agencies if agency.name in shown]

    assert seen == {
        "last": [0, 1, 2],
        "unranked": [0, 1],
        "head": [0, 1, 2],
        "province": [0, 1, 2],
    }


def test_a_ranking_that_a_source_reported_has_no_points_to_show(client, year):
    season, agencies = year
    services.record_reported_ranking(
        season_id=season.pk,
        ranks=[(agencies[1], 1)],
        unranked_reason="Nguồn không nêu thứ hạng",
        actor=None,
    )
    client.force_login(make_editor(agencies[2]))

    page = client.get(season_page("ranking", season))

    assert "Ghi nhận theo nguồn" in text_of(page)
    assert "Nguồn không nêu thứ hạng" in text_of(page)
    assert STALE not in text_of(page)
    assert page.context["matrix"].columns == ()


def test_the_ranking_of_another_bloc_does_not_exist(client, year):
    season, _ = year
    _, others = make_bloc_year(1)
    client.force_login(make_editor(others[0]))

    assert client.get(season_page("ranking", season)).status_code == 404
    assert freeze(client, season).status_code == 404
    assert not Ranking.objects.exists()
