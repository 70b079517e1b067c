import pytest
from django.urls import reverse

from blocs.states import Role
from tests.factories import appoint, make_agency, make_editor, make_officer

pytestmark = pytest.mark.django_db
FRONT = reverse("awards:front")


def titles(page):
    return [door.title for door in page.context["doors"]]


def test_an_agency_finds_its_own_achievements_and_not_the_list_of_all(client):
    agency = make_agency(name="Sở Y tế")
    client.force_login(make_editor(agency))

    found = titles(client.get(FRONT))

    assert found[0] == "Thành tích của Sở Y tế"
    assert "Thành tích của các đơn vị" not in found


def test_the_province_finds_the_list_of_all(client):
    client.force_login(make_officer())

    assert titles(client.get(FRONT))[0] == "Thành tích của các đơn vị"


@pytest.mark.parametrize("make", [make_officer, lambda: make_editor(make_agency())])
def test_every_door_opens_for_whom_it_is_shown(client, make):
    client.force_login(make())

    answers = [client.get(door.url).status_code for door in client.get(FRONT).context["doors"]]

    assert answers == [200] * len(answers)


@pytest.mark.parametrize("agencies", [1, 3])
def test_the_front_page_asks_as_often_for_many_agencies(
    client, django_assert_num_queries, agencies
):
    editor = make_editor(make_agency())
    for _ in range(agencies - 1):
        appoint(editor, Role.EDITOR, agency=make_agency())
    client.force_login(editor)

    with django_assert_num_queries(7):
        client.get(FRONT)


def test_a_stranger_signs_in_first(client):
    answer = client.get(FRONT)

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign-in"))
