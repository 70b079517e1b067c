"""The register in season files: it comes back as history, and its numbers stay taken."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.errors import Invalid
from blocs.models import Agency, Season
from reports.models import CarriedPaper, Document, Issue
from reports.rules.codes import ALPHABET, with_check
from reports.season_files.findings import Unloadable
from reports.season_files.loading import dump_season, load_files
from reports.season_files.yaml_text import read_yaml
from reports.services import withdraw_issue
from reports.states import DocumentKind, IssueState
from tests.factories import make_bloc_year, make_editor, make_officer
from tests.reports.issuing import issue, ready_draft, season_of_2022
from tests.reports.pages import settle_in
from tests.reports.small_season import small_season, write

pytestmark = pytest.mark.django_db


def code(number: int) -> str:
    """Return a code that nobody mistyped."""
    return with_check("".join(ALPHABET[(number + place) % len(ALPHABET)] for place in range(19)))


def line(number: int, **changes):
    """Return a paper of the first member's register, in force."""
    return {
        "kind": "bao-cao-tong-ket",
        "issuer": "so-a",
        "number": number,
        "symbol": "BC-KTĐ",
        "issued_on": "2023-02-24",
        "excerpt": f"Báo cáo {number}",
        "code": code(number),
        "sha256": "ab" * 32,
        **changes,
    }


ENDED = "2023-03-01T08:00:00+07:00"
FORMER = line(4, state="replaced", ended_at=ENDED)
LATER = line(5, replaces=code(4))
GONE = line(6, state="withdrawn", reason="Sai ngày", ended_at=ENDED)
PROVINCE = {"code": "tinh-thu", "name": "Tỉnh Thử", "place": "Tỉnh Thử"}


def season_with(*papers, province=PROVINCE):
    season = small_season(papers=list(papers))
    season["bloc"] = {**season["bloc"], "province": province}
    return season


def load(tmp_path, season) -> None:
    load_files([write(tmp_path, season)])


def refused(tmp_path, *papers, **fields) -> list[str]:
    with pytest.raises(Unloadable) as refusal:
        load(tmp_path, season_with(*papers, **fields))
    return [one.path for one in refusal.value.findings]


def test_the_lines_come_back_as_they_were_and_dumping_again_gives_the_same_bytes(tmp_path):
    load(tmp_path, season_with(LATER, FORMER, GONE, {**line(1), "number": None, "symbol": ""}))
    text = dump_season("khoi-thu", "2022")

    (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
    outcomes = load_files([tmp_path / "again.yaml"])

    assert outcomes[0].sections == ()
    assert dump_season("khoi-thu", "2022") == text
    rows = CarriedPaper.objects.order_by("code")
    assert {row.code: row.state for row in rows} == {
        code(1): "issued",
        code(4): "replaced",
        code(5): "issued",
        code(6): "withdrawn",
    }
    assert CarriedPaper.objects.get(code=code(5)).replaces.code == code(4)
    assert (Issue.objects.count(), Document.objects.count()) == (0, 0)


def test_what_was_issued_here_is_in_the_file_and_loads_elsewhere_as_history(tmp_path):
    season, _ = season_of_2022()
    former = issue(ready_draft(season)).document.issue
    later = issue(ready_draft(season), number=6, replaces_id=former.pk)
    notice = ready_draft(season, DocumentKind.COVENANT)
    gone = issue(notice, number=None, symbol="")
    withdraw_issue(issue_id=gone.pk, seen_version=gone.version, reason="Nhầm", actor=None)
    Document.objects.filter(pk=later.document_id).update(**made("c" * 64))
    Agency.objects.update(province=season.bloc.province)
    text = dump_season(season.bloc.code, "2022")

    told = {row["code"]: row for row in read_yaml(text)["papers"]}

    assert set(told) == {former.code, later.code, gone.code}
    assert told[later.code]["replaces"] == former.code
    assert told[later.code]["sha256"] == "c" * 64
    assert told[former.code]["state"] == IssueState.REPLACED
    assert told[gone.code]["reason"] == "Nhầm"
    moved = text.replace(f"code: {season.bloc.code}", "code: khoi-moi")
    assert moved != text
    fresh = [code(number) for number in range(3)]
    for old, new in zip((former.code, later.code, gone.code), fresh, strict=True):
        moved = moved.replace(old, new)
    moved = moved.replace("BC-KTĐ", "BC-KTM")  # the same agency keeps one register
    (tmp_path / "moi.yaml").write_text(moved, encoding="utf-8")
    load_files([tmp_path / "moi.yaml"])
    assert dump_season("khoi-moi", "2022") == moved


def made(sha256: str) -> dict[str, object]:
    return {"state": "ready", "file": "documents/y.pdf", "sha256": sha256, "size": 9} | {
        "ready_at": "2023-02-24T08:00:00+07:00"
    }


def test_a_carried_number_is_not_given_again(tmp_path):
    season, members = season_of_2022()
    CarriedPaper.objects.create(
        season=season,
        kind="bao-cao-tong-ket",
        issuer=members[0],
        number=5,
        symbol="BC-KTĐ",
        year=2023,
        issued_on="2023-02-20",
        excerpt="Báo cáo cũ",
        code=code(5),
    )
    draft = ready_draft(season)

    with pytest.raises(Invalid, match="Số 05/BC-KTĐ năm 2023 đã cấp cho “Báo cáo cũ”"):
        issue(draft)
    assert issue(draft, number=6).number == 6


def test_a_number_that_was_given_here_is_not_carried_in(tmp_path):
    load(tmp_path, season_with(line(5)))
    first = Season.objects.get(bloc__code="khoi-thu")
    other = season_with(line(5, code=code(9)))
    other["bloc"]["code"] = "khoi-khac"

    with pytest.raises(Unloadable) as refusal:
        load(tmp_path, other)

    (finding,) = refusal.value.findings
    assert finding.path == "papers[0].number"
    assert "Số này đã cấp cho “Báo cáo 5”, ngày 24/02/2023" in finding.reason
    assert list(CarriedPaper.objects.values_list("season", flat=True)) == [first.pk]


def test_a_code_that_is_known_is_not_carried_in(tmp_path):
    load(tmp_path, season_with(line(5)))
    other = season_with(line(6, code=code(5)))
    other["bloc"]["code"] = "khoi-khac"

    with pytest.raises(Unloadable) as refusal:
        load(tmp_path, other)

    assert [one.path for one in refusal.value.findings] == ["papers[0].code"]


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("bao-cao-tong-ket", "0001-01-01", "Ngày ban hành không thể trước ngày 01/01/2022"),
        ("bao-cao-tong-ket", "2021-12-31", "Ngày ban hành không thể trước ngày 01/01/2022"),
        ("bao-cao-tong-ket", "9999-12-31", "Ngày ban hành không thể sau ngày hôm nay"),
        ("giao-uoc", "2020-12-31", "trước ngày 01/01/2021, một năm trước"),
        ("dang-ky-thi-dua", "2020-12-31", "trước ngày 01/01/2021, một năm trước"),
    ],
)
def test_a_day_that_cannot_be_is_not_carried_in(tmp_path, kind, day, said):
    with pytest.raises(Unloadable) as refusal:
        load(tmp_path, season_with(line(5, kind=kind, issued_on=day)))

    (finding,) = refusal.value.findings
    assert finding.path == "papers[0].issued_on"
    assert said in finding.reason
    assert not CarriedPaper.objects.exists()


@pytest.mark.parametrize("kind", ["giao-uoc", "dang-ky-thi-dua"])
def test_what_is_signed_for_the_coming_year_is_carried_in(tmp_path, kind):
    load(tmp_path, season_with(line(5, kind=kind, issued_on="2021-12-04")))

    assert CarriedPaper.objects.get().issued_on == date(2021, 12, 4)


def wrong(**changes):
    return [{**line(5), **changes}]


@pytest.mark.parametrize(
    ("papers", "paths"),
    [
        (wrong(issuer="so-x"), ["papers[0].issuer"]),
        (wrong(agency="so-x"), ["papers[0].agency"]),
        (wrong(number=None), ["papers[0].symbol"]),
        (wrong(symbol=""), ["papers[0].symbol"]),
        (wrong(code=code(5)[:-2] + code(5)[-1] + code(5)[-2]), ["papers[0].code"]),
        (wrong(code="ABC"), ["papers[0].code"]),
        (wrong(sha256="x"), ["papers[0].sha256"]),
        (wrong(kind="phieu-bau"), ["papers[0].kind"]),
        (wrong(state="withdrawn", ended_at=ENDED), ["papers[0].reason"]),
        (wrong(reason="Sai"), ["papers[0].reason"]),
        (wrong(state="withdrawn", reason="Sai"), ["papers[0].ended_at"]),
        (wrong(ended_at=ENDED), ["papers[0].ended_at"]),
        (wrong(replaces=code(4)), ["papers[0].replaces"]),
        (wrong(replaces=code(5)), ["papers[0].replaces"]),
        (wrong(state="replaced", ended_at=ENDED), ["papers[0].state"]),
        ([line(5), line(5, code=code(6))], ["papers[1].number"]),
        ([line(5), line(6, code=code(5))], ["papers[1].code"]),
        ([line(4), LATER], ["papers[1].replaces"]),
        ([FORMER, LATER, line(7, replaces=code(4))], ["papers[2].replaces"]),
        (
            [{**FORMER, "issued_on": "2023-02-25"}, LATER],
            ["papers[1].replaces"],
        ),
        (
            [
                {**FORMER, "replaces": code(5)},
                {**LATER, "state": "replaced", "ended_at": ENDED},
            ],
            ["papers[0].replaces", "papers[1].replaces"],
        ),
    ],
)
def test_a_line_that_cannot_be_true_is_named(tmp_path, papers, paths):
    assert refused(tmp_path, *deepcopy(papers)) == paths
    assert CarriedPaper.objects.count() == 0


def test_a_paper_of_the_province_needs_a_province(tmp_path):
    paper = line(5, issuer=None, kind="thong-bao-khong-du-dieu-kien", agency="so-b")

    assert refused(tmp_path, paper, province=None) == ["papers[0].issuer"]
    load(tmp_path, season_with(paper))
    assert CarriedPaper.objects.get().province.code == "tinh-thu"


def test_the_register_shows_carried_lines_and_to_each_only_what_it_may_see(client, tmp_path):
    load(tmp_path, season_with(line(5), line(6, kind="phieu-tu-cham", agency="so-b", about="Sở B")))
    season = Season.objects.with_names().get(bloc__code="khoi-thu")
    at = reverse("reports:season-register", args=["khoi-thu", "2022"])
    member = season.memberships.get(agency__code="so-c").agency

    settle_in(client, make_officer(season.bloc))
    page = client.get(at).content.decode()
    settle_in(client, make_editor(member))
    other = client.get(at).content.decode()

    assert "Văn bản ban hành trước khi chuyển hồ sơ" in page
    assert "05/BC-KTĐ" in page
    assert "Chưa có văn bản nào được ban hành" not in page
    assert "Phiếu tự chấm điểm: Sở B" in page
    assert "05/BC-KTĐ" in other
    assert "Phiếu tự chấm điểm: Sở B" not in other


def test_the_workbook_of_the_register_has_them_too(client, tmp_path):
    load(tmp_path, season_with(line(5)))
    settle_in(client, make_officer(Season.objects.get().bloc))
    answer = client.get(reverse("reports:season-register-xlsx", args=["khoi-thu", "2022"]))
    (tmp_path / "so.xlsx").write_bytes(answer.content)

    cells = [cell.value for cell in load_workbook(tmp_path / "so.xlsx").active[2]]

    assert cells[:2] == [5, "BC-KTĐ"]
    assert cells[-2] == "ab" * 32


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_for_one_carried_line_and_for_three(
    client, tmp_path, django_assert_num_queries, count
):
    load(tmp_path, season_with(*(line(number) for number in range(1, count + 1))))
    settle_in(client, make_officer(Season.objects.get().bloc))

    with django_assert_num_queries(8):
        client.get(reverse("reports:season-register", args=["khoi-thu", "2022"]))


def test_the_register_of_a_year_without_carried_lines_has_no_such_table(client):
    season, _ = make_bloc_year(2)
    settle_in(client, make_officer(season.bloc))

    page = client.get(
        reverse("reports:season-register", args=[season.bloc.code, season.cycle.label])
    ).content.decode()

    assert "trước khi chuyển hồ sơ" not in page
    assert "Chưa có văn bản nào được ban hành" in page


def test_the_register_of_all_blocs_leaves_them_out_and_says_where_they_are(client, tmp_path):
    load(tmp_path, season_with(line(5)))
    settle_in(client, make_officer(Season.objects.get().bloc))

    page = client.get(reverse("reports:register")).content.decode()

    assert "05/BC-KTĐ" not in page
    assert "không có văn bản ban hành trước khi chuyển hồ sơ" in page
