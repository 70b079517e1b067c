from datetime import date
from decimal import Decimal

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from awards.models import AwardRecord
from blocs.models import Agency, AgencyName, Membership, Season
from blocs.states import Stage
from reports.season_files.findings import Unloadable
from reports.season_files.loading import dump_season, load_files
from reports.season_files.yaml_text import read_yaml
from reports.services.stages import advance_season
from scoring.models import CriteriaTable, Ranking, ScoreSheet
from tests.reports.small_season import (
    changed,
    only,
    scored_season,
    small_scoring,
    small_season,
    write,
)

pytestmark = pytest.mark.django_db

MEETING = {"name": "Họp", "purposes": [{"kind": "summary"}]}


def load(tmp_path, *contents):
    paths = [write(tmp_path, data, f"{number}.yaml") for number, data in enumerate(contents)]
    return load_files(paths)


def refused(tmp_path, *contents):
    """Return the findings, with the files' names but not their folders."""
    with pytest.raises(Unloadable) as refusal:
        load(tmp_path, *contents)
    return [str(item).removeprefix(f"{tmp_path}/") for item in refusal.value.findings]


def held():
    """Return the one season of the database as a file says it."""
    season = Season.objects.get()
    return read_yaml(dump_season(season.bloc.code, season.cycle.label))


def test_a_season_is_built_through_the_services(tmp_path):
    (outcome,) = load(tmp_path, small_season(published_ranks=2))

    assert (outcome.bloc, outcome.cycle, outcome.is_new) == ("khoi-thu", "2022", True)
    season = Season.objects.get()
    assert (season.stage, season.published_ranks, season.is_sample) == (Stage.SETUP, 2, False)
    names = Membership.objects.values_list("position", "name")
    assert list(names) == [(1, "Sở A"), (2, "Sở B"), (3, "Sở C")]
    events = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(events) == ["agency.add"] * 3 + ["bloc.add", "cycle.add", "season.open"]
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {None}
    assert isinstance(verify_chain(), Head)


def test_a_season_without_members_is_built(tmp_path):
    load(tmp_path, small_season(members=[], stage="bloc_review", meetings=[MEETING]))

    assert Season.objects.get().stage == Stage.BLOC_REVIEW
    assert not Membership.objects.exists()


def test_loading_twice_changes_nothing(tmp_path):
    season = scored_season(
        offices=[{"role": "head", "agency": "so-b", "state": "handed_over"}],
        proposals=[{"agency": "so-b", "award": "co-tinh", "state": "sent"}],
        meetings=[MEETING],
    )
    load(tmp_path, season)
    before = AuditEvent.objects.count()

    (outcome,) = load(tmp_path, season)

    assert (outcome.is_new, outcome.sections) == (False, ())
    assert AuditEvent.objects.count() == before


def test_a_scored_season_is_ranked_by_its_sheets(tmp_path):
    load(tmp_path, scored_season())

    ranking = Ranking.objects.get()
    rows = ranking.rows.values_list("agency__code", "rank", "final_total")
    assert list(rows) == [
        ("so-b", 1, Decimal("94.25")),
        ("so-a", 2, Decimal("88.50")),
        ("so-c", 3, Decimal("79.00")),
    ]
    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {"appraised"}
    assert not ranking.is_sample


def test_a_reported_ranking_stands_above_a_computed_one(tmp_path):
    reported = {"ranks": [{"agency": "so-c", "rank": 1}], "unranked_reason": "Không công bố"}

    load(tmp_path, scored_season(reported_ranking=reported))

    current = Ranking.objects.current().get()
    assert (current.origin, current.number) == ("reported", 2)
    rows = list(current.rows.values_list("agency__code", "rank", "reason"))
    assert rows[0] == ("so-c", 1, "")
    assert rows[1][2] == "Không công bố"


def test_every_state_of_a_proposal_is_reached(tmp_path):
    decision = {"number": "9/QĐ-UBND", "decided_on": "2023-03-01", "issuer": "Thủ tướng"}
    proposals = [
        {"agency": "so-a", "award": "bang-khen-tinh", "state": "refused", "answer": "Chưa đủ"},
        {
            "agency": "so-a",
            "award": "co-tinh",
            "options": ["bang-khen-tinh", "co-tinh"],
            "state": "granted",
            "decision": decision,
        },
        {"agency": "so-b", "award": "co-tinh", "state": "withdrawn", "answer": "Xin rút"},
    ]

    load(tmp_path, small_season(stage="closed", proposals=proposals))

    assert held()["proposals"] == proposals
    record = AwardRecord.objects.get()
    assert (record.agency.code, record.decided_on, record.issuer) == (
        "so-a",
        date(2023, 3, 1),
        "Thủ tướng",
    )


def test_a_proposal_that_was_not_sent_keeps_the_season_at_its_review(tmp_path):
    row = {"agency": "so-c", "options": ["co-tinh"], "state": "agreed", "achievement": "Nhất"}

    with pytest.raises(Unloadable) as fault:
        load(tmp_path, small_season(stage="submitted", proposals=[row]))
    load(tmp_path, small_season(stage="bloc_review", proposals=[row]))

    assert "chưa gửi lên tỉnh" in fault.value.findings[0].reason
    assert held()["proposals"] == [row]


@pytest.mark.parametrize("state", ["draft", "awaiting", "submitted", "returned", "appraised"])
def test_every_state_of_a_sheet_is_reached(tmp_path, state):
    scoring = small_scoring(frozen=False)
    for sheet in scoring["sheets"]:
        sheet["state"] = state
        sheet["returns"] = ["Thiếu minh chứng"] if state in {"returned", "appraised"} else []
        for line in sheet["lines"]:
            if state not in {"submitted", "appraised"}:
                line.pop("appraised")
                line.pop("reason", None)

    load(tmp_path, small_season(stage="self_scoring", scoring=scoring))

    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {state}
    sheet = held()["scoring"]["sheets"][0]
    assert sheet.get("returns", []) == scoring["sheets"][0]["returns"]
    assert sheet["lines"][0].get("appraised") == (
        Decimal("59.5") if state in {"submitted", "appraised"} else None
    )


def test_points_of_the_province_are_written_too(tmp_path):
    season = scored_season()
    line = season["scoring"]["sheets"][1]["lines"][0]
    line |= {"province": "64", "province_reason": "Theo kết luận thanh tra"}

    load(tmp_path, season)

    assert Ranking.objects.get().rows.get(rank=1).final_total == Decimal("93.00")
    assert held()["scoring"]["sheets"][1]["lines"][0]["province"] == 64


def test_a_section_that_was_missing_is_added(tmp_path):
    load(tmp_path, small_season(members=[]))
    before = AuditEvent.objects.count()

    (outcome,) = load(tmp_path, small_season(meetings=[MEETING], published_ranks=3))

    assert (outcome.is_new, outcome.sections) == (False, ("published_ranks", "members", "meetings"))
    assert Membership.objects.count() == 3
    added = AuditEvent.objects.order_by("id").values_list("action", flat=True)[before:]
    assert list(added) == ["agency.add"] * 3 + [
        "season.add_members",
        "season.published_ranks",
        "season.meetings",
    ]
    assert load(tmp_path, small_season(meetings=[MEETING], published_ranks=3))[0].sections == ()


@pytest.mark.parametrize(
    ("path", "value", "finding"),
    [
        (("bloc", "name"), "Khối khác", "bloc.name: cơ sở dữ liệu đang ghi “Khối thử”, tệp"),
        (("cycle", "ends_on"), "2022-12-30", "cycle.ends_on: cơ sở dữ liệu đang ghi “2022-12-31”"),
        (("members", 1, "name"), "Sở B2", "members[1].name: cơ sở dữ liệu đang ghi “Sở B”, tệp"),
        (("stage",), "running", "stage: cơ sở dữ liệu đang ghi “setup”, tệp ghi “running”"),
        (("published_ranks",), 3, "published_ranks: cơ sở dữ liệu đang ghi “2”, tệp ghi “3”"),
        (("sample",), True, "sample: cơ sở dữ liệu đang ghi false, tệp ghi true"),
        (("next_tasks",), ["Một.", "Hai."], "next_tasks: cơ sở dữ liệu đang ghi 1 mục, tệp ghi 2"),
        (("next_tasks", 0), "Khác.", "next_tasks[0]: cơ sở dữ liệu đang ghi “Một.”, tệp ghi"),
    ],
)
def test_a_section_that_differs_is_refused_with_both_values(tmp_path, path, value, finding):
    season = small_season(published_ranks=2, next_tasks=["Một."], stage="setup")
    load(tmp_path, season)
    before = AuditEvent.objects.count()

    (found,) = refused(tmp_path, {**changed(season, *path, to=value), "movements": [{"name": "A"}]})

    assert found.startswith(f"0.yaml: {finding}")
    assert AuditEvent.objects.count() == before
    assert "movements" not in held()


def test_nothing_is_written_when_anything_is_wrong_in_any_file(tmp_path):
    other = changed(small_season(), "bloc", "code", to="khoi-hai")

    found = refused(
        tmp_path,
        small_season(),
        {**other, "offices": [{"role": "head", "agency": "so-x", "state": "proposed"}]},
        "a: [",
    )

    assert len(found) == 1
    assert found[0].startswith("2.yaml: dòng 1, cột 5: không đúng cú pháp YAML")
    assert not AuditEvent.objects.exists()


def test_faults_of_all_seasons_are_told_at_once(tmp_path):
    one = changed(small_season(), "cycle", "ends_on", to="2021-12-31")
    two = changed(small_season(), "bloc", "code", to="khoi-hai")
    two["award_counts"] = [{"award": "khong-co", "agencies": 1}]

    assert refused(tmp_path, one, two) == [
        "0.yaml: cycle.ends_on: ngày kết thúc phải sau ngày bắt đầu",
        "1.yaml: award_counts[0].award: danh mục khen thưởng không có mã “khong-co”",
    ]


def test_a_refusal_of_a_service_undoes_everything(tmp_path):
    season = small_season(
        stage="decided", proposals=[{"agency": "so-a", "award": "co-tinh", "state": "sent"}]
    )

    (found,) = refused(
        tmp_path, small_season() | {"bloc": {**season["bloc"], "code": "khac"}}, season
    )

    assert found.startswith("1.yaml: stage: Còn 1 đề nghị khen thưởng tỉnh chưa trả lời")
    assert not Season.objects.exists()
    assert not Agency.objects.exists()
    assert not AuditEvent.objects.exists()


def test_an_agency_of_another_name_or_kind_is_refused_at_its_place(tmp_path):
    load(tmp_path, small_season())
    later = changed(small_season(), "cycle", "label", to="2023")
    later["cycle"] |= {"starts_on": "2023-01-01", "ends_on": "2023-12-31"}

    (found,) = refused(tmp_path, changed(later, "members", 1, "level", to="central"))
    assert found.startswith("0.yaml: members[1]: Đơn vị “so-b” đã có nhưng khác về cấp: ")

    (found,) = refused(tmp_path, changed(later, "members", 1, "name", to="Sở B cũ"))
    assert found.startswith("0.yaml: members[1]: Đơn vị “so-b” đã có nhưng khác về tên: ")

    AgencyName.objects.create(agency=Agency.objects.get(code="so-b"), name="Sở B cũ")
    load(tmp_path, changed(later, "members", 1, "name", to="Sở B cũ"))
    assert Membership.objects.filter(name="Sở B cũ").count() == 1


def test_files_of_one_season_are_joined_before_it_is_built(tmp_path):
    season = scored_season()
    facts = {name: value for name, value in season.items() if name != "scoring"}
    sample = only(season, "scoring")
    sample["scoring"]["sample"] = True
    paths = [write(tmp_path, sample, "a.sample.yaml"), write(tmp_path, facts, "a.yaml")]

    (outcome,) = load_files(paths)

    assert outcome.is_new
    assert Ranking.objects.get().is_sample
    assert held()["scoring"]["sample"] is True
    assert load_files(paths[::-1])[0].sections == ()


def test_scores_that_come_too_late_are_refused_clearly(tmp_path):
    season = scored_season()
    load(tmp_path, {name: value for name, value in season.items() if name != "scoring"})

    (found,) = refused(tmp_path, only(season, "scoring"))

    assert found.startswith("0.yaml: scoring: năm thi đua này đã ở bước “Bình xét” nên không thêm")
    assert "nạp tệp này cùng lúc" in found
    assert not CriteriaTable.objects.exists()


def test_scores_are_added_to_a_season_that_still_takes_them(tmp_path):
    season = small_season(stage="running")
    load(tmp_path, season)
    load(tmp_path, only(season | {"scoring": small_scoring(frozen=False, sheets=[])}, "scoring"))

    moved = Season.objects.get()
    advance_season(
        season_id=moved.pk, to=Stage.SELF_SCORING, seen_version=moved.version, actor=None
    )

    assert ScoreSheet.objects.count() == 3


def test_scores_reach_a_season_that_is_in_self_scoring_without_a_table(tmp_path):
    season = small_season(stage="self_scoring")
    load(tmp_path, season)

    load(tmp_path, only(season | {"scoring": small_scoring(frozen=False)}, "scoring"))

    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {"appraised"}


def test_a_table_is_shared_and_must_be_the_same(tmp_path):
    first = scored_season()
    second = changed(scored_season(), "bloc", "code", to="khoi-hai")

    load(tmp_path, first, second)
    assert CriteriaTable.objects.count() == 1

    third = changed(second, "bloc", "code", to="khoi-ba")
    (found,) = refused(tmp_path, changed(third, "scoring", "table", "title", to="Tên khác"))
    assert found.startswith("0.yaml: scoring: Bảng tiêu chí bang-thu, bản 1 đã có nhưng khác")


def test_an_office_changes_hands_in_the_middle_of_the_year_and_at_its_end(tmp_path):
    offices = [
        {"role": "head", "agency": "so-a", "state": "handed_over", "handed_over_on": "2022-05-01"},
        {"role": "head", "agency": "so-b", "state": "handed_over", "handed_over_on": "2023-02-01"},
        {"role": "deputy", "agency": "so-c", "state": "confirmed"},
    ]

    load(tmp_path, small_season(stage="closed", offices=offices))

    assert held()["offices"] == offices


def test_a_sample_season_is_marked_with_its_bloc(tmp_path):
    load(tmp_path, small_season(sample=True))

    season = Season.objects.get()
    assert season.is_sample
    assert season.bloc.is_sample
