import pytest

from blocs.models import Bloc
from reports.season_files.findings import Unloadable
from reports.season_files.loading import load_files
from tests.reports.season_loading import load, refused
from tests.reports.small_season import changed, only, small_scoring, small_season, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        (
            {"next_tasks": ["Một."]},
            ["a.sample.yaml: next_tasks: tệp .sample.yaml chỉ được có mục scoring và votes"],
        ),
        (
            {"votes": [{"agency": "so-a", "votes": 1, "voters": 1}]},
            ["a.sample.yaml: votes: tệp .sample.yaml có mục votes thì phải có mục scoring"],
        ),
        (
            {"scoring": small_scoring()},
            ["a.sample.yaml: scoring.sample: phải là true trong tệp .sample.yaml"],
        ),
    ],
)
def test_a_sample_file_holds_made_up_scores_and_nothing_else(tmp_path, content, findings):
    path = write(tmp_path, only(small_season() | content, *content), "a.sample.yaml")

    with pytest.raises(Unloadable) as refusal:
        load_files([path])

    assert [str(item).removeprefix(f"{tmp_path}/") for item in refusal.value.findings] == findings


def test_two_files_do_not_describe_the_same_section_differently(tmp_path):
    first, second = small_season(next_tasks=["Một."]), small_season(next_tasks=["Hai."])

    assert refused(tmp_path, first, second) == [
        f"1.yaml: next_tasks: mục này đã có, với nội dung khác, trong tệp {tmp_path}/0.yaml"
    ]
    assert load(tmp_path, first, first)[0].is_new


def test_a_file_that_only_names_a_bloc_needs_the_bloc(tmp_path):
    no_cycle = "cơ sở dữ liệu chưa có năm thi đua này nên cần ghi kind, starts_on, ends_on"

    found = refused(tmp_path, only(small_season(next_tasks=["Một."]), "next_tasks"))

    assert found == [
        "0.yaml: bloc.name: cơ sở dữ liệu chưa có khối, cụm này nên cần ghi kind và name",
        f"0.yaml: cycle.kind: {no_cycle}",
    ]


def test_a_bloc_described_before_may_be_named_by_its_code(tmp_path):
    load(tmp_path, small_season())
    later = changed(small_season(), "cycle", "label", to="2023")
    later["cycle"] |= {"starts_on": "2023-01-01", "ends_on": "2023-12-31"}

    load(tmp_path, {**later, "bloc": {"code": "khoi-thu"}})

    assert Bloc.objects.get().seasons.count() == 2


@pytest.mark.parametrize("text", ["", "\ufeff", "- 1\n"])
def test_a_file_without_a_season_is_refused(tmp_path, text):
    assert refused(tmp_path, text) == ["0.yaml: (toàn tệp): phải là một nhóm mục"]


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    binary = tmp_path / "b.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    folder = tmp_path / "c.yaml"
    folder.mkdir()

    with pytest.raises(Unloadable) as refusal:
        load_files([tmp_path / "a.yaml", binary, folder])

    assert [str(item) for item in refusal.value.findings] == [
        f"{tmp_path}/{name}: (toàn tệp): {reason}"
        for name, reason in (
            ("a.yaml", "tệp không tồn tại"),
            ("b.yaml", "tệp không phải là văn bản mã hóa UTF-8"),
            ("c.yaml", "đây là thư mục, không phải tệp"),
        )
    ]
