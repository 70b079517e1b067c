"""The format as its JSON Schema says it: check, complete with defaults, leave defaults out.

The schema is the one description of the format; its order of properties is the order in
which files are written.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator

from scoring.rules.text import tidy, tidy_line

SCHEMA: Mapping[str, Any] = MappingProxyType(
    json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
)
# How many digits before and after the point the columns of the database hold.
_NUMBERS = {"amount": r"-?\d{1,16}(\.\d{1,4})?", "percent": r"-?\d{1,7}(\.\d{1,2})?"}
_NUMBERS["points"] = r"\d{1,7}(\.\d{1,2})?"
_NUMBERS["signed_points"] = r"-?\d{1,7}(\.\d{1,2})?"
_NUMBERS["share"] = r"0(\.\d{1,6})?|1(\.0{1,6})?"
_WHOLE = frozenset({"years_back"})  # the one parameter of a formula that is no text
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}:\d{2}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_formats = FormatChecker(formats=())


def _checks_number(name: str) -> None:
    pattern = re.compile(_NUMBERS[name], re.ASCII)

    @_formats.checks(name)
    def _is_number(value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            return True  # the type is another rule's matter
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        return pattern.fullmatch(text) is not None


for _name in _NUMBERS:
    _checks_number(_name)


@_formats.checks("date")
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or _parses(value, _DATE, date)


@_formats.checks("moment")
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or _parses(value, _MOMENT, datetime)


def _parses(text: str, pattern: re.Pattern[str], kind: type[date]) -> bool:
    if pattern.fullmatch(text) is None:
        return False
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


def validator() -> Validator:
    """Return a validator for whole files."""
    return Draft202012Validator(dict(SCHEMA), format_checker=_formats)


def canonical(value: Any, schema: Mapping[str, Any] = SCHEMA) -> Any:
    """Return valid data in its one form: defaults said, numbers exact, text tidied, keys ordered.

    What has no default and is absent stays absent; so do empty sections.
    """
    if value is None:
        return None
    schema = _resolved(schema)
    if "properties" in schema:
        return _canonical_object(value, schema)
    if "items" in schema:
        return [canonical(item, schema["items"]) for item in value]
    read = _READ.get(schema.get("format", ""), _tidied)
    return read(value)


def compact(value: Any, schema: Mapping[str, Any] = SCHEMA) -> Any:
    """Return canonical data without what goes without saying, in the order of the schema."""
    schema = _resolved(schema)
    if isinstance(value, Mapping) and "properties" in schema:
        properties = schema["properties"]
        return {
            name: compact(value[name], properties[name])
            for name in properties
            if name in value and not _goes_without_saying(value[name], properties[name])
        }
    if isinstance(value, list):
        return [compact(item, schema["items"]) for item in value]
    return value


def _formula(value: Any, name: str = "") -> Any:
    """Return a formula's parameters as the rules keep them: numbers as text, nothing rounded."""
    if isinstance(value, Mapping):
        return {inner: _formula(said, inner) for inner, said in value.items()}
    if isinstance(value, list):
        return [_formula(inner) for inner in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and name not in _WHOLE else value


def _moment(value: str) -> str:
    moment = datetime.fromisoformat(value)
    return moment.astimezone(timezone.get_default_timezone()).isoformat()


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


_READ: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        **dict.fromkeys(_NUMBERS, lambda value: Decimal(str(value))),
        "formula": _formula,
        "line": tidy_line,
        "moment": _moment,
    }
)


def _canonical_object(value: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    properties = schema["properties"]
    given = {name: canonical(value[name], properties[name]) for name in properties if name in value}
    if schema.get("dependentRequired") and set(given) == set(schema["required"]):
        return given  # it only points to what another file or the database describes
    if schema is SCHEMA:
        return {name: inner for name, inner in given.items() if inner not in ([], None)}
    return {
        name: given[name] if name in given else canonical(inner["default"], inner)
        for name, inner in properties.items()
        if name in given or "default" in inner
    }


def _goes_without_saying(value: Any, schema: Mapping[str, Any]) -> bool:
    return "default" in schema and canonical(schema["default"], schema) == value


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    return SCHEMA["$defs"][reference.removeprefix("#/$defs/")]
