"""The pages on which a clerk issues, withdraws and looks papers up."""

import io

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from openpyxl import load_workbook

from accounts.models import AuditEvent
from reports.models import Document, Issue
from reports.states import DocumentKind, IssueState
from scoring.states import SheetState
from tests.factories import NOON, make_bloc_year, make_editor, make_officer, make_sheet
from tests.reports.issuing import (
    issue,
    make_line,
    make_scan,
    make_signed,
    new_code,
    ready_draft,
    season_of_2022,
)
from tests.reports.pages import of_document, of_season, settle_in

pytestmark = pytest.mark.django_db
ENTRY = {"number": "5", "symbol": "BC-KTĐ", "issued_on": "24/02/2023"}
WITHDRAWN = {"seen_version": "1", "reason": "Sai số liệu.", "confirmation": "THU HỒI"}


def test_the_clerk_enters_number_and_day_and_lands_on_the_issued_paper(client):
    season, (head, _) = season_of_2022()
    draft = ready_draft(season)
    client.force_login(make_editor(head))

    page = client.get(of_document(draft, "document-issue")).content.decode()
    answer = client.post(of_document(draft, "document-issue"), ENTRY)

    line = Issue.objects.get()
    assert 'value="BC-KTĐ"' in page
    assert head.name in page
    assert answer.url == line.document.get_absolute_url()
    shown = client.get(answer.url).content.decode()
    assert "05/BC-KTĐ" in shown
    assert "24/02/2023" in shown
    assert line.spoken_code in shown


def test_a_kind_without_a_number_asks_for_the_day_alone(client):
    season, (head, _) = season_of_2022()
    draft = ready_draft(season, DocumentKind.COVENANT)
    client.force_login(make_editor(head))

    page = client.get(of_document(draft, "document-issue"))
    client.post(of_document(draft, "document-issue"), {"issued_on": "24/02/2023"})

    line = Issue.objects.get()
    end = client.get(of_document(line.document, "document-withdraw")).content.decode()
    assert set(page.context["form"].fields) == {"issued_on"}
    assert "thêm ngày, mã xác minh và mã QR." in page.content.decode()
    assert "Số ghi ở đây" not in page.content.decode()
    assert "Văn bản và dòng trong sổ vẫn giữ nguyên." in end
    assert "số mới" not in end
    assert line.number is None


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"number": ""}, "theo sổ"),
        ({"number": "0"}, "từ 1 trở lên"),
        ({"number": "9999999"}, "không được quá 999999"),
        ({"symbol": "TTr-KTĐ"}, "bắt đầu bằng BC-"),
        ({"issued_on": "31/02/2023"}, "ngày/tháng/năm"),
        ({"issued_on": "01/01/2199"}, "sau ngày hôm nay"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_issued(client, entry, said):
    season, (head, _) = season_of_2022()
    draft = ready_draft(season)
    client.force_login(make_editor(head))

    answer = client.post(of_document(draft, "document-issue"), {**ENTRY, **entry})

    (name,) = entry
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[name])
    assert Issue.objects.count() == 0


def test_a_number_that_is_taken_names_its_paper_on_the_page(client):
    season, (head, _) = season_of_2022()
    make_line(season, head, excerpt="Báo cáo sơ kết")
    client.force_login(make_editor(head))

    entry = {**ENTRY, "replaces": "khong"}
    answer = client.post(of_document(ready_draft(season), "document-issue"), entry)

    assert answer.status_code == 422
    assert "Báo cáo sơ kết" in str(answer.context["form"].errors["number"])


def test_who_may_not_issue_sees_why_on_the_grey_button_and_on_the_page(client):
    season, (_, member) = season_of_2022()
    draft = ready_draft(season)
    client.force_login(make_editor(member))

    shown = client.get(of_document(draft)).content.decode()
    page = client.get(of_document(draft, "document-issue")).content.decode()
    answer = client.post(of_document(draft, "document-issue"), ENTRY)

    assert 'disabled aria-describedby="why-ban-hanh"' in shown
    assert "nơi giữ sổ văn bản" in shown
    assert "nơi giữ sổ văn bản" in page
    assert answer.status_code == 403
    assert Issue.objects.count() == 0


def test_an_older_draft_is_issued_with_a_warning(client):
    season, (head, _) = season_of_2022()
    draft = ready_draft(season)
    Document.objects.filter(pk=draft.pk).update(requested_at=NOON, fingerprint="f" * 64)
    ready_draft(season)
    client.force_login(make_editor(head))

    page = client.get(of_document(draft, "document-issue")).content.decode()

    assert "Đã có bản dự thảo mới hơn" in page


@pytest.mark.parametrize("name", ["document-issue", "document-withdraw"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_papers_of_another_bloc_do_not_exist_for_me(client, name, method):
    season, _ = season_of_2022()
    draft = ready_draft(season)
    line = issue(draft)
    client.force_login(make_editor(make_bloc_year(2)[1][0]))
    count = AuditEvent.objects.count()

    for document in (draft, line.document):
        data = ENTRY if name == "document-issue" else WITHDRAWN
        answer = getattr(client, method)(of_document(document, name), data)
        assert answer.status_code == 404

    line.refresh_from_db()
    assert (line.state, AuditEvent.objects.count()) == (IssueState.ISSUED, count)


def test_a_draft_has_nothing_to_withdraw(client):
    season, (head, _) = season_of_2022()
    client.force_login(make_editor(head))

    assert client.get(of_document(ready_draft(season), "document-withdraw")).status_code == 404


def test_withdrawing_asks_for_the_reason_and_the_word(client):
    season, (head, _) = season_of_2022()
    line = issue(ready_draft(season))
    client.force_login(make_editor(head))
    page = of_document(line.document, "document-withdraw")

    refused = [
        client.post(page, {**WITHDRAWN, "reason": ""}),
        client.post(page, {**WITHDRAWN, "confirmation": "thôi"}),
    ]
    late = client.post(page, {**WITHDRAWN, "seen_version": "9"})
    done = client.post(page, WITHDRAWN)

    line.refresh_from_db()
    assert [one.status_code for one in refused] == [422, 422]
    assert late.status_code == 409
    assert done.url == line.document.get_absolute_url()
    assert (line.state, line.reason) == (IssueState.WITHDRAWN, "Sai số liệu.")
    shown = client.get(done.url).content.decode()
    assert "Lý do: Sai số liệu." in shown
    assert 'disabled aria-describedby="why-thu-hoi"' in shown


def test_drafts_and_issued_papers_stand_apart(client):
    season, (head, _) = season_of_2022()
    draft = ready_draft(season)
    line = issue(draft)
    client.force_login(make_editor(head))

    answer = client.get(of_season(season, "document-list"))

    assert [row.record for row in answer.context["table"].rows] == [draft]
    assert [row.record for row in answer.context["issued"].rows] == [line]


def test_a_file_of_an_issued_paper_is_named_by_its_number(client):
    season, _ = season_of_2022()
    line = issue(ready_draft(season))

    assert line.document.file_name.endswith("-2022-so-05.pdf")
    assert line.document.title == "Báo cáo tổng kết số 05/BC-KTĐ"


def rows_of(answer) -> list[tuple]:
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_the_register_as_a_workbook_says_what_the_page_says(client):
    season, (head, _) = season_of_2022()
    draft = ready_draft(season)
    first = issue(draft)
    second = issue(draft, number=12, replaces_id=first.pk)
    client.force_login(make_editor(head))

    rows = rows_of(client.get(of_season(season, "season-register-xlsx")))

    assert [row[:4] for row in rows] == [
        (12, "BC-KTĐ", "24/02/2023", "Báo cáo tổng kết"),
        (5, "BC-KTĐ", "24/02/2023", "Báo cáo tổng kết"),
    ]
    assert [row[8:10] for row in rows] == [
        ("Còn hiệu lực", "số 05/BC-KTĐ ngày 24/02/2023"),
        ("Đã được thay thế", None),
    ]
    assert [row[14] for row in rows] == [second.spoken_code, first.spoken_code]


def test_no_text_of_the_register_becomes_a_formula(client):
    season, (head, _) = season_of_2022()
    make_line(season, head, excerpt='=HYPERLINK("http://x")')
    client.force_login(make_editor(head))

    answer = client.get(of_season(season, "season-register-xlsx"))

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_the_register_tells_how_many_signed_and_whether_a_stamped_copy_is_kept(client):
    season, (head, _) = season_of_2022()
    for number in (5, 6, 7, 8):
        make_line(season, head, number=number, code=new_code())
    _, signed, stamped, taken_back = Issue.objects.order_by("number")
    make_signed(signed)
    make_scan(stamped)
    make_scan(taken_back, withdrawn_at=NOON, reason="Quét nhầm.")
    client.force_login(make_editor(head))

    page = client.get(of_season(season, "season-register"))
    rows = rows_of(client.get(of_season(season, "season-register-xlsx")))

    cells = {row.record.number: row.get_cell("file") for row in page.context["table"].rows}
    assert {number: strip_tags(cell) for number, cell in cells.items()} == {
        5: "Tải vềChưa lưu bản ký",
        6: "Tải về1 chữ ký số, bản đóng dấu",
        7: "Tải vềbản đóng dấu",
        8: "Tải vềChưa lưu bản ký",
    }
    assert f'href="{stamped.get_signing_url()}?' in cells[7]
    assert {row[0]: row[12:14] for row in rows} == {
        5: (0, None),
        6: (1, "Có"),
        7: (0, "Có"),
        8: (0, None),
    }


def test_the_whole_register_is_filtered_by_year_issuer_kind_and_state(client):
    season, (head, member) = season_of_2022()
    line = make_line(season, head)
    make_line(season, head, number=6, year=2022, issued_on="2022-12-30")
    make_line(season, member, number=7)
    make_line(season, head, number=8, state="replaced", ended_at=NOON)
    client.force_login(make_officer(season.bloc))
    query = {
        "nam": "2023",
        "co_quan": head.code,
        "loai": "bao-cao-tong-ket",
        "trang_thai": "issued",
    }

    page = client.get(reverse("reports:register"), query)
    book = client.get(reverse("reports:register-xlsx"), query)
    everything = client.get(reverse("reports:register"))

    assert [row.record for row in page.context["table"].rows] == [line]
    assert [row[0] for row in rows_of(book)] == [5]
    assert len(everything.context["table"].rows) == 4


def test_the_register_is_one_of_the_main_pages(client):
    settle_in(client, make_officer())
    address = reverse("reports:register")

    home, register = (client.get(one).content.decode() for one in ("/", address))

    assert f'<a href="{address}">' in home
    assert f'<a href="{address}" aria-current="page">' in register


def test_strangers_see_no_line_of_the_register(client):
    season, (head, _) = season_of_2022()
    make_line(season, head, excerpt="Chuyện của khối khác")
    client.force_login(make_editor(make_bloc_year(2)[1][0]))

    for name in ("season-register", "season-register-xlsx"):
        assert client.get(of_season(season, name)).status_code == 404
    page = client.get(reverse("reports:register"))
    book = client.get(reverse("reports:register-xlsx"))

    assert list(page.context["table"].rows) == []
    assert head.name not in page.content.decode()
    assert rows_of(book) == []


def test_a_members_own_paper_is_in_the_register_for_it_and_the_head_only(client):
    season, (head, second, third) = season_of_2022(3)
    make_sheet(season, second, state=SheetState.SUBMITTED)
    draft = ready_draft(season, DocumentKind.SELF_SCORES, second.code)
    issue(draft, number=None, symbol="")

    for agency, seen in ((head, 1), (second, 1), (third, 0)):
        client.force_login(make_editor(agency))
        page = client.get(of_season(season, "season-register"))
        assert len(page.context["table"].rows) == seen


@pytest.mark.parametrize("name", ["season-register", "register"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_for_one_paper_and_for_many(
    client, django_assert_num_queries, name, count
):
    season, (head, _) = season_of_2022()
    clerk = make_editor(head)
    for number in range(1, count + 1):
        former = make_line(
            season, head, number=number, issued_by=clerk, state="replaced", ended_at=NOON
        )
        make_line(season, head, number=number + 10, issued_by=clerk, replaces=former)
    settle_in(client, clerk)

    # session, user, appointments, count, lines; then season, sample and what came from elsewhere,
    # or years and issuers
    with django_assert_num_queries(8 if name == "season-register" else 7):
        address = reverse("reports:register") if name == "register" else of_season(season, name)
        answer = client.get(address)

    assert len(answer.context["table"].page.object_list) == 2 * count


@pytest.mark.parametrize("path", ["/so-van-ban/", "/so-van-ban/tai-ve/"])
def test_a_visitor_is_sent_to_sign_in(client, path):
    assert client.get(path).url.startswith("/dang-nhap/")
