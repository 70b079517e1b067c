"""Helpers that hold a column to its words inside the database."""

from enum import StrEnum

from django.db.models import CheckConstraint, Q


def one_of(field: str, words: type[StrEnum], *, name: str) -> CheckConstraint:
    """Hold a text column to the words of an enum, in the database itself."""
    return CheckConstraint(condition=Q(**{f"{field}__in": [w.value for w in words]}), name=name)
