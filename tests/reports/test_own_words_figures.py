"""The figures of an agency's own words: bound, bound anew, unbound, and followed to new keys."""

import pytest

from blocs.services import move_references
from tests.factories import make_editor
from tests.reports.narrating import make_year
from tests.reports.test_views_narrative import told
from tests.reports.test_views_own_words import (
    DUTIES,
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
