"""The import rules and the size of things, read from the code itself."""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Each may import those before it.
APPS = ("accounts", "blocs", "scoring", "awards", "reports", "config")
# The modules of an app; each may import those of its own row and of the rows above.
LAYERS = (
    {"states", "errors", "constraints", "verdicts", "rules", "tasks", "converters"},
    {"addresses", "chain", "context", "hashers", "navigation", "security_log", "text_files"}
    | {"whole_files"}
    | {"row_texts", "wording"},
    {"models", "managers"},
    {"permissions", "standing", "selectors", "access", "people", "papers", "render", "uploads"}
    | {"gather", "signing", "spreadsheets", "subjects"},
    {"audit", "crumbs", "checks", "http", "password_rules", "templatetags"},
    {"services"},
    {"season_files", "backups"},
    {"synthetic", "demo"},
    {"form_parts", "lists", "pages", "refusals", "middleware", "sign_in_brake"}
    | {"forms", "spoken_forms", "tables"}
    | {"table_forms", "table_lists", "workbook_forms", "document_lists"}
    | {"eligibility_forms", "condition_forms", "condition_lists"}
    | {"ballot_forms", "ballot_lists", "meeting_forms", "task_forms"}
    | {"dossier_forms", "decision_forms", "decision_lists"}
    | {"history_forms", "history_lists"}
    | {"quota_forms", "quota_lists", "catalogue_forms", "catalogue_lists"}
    | {
        "handover_forms",
        "word_forms",
        "pack_forms",
        "pack_lists",
        "narrative_forms",
        "own_words_forms",
        "indicator_forms",
        "year_list_forms",
        "registration_forms",
        "issue_forms",
        "signing_forms",
        "register_lists",
        "brakes",
    },
    {"views"},
    {"urls", "management", "apps"},
)
PURE = {"bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "types", "typing"}
# They give the same answer for the same input.
PURE |= {
    "bisect",
    "difflib",
    "fractions",
    "hashlib",
    "itertools",
    "json",
    "math",
    "re",
    "unicodedata",
}
MOST_LINES = 300
MOST_LINES_OF_TESTS = 400  # tables of cases may be long
MOST_LINES_IN_ONE = 30


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


CODE = python_files(*APPS)
INSIDE = [path for path in CODE if path.relative_to(ROOT).parts[0] != "config"]
LAYERED = [path for path in INSIDE if path.parent.parent != ROOT or path.stem != "__init__"]
RULES = [path for path in CODE if "rules" in path.parts or path.name == "states.py"]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports_at_top(path: Path) -> tuple[str, ...]:
    """Return the full names imported when the module is loaded, type checking left out."""
    found: list[str] = []
    for node in tree_of(path).body:
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def nodes(path: Path, kind: type[ast.AST]) -> list[Any]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, kind)]


def methods_called(path: Path) -> set[str]:
    """Return the names in ``something.name(...)``."""
    called = (node.func for node in nodes(path, ast.Call))
    return {function.attr for function in called if isinstance(function, ast.Attribute)}


def offenders(paths: Iterable[Path], faults: Callable[[Path], Any]) -> dict[str, Any]:
    """Return the faults of each file that has any; no file at all would prove nothing."""
    read = {str(path.relative_to(ROOT)): faults(path) for path in paths}
    assert read
    return {name: found for name, found in read.items() if found}


def module_of(path: Path) -> str:
    """Return the module of its app that a file belongs to: ``scoring/rules/x.py`` is rules."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def layer_of(module: str) -> int | None:
    return next((place for place, names in enumerate(LAYERS) if module in names), None)


def test_an_app_imports_only_lower_apps():
    def higher(path: Path) -> list[str]:
        app = path.relative_to(ROOT).parts[0]
        forbidden = set(APPS[APPS.index(app) + 1 :])
        return [name for name in imports_at_top(path) if name.split(".")[0] in forbidden]

    assert offenders(CODE, higher) == {}


def test_the_product_imports_no_tests_and_no_benchmarks():
    def foreign(path: Path) -> list[str]:
        return [name for name in imports_at_top(path) if name.split(".")[0] in {"tests", "bench"}]

    assert offenders(CODE, foreign) == {}


def test_a_migration_imports_nothing_of_ours_but_migrations():
    """It does the same for ever, and tests/fixtures/migrated.py knows a changed one by its text."""

    def changing(path: Path) -> list[str]:
        ours = [name for name in imports_at_top(path) if name.split(".")[0] in APPS]
        return [name for name in ours if name.split(".")[1] != "migrations"]

    found = [path for app in APPS for path in (ROOT / app / "migrations").rglob("*.py")]
    assert len(found) > len(APPS)
    assert offenders(found, changing) == {}


def test_every_module_has_its_place_in_a_layer():
    assert offenders(LAYERED, lambda path: layer_of(module_of(path)) is None) == {}


def test_a_module_imports_only_lower_layers_of_its_app():
    def higher(path: Path) -> list[str]:
        app, own = path.relative_to(ROOT).parts[0], layer_of(module_of(path))
        seen = [name.split(".")[1] for name in imports_at_top(path) if name.split(".")[0] == app]
        return [name for name in seen if (layer_of(name) or 0) > (own or 0)]

    assert offenders(LAYERED, higher) == {}


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


def test_rules_know_nothing_of_django_the_clock_or_the_database():
    def impure(path: Path) -> list[str]:
        return [name for name in imports_at_top(path) if not is_pure(name)]

    assert sys.stdlib_module_names >= PURE
    assert offenders(RULES, impure) == {}


def is_pure(name: str) -> bool:
    first, *rest = name.split(".")
    is_rule = first in APPS and rest and rest[0] in {"rules", "states"}
    return first in PURE or bool(is_rule)


def test_rules_read_no_clock():
    clock = {"now", "today", "utcnow"}

    assert offenders(RULES, lambda path: methods_called(path) & clock) == {}


def test_services_know_no_requests_and_no_messages():
    forbidden = ("django.http", "django.shortcuts", "django.contrib.messages", "django.template")
    services = [path for path in CODE if module_of(path) == "services"]

    def known(path: Path) -> list[str]:
        return [name for name in imports_at_top(path) if name.startswith(forbidden)]

    assert offenders(services, known) == {}


def test_views_write_nothing_themselves():
    writing = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    views = [path for path in CODE if module_of(path) == "views"]

    assert offenders(views, lambda path: methods_called(path) & writing) == {}


def test_a_file_stays_short_enough_to_be_read():
    product = set(CODE)

    def surplus(path: Path) -> int:
        lines = len(path.read_text("utf-8").splitlines())
        return max(0, lines - (MOST_LINES if path in product else MOST_LINES_OF_TESTS))

    assert offenders(python_files(*APPS, "tests", "bench"), surplus) == {}


def test_a_function_stays_short_enough_to_be_read():
    def too_long(path: Path) -> list[tuple[str, int]]:
        source = path.read_text("utf-8").splitlines()
        functions = nodes(path, ast.FunctionDef)
        counted = [(node.name, lines_of_code(node, source)) for node in functions]
        return [(name, lines) for name, lines in counted if lines > MOST_LINES_IN_ONE]

    assert offenders(CODE, too_long) == {}


def lines_of_code(node: ast.FunctionDef, source: list[str]) -> int:
    """Count the lines that say something, from the first statement after the docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    body = (line.strip() for line in source[first.lineno - 1 : node.end_lineno])
    return sum(bool(line) and not line.startswith("#") for line in body)


def test_models_save_and_are_deleted_in_one_way():
    models = [path for path in CODE if module_of(path) == "models"]

    def overrides(path: Path) -> set[str]:
        return {node.name for node in nodes(path, ast.FunctionDef)} & {"save", "delete"}

    assert offenders(models, overrides) == {}


def test_there_are_no_signals():
    def signals(path: Path) -> list[str]:
        seen = imports_at_top(path)
        return [name for name in seen if name.startswith("django.db.models.signals")]

    assert offenders(CODE, signals) == {}
