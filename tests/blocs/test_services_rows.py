import pytest

from accounts.errors import Refused
from blocs.services.rows import locked_season
from tests.factories import make_bloc, make_province, make_season

pytestmark = pytest.mark.django_db


def test_a_season_is_held_with_its_names_in_one_query(django_assert_num_queries):
    season = make_season(bloc=make_bloc(province=make_province()))

    with django_assert_num_queries(1):
        held = locked_season(season.pk)
        names = (held.bloc.name, held.bloc.province, held.cycle.label)

    assert held == season
    assert names == (season.bloc.name, season.bloc.province, season.cycle.label)


def test_a_season_that_is_gone_is_refused_in_words():
    with pytest.raises(Refused, match="không còn trong hồ sơ"):
        locked_season(0)
