import pytest

from blocs.models import Season
from scoring.selectors.samples import is_sample, sample_mark, samples_among
from tests.factories import assign, make_season, make_table

pytestmark = pytest.mark.django_db


def saved_with(subject, **values):
    for name, value in values.items():
        setattr(subject, name, value)
    subject.save()


@pytest.mark.parametrize("made_up", ["season", "bloc", "scores", "table"])
def test_anything_made_up_marks_the_season_but_not_another(made_up, django_assert_max_num_queries):
    season, other = make_season(), make_season()
    table = make_table(is_sample=made_up == "table")
    assigned, real = assign(season, table), assign(other)
    assert real.table != assigned.table
    if made_up == "scores":
        saved_with(assigned, scores_are_sample=True)
    elif made_up != "table":
        saved_with(season if made_up == "season" else season.bloc, is_sample=True)

    with django_assert_max_num_queries(1):
        answer = is_sample(season)
    marked = dict(Season.objects.annotate(sample=sample_mark()).values_list("pk", "sample"))

    assert answer
    assert not is_sample(other)
    assert samples_among([season, other]) == {season.pk}
    assert samples_among([other]) == set()
    assert marked == {season.pk: True, other.pk: False}


def test_a_season_without_a_table_is_marked_by_itself_alone():
    season = make_season()

    assert not is_sample(season)
    assert not Season.objects.annotate(sample=sample_mark()).get().sample
