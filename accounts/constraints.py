"""Helpers that hold a column to its words inside the database."""

from enum import StrEnum

from django.db.models import CheckConstraint, F, Func, Q, Value
from django.db.models.lookups import Exact


def one_of(field: str, words: type[StrEnum], *, name: str) -> CheckConstraint:
    """Hold a text column to the words of an enum, in the database itself."""
    return CheckConstraint(condition=Q(**{f"{field}__in": [w.value for w in words]}), name=name)


def made_of(field: str, characters: str, *, name: str) -> CheckConstraint:
    """Hold a text column to some characters and to one of them at least.

    Both databases trim a set of characters; a regular expression would stand in SQLite's file
    as a function that only Django brings along.
    """
    rest = Func(F(field), Value(characters), function="LTRIM")
    return CheckConstraint(condition=Q(Exact(rest, Value("")), **{f"{field}__gt": ""}), name=name)
