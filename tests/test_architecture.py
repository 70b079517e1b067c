"""The import rules and the size of things, read from the code itself."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Each may import those before it.
APPS = ("accounts", "blocs", "scoring", "awards", "reports", "config")
# The modules of an app; each may import those of its own row and of the rows above.
LAYERS = (
    {"states", "errors", "constraints", "verdicts", "rules", "tasks", "converters"},
    {"addresses", "chain", "context", "hashers", "navigation", "security_log", "text_files"}
    | {"wording"},
    {"models", "managers"},
    {"permissions", "standing", "selectors", "access", "people", "papers", "render", "uploads"}
    | {"gather", "spreadsheets", "subjects"},
    {"audit", "crumbs", "checks", "http", "password_rules", "templatetags"},
    {"services"},
    {"season_files"},
    {"synthetic", "demo"},
    {"form_parts", "lists", "pages", "refusals", "middleware", "sign_in_brake"}
    | {"forms", "spoken_forms", "tables"}
    | {"table_forms", "table_lists", "workbook_forms", "document_lists"}
    | {"eligibility_forms", "condition_forms", "condition_lists"}
    | {"ballot_forms", "ballot_lists"}
    | {"dossier_forms", "decision_forms", "decision_lists"}
    | {"history_forms", "history_lists"}
    | {"quota_forms", "quota_lists", "catalogue_forms", "catalogue_lists"}
    | {"handover_forms"},
    {"views"},
    {"urls", "management", "apps"},
)
PURE = {"collections", "dataclasses", "datetime", "decimal", "enum", "types", "typing"}
# They give the same answer for the same input.
PURE |= {"fractions", "hashlib", "itertools", "json", "math", "re", "unicodedata"}
MOST_LINES = 300
MOST_LINES_OF_TESTS = 400  # tables of cases may be long
MOST_LINES_IN_ONE = 30


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


CODE = python_files(*APPS)
INSIDE = [path for path in CODE if path.relative_to(ROOT).parts[0] != "config"]
RULES = [path for path in CODE if "rules" in path.parts or path.name == "states.py"]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports_at_top(path: Path) -> Iterator[str]:
    """Yield the full names imported when the module is loaded, type checking left out."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(path: Path) -> str:
    """Return the module of its app that a file belongs to: ``scoring/rules/x.py`` is rules."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def layer_of(module: str) -> int | None:
    return next((place for place, names in enumerate(LAYERS) if module in names), None)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_an_app_imports_only_lower_apps(path):
    app = path.relative_to(ROOT).parts[0]
    higher = set(APPS[APPS.index(app) + 1 :])

    assert [name for name in imports_at_top(path) if name.split(".")[0] in higher] == []


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_the_product_imports_no_tests_and_no_benchmarks(path):
    assert {name.split(".")[0] for name in imports_at_top(path)}.isdisjoint({"tests", "bench"})


@pytest.mark.parametrize(
    "path",
    [path for path in INSIDE if path.parent.parent != ROOT or path.stem != "__init__"],
    ids=name_of,
)
def test_a_module_imports_only_lower_layers_of_its_app(path):
    app, own = path.relative_to(ROOT).parts[0], layer_of(module_of(path))
    assert own is not None, f"{module_of(path)} has no place in LAYERS"

    seen = [name.split(".")[1] for name in imports_at_top(path) if name.split(".")[0] == app]

    assert [name for name in seen if (layer_of(name) or 0) > own] == []


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {dotted(path): path for path in CODE}


def loaded_by(module: str) -> Iterator[str]:
    """Yield what must be loaded first: what it imports, with the packages around that."""
    for name in imports_at_top(FILES[module]):
        steps = name.split(".")
        chain = {".".join(steps[:length]) for length in range(1, len(steps) + 1)}
        yield from (one for one in chain & FILES.keys() if not f"{module}.".startswith(f"{one}."))


def test_whichever_module_is_loaded_first_it_waits_for_none_that_waits_for_it():
    TopologicalSorter({module: set(loaded_by(module)) for module in FILES}).prepare()


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_rules_know_nothing_of_django_the_clock_or_the_database(path):
    assert sys.stdlib_module_names >= PURE
    for name in imports_at_top(path):
        first, *rest = name.split(".")
        is_rule = first in APPS and rest and rest[0] in {"rules", "states"}
        assert first in PURE or is_rule, name


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_rules_read_no_clock(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if is_clock(node)]

    assert calls == []


def is_clock(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
    )


@pytest.mark.parametrize(
    "path", [path for path in CODE if module_of(path) == "services"], ids=name_of
)
def test_services_know_no_requests_and_no_messages(path):
    forbidden = ("django.http", "django.shortcuts", "django.contrib.messages", "django.template")

    assert [name for name in imports_at_top(path) if name.startswith(forbidden)] == []


@pytest.mark.parametrize("path", [path for path in CODE if module_of(path) == "views"], ids=name_of)
def test_views_write_nothing_themselves(path):
    tree = ast.parse(path.read_text("utf-8"))
    writing = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}

    found = [
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writing
    ]

    assert found == []


@pytest.mark.parametrize("path", python_files(*APPS, "tests", "bench"), ids=name_of)
def test_a_file_stays_short_enough_to_be_read(path):
    lines = len(path.read_text("utf-8").splitlines())

    assert lines <= (MOST_LINES if path in CODE else MOST_LINES_OF_TESTS)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_function_stays_short_enough_to_be_read(path):
    text = path.read_text("utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]

    counted = {node.name: lines_of_code(node, text.splitlines()) for node in functions}

    assert {name: lines for name, lines in counted.items() if lines > MOST_LINES_IN_ONE} == {}


def lines_of_code(node: ast.FunctionDef, source: list[str]) -> int:
    """Count the lines that say something, from the first statement after the docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    body = (line.strip() for line in source[first.lineno - 1 : node.end_lineno])
    return sum(bool(line) and not line.startswith("#") for line in body)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_there_are_no_signals_and_models_save_in_one_way(path):
    tree = ast.parse(path.read_text("utf-8"))
    is_models = module_of(path) == "models"
    overrides = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"} and is_models
    ]

    assert overrides == []
    assert [
        name for name in imports_at_top(path) if name.startswith("django.db.models.signals")
    ] == []
