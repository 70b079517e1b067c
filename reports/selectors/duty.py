"""One thing that a person is to do, as every list of such things tells it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from blocs.models import Season


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: a sentence, the button that does it, and until when.

    ``advances`` says that it is done by moving the season on, ``is_outside`` that the person
    does not see the season itself, ``is_extended`` that the agency got more time than others.
    """

    season: Season
    sentence: str
    label: str
    url: str
    due_at: datetime | None = None
    advances: bool = False
    is_sample: bool = False
    is_outside: bool = False
    is_extended: bool = False


def page_of(season: Season, name: str) -> str:
    """Return the address of a season's page, where a duty is done."""
    return reverse(name, args=[season.bloc.code, season.cycle.label])
