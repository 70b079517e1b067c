"""Try the constraints of the database with raw writes, past forms, validators and services."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

Case = Callable[[], object]
Cases = Mapping[str, Sequence[Case] | Case]


def change(row: models.Model, **fields: Any) -> None:
    """Write values straight into the row's table."""
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


def repeat(row: models.Model, **fields: Any) -> None:
    """Insert a copy of the row, with other values where they are given."""
    columns = [field for field in row._meta.local_fields if not field.primary_key]
    values = {field.attname: getattr(row, field.attname) for field in columns}
    copy = type(row)(**values)
    for name, value in fields.items():
        setattr(copy, name, value)
    type(row)._base_manager.bulk_create([copy])


def run(sql: str, *values: object) -> None:
    """Run a statement past Django's models."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def columns_of(model: type[models.Model]) -> list[str]:
    """Return the names of a model's columns as its rows have them."""
    return [field.attname for field in model._meta.local_fields]


def constraints_of(app_label: str) -> dict[str, tuple[type[models.Model], tuple[str, ...]]]:
    """Return the constraints of an app by name, with their model and columns (for a UNIQUE).

    A column that is unique by itself is named ``Model.field``.
    """
    found: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {}
    for model in apps.get_app_config(app_label).get_models():
        for constraint in model._meta.constraints:
            fields = getattr(constraint, "fields", ())
            found[constraint.name] = (model, _columns(model, fields))
        for field in model._meta.local_fields:
            if field.unique and not field.primary_key:
                found[f"{model.__name__}.{field.name}"] = (model, (str(field.column),))
    return found


def _columns(model: type[models.Model], fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(model._meta.get_field(name).column) for name in fields)


def flat(cases: Cases) -> list[Any]:
    """Return one parameter for each case."""
    return [
        pytest.param(name, case, id=f"{name}-{number}")
        for name, given in cases.items()
        for number, case in enumerate([given] if callable(given) else given)
    ]


# An unknown word breaks the other constraint too, and PostgreSQL names the first by alphabet.
# SQLite names the first by place, which is the constraint of the words.
SAID_TWICE = {
    "decision_state_valid": "decision_published_iff_it_has_its_time",
    "appointment_role_valid": "appointment_agency_iff_agency_role",
    "ballot_purpose_valid": "ballot_for_an_award_or_an_office",
    "ballot_state_valid": "ballot_ended_has_its_time",
    "sheet_state_valid": "sheet_sent_has_its_time",
}


def assert_refused(app_label: str, name: str, case: Case) -> None:
    """Run the case and see that this constraint, and no other, stopped it."""
    model, columns = constraints_of(app_label)[name]
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        case()

    message = str(refusal.value)
    table = model._meta.db_table
    if connection.vendor == "sqlite" and columns:
        named = ", ".join(f"{table}.{column}" for column in columns)
        assert message == f"UNIQUE constraint failed: {named}"
    elif "." in name:
        assert f'"{table}_{columns[0]}_' in message
    elif connection.vendor == "postgresql" and name in SAID_TWICE:
        assert SAID_TWICE[name] in message
    else:
        assert name in message
