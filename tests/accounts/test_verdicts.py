from enum import StrEnum

import pytest
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from accounts.constraints import one_of
from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.verdicts import YES, no


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


def test_a_yes_lets_pass():
    YES.demand()

    assert YES
    assert YES.reason == ""


def test_a_no_stops_with_its_reason():
    verdict = no("Chưa đến hạn.")

    with pytest.raises(NotAllowed, match=r"^Chưa đến hạn\.$"):
        verdict.demand()

    assert not verdict


def test_every_way_to_say_no_is_a_refusal():
    assert all(issubclass(kind, Refused) for kind in (NotAllowed, Stale, Invalid))
    assert Invalid("Sai.", field="points").field == "points"
    assert Invalid("Sai.").field == ""


def test_a_column_is_held_to_the_words_of_an_enum():
    constraint = one_of("colour", Light, name="colour_valid")

    assert constraint.name == "colour_valid"
    assert constraint.condition == Q(colour__in=["red", "green"])


def test_passwords_are_kept_with_argon2_at_the_agreed_cost(settings):
    settings.PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher"]

    assert make_password("x").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
