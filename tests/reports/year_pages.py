"""What tests of the pages of a year's lists share: addresses, and what their forms would send."""

from django.urls import reverse

from reports.states import YearRows

INDICATORS, MOVEMENTS, AWARDS = YearRows.INDICATORS, YearRows.MOVEMENTS, YearRows.AWARDS
DOCUMENTS, SOURCES = YearRows.DOCUMENTS, YearRows.SOURCES


def at(season, kind=INDICATORS, *more, name="year-rows") -> str:
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label, kind, *more])


def add_at(season, kind=INDICATORS) -> str:
    return at(season, kind, name="year-row-add")


def row_at(season, row, kind=INDICATORS, name="year-row") -> str:
    return at(season, kind, row.pk, name=name)


def filled(page, **changes: str) -> dict[str, str]:
    """Return what the form of a page would send, with some boxes filled in otherwise."""
    form = page.context["form"]
    sent = {name: said_in(form, name) for name in form.fields} | changes
    return {name: value for name, value in sent.items() if value != "False"}


def said_in(form, name: str) -> str:
    """Return what a box says; a browser sends the first choice where none was made."""
    value, choices = form[name].value(), getattr(form.fields[name], "choices", ())
    if value is None:
        value = next(iter(choices))[0] if choices else ""
    return str(value)


def faults(response) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}
