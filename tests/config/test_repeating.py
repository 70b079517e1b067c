"""What the second engine leaves out has been proved by what it repeats."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from blocs.models import Province
from tests.factories import make_province
from tests.fixtures import repeating
from tests.fixtures.repeating import Noted, chosen, is_plain, shape_of


def noted(test: str, keys: str, seconds: float = 1) -> Noted:
    return Noted(test, seconds, frozenset(map(ord, keys)))


def stand_in(name: str) -> SimpleNamespace:
    return SimpleNamespace(
        nodeid=name,
        fixturenames=["db"],
        cls=None,
        module=SimpleNamespace(),
        iter_markers=lambda *names: iter(()),
    )


def repeated(
    items: list[Any], folder: Path | None, *, everything: bool = False
) -> tuple[list[Any], list[Any]]:
    """Return what is run and what is left out of the items."""
    out: list[Any] = []
    given = {"--repeat-by": folder, "--repeat-all": everything}

    def pytest_deselected(items: list[Any]) -> None:
        out.extend(items)

    hook = SimpleNamespace(pytest_deselected=pytest_deselected)
    run = list(items)
    repeating.pytest_collection_modifyitems(SimpleNamespace(getoption=given.get, hook=hook), run)
    return run, out


@contextmanager
def noting(folder: Path) -> Iterator[repeating._Notes]:
    notes = repeating._Notes(folder)
    with repeating.connection.execute_wrapper(notes.note):
        yield notes


def test_each_statement_is_sent_again_by_two_tests_and_the_cheap_ones_are_taken() -> None:
    notes = [
        noted("dear", "abc", 9),
        noted("cheap", "ab"),
        noted("as cheap", "ab"),
        noted("a third", "ab"),
        noted("alone with d", "d", 5),
        noted("sends nothing", ""),
    ]

    assert chosen(notes) == {"a third", "as cheap", "dear", "alone with d"}
    assert chosen(reversed(notes)) == chosen(notes)


def test_what_others_have_sent_meanwhile_makes_a_test_dearer() -> None:
    many = [noted(f"many {n}", "abcdefgh", 2) for n in (1, 2)]
    few = [noted(f"few {n}", "abcdefgh"[n], 0.3) for n in range(8)]

    assert chosen([*few, *many]) == {"many 1", "many 2"}


@pytest.mark.parametrize(
    ("sql", "shape"),
    [
        ("SELECT 1 WHERE a IN (%s, %s, %s)", "SELECT 1 WHERE a IN (%s)"),
        ("SELECT 1 WHERE a = %s AND b = %s", "SELECT 1 WHERE a = %s AND b = %s"),
        ("SELECT 1 LIMIT 21", "SELECT 1 LIMIT 21"),
        ("INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)", "INSERT INTO t (a, b) VALUES (%s)"),
        (
            'CASE WHEN ("t"."id" = %s) THEN %s WHEN ("t"."id" = %s) THEN %s ELSE NULL END',
            'CASE WHEN ("t"."id" = %s) THEN %s ELSE NULL END',
        ),
        ('RELEASE SAVEPOINT "s140_x7"', "SAVEPOINT"),
    ],
)
def test_a_statement_is_the_same_however_long_its_lists(sql: str, shape: str) -> None:
    assert shape_of(sql) == shape


@pytest.mark.django_db
def test_a_statement_is_told_by_how_many_rows_it_changed(tmp_path: Path) -> None:
    one, other = make_province(), make_province()

    def rename(*codes: str, to: str) -> set[int]:
        with noting(tmp_path) as notes:
            Province.objects.filter(code__in=codes).update(name=to)
        assert not notes.is_refused
        return notes.keys

    assert rename(one.code, to="a") == rename("none", other.code, to="b")
    assert rename(one.code, to="a") != rename("none", to="a")
    assert rename(one.code, to="a") != rename(one.code, other.code, to="a")


@pytest.mark.django_db
@pytest.mark.parametrize("places", [1, 2])
def test_a_statement_is_told_by_the_line_of_ours_that_sent_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, places: int
) -> None:
    if places == 2:
        monkeypatch.setattr(repeating, "OURS", (__file__,))

    with noting(tmp_path) as notes:
        Province.objects.exists()
        Province.objects.exists()

    assert len(notes.keys) == places


@pytest.mark.django_db
def test_a_test_in_which_a_statement_was_refused_has_no_note(tmp_path: Path) -> None:
    one = make_province()

    with noting(tmp_path) as notes, pytest.raises(IntegrityError), transaction.atomic():
        Province.objects.create(code=one.code, name="x")

    assert notes.is_refused


def test_a_plain_test_is_left_out_where_two_others_send_the_same(tmp_path: Path) -> None:
    names = ["a", "b", "dear", "commits", "starts a process", "has not passed"]
    items = [stand_in(name) for name in names]
    items[3].fixturenames.append("transactional_db")
    items[4].module.subprocess, items[4].cls = None, type
    lines = [f'["{name}", {9 if name == "dear" else 1}, [7]]' for name in [*names[:-1], "gone"]]
    (tmp_path / "gw0.jsonl").write_text("\n".join(lines[:2]))
    (tmp_path / "gw1.jsonl").write_text("\n".join(lines[2:]))

    run, out = repeated(items, tmp_path)

    assert [item.nodeid for item in out] == ["dear"]
    assert [item.nodeid for item in run] == [name for name in names if name != "dear"]
    assert repeated(items, tmp_path, everything=True) == (items, [])
    assert repeated(items, None) == (items, [])
    assert repeated(items[1:], tmp_path) == (items[1:], [])  # only what runs can prove it


@pytest.mark.django_db
def test_this_test_is_plain(request: pytest.FixtureRequest) -> None:
    assert is_plain(request.node)


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_is_repeated(request: pytest.FixtureRequest) -> None:
    assert not is_plain(request.node)


def test_a_test_with_a_broker_is_repeated(request: pytest.FixtureRequest, real_broker: str) -> None:
    assert real_broker
    assert not is_plain(request.node)
