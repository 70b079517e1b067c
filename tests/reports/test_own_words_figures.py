"""The figures of an agency's own words: bound, bound anew, unbound, and followed to new keys."""

import pytest

from blocs.services import last_move, move_references
from tests.factories import make_editor
from tests.reports.narrating import make_year
from tests.reports.test_views_narrative import told
from tests.reports.test_views_own_words import (
    CONDUCT,
    DUTIES,
    MEANS,
    at,
    say_own,
    sent,
    stored,
)

pytestmark = pytest.mark.django_db
LOOSE = "Thu 5 tỷ, chi 7 tỷ."


def bound(member, one="thu", other="chi"):
    code = member.code
    return f"Thu {{5 tỷ|chi-tieu.{code}.{one}}}, chi {{7 tỷ|chi-tieu.{code}.{other}}}."


@pytest.fixture
def year(client):
    """Return a year and a member of it, whose editor is signed in."""
    season, (_, _, member) = make_year()
    client.force_login(make_editor(member))
    return season, member


@pytest.mark.parametrize("was", ["loose", "bound", "other"])
@pytest.mark.parametrize("becomes", ["loose", "bound", "other"])
def test_a_figure_is_bound_bound_anew_and_unbound_where_nothing_else_changes(
    client, year, was, becomes
):
    season, member = year
    texts = {"loose": LOOSE, "bound": bound(member), "other": bound(member, "thue")}
    say_own(season, member, texts[was])

    response = client.post(
        at(season, member), sent(season, member, achievement_means=texts[becomes])
    )

    is_same = was == becomes
    assert told(response) == ["Nội dung không có gì thay đổi." if is_same else "Đã lưu 1 mục."]
    assert stored(season) == [(member.code, texts[becomes])]


def test_a_key_that_another_person_changed_meanwhile_stays_where_the_box_was_only_shown(
    client, year
):
    season, member = year
    say_own(season, member, bound(member))
    data = sent(season, member, achievement_duties="Mới.")
    say_own(season, member, bound(member, "thue"))

    response = client.post(at(season, member), data)

    assert told(response) == ["Đã lưu 1 mục."]
    assert stored(season) == [(member.code, bound(member, "thue"))]
    assert stored(season, DUTIES) == [(member.code, "Mới.")]


def test_a_key_that_moved_meanwhile_is_in_nobodys_way(client, year):
    season, member = year
    say_own(season, member, bound(member))
    data = sent(season, member, achievement_means=bound(member, "thu", "chi-khac"))
    code = member.code
    move_references(season, {f"chi-tieu.{code}.thu": f"chi-tieu.{code}.thu-nsnn"}, None)

    response = client.post(at(season, member), data)

    assert told(response) == ["Đã lưu 1 mục."]
    assert stored(season) == [(code, bound(member, "thu-nsnn", "chi-khac"))]


def exchange(season, member):
    """Let two results exchange their names; return how the sentence of both speaks then."""
    one, other = f"chi-tieu.{member.code}.thu", f"chi-tieu.{member.code}.chi"
    move_references(season, {one: other, other: one}, None)
    return bound(member, "chi", "thu")


def test_after_a_conflict_each_box_speaks_of_the_results_that_exchanged_names(client, year):
    season, member = year
    say_own(season, member, bound(member))
    say_own(season, member, bound(member), CONDUCT)
    say_own(season, member, "Cũ.", DUTIES)
    typed = f"Năm nay: {bound(member)}"
    data = sent(season, member, achievement_duties="Của tôi.", achievement_conduct=typed)
    now = exchange(season, member)
    say_own(season, member, "Của họ.", DUTIES)

    response = client.post(at(season, member), data)

    assert response.status_code == 409
    form = response.context["form"]
    assert form[MEANS.value].value() == now
    assert form[CONDUCT.value].value() == f"Năm nay: {now}"
    assert form["since"].value() == str(last_move(season))
    again = {name: form[name].value() for name in form.fields}
    again[MEANS.value] = f"{now} Tốt."
    assert told(client.post(at(season, member), again)) == ["Đã lưu 3 mục."]
    assert stored(season) == [(member.code, f"{now} Tốt.")]
    assert stored(season, CONDUCT) == [(member.code, f"Năm nay: {now}")]
    assert stored(season, DUTIES) == [(member.code, "Của tôi.")]


def test_what_is_sent_again_after_an_exchange_of_names_is_followed_once(client, year):
    season, member = year
    say_own(season, member, bound(member))
    data = sent(season, member, achievement_means=f"{bound(member)} Tốt.")
    now = exchange(season, member)

    assert told(client.post(at(season, member), data)) == ["Đã lưu 1 mục."]

    assert stored(season) == [(member.code, f"{now} Tốt.")]
