"""A province, an agency of it, and its officer who is signed in."""

import pytest
from django.test import Client

from accounts.models import User
from blocs.models import Agency, Province
from tests.factories import make_agency, make_officer, make_province


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def agency(province: Province) -> Agency:
    return make_agency(code="so-y-te", name="Sở Y tế", province=province)


@pytest.fixture
def officer(client: Client, province: Province) -> User:
    user = make_officer(province=province)
    client.force_login(user)
    return user
