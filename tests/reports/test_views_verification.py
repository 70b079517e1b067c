"""The public check of a paper: nobody signs in, nobody learns more than the paper says."""

import re
import tempfile
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from blocs.models import Season
from blocs.states import Stage
from reports import services
from reports.models import Issue
from reports.rules.codes import read_code
from reports.states import DocumentKind
from reports.uploads import MOST_BYTES
from scoring.states import SheetState
from tests.factories import make_editor, make_sheet
from tests.reports.issuing import issue, new_code, ready_draft, season_of_2022

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]


@pytest.fixture(autouse=True)
def _fresh_brakes():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def line() -> Issue:
    season, _ = season_of_2022()
    return issue(ready_draft(season))


@pytest.fixture
def made() -> Issue:
    """An issued paper with its draft, both really made."""
    season, _ = season_of_2022()
    draft = services.ask_for_paper(season_id=season.pk, kind="bao-cao-tong-ket", actor=None)
    services.make(draft.pk)
    found = issue(draft)
    services.make(found.document_id)
    return Issue.objects.get()


def words(answer) -> str:
    """Return the page without the tokens, which are others in every answer."""
    return re.sub(
        r'(csrf-token" content|csrfmiddlewaretoken" value)="[^"]*"', "", answer.content.decode()
    )


@pytest.mark.parametrize(
    ("kind", "entry", "year"),
    [
        (DocumentKind.COVENANT, {"number": None, "symbol": ""}, "2023"),
        (DocumentKind.SUMMARY_REPORT, {}, "2022"),
    ],
)
def test_the_year_is_the_one_that_the_paper_prints(client, kind, entry, year):
    season, _ = season_of_2022()
    Season.objects.update(stage=Stage.SELF_SCORING.value)
    line = issue(ready_draft(season, kind), **entry)

    page = words(client.get(f"/xac-minh/{line.code}"))

    assert f"{season.bloc.name}, năm {year}</dd>" in page


def send(client, line: Issue, data: bytes, name: str = "a.pdf"):
    return client.post(f"/xac-minh/{line.code}", {"tep": SimpleUploadedFile(name, data)})


def test_whoever_has_the_code_sees_what_stands_on_the_paper_and_whether_it_is_in_force(
    client, made
):
    text = client.get(f"/xac-minh/{made.code}").content.decode()

    season = made.document.season
    for said in (
        "Văn bản có thật và còn hiệu lực",
        "Báo cáo tổng kết",
        season.bloc.name,
        "05/BC-KTĐ",
        "24/02/2023",
        made.issuer_name,
        made.document.sha256,
        "TM. Khối thi đua, Trưởng khối",
        made.spoken_code,
    ):
        assert said in text


def test_the_issuer_is_named_as_the_paper_prints_it_and_the_register_beside_it(client, line):
    agency = line.agency
    agency.name = "Tên mới của cơ quan"
    agency.save()
    printed = line.document.content["letterhead"]["issuing_org"]

    text = words(client.get(f"/xac-minh/{line.code}"))

    assert f"<dd>{printed} (vào sổ văn bản của Tên mới của cơ quan)</dd>" in text


def test_the_issuer_of_a_paper_that_prints_the_register_s_name_is_named_once(client, line):
    agency = line.agency
    agency.name = line.document.content["letterhead"]["issuing_org"]
    agency.save()

    assert f"<dd>{agency.name}</dd>" in words(client.get(f"/xac-minh/{line.code}"))


def test_the_page_needs_no_cookie_and_no_person(line):
    answer = Client(enforce_csrf_checks=True).get(f"/xac-minh/{line.code}")

    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies
    assert "session" not in answer.cookies


@pytest.mark.parametrize("spoken", [str.lower, lambda code: f"{code[:4]}-{code[4:]}"])
def test_the_address_takes_the_code_as_people_type_it(client, line, spoken):
    assert client.get(f"/xac-minh/{spoken(line.code)}").status_code == 200


def test_the_front_page_leads_a_typed_code_to_its_paper(client, line):
    assert client.get("/xac-minh/").status_code == 200

    answer = client.get("/xac-minh/", {"ma": f" {line.spoken_code.lower()} "})

    assert answer.url == f"/xac-minh/{line.code}"


def test_a_replaced_paper_names_what_stands_in_its_place(client):
    season, _ = season_of_2022()
    draft = ready_draft(season)
    first = issue(draft)
    second = issue(draft, number=6, replaces_id=first.pk)

    old = client.get(f"/xac-minh/{first.code}").content.decode()
    new = client.get(f"/xac-minh/{second.code}").content.decode()

    assert "đã được thay thế bởi văn bản số 06/BC-KTĐ ngày 24/02/2023" in old
    assert "còn hiệu lực" not in old
    assert second.code not in old
    assert "Văn bản số 05/BC-KTĐ ngày 24/02/2023" in new


def test_a_withdrawn_paper_says_so_and_keeps_the_reason_to_itself(client, line):
    services.withdraw_issue(issue_id=line.pk, seen_version=1, reason="Sai điểm Sở A", actor=None)

    text = client.get(f"/xac-minh/{line.code}").content.decode()

    assert "Văn bản đã thu hồi ngày" in text
    assert "Sai điểm" not in text


def test_a_sample_paper_carries_its_mark_and_others_do_not(client, line):
    season, _ = season_of_2022(is_sample=True)
    sample = issue(ready_draft(season))

    assert "không có giá trị hành chính" in words(client.get(f"/xac-minh/{sample.code}"))
    assert "DỮ LIỆU MẪU" in words(client.get(f"/xac-minh/{sample.code}"))
    assert "có thật" not in words(client.get(f"/xac-minh/{sample.code}"))
    assert "DỮ LIỆU MẪU" not in words(client.get(f"/xac-minh/{line.code}"))


def test_nothing_personal_and_nothing_about_points_is_shown(client):
    season, (_, member) = season_of_2022()
    clerk = make_editor(member, full_name="Nguyễn Thị Riêng Tư")
    make_sheet(season, member, state=SheetState.SUBMITTED)
    draft = ready_draft(season, DocumentKind.SELF_SCORES, member.code)
    line = issue(draft, number=None, symbol="", actor=clerk)

    text = client.get(f"/xac-minh/{line.code}").content.decode()

    assert "Nguyễn Thị Riêng Tư" not in text
    assert clerk.username not in text
    assert line.excerpt not in text
    assert member.name in text
    assert "/van-ban/" not in text


def test_unknown_codes_and_slips_get_the_same_page_with_another_sentence(client, line):
    unknown = [client.get(f"/xac-minh/{new_code()}") for _ in range(2)]
    slip = client.get(f"/xac-minh/{line.code[:-1]}{'2' if line.code[-1] != '2' else '3'}")
    absurd = client.get("/xac-minh/../../etc/passwd".replace("..", "%2E%2E"))

    assert {one.status_code for one in (*unknown, slip, absurd)} == {404}
    assert words(unknown[0]) == words(unknown[1])
    assert unknown[0].headers.keys() == unknown[1].headers.keys() == slip.headers.keys()
    assert "Không có văn bản nào mang mã này" in words(unknown[0])
    assert "gõ nhầm" in words(slip)
    for text in map(words, (*unknown, slip)):
        assert line.document.season.bloc.name not in text


def test_an_upload_to_an_unknown_code_gets_that_page_too(client):
    plain = client.get(f"/xac-minh/{new_code()}")
    sent = client.post(f"/xac-minh/{new_code()}", {"tep": SimpleUploadedFile("a.pdf", b"x")})

    assert (sent.status_code, words(sent)) == (404, words(plain))


def test_a_draft_has_no_page(client):
    season, _ = season_of_2022()
    draft = ready_draft(season)

    assert client.get(f"/xac-minh/{draft.uuid}").status_code == 404
    assert client.get(f"/xac-minh/{draft.pk}").status_code == 404


def test_the_very_file_is_told_from_any_other(client, made):
    data = Path(made.document.file.path).read_bytes()
    draft = Path(made.draft.file.path).read_bytes()

    assert "đúng là tệp của văn bản này" in words(send(client, made, data, "Báo cáo.pdf"))
    assert "“Báo cáo.pdf”" in words(send(client, made, data, "Báo cáo.pdf"))
    assert "không coi là văn bản này" in words(send(client, made, data + b"\n"))
    assert "không phải tệp của văn bản này" in words(send(client, made, data[:-1]))
    assert "bản dự thảo của văn bản này" in words(send(client, made, draft))


def test_a_paper_without_a_file_says_so(client, line):
    assert "chưa có tệp nên chưa so được" in words(send(client, line, b"x"))
    assert "Chưa có tệp." in words(client.get(f"/xac-minh/{line.code}"))


def test_a_file_of_some_size_is_counted_and_never_stored(client, made, settings, monkeypatch):
    def no_file(*_: object, **__: object) -> None:
        raise AssertionError("a file was written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", no_file)
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))

    answer = send(client, made, b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))

    assert "không phải tệp của văn bản này" in words(answer)
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_of_two_files_the_first_is_compared(client, made):
    data = Path(made.document.file.path).read_bytes()
    files = [SimpleUploadedFile("a.pdf", data), SimpleUploadedFile("b.pdf", b"x")]

    answer = client.post(f"/xac-minh/{made.code}", {"tep": files})

    assert "đúng là tệp của văn bản này" in words(answer)


def test_a_file_that_no_paper_can_be_is_refused_unread(client, line):
    answer = client.generic(
        "POST",
        f"/xac-minh/{line.code}",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(MOST_BYTES * 2),
    )

    assert answer.status_code == 413
    assert "lớn hơn 20 MB" in words(answer)


@pytest.mark.parametrize("data", [{}, {"tep": ""}])
def test_no_file_is_told_at_the_field(client, line, data):
    answer = client.post(f"/xac-minh/{line.code}", data)

    assert answer.status_code == 422
    assert "Quý vị chọn tệp PDF" in words(answer)


def test_an_upload_without_the_token_is_refused(line):
    visitor = Client(enforce_csrf_checks=True)

    assert send(visitor, line, b"x").status_code == 403


def test_an_upload_with_the_token_of_the_page_is_taken(made):
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(f"/xac-minh/{made.code}").content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    answer = visitor.post(
        f"/xac-minh/{made.code}",
        {"csrfmiddlewaretoken": token, "tep": SimpleUploadedFile("a.pdf", b"x")},
    )

    assert "không phải tệp" in words(answer)


def test_a_flood_from_one_address_is_slowed_and_others_are_not(client, line):
    with time_machine.travel("2026-11-30T01:00:10Z", tick=False):
        answers = [client.get(f"/xac-minh/{line.code}") for _ in range(61)]
        other = client.get(f"/xac-minh/{line.code}", REMOTE_ADDR="10.0.0.9")
        front = client.get("/xac-minh/")
    with time_machine.travel("2026-11-30T01:01:00Z", tick=False):
        later = client.get(f"/xac-minh/{line.code}")

    assert {one.status_code for one in answers[:60]} == {200}
    assert (answers[60].status_code, answers[60]["Retry-After"]) == (429, "50")
    assert line.document.season.bloc.name not in words(answers[60])
    assert (other.status_code, front.status_code, later.status_code) == (200, 429, 200)


def test_files_are_slowed_sooner(client, line):
    with time_machine.travel("2026-11-30T01:00:10Z", tick=False):
        answers = [send(client, line, b"x") for _ in range(11)]
        page = client.get(f"/xac-minh/{line.code}")

    assert [one.status_code for one in answers] == [200] * 10 + [429]
    assert page.status_code == 200


def test_a_forged_header_is_no_other_address(client, line):
    with time_machine.travel("2026-11-30T01:00:10Z", tick=False):
        answers = [
            client.get(f"/xac-minh/{line.code}", headers={"X-Forwarded-For": f"10.1.1.{at}"})
            for at in range(61)
        ]

    assert answers[60].status_code == 429


@pytest.mark.parametrize("path", ["/xac-minh/", "/xac-minh/{code}", "/xac-minh/khong-co"])
def test_no_search_engine_and_no_cache_keeps_the_pages(client, line, path):
    answer = client.get(path.format(code=line.code))

    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_a_page_of_the_check_costs_few_queries(client, line, django_assert_num_queries):
    with django_assert_num_queries(4):  # the paper, its signed copies, its scans, the members
        client.get(f"/xac-minh/{line.code}")
    with django_assert_num_queries(1):
        client.get(f"/xac-minh/{new_code()}")
    with django_assert_num_queries(0):
        client.get("/xac-minh/gõ-nhầm")


def test_the_code_of_the_page_is_the_code_of_the_paper(client, line):
    text = client.get(f"/xac-minh/{line.code}").content.decode()

    assert read_code(re.search(r"[2-9B-X]{4}(?:-[2-9B-X]{4}){4}", text)[0]) == line.code
