from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from accounts.models import AuditEvent
from blocs.models import Season
from reports.season_files.loading import dump_season, load_files
from reports.season_files.order import ordered
from reports.season_files.reading import find_season, read_season
from reports.season_files.schema import canonical, compact
from reports.season_files.yaml_text import read_yaml, write_yaml
from tests.reports.given_season import VOTES, given_scoring, given_season
from tests.reports.season_strategies import seasons
from tests.reports.shipped import STEMS, files_of, name_of, shipped
from tests.reports.small_season import ALL_FILES, small_season, write


def run(command, *arguments):
    out, err = StringIO(), StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue()


def said_by(*paths: Path) -> dict[str, object]:
    """Return what the files say together, in the canonical form."""
    joined: dict[str, object] = {}
    for path in paths:
        content = canonical(read_yaml(path.read_text(encoding="utf-8")))
        pointers = {name for name in ("bloc", "cycle") if len(content[name]) == 1}
        joined |= {name: value for name, value in content.items() if name not in pointers}
    members = [row["code"] for row in joined.get("members", [])]
    return ordered(joined, members)


def test_the_four_seasons_of_the_five_articles_are_shipped():
    assert STEMS == [
        "hoa-binh-kinh-te-thong-ke-2020",
        "kinh-te-ky-thuat-2021",
        "tay-ninh-cqtw-2022",
        "tong-hop-thua-thien-hue-2021",
    ]
    assert len(ALL_FILES) == 7


@pytest.mark.django_db
@pytest.mark.parametrize("stem", STEMS)
def test_a_dump_says_what_the_files_say_and_builds_the_same_season_in_an_empty_database(
    stem, tmp_path
):
    first = shipped().dumps[stem]
    assert canonical(read_yaml(first)) == said_by(*files_of(stem))
    assert not Season.objects.exists()

    load_files([write(tmp_path, first)])

    assert dump_season(*name_of(stem)) == first
    events = AuditEvent.objects.count()
    (outcome,) = load_files(files_of(stem))
    assert outcome.sections == ()
    assert AuditEvent.objects.count() == events


@pytest.mark.django_db
@settings(
    max_examples=15,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(season=seasons())
def test_load_dump_load_is_an_identity_for_made_up_seasons(season, tmp_path):
    path = write(tmp_path, season)
    with transaction.atomic():
        load_files([path])
        first = dump_season("khoi-thu", "2022")
        events = AuditEvent.objects.count()
        assert load_files([path])[0].sections == ()
        assert load_files([write(tmp_path, first, "dump.yaml")])[0].sections == ()
        assert AuditEvent.objects.count() == events
        transaction.set_rollback(True)

    assert canonical(read_yaml(first)) == said_by(path)
    assert write_yaml(compact(canonical(read_yaml(first)))) == first


def test_a_dump_of_facts_and_scores_has_both(db):
    season = read_yaml(shipped().dumps["tay-ninh-cqtw-2022"])

    assert season["scoring"]["sample"] is True
    assert len(season["scoring"]["sheets"]) == 7
    assert [row["agency"] for row in season["proposals"]] == [
        "bhxh-tay-ninh",
        "cuc-hai-quan-tay-ninh",
        "cuc-qltt-tay-ninh",
    ]


def full_season(rows: int) -> dict[str, object]:
    """Return a season with this many rows of everything that can have several."""
    meeting = {
        "name": "Họp",
        "purposes": [{"kind": "summary"}],
        "attendance": [{"agency": "so-a"}, {"agency": "so-b"}][:rows],
        "guests": [{"office": f"Khách {number}"} for number in range(rows)],
        "conclusions": [{"text": "Rõ.", "speaker": "Khách 0"}] * rows,
    }
    step = {"opens_at": "2022-11-01T00:00:00+07:00", "due_at": "2022-12-01T00:00:00+07:00"}
    extension = {"agency": "so-a", "due_at": "2022-12-02T00:00:00+07:00", "reason": "Bão"}
    indicator = {"name": "Thu", "baselines": [{"kind": "last_year", "change": 1}] * rows}
    proposal = {"award": "co-tinh", "options": ["bang-khen-tinh", "co-tinh"], "state": "draft"}
    scoring = given_scoring(frozen=False)
    for section in ("cross", "facts"):
        scoring[section] = scoring[section][:rows]
    scoring["tie_decisions"] = scoring["tie_decisions"] if rows > 1 else []
    for sheet in scoring["sheets"]:
        sheet["lines"] = [*sheet["lines"][:2], *sheet["lines"][2 : 2 + rows]]
    return given_season(
        scoring=scoring,
        votes=VOTES[:rows],
        calendar=[
            {"kind": kind, **step, "extensions": [extension]}
            for kind in ("registration", "covenant", "dossier")[:rows]
        ],
        meetings=[meeting] * rows,
        indicators=[indicator] * rows,
        registrations=[
            {"agency": code, "items": [{"kind": "title", "content": "Cờ"}] * rows}
            for code in ("so-a", "so-b", "so-c")[:rows]
        ],
        proposals=[{"agency": code, **proposal} for code in ("so-a", "so-b", "so-c")[:rows]],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_reading_a_season_costs_the_same_for_little_and_for_much(
    rows, tmp_path, django_assert_num_queries
):
    load_files([write(tmp_path, full_season(rows))])
    season = find_season("khoi-thu", "2022")

    # aliases, members, offices; steps, extensions, their agencies; eight for the meetings;
    # movements; indicators, baselines; statements, tasks, documents, sources; registrations,
    # items; award counts; ballots; proposals, options, papers, opinions, records; votes of the
    # council, lines of decisions; reported ranking; the season's table, its tree, agencies of its
    # sectors, whether it is ranked; sheets, returns, lines, their criteria and sectors; points
    # that others gave, who scores whom, votes, decisions, facts; papers
    # issued here, and elsewhere
    with django_assert_num_queries(50):
        read_season(season)


def test_the_commands_load_dump_and_say_what_they_did(db, tmp_path):
    path = write(tmp_path, small_season())

    assert run("load_season", path) == "khoi-thu 2022: đã dựng hồ sơ năm thi đua.\n"
    assert run("load_season", path) == "khoi-thu 2022: đã có đủ, không thay đổi.\n"
    write(tmp_path, small_season(next_tasks=["Một."]))
    assert run("load_season", path) == "khoi-thu 2022: đã bổ sung next_tasks.\n"
    assert run("dump_season", "khoi-thu", "2022") == dump_season("khoi-thu", "2022")


def test_the_commands_end_with_a_sentence_on_bad_input(db, tmp_path):
    path, err = write(tmp_path, small_season() | {"schema": 2, "stage": "x"}), StringIO()

    with pytest.raises(CommandError, match=r"Không nạp được vì có 2 lỗi. Chưa ghi gì.") as refusal:
        call_command("load_season", str(path), stderr=err)

    assert refusal.value.returncode == 1
    assert err.getvalue().splitlines()[0] == f"{path}: schema: phải là 1"
    with pytest.raises(CommandError, match="Không có hồ sơ năm 2022 của khối, cụm khoi-thu"):
        call_command("dump_season", "khoi-thu", "2022")


def test_all_files_stand_side_by_side_and_load_twice(db):
    """The demo loads them together; the sample files share one sample table."""
    found = shipped()

    assert [outcome.is_new for outcome in found.first] == [True] * 4
    assert [outcome.sections for outcome in found.again] == [()] * 4
    assert found.events[0] == found.events[1]
    assert found.sample_tables == 1
