import pytest

from accounts.models import AuditEvent
from blocs.models import Agency, AgencyName, Membership, Season
from blocs.states import Stage
from reports.season_files.loading import load_files
from reports.services.stages import advance_season
from scoring.models import CriteriaTable, Ranking, ScoreSheet
from tests.reports.season_loading import held, load, refused
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
        "a: 1\nb: ]",
    )

    assert len(found) == 1
    assert found[0].startswith("2.yaml: dòng 2, cột 4: không đúng cú pháp YAML")
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


def test_a_season_that_was_taken_back_to_its_review_loads_again_from_its_dump(tmp_path):
    put = [
        {"agency": "so-a", "award": "co-tinh", "state": "appraised", "sent_on": "2022-12-20"},
        {"agency": "so-b", "award": "bang-khen-tinh", "state": "draft"},
    ]
    office = {"role": "head", "agency": "so-a", "state": "confirmed", "basis": "QĐ 1/QĐ-UBND"}

    load(tmp_path, small_season(stage="bloc_review", proposals=put, offices=[office]))

    first = held()
    assert [row["state"] for row in first["proposals"]] == ["appraised", "draft"]
    assert first["offices"][0]["basis"] == "QĐ 1/QĐ-UBND"
    assert Season.objects.get().stage == Stage.BLOC_REVIEW
    assert load(tmp_path, first)[0].sections == ()
