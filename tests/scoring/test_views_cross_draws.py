"""How the cross-scorers were drawn is shown, so that anyone may draw them again."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.db import connection

from accounts import audit
from accounts.errors import Refused
from blocs.models import Season
from blocs.states import Stage
from scoring.models import CrossAssignment
from scoring.rules.assignment import cross_pairs
from scoring.selectors.draws import DRAWN, draws_of
from scoring.services.cross import assign_cross_scorers, record_cross_pairs
from tests.factories import make_agency, make_editor, make_officer
from tests.scoring.given import cross_year
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db
SEED = "5c1e90b7a2f4"
LATER = "Mã bốc thăm và thứ tự các đơn vị được công khai cho mọi đơn vị từ bước Bình xét"


def drawn(size=5, *, seeds=(SEED,), **fields):
    season, agencies, _ = cross_year(size, **fields)
    actor = make_editor(agencies[0])
    for number, seed in enumerate(seeds):
        reason = f"Bốc lại lần {number}" if number else ""
        assign_cross_scorers(season_id=season.pk, seed=seed, reason=reason, actor=actor)
    return season, agencies, actor


@pytest.mark.django_db(transaction=True)
def test_of_several_draws_at_once_from_the_same_page_only_one_stands():
    season, agencies, _ = cross_year(5, scorers=2)
    people = [make_editor(agencies[0]) for _ in range(3)]

    def draw(number):
        try:
            assign_cross_scorers(
                season_id=season.pk, seed=f"{number}", seen="", reason="x", actor=people[number]
            )
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(3) as pool:
        outcomes = sorted(pool.map(draw, range(3)))

    assert outcomes == ["Stale", "Stale", "done"]
    assert [one.is_held for one in draws_of(season)] == [True]


def list_page(client, person, season):
    sign_in(client, person)
    return client.get(season_page("cross-list", season))


def test_who_drew_when_and_by_which_seed_is_shown_and_gives_the_pairs_again(client):
    season, _, actor = drawn(scorers=2)

    text = text_of(list_page(client, actor, season))

    assert f"Người thực hiện {actor.full_name}" in text
    assert f"Mã bốc thăm {SEED}" in text
    assert "Số phiếu mỗi đơn vị chấm 2" in text
    assert "ra đúng phân công của lần bốc thăm này" in text
    # Anyone draws again: by the digests in order, each scores the two that follow.
    rows = CrossAssignment.objects.filter(season=season).select_related("scorer", "subject")
    members = {row.scorer.code: row.scorer for row in rows}
    circle = sorted(members, key=lambda code: sha256(f"{SEED}|{code}".encode()).hexdigest())
    for place, code in enumerate(circle):
        digest = sha256(f"{SEED}|{code}".encode()).hexdigest()[:16]
        following = [members[circle[(place + step) % 5]].name for step in (1, 2)]
        row = f"{place + 1} {members[code].name} {code} {digest} {'; '.join(following)}"
        assert row in text
    assert {(row.scorer.code, row.subject.code) for row in rows} == {
        (code, circle[(place + step) % 5]) for place, code in enumerate(circle) for step in (1, 2)
    }


def test_a_draw_that_was_done_again_stays_on_the_page_with_the_reason(client):
    # Of twelve members no two seeds draw the same circle by chance; of five, one in 24 does.
    season, _, actor = drawn(12, seeds=(SEED, "hai"))

    text = text_of(list_page(client, actor, season))

    assert text.index("Lần 2 (đang dùng)") < text.index("Lần 1 ")
    assert "Lần 1 (đang dùng)" not in text
    assert "Lý do Bốc lại lần 1" in text
    assert SEED in text


def test_another_number_than_the_table_s_is_told_beside_it(client):
    season, _, actor = drawn(scorers=2)
    before = text_of(list_page(client, actor, season))
    assign_cross_scorers(
        season_id=season.pk, seed="hai", scorers=0, reason="Khối thống nhất", actor=actor
    )

    after = text_of(list_page(client, actor, season))

    said = "Lần bốc thăm đang dùng: mỗi đơn vị chấm phiếu của tất cả đơn vị khác."
    assert (said in before, said in after) == (False, True)
    assert "Theo bảng tiêu chí, mỗi đơn vị chấm phiếu của 2 đơn vị khác." in after


def test_pairs_drawn_elsewhere_are_told_as_such(client):
    season, agencies, _ = cross_year(3)
    pairs = list(zip(agencies, [*agencies[1:], agencies[0]], strict=True))
    record_cross_pairs(season_id=season.pk, pairs=pairs, actor=make_officer())

    text = text_of(list_page(client, make_editor(agencies[0]), season))

    assert "bốc thăm ngoài phần mềm, ghi lại kết quả" in text
    assert "Mã bốc thăm" not in text.split("Cách phân công")[1]


def test_where_everyone_scores_all_others_there_is_no_circle():
    season, _, _ = drawn(3, scorers=0)

    (draw,) = draws_of(season)

    assert (draw.scorers, draw.places, draw.is_held, draw.is_repeated) == (0, (), True, True)


def test_pairs_that_were_altered_are_not_what_the_seed_draws():
    season, agencies, _ = drawn(4)
    row = CrossAssignment.objects.filter(season=season).first()
    CrossAssignment.objects.filter(pk=row.pk).update(subject=make_agency())

    (draw,) = draws_of(season)

    assert (draw.is_held, draw.is_repeated) == (False, True)
    assert {place.agency for place in draw.places} == {agency.name for agency in agencies}


def test_a_draw_that_its_seed_does_not_give_is_told(client):
    season, agencies, _ = cross_year(4)
    codes = sorted(agency.code for agency in agencies)
    right = cross_pairs(codes, 1, SEED)
    wrong = [*right[1:], (right[0][0], right[0][0])]
    audit.record(
        actor=None,
        action=DRAWN,
        subject=season,
        before={},
        after={"seed": SEED, "scorers": 1, "pairs": wrong},
    )

    (draw,) = draws_of(season)

    assert (draw.is_held, draw.is_repeated) == (False, False)
    text = text_of(list_page(client, make_officer(season.bloc), season))
    assert "không ra phân công của lần bốc thăm này" in text


@pytest.mark.parametrize(
    ("stage", "is_shown"), [(Stage.APPRAISAL, False), (Stage.BLOC_REVIEW, True)]
)
def test_the_members_see_it_when_all_have_scored(client, stage, is_shown):
    season, agencies, _ = drawn()
    Season.objects.filter(pk=season.pk).update(stage=stage.value)

    text = text_of(list_page(client, make_editor(agencies[3]), season))

    assert (SEED in text, LATER in text) == (is_shown, not is_shown)


def test_who_watches_the_season_sees_it_from_the_start(client):
    season, _, _ = drawn()

    assert SEED in text_of(list_page(client, make_officer(season.bloc), season))


def test_without_a_draw_there_is_nothing_to_tell(client):
    season, agencies, _ = cross_year()

    assert "Chưa có lần bốc thăm nào." in text_of(
        list_page(client, make_editor(agencies[0]), season)
    )


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_as_often_for_many_draws(client, times, django_assert_num_queries):
    season, _, actor = drawn(seeds=[f"ma-{number}" for number in range(times)])
    sign_in(client, actor)

    # As without a draw, and three for the draws.
    with django_assert_num_queries(17):
        client.get(season_page("cross-list", season))
