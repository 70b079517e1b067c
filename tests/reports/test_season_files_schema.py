import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from awards.models import (
    AwardCount,
    AwardType,
    Ballot,
    BallotOverride,
    CouncilSession,
    Decision,
    DossierItem,
    Opinion,
    Proposal,
)
from awards.states import (
    BallotMethod,
    BallotState,
    DecisionState,
    DossierKind,
    DossierState,
    OpinionAnswer,
    ProposalState,
    ShareBase,
    VoteChannel,
)
from blocs import models, states
from reports.season_files.schema import SCHEMA, canonical, compact
from reports.season_files.sentences import schema_findings
from scoring.models import CriteriaTable, Criterion, DeclaredFact, TieDecision
from scoring.services.votes import MOST_VOTERS
from scoring.states import CriterionKind, FactState, SheetState
from tests.reports.given_season import given_season
from tests.reports.small_season import changed, scored_season, small_season


def at(path):
    """Return the part of the schema that describes a place such as ``members[].code``."""
    place = SCHEMA
    for step in path.split("."):
        name, is_list = step.removesuffix("[]"), step.endswith("[]")
        place = place["properties"][name]
        place = place["items"] if is_list else place
        if "$ref" in place:
            place = SCHEMA["$defs"][place["$ref"].removeprefix("#/$defs/")]
    return place


def parts(place=SCHEMA):
    """Yield every part of the schema."""
    if isinstance(place, dict) or place is SCHEMA:
        yield place
        for inner in place.values():
            yield from parts(inner)
    elif isinstance(place, list):
        for inner in place:
            yield from parts(inner)


def test_the_schema_is_a_schema_and_the_command_prints_it():
    out = StringIO()

    call_command("season_schema", stdout=out)

    printed = json.loads(out.getvalue())
    assert printed == dict(SCHEMA)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(printed)


def test_nothing_unknown_passes_and_every_property_is_described():
    objects = [part for part in parts() if "properties" in part and "type" in part]

    assert len(objects) > 25
    for part in objects:
        assert part["additionalProperties"] is False
        for name, inner in part["properties"].items():
            assert "$ref" in inner or inner["description"], name


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("stage", states.Stage),
        ("bloc.kind", states.BlocKind),
        ("cycle.kind", states.CycleKind),
        ("members[].level", states.AgencyLevel),
        ("offices[].term", states.Term),
        ("offices[].role", states.OfficeRole),
        ("offices[].state", states.OfficeState),
        ("offices[].selected_by", states.SelectionMethod),
        ("calendar[].kind", states.StepKind),
        ("calendar[].closing", states.StepClosing),
        ("meetings[].day_part", states.DayPart),
        ("meetings[].purposes[].kind", states.MeetingKind),
        ("meetings[].attendance[].role", states.AttendanceRole),
        ("meetings[].guests[].roles[]", states.GuestRole),
        ("movements[].kind", states.MovementKind),
        ("movements[].launched_by", states.Launcher),
        ("indicators[].qualifier", states.Qualifier),
        ("indicators[].baselines[].kind", states.BaselineKind),
        ("statements[].section", states.NarrativeSection),
        ("registrations[].items[].kind", states.RegistrationKind),
        ("proposals[].state", ProposalState),
        ("proposals[].dossier[].kind", DossierKind),
        ("proposals[].dossier[].state", DossierState),
        ("proposals[].opinions[].answer", OpinionAnswer),
        ("ballots[].method", BallotMethod),
        ("ballots[].share_of", ShareBase),
        ("council_sessions[].base", ShareBase),
        ("decisions[].state", DecisionState),
        ("scoring.table.criteria[].kind", CriterionKind),
        ("scoring.sheets[].state", SheetState),
        ("scoring.facts[].state", FactState),
    ],
)
def test_the_schema_has_the_words_of_the_database(path, words):
    assert at(path)["enum"] == [word.value for word in words]


def test_a_ballot_under_way_has_no_word_and_nobody_is_told_by_none():
    under_way = {BallotState.OPEN.value, BallotState.COUNTING.value}
    assert set(at("ballots[].state")["enum"]) == {*BallotState} - under_way
    assert at("ballots[].role")["enum"] == ["none", *states.OfficeRole]
    assert at("ballots[].roll[].voted")["enum"] == [one or "none" for one in VoteChannel]


@pytest.mark.parametrize(
    ("path", "model", "column"),
    [
        ("bloc.code", models.Bloc, "code"),
        ("bloc.name", models.Bloc, "name"),
        ("bloc.aliases[]", models.BlocAlias, "name"),
        ("bloc.province.code", models.Province, "code"),
        ("bloc.province.name", models.Province, "name"),
        ("bloc.province.letterhead", models.Province, "letterhead"),
        ("bloc.province.place", models.Province, "place"),
        ("cycle.label", models.Cycle, "label"),
        ("members[].code", models.Agency, "code"),
        ("members[].name", models.Membership, "name"),
        ("members[].short_name", models.Agency, "short_name"),
        ("offices[].person_title", models.Office, "person_title"),
        ("offices[].basis", models.Office, "basis"),
        ("calendar[].extensions[].reason", models.StepExtension, "reason"),
        ("meetings[].name", models.Meeting, "name"),
        ("meetings[].place", models.Meeting, "place"),
        ("meetings[].attendance[].representative", models.Attendance, "representative"),
        ("meetings[].attendance[].absence_reason", models.Attendance, "absence_reason"),
        ("meetings[].guests[].office", models.Guest, "office"),
        ("movements[].name", models.Movement, "name"),
        ("indicators[].subject", models.Indicator, "subject"),
        ("indicators[].name", models.Indicator, "name"),
        ("indicators[].unit", models.Indicator, "unit"),
        ("indicators[].qualifier_text", models.Indicator, "qualifier_text"),
        ("indicators[].note", models.Indicator, "note"),
        ("indicators[].baselines[].issuer", models.IndicatorBaseline, "issuer"),
        ("indicators[].baselines[].label", models.IndicatorBaseline, "label"),
        ("indicators[].baselines[].qualifier_text", models.IndicatorBaseline, "qualifier_text"),
        ("legal_documents[].kind", models.LegalDocument, "kind"),
        ("legal_documents[].number", models.LegalDocument, "number"),
        ("legal_documents[].issuer", models.LegalDocument, "issuer"),
        ("sources[].title", models.Source, "title"),
        ("sources[].publisher", models.Source, "publisher"),
        ("registrations[].items[].content", models.RegistrationItem, "content"),
        ("registrations[].items[].unit", models.RegistrationItem, "unit"),
        ("registrations[].items[].note", models.RegistrationItem, "note"),
        ("award_counts[].award", AwardType, "code"),
        ("award_counts[].note", AwardCount, "note"),
        ("proposals[].local_label", Proposal, "local_label"),
        ("proposals[].answer", Proposal, "answer"),
        ("proposals[].decision.number", Proposal, "decision_number"),
        ("proposals[].fallback", AwardType, "code"),
        ("proposals[].dossier[].reference", DossierItem, "reference"),
        ("proposals[].dossier[].note", DossierItem, "note"),
        ("proposals[].opinions[].name", Opinion, "agency_name"),
        ("proposals[].opinions[].text", Opinion, "text"),
        ("proposals[].opinions[].document", Opinion, "document"),
        ("ballots[].title", Ballot, "title"),
        ("ballots[].void_reason", Ballot, "void_reason"),
        ("ballots[].meeting", models.Meeting, "name"),
        ("ballots[].nominees[].override.decision", BallotOverride, "decision"),
        ("ballots[].nominees[].override.reason", BallotOverride, "reason"),
        ("council_sessions[].name", CouncilSession, "name"),
        ("council_sessions[].source", CouncilSession, "source"),
        ("decisions[].number", Decision, "number"),
        ("decisions[].issuer", Decision, "issuer"),
        ("decisions[].signer_office", Decision, "signer_office"),
        ("decisions[].note", Decision, "note"),
        ("scoring.table.code", CriteriaTable, "code"),
        ("scoring.table.title", CriteriaTable, "title"),
        ("scoring.table.issued_by", CriteriaTable, "issued_by"),
        ("scoring.table.decision", CriteriaTable, "decision"),
        ("scoring.table.criteria[].code", Criterion, "code"),
        ("scoring.sheets[].lines[].key", Criterion, "key"),
        ("scoring.cross[].scorer", models.Agency, "code"),
        ("scoring.cross[].scores[].key", Criterion, "key"),
        ("scoring.tie_decisions[].reason", TieDecision, "reason"),
        ("scoring.facts[].condition", DeclaredFact, "condition"),
        ("scoring.facts[].document", DeclaredFact, "document"),
        ("scoring.facts[].decision_reason", DeclaredFact, "decision_reason"),
    ],
)
def test_the_schema_is_as_long_as_the_columns(path, model, column):
    assert at(path)["maxLength"] == model._meta.get_field(column).max_length


def test_the_schema_takes_as_many_voters_as_a_page():
    assert at("votes[].voters")["maximum"] == at("votes[].votes")["maximum"] == MOST_VOTERS


def test_what_is_kept_on_one_line_is_read_as_one_line():
    season = given_season()
    season["scoring"]["facts"][0] |= {"document": " QĐ 12 \n ngày 01/02 ", "fact": " Một\nHai "}

    fact = canonical(season)["scoring"]["facts"][0]

    assert (fact["document"], fact["fact"]) == ("QĐ 12 ngày 01/02", "Một\nHai")


def test_a_whole_season_breaks_nothing():
    assert schema_findings(scored_season()) == []


@pytest.mark.parametrize(
    ("path", "value", "finding"),
    [
        (("schema",), 2, "schema: phải là 1"),
        (("bloc", "code"), "Khối", "bloc.code: chỉ gồm chữ thường không dấu"),
        (("bloc", "name"), "  ", "bloc.name: không được để trống"),
        (("bloc", "name"), "Khối\x07 thử", "bloc.name: có ký tự điều khiển không hiển thị được"),
        (("next_tasks",), ["a", "b\x1b[31m"], "next_tasks[1]: có ký tự điều khiển"),
        (("bloc", "name"), "x" * 251, "bloc.name: dài quá 250 ký tự"),
        (("cycle", "label"), 2022, "cycle.label: phải là chữ (đặt trong dấu ngoặc kép"),
        (("cycle", "label"), "2025/2026", "cycle.label: chỉ gồm chữ cái không dấu, chữ số"),
        (("cycle", "label"), "..", "cycle.label: chỉ gồm chữ cái không dấu, chữ số"),
        (("cycle", "label"), "-2022", "cycle.label: chỉ gồm chữ cái không dấu, chữ số"),
        (("cycle", "starts_on"), "2022-02-30", "cycle.starts_on: phải là ngày có thật"),
        (("cycle", "starts_on"), "20220230", "cycle.starts_on: phải là ngày có thật"),
        (("stage",), "done", "stage: không nhận “done”, chỉ nhận: setup, registration"),
        (("published_ranks",), 0, "published_ranks: không được nhỏ hơn 1"),
        (("published_ranks",), 1000, "published_ranks: không được lớn hơn 999"),
        (("members",), {}, "members: phải là một danh sách"),
        (("members", 1, "flag_eligible"), "yes", "members[1].flag_eligible: phải là true hoặc"),
        (("members", 1, "category"), "x" * 61, "members[1].category: dài quá 60 ký tự"),
        (("members", 2, "colour"), 1, "members[2].colour: không có mục nào tên như vậy"),
        (("sections",), 1, "sections: không có mục nào tên như vậy"),
        (("next_tasks",), [" "], "next_tasks[0]: không được để trống"),
        (("registrations",), [{"agency": "so-a", "items": []}], "registrations[0].items: cần ít"),
        (
            ("indicators",),
            [{"name": "Thu", "value": "1.23456"}],
            "indicators[0].value: phải là số có tối đa bốn chữ số sau dấu chấm, không phải 1.23456",
        ),
        (
            ("indicators",),
            [{"name": "Thu", "baselines": [{"kind": "plan", "ratio": Decimal("1e9")}]}],
            "indicators[0].baselines[0].ratio: phải là số phần trăm",
        ),
        (
            ("calendar",),
            [{"kind": "registration", "opens_at": "2022-01-01", "due_at": "x"}],
            "calendar[0].due_at: phải là thời điểm có múi giờ",
        ),
        (
            ("scoring", "sheets", 0, "lines", 0, "self"),
            "-1",
            "scoring.sheets[0].lines[0].self: phải là số điểm không âm",
        ),
        (
            ("scoring", "table", "criteria", 0, "code"),
            "I.1",
            "scoring.table.criteria[0].code: không được có dấu chấm",
        ),
        (("bloc", "aliases"), ["A", "A"], "bloc.aliases: có mục ghi hai lần"),
        (
            ("bloc", "province"),
            {"code": "tinh"},
            "bloc.province.name: thiếu mục này",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_in_vietnamese(path, value, finding):
    found = schema_findings(changed(scored_season(), *path, to=value))

    assert [item for item in map(str, found) if item.startswith(finding)], found


@pytest.mark.parametrize(
    ("section", "name", "finding"),
    [
        ("bloc", "code", "bloc.code: thiếu mục này"),
        ("bloc", "kind", "bloc.kind: thiếu mục này (đã có mục name)"),
        ("cycle", "ends_on", "cycle.ends_on: thiếu mục này (đã có mục kind)"),
    ],
)
def test_what_is_missing_is_named(section, name, finding):
    season = small_season()
    del season[section][name]

    assert finding in [str(item) for item in schema_findings(season)]


@pytest.mark.parametrize("data", [None, [], "schema: 1", 7])
def test_a_file_that_is_no_mapping_says_so(data):
    assert [str(item) for item in schema_findings(data)] == ["(toàn tệp): phải là một nhóm mục"]


def test_the_canonical_form_says_defaults_and_keeps_numbers_exact():
    season = small_season(
        indicators=[{"name": " Thu  ", "value": "5591.80", "baselines": []}], movements=[]
    )

    found = canonical(season)

    assert found["indicators"] == [
        {
            "agency": None,
            "subject": "",
            "name": "Thu",
            "unit": "",
            "value": Decimal("5591.8"),
            "qualifier": "exact",
            "qualifier_text": "",
            "note": "",
            "baselines": [],
        }
    ]
    assert found["members"][0]["flag_eligible"] is True
    assert "movements" not in found
    assert "stage" not in found


def test_composed_and_decomposed_letters_are_one_text():
    decomposed = small_season(next_tasks=["Th\u0069\u0300 đua"])

    assert canonical(decomposed)["next_tasks"] == ["Th\u00ec đua"]


def test_a_moment_is_written_in_the_provinces_time():
    step = {"kind": "covenant", "opens_at": "2022-01-01T00:00:00+00:00"}
    season = small_season(calendar=[{**step, "due_at": "2022-01-31T17:00:00+07:00"}])

    (found,) = canonical(season)["calendar"]

    assert (found["opens_at"], found["due_at"]) == (
        "2022-01-01T07:00:00+07:00",
        "2022-01-31T17:00:00+07:00",
    )


def test_a_bloc_that_is_only_named_gets_no_defaults():
    assert canonical({"schema": 1, "bloc": {"code": "a"}, "cycle": {"label": "x"}}) == {
        "schema": 1,
        "bloc": {"code": "a"},
        "cycle": {"label": "x"},
    }


def test_the_compact_form_leaves_out_what_goes_without_saying():
    season = canonical(scored_season())

    short = compact(season)

    assert short["members"][0] == {
        "code": "so-a",
        "name": "Sở A",
        "short_name": "Sở A",
        "level": "provincial",
    }
    assert "step" not in short["scoring"]["table"]["criteria"][0]
    assert short["scoring"]["table"]["criteria"][1]["step"] == 1
    assert canonical(short) == season
