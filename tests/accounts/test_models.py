import unicodedata

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.factories import make_user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"username": "Can-Bo"}, "user_username_lower_case"),
        ({"username": ""}, "user_has_names"),
        ({"full_name": ""}, "user_has_names"),
    ],
)
def test_the_database_refuses_a_person_without_proper_names(changes, constraint):
    user = make_user(username="can-bo")

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize("taken", ["can-bo", "CAN-BO"])
def test_two_people_cannot_share_a_user_name_in_any_case(taken):
    make_user(username="can-bo")
    other = make_user()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=other.pk).update(username=taken)


@pytest.mark.django_db
def test_a_person_is_found_by_user_name_in_any_case():
    user = make_user(username="can-bo")

    assert User.objects.get_by_natural_key(" Can-Bo ") == user


@pytest.mark.django_db
def test_names_are_kept_in_one_form():
    decomposed = unicodedata.normalize("NFD", "  Nguyễn   Thị Đào ")

    user = User.objects.create_user("Van-Thu", "x", full_name=decomposed)

    assert (user.username, user.full_name) == ("van-thu", "Nguyễn Thị Đào")
    assert str(user) == user.get_full_name() == user.get_short_name() == "Nguyễn Thị Đào"


@pytest.mark.django_db
def test_a_person_for_the_admin_site_may_do_everything():
    user = User.objects.create_superuser("quan-tri", "x", full_name="Quản trị")

    assert (user.is_staff, user.is_superuser, user.is_active) == (True, True, True)
