"""Histories with what was inherited, in a fixed number of queries."""

from datetime import date

import pytest

from awards.models import AwardRecord, CompletionRating
from awards.selectors.history import founding_days, histories
from blocs.models import AgencySuccession
from tests.factories import make_agency, make_award_type, make_cycle, make_province

pytestmark = pytest.mark.django_db

MERGED = date(2025, 7, 1)


def follow(old, new, *, inherits=True, day=MERGED):
    AgencySuccession.objects.create(
        predecessor=old, successor=new, kind="merged", happened_on=day, inherits_history=inherits
    )


def give(agency, label, **fields):
    cycle = make_cycle(label=label)
    fields = {"award_type": make_award_type(), **fields}
    AwardRecord.objects.create(agency=agency, cycle=cycle, **fields)
    CompletionRating.objects.create(agency=agency, cycle=cycle, level="excellent")


def test_what_a_predecessor_achieved_before_the_succession_is_inherited_by_name():
    old, new = make_agency(name="Sở Cũ"), make_agency()
    follow(old, new)
    give(old, "2024")
    give(old, "2026")
    give(new, "2027")

    history = histories([new.pk], {})[new.pk]

    assert [(one.year, one.inherited_from) for one in history.awards] == [
        (2024, "Sở Cũ"),
        (2027, ""),
    ]
    assert [one.year for one in history.ratings] == [2024, 2027]
    assert [one.year for one in histories([old.pk], {})[old.pk].awards] == [2024, 2026]


def test_nothing_is_inherited_where_the_province_does_not_say_so():
    old, new = make_agency(), make_agency()
    follow(old, new, inherits=False)
    give(old, "2024")

    assert histories([new.pk], {})[new.pk].awards == ()


def test_a_provinces_own_form_counts_as_the_canonical_award():
    flag = make_award_type()
    first = make_award_type(province=make_province(), counts_as=flag, grade=1)
    agency = make_agency()
    give(agency, "2024", award_type=first)

    (held,) = histories([agency.pk], {})[agency.pk].awards

    assert held.is_one_of(frozenset({flag.code}))


def test_a_revoked_award_keeps_its_day_and_an_annulled_rating_is_gone():
    agency = make_agency()
    give(agency, "2024", revoked_on=date(2025, 3, 1), revocation_reason="Kê khai sai")
    CompletionRating.objects.update(revoked_on=date(2025, 3, 1), revocation_reason="Chấm sai")

    history = histories([agency.pk], {})[agency.pk]

    assert history.awards[0].revoked_on == date(2025, 3, 1)
    assert history.ratings == ()


@pytest.mark.parametrize("members", [1, 3])
def test_histories_cost_the_same_for_one_agency_and_for_many(django_assert_num_queries, members):
    agencies = [make_agency() for _ in range(members)]
    for number, agency in enumerate(agencies):
        old = make_agency()
        follow(old, agency)
        give(old, str(2010 + number))
        give(agency, str(2030 + number))

    with django_assert_num_queries(4):  # successions, names, awards, ratings
        found = histories([agency.pk for agency in agencies], {})

    assert [len(found[agency.pk].awards) for agency in agencies] == [2] * members


def test_an_agency_exists_since_the_first_of_those_it_inherits_from():
    old = make_agency(founded_on=date(1990, 5, 1))
    new, unknown = make_agency(founded_on=MERGED), make_agency()
    follow(old, new)

    assert founding_days([new.pk, unknown.pk]) == {
        new.pk: date(1990, 5, 1),
        unknown.pk: None,
    }
