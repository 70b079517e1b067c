"""Who is told on the home page that a covenant waits for a signature."""

import pytest

from blocs.standing import standing_of
from reports.selectors.facts import read_facts
from reports.selectors.work import work_of
from tests.factories import make_editor, make_officer
from tests.reports.signed_papers import issued_covenant, keep_signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]


def told(person) -> list[tuple[str, str]]:
    found = work_of(standing_of(person))
    return [(one.sentence, one.url) for one in found if "Ký" in one.label or "chữ ký" in one.label]


def test_nobody_is_asked_before_the_first_has_signed():
    _, _, agencies = issued_covenant()

    assert [told(make_editor(one)) for one in agencies] == [[], [], []]


def test_each_member_is_asked_until_its_place_is_signed_and_the_head_sees_who_is_left():
    line, season, (head, second, third) = issued_covenant()
    url = line.get_signing_url()

    keep_signed(line, 1)

    left = f"{second.name} (Phó Trưởng khối); {third.name}"
    assert told(make_editor(head)) == [(f"Giao ước thi đua còn 2 nơi chưa ký số: {left}.", url)]
    assert told(make_editor(third)) == [
        (f"Ký số giao ước thi đua tại ô của {third.name}, trên bản ký mới nhất.", url)
    ]
    assert told(make_officer(season.bloc)) == []
    keep_signed(line, 3)
    assert told(make_editor(third)) == []
    keep_signed(line, 2)
    assert [told(make_editor(one)) for one in (head, second, third)] == [[], [], []]


@pytest.mark.parametrize("covenants", [1, 3])
def test_the_facts_cost_the_same_for_one_covenant_and_for_many(
    covenants, django_assert_num_queries
):
    seasons = []
    for _ in range(covenants):
        line, season, _ = issued_covenant()
        keep_signed(line, 1)
        seasons.append(season)

    with django_assert_num_queries(12):  # nine as always, three for the covenants being signed
        facts = read_facts(seasons)

    assert [len(one.signings) for one in facts] == [1] * covenants
