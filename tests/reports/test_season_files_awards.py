"""The award side of a season file: loaded through the services, dumped, and loaded again."""

import json

import pytest
from django.db import DatabaseError, transaction

from accounts.models import AuditEvent
from awards.models import (
    AwardRecord,
    Ballot,
    BallotBox,
    BallotVoter,
    Decision,
    DossierItem,
    NomineeResult,
    Proposal,
    TellerCount,
)
from awards.selectors.ballots import elected
from blocs.models import Agency, Season
from blocs.states import OfficeRole
from reports.season_files.loading import dump_season, load_files
from reports.season_files.order import ordered
from reports.season_files.reading import find_season, read_season
from reports.season_files.schema import canonical
from reports.season_files.yaml_text import read_yaml
from tests.awards.balloting import set_open, told, vote
from tests.reports.award_season import award_season
from tests.reports.season_loading import held, load, refused
from tests.reports.small_season import changed, write

pytestmark = pytest.mark.django_db
DIFFERENT = "đã được ghi khác trong cơ sở dữ liệu hoặc tệp nạp trước"
SECTIONS = ("ballots", "proposals", "council_sessions", "decisions")


def said(season):
    """Return the award side of a season as it is dumped."""
    members = [row["code"] for row in season["members"]]
    found = ordered(canonical(season), members)
    return {name: found[name] for name in SECTIONS}


def test_everything_is_loaded_comes_back_and_a_second_load_is_silent(tmp_path):
    season = award_season()
    load(tmp_path, season)
    events = AuditEvent.objects.count()

    first = dump_season("khoi-thu", "2022")
    again = [load(tmp_path, season), load(tmp_path, first)]

    assert said(read_yaml(first)) == said(season)
    assert [outcome.sections for (outcome,) in again] == [(), ()]
    assert AuditEvent.objects.count() == events


def test_a_dump_builds_the_same_season_in_an_empty_database(tmp_path):
    with transaction.atomic():
        load(tmp_path, award_season())
        first = dump_season("khoi-thu", "2022")
        transaction.set_rollback(True)
    assert not Ballot.objects.exists()

    load_files([write(tmp_path, first, "ra.yaml")])

    assert dump_season("khoi-thu", "2022") == first


def test_results_are_computed_from_the_numbers_and_decisions_beyond_them_stay_apart(tmp_path):
    load(tmp_path, award_season())

    assert [
        (row.title, row.round_number, row.state, told(row)) for row in Ballot.objects.all()[::-1]
    ] == [
        ("Bỏ phiếu xét tặng Cờ", 1, "void", {}),
        ("Bỏ phiếu xét tặng Cờ", 1, "closed", {1: "elected", 2: "below"}),
        ("Bỏ phiếu xét tặng Cờ", 1, "closed", {1: "below", 2: "below", 3: "below"}),
        ("Bỏ phiếu xét tặng Cờ", 2, "closed", {1: "below", 2: "below"}),
        ("Bầu Trưởng khối", 1, "closed", {1: "elected"}),
        ("Bỏ phiếu xét tặng Cờ", 1, "draft", {}),
    ]
    assert elected(Season.objects.get(), OfficeRole.HEAD) == Agency.objects.get(code="so-a")
    flag = NomineeResult.objects.get(nominee__ballot__round_number=2, nominee__position=1)
    assert (flag.votes, flag.base, flag.nominee.override.decision) == (1, 3, "12/TB")
    proposal = Proposal.objects.get(agency__code="so-a", award_type__code="co-tinh")
    assert proposal.nominee.ballot.award_type.code == "co-tinh"


def test_nothing_of_a_file_or_the_database_says_who_chose_what(tmp_path):
    load(tmp_path, award_season())

    dumped = read_yaml(dump_season("khoi-thu", "2022"))

    for ballot in dumped["ballots"]:
        assert all(set(voter) <= {"agency", "present", "voted"} for voter in ballot.get("roll", []))
        assert set(ballot.get("count") or {}) <= {"issued", "valid", "invalid", "blank"}
    assert set(BallotBox.objects.values_list("sealed", flat=True)) == {""}
    assert not TellerCount.objects.exists()
    for event in AuditEvent.objects.filter(action="ballot.restore"):
        assert "chosen" not in json.dumps(event.after)


def test_a_ballot_under_way_is_in_no_file(tmp_path):
    season = award_season(ballots=[], stage="bloc_review", council_sessions=[], decisions=[])
    season["proposals"] = []
    load(tmp_path, season)
    year, members = Season.objects.get(), list(Agency.objects.order_by("code"))
    ballot = set_open(year, members[:2], title="Đang bỏ phiếu")
    vote(ballot, members[0], 1)

    text = dump_season("khoi-thu", "2022")

    assert "Đang bỏ phiếu" not in text
    assert load(tmp_path, text)[0].sections == ()
    assert BallotVoter.objects.filter(ballot=ballot, voted=True).count() == 1


def test_what_is_decided_never_changes_after_the_load(tmp_path):
    load(tmp_path, award_season())
    decision = Decision.objects.get(state="published")
    closed = Ballot.objects.filter(state="closed")

    for write_past in (
        lambda: Decision.objects.filter(pk=decision.pk).update(note="x"),
        lambda: decision.lines.all().delete(),
        lambda: AwardRecord.objects.filter(origin="decided").update(issuer="x"),
        lambda: closed.update(title="x"),
        lambda: NomineeResult.objects.update(votes=0),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write_past()
    (record,) = AwardRecord.objects.all()
    assert (record.agency.code, record.decision_number, record.issuer) == (
        "so-a",
        "15/QĐ-UBND",
        "Chủ tịch UBND tỉnh Thử",
    )


def test_two_blocs_share_a_sitting_and_a_decision_in_one_call(tmp_path):
    one, other = award_season(), other_bloc()

    load(tmp_path, one, other)

    decision = Decision.objects.get(state="published")
    assert decision.proposals.count() == 2
    assert decision.lines.values("proposal__season").distinct().count() == 2
    assert AwardRecord.objects.filter(decision_number="15/QĐ-UBND").count() == 2
    dumped = read_yaml(dump_season("khoi-hai", "2022"))
    assert [row["proposals"] for row in dumped["decisions"]] == [
        [{"agency": "so-d", "award": "co-tinh"}]
    ]
    first = dump_season("khoi-thu", "2022")
    assert said(read_yaml(first)) == said(one)
    assert load(tmp_path, first, dump_season("khoi-hai", "2022"))[1].sections == ()


def other_bloc():
    """Return another bloc of the province, granted something by the same decision."""
    season = award_season(ballots=[], meetings=[])
    season["bloc"] |= {"code": "khoi-hai", "name": "Khối hai"}
    season["members"] = [
        {"code": "so-d", "name": "Sở D", "short_name": "Sở D", "level": "provincial"}
    ]
    granted = season["proposals"][0] | {"agency": "so-d", "voted_in_round": None}
    season["proposals"] = [granted]
    season["council_sessions"][0]["votes"] = [
        {"agency": "so-d", "award": "co-tinh", "agreed": 8, "disagreed": 0}
    ]
    season["decisions"] = [
        season["decisions"][0] | {"proposals": [{"agency": "so-d", "award": "co-tinh"}]}
    ]
    return season


def test_a_decision_that_is_published_takes_nothing_more(tmp_path):
    load(tmp_path, award_season())

    (said_why,) = refused(tmp_path, other_bloc())

    assert said_why.startswith("0.yaml: decisions[0]: quyết định này đã công bố")
    assert not Season.objects.filter(bloc__code="khoi-hai").exists()


def test_blocs_that_tell_a_decision_differently_are_refused(tmp_path):
    other = changed(other_bloc(), "decisions", 0, "note", to="Đợt hai")
    other = changed(other, "council_sessions", 0, "present", to=9)

    found = refused(tmp_path, award_season(), other)

    assert found == [
        f"1.yaml: council_sessions[0].present: {DIFFERENT}",
    ]
    assert not Season.objects.exists()


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("ballots", 1, "count", "issued"), 2, "ballots[1]: Số phiếu phát ra phải bằng số cử tri"),
        (("ballots", 1, "count", "valid"), 2, "ballots[1]: Số phiếu thu về (2) không khớp"),
        (("ballots", 1, "nominees", 1, "votes"), 1, "ballots[1]: Tổng số lượt chọn 4 nhiều hơn"),
        (("ballots", 1, "least_voters"), 4, "ballots[1]: Bỏ phiếu kín cần ít nhất 4 phiếu"),
        (("ballots", 4, "count", "issued"), 3, "ballots[4]: Danh sách cử tri ghi 2 phiếu đã phát"),
        (("ballots", 4, "nominees", 0, "votes"), 3, "ballots[4]: Nhiều hơn số phiếu hợp lệ"),
        (
            ("ballots", 1, "threshold", "denominator"),
            1,
            "ballots[1]: Mức cần đạt là một phân số",
        ),
        (
            ("ballots", 1, "nominees", 0, "override"),
            {"decision": "1", "reason": "x"},
            "ballots[1]: Đơn vị này đã được bầu",
        ),
        (
            ("proposals", 2, "answer"),
            "Lý do khác",
            "council_sessions[0].votes[1]: Hội đồng không thông qua nên answer của đề nghị phải",
        ),
        (("proposals", 0, "decision", "issuer"), "", "proposals: decision.issuer của đề nghị"),
        (
            ("proposals", 0, "opinions", 0, "asked_on"),
            "2999-01-01",
            "proposals[0].opinions[0].due_on: trước ngày lấy ý kiến",
        ),
    ],
)
def test_what_the_services_or_the_database_refuse_is_named_by_its_place(
    tmp_path, path, value, expected
):
    found = refused(tmp_path, changed(award_season(), *path, to=value))

    assert found[0].startswith(f"0.yaml: {expected}")
    assert not Season.objects.exists()


def test_an_older_file_without_the_award_side_loads_as_before(tmp_path):
    season = award_season()
    for name in ("ballots", "council_sessions", "decisions"):
        del season[name]
    season["proposals"] = [{"agency": "so-a", "award": "co-tinh", "state": "granted"}]
    season["proposals"][0]["decision"] = {"number": "1/QĐ", "decided_on": "2023-01-20"}

    load(tmp_path, season)

    assert [row["proposals"] for row in [held()]] == [season["proposals"]]
    assert AwardRecord.objects.get().origin == "entered"


@pytest.mark.parametrize("times", [1, 3])
def test_reading_costs_the_same_for_little_and_for_much(tmp_path, django_assert_num_queries, times):
    season = award_season()
    if times == 1:
        season["proposals"] = season["proposals"][:2]
        season["ballots"] = season["ballots"][1:2]
        season["council_sessions"][0]["votes"] = season["council_sessions"][0]["votes"][:1]
    load(tmp_path, season)
    found = find_season("khoi-thu", "2022")

    # twenty-three for the others; ballots, nominees, results, decisions beyond them, voters,
    # two for their agencies; proposals, options, papers, opinions, records; votes of the
    # council; lines of decisions
    with django_assert_num_queries(37):
        read_season(found)


def test_papers_are_told_as_they_were_found(tmp_path):
    load(tmp_path, award_season())

    rows = DossierItem.objects.order_by("kind").values_list("kind", "state", "checked_by")
    assert list(rows) == [
        ("confirmation", "not_needed", None),
        ("counting_minutes", "missing", None),
        ("minutes", "missing", None),
        ("submission_letter", "present", None),
    ]
