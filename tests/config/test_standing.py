"""What stands under the tests of a module is found by each, whatever another did to it."""

import pytest

from blocs.models import Province
from tests.factories import make_province
from tests.fixtures.standing import Build

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Build) -> list[str]:
    calls: list[str] = []
    standing(lambda: calls.append(make_province(code="dung-san", name="Như đã dựng").code))
    return calls


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_finds_what_was_built_once_and_may_change_it(
    built: list[str], turn: int
) -> None:
    assert list(Province.objects.values_list("code", "name")) == [("dung-san", "Như đã dựng")]

    Province.objects.update(name="Khác")
    make_province(code=f"them-{turn}")

    assert Province.objects.count() == 2
    assert built == ["dung-san"]
