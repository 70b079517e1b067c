"""The page that compares a returned Word file, and the confirmation: what people see and save."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.models import SectionRevision
from blocs.services import MovementSpec, record_movements, record_next_tasks
from blocs.states import NarrativeSection, Stage
from reports.services import keep_word_form
from tests.factories import make_editor, make_officer, make_province
from tests.reports.issuing import ready_draft
from tests.reports.narrating import REVENUE, make_year, revenue, said, say
from tests.reports.pages import settle_in, told
from tests.reports.word_copies import Copy
from tests.reports.word_files import form

pytestmark = pytest.mark.django_db
ADVANTAGES = NarrativeSection.ADVANTAGES


@pytest.fixture
def written():
    """Return a year with words, a figure and two tasks, its head, and its draft."""
    season, members = make_year()
    revenue(season, members[0])
    key = REVENUE.format(members[0].code)
    say(season, "Câu đầu.", f"Thu đạt {{10.500 tỷ đồng|{key}}}, vượt dự toán.")
    say(season, "Được tỉnh quan tâm.", section=ADVANTAGES)
    record_next_tasks(season_id=season.pk, specs=["Việc A", "Việc B"], actor=None)
    return season, members[0], ready_draft(season)


def send(client, document, word: Copy):
    upload = SimpleUploadedFile("bao-cao.docx", word.data)
    return client.post(reverse("reports:word-return", args=[document.uuid]), {"upload": upload})


def confirm(client, document, shown):
    address = reverse("reports:word-return-take", args=[document.uuid])
    return client.post(address, {"held": shown.context["held"]})


def test_added_and_deleted_paragraphs_are_shown_first_and_taken_when_confirmed(client, written):
    season, head, document = written
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.add("Đoạn <b>mới</b>.", after="Được tỉnh")
    word.delete("Thu đạt")
    before = SectionRevision.objects.count(), AuditEvent.objects.count()

    shown = send(client, document, word)

    page = shown.content.decode()
    assert "<strong>2 mục thay đổi lời văn.</strong>" in page
    assert '<span class="change-word">Thêm:</span> <ins>Đoạn &lt;b&gt;mới&lt;/b&gt;.</ins>' in page
    assert "Lời văn bỏ đi có 1 số liệu gắn với dữ liệu" in page
    assert f"<strong>10.500 tỷ đồng</strong> <small>({REVENUE.format(head.code)})</small>" in page
    assert (SectionRevision.objects.count(), AuditEvent.objects.count()) == before
    answer = confirm(client, document, shown)
    assert "Đã nhận lời văn của 2 mục." in told(answer)
    assert said(season, ADVANTAGES) == ["Được tỉnh quan tâm.", "Đoạn <b>mới</b>."]
    assert said(season) == ["Câu đầu."]


def test_a_second_click_saves_nothing_more_and_says_so(client, written):
    season, head, document = written
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.add("Đoạn mới.", after="Được tỉnh")
    shown = send(client, document, word)
    confirm(client, document, shown)
    before = SectionRevision.objects.count(), AuditEvent.objects.count()

    answer = confirm(client, document, shown)

    assert "không lưu thêm gì" in told(answer)
    assert (SectionRevision.objects.count(), AuditEvent.objects.count()) == before
    assert said(season, ADVANTAGES)[-1] == "Đoạn mới."


def test_one_section_changed_meanwhile_keeps_the_others_as_they_are_too(client, written):
    season, head, document = written
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.add("Đoạn mới.", after="Được tỉnh")
    word.delete("Câu đầu.")
    shown = send(client, document, word)
    say(season, "Người khác viết.")

    answer = confirm(client, document, shown)

    assert "Chưa lưu nội dung nào của tệp" in told(answer)
    assert said(season, ADVANTAGES) == ["Được tỉnh quan tâm."]
    assert said(season) == ["Người khác viết."]


def test_a_changed_list_leads_to_the_page_where_it_is_changed(client, written):
    season, head, document = written
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.retype("2. Việc B", "2. Việc khác")

    page = send(client, document, word).content.decode()

    tasks = reverse("blocs:next-tasks", args=[season.bloc.code, season.cycle.label])
    assert f'<a href="{tasks}">Trang Nhiệm vụ năm sau</a>' in page
    assert "Không có lời văn nào để nhận từ tệp" in page


@pytest.mark.parametrize(
    ("printed", "kind"), [("Thu ngân sách", "indicators"), ("Chung sức", "movements")]
)
def test_a_changed_list_of_results_or_movements_leads_to_its_page_too(
    client, written, printed, kind
):
    season, head, _ = written
    record_movements(season_id=season.pk, specs=[MovementSpec("Chung sức")], actor=None)
    say(season, "Câu không số.")
    document = ready_draft(season)
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.retype(printed, "Chữ khác")

    page = send(client, document, word).content.decode()

    address = reverse("reports:year-rows", args=[season.bloc.code, season.cycle.label, kind])
    assert f'<a href="{address}">Trang Số liệu báo cáo' in page


@pytest.mark.parametrize("may", [True, False])
def test_edited_words_of_the_provinces_form_lead_to_the_form(client, written, may):
    season, head, _ = written
    season.bloc.province = make_province()
    season.bloc.save()
    document = ready_draft(season)
    keep_word_form(
        province_id=season.bloc.province_id,
        kind=document.kind,
        name="mau.docx",
        data=form("MẪU RIÊNG CỦA TỈNH", "{{ noi_dung }}"),
        actor=None,
    )
    officer = make_officer(province=season.bloc.province)
    settle_in(client, officer if may else make_editor(head))
    word = Copy(document)
    word.retype("MẪU RIÊNG CỦA TỈNH", "MẪU CHUNG CỦA TỈNH")

    page = send(client, document, word).content.decode()

    address = reverse("reports:word-form-list", args=[season.bloc.province.code])
    assert "Chữ cố định của mẫu Word" in page
    assert (f'<a href="{address}">Trang Mẫu Word của tỉnh</a>' in page) is may
    assert ("được thay mẫu Word của tỉnh" in page) is not may
    assert "Không có lời văn nào để nhận từ tệp" in page


def test_a_list_that_may_not_be_changed_any_more_says_so(client, written):
    season, _, _ = written
    type(season).objects.filter(pk=season.pk).update(stage=Stage.SUBMITTED)
    document = ready_draft(season)
    settle_in(client, make_officer(season.bloc))
    word = Copy(document)
    word.retype("đơn vị thành viên", "đơn vị thành phần")

    shown = send(client, document, word)

    (place,) = shown.context["places"]
    assert (place.name, bool(place.verdict)) == ("Đơn vị thành viên", False)
    assert "Trang Đơn vị thành viên. Hồ sơ đã trình tỉnh" in shown.content.decode()
