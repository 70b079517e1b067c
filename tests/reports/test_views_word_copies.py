"""Word copies: taken from the page of a paper, and read when they come back edited."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.models import SectionRevision
from blocs.states import NarrativeSection, Stage
from reports.models import Document
from reports.render.docx import docx_bytes
from reports.render.pdf import pdf_bytes
from reports.selectors.stored import stored_paper
from reports.states import DocumentKind
from tests.factories import make_bloc_year, make_document, make_editor, make_officer
from tests.reports.issuing import issue, ready_draft, season_of_2022
from tests.reports.narrating import REVENUE, make_year, revenue, said, say
from tests.reports.pages import settle_in, told
from tests.reports.word_files import body_text, difference, form, opened

pytestmark = pytest.mark.django_db
ADVANTAGES = NarrativeSection.ADVANTAGES
PAGES = ["document-word", "word-return", "word-return-take"]


def at(document: Document, name: str) -> str:
    return reverse(f"reports:{name}", args=[document.uuid])


@pytest.fixture
def written():
    """Return a year whose report says three things, one with a figure, and its draft."""
    season, members = make_year()
    revenue(season, members[0])
    key = REVENUE.format(members[0].code)
    say(season, f"Thu ngân sách đạt {{10.500 tỷ đồng|{key}}}, vượt 5% dự toán.", "Đoạn hai.")
    say(season, "Được **tỉnh** quan tâm.", section=ADVANTAGES)
    return season, ready_draft(season)


def edited(document: Document, *changes: tuple[str, str], place: int = 0) -> bytes:
    """Return the Word copy with words typed over where they stand first, or at another place."""
    word = opened(docx_bytes(*stored_paper(document)))
    for before, after in changes:
        hits = [
            run
            for paragraph in word.element.body.iter("{*}p")
            for run in paragraph.iter("{*}t")
            if before in (run.text or "")
        ]
        assert hits, before
        hits[place].text = hits[place].text.replace(before, after)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def with_macro() -> bytes:
    data = io.BytesIO(form("Báo cáo"))
    with zipfile.ZipFile(data, "a") as file:
        file.writestr("word/vbaProject.bin", b"x")
    return data.getvalue()


def send(client, document: Document, data: bytes, name: str = "bao-cao.docx"):
    upload = SimpleUploadedFile(name, data)
    return client.post(at(document, "word-return"), {"upload": upload})


def shown_page(client, document: Document) -> str:
    return client.get(document.get_absolute_url()).content.decode()


def taken(client, document: Document, shown):
    return client.post(at(document, "word-return-take"), {"held": shown.context["held"]})


@pytest.mark.parametrize(
    ("imprint", "says"),
    [
        (None, "không khớp với mẫu văn bản hiện hành. Đề nghị lập văn bản mới."),
        ({}, "Tệp PDF đã ban hành vẫn tải về được."),
    ],
)
def test_a_paper_stored_on_an_older_form_has_no_word_copy_and_says_what_to_do(
    client, written, imprint, says
):
    season, document = written
    Document.objects.filter(pk=document.pk).update(content={}, imprint=imprint)
    settle_in(client, make_officer(season.bloc))

    answer = client.get(at(document, "document-word"))

    assert answer.status_code == 302
    assert told(answer).endswith(says)


@pytest.mark.parametrize("name", PAGES)
def test_a_word_copy_of_another_bloc_does_not_exist_for_me(client, name):
    document = make_document(make_bloc_year(2)[0])
    client.force_login(make_editor(make_bloc_year(2)[1][0]))
    ask = client.post if name == "word-return-take" else client.get

    assert ask(at(document, name)).status_code == 404
    assert AuditEvent.objects.count() == 0


def test_the_word_copy_says_what_the_pdf_says_and_who_took_it_is_noted(client, written):
    _, document = written
    reader = make_officer()
    settle_in(client, reader)
    before = AuditEvent.objects.count()

    answer = client.get(at(document, "document-word"))

    data = b"".join(answer.streaming_content)
    event = AuditEvent.objects.latest("pk")
    assert difference(data, pdf_bytes(*stored_paper(document))) == ""
    assert answer["Content-Disposition"].endswith('.docx"')
    assert (event.action, event.actor, event.after["format"]) == (
        "document.download",
        reader,
        "docx",
    )
    assert AuditEvent.objects.count() == before + 1


def test_an_issued_paper_has_its_number_in_word_but_not_the_code_of_the_pdf():
    season, _ = season_of_2022()
    document = issue(ready_draft(season)).document

    text = body_text(docx_bytes(*stored_paper(document)))

    assert "Số: 05/BC-KTĐ" in text
    assert document.imprint["code"] not in text


def test_a_paper_that_is_not_made_yet_has_no_word_copy(client):
    document = make_document(make_bloc_year(2)[0])
    settle_in(client, make_officer())
    before = AuditEvent.objects.count()

    answer = client.get(at(document, "document-word"))

    assert "chưa lập xong" in told(answer)
    assert AuditEvent.objects.count() == before


def test_a_paper_without_words_of_the_year_is_compared_and_takes_nothing(client):
    document = make_document(make_bloc_year(2)[0], DocumentKind.SCORE_MATRIX)
    client.force_login(make_officer())

    page = client.get(at(document, "word-return")).content.decode()

    assert "không nội dung nào được nhận từ tệp" in page
    assert client.post(at(document, "word-return-take"), {"held": ""}).status_code == 404


def test_edited_words_go_into_their_sections_only_when_confirmed(client, written):
    season, document = written
    settle_in(client, make_officer())
    data = edited(document, ("quan tâm", "quan tâm, chỉ đạo sát sao"), ("Đoạn hai", "Đoạn thứ hai"))
    before = SectionRevision.objects.count(), AuditEvent.objects.count()

    shown = send(client, document, data)

    assert (SectionRevision.objects.count(), AuditEvent.objects.count()) == before
    assert "quan tâm, chỉ đạo sát sao" not in said(season, ADVANTAGES)[0]
    taken(client, document, shown)
    assert said(season, ADVANTAGES) == ["Được **tỉnh** quan tâm, chỉ đạo sát sao."]
    assert said(season)[1] == "Đoạn thứ hai."


def test_of_the_same_line_in_two_sections_the_edited_one_is_taken(client, written):
    season, _ = written
    say(season, "Đoạn chung.", section=ADVANTAGES)
    say(season, "Đoạn chung.")
    document = ready_draft(season)
    settle_in(client, make_officer())

    shown = send(client, document, edited(document, ("chung", "chung đã sửa"), place=-1))
    taken(client, document, shown)

    assert (said(season, ADVANTAGES), said(season)) == (["Đoạn chung."], ["Đoạn chung đã sửa."])


def test_a_paper_that_can_no_longer_be_set_is_told_and_nothing_is_compared(client, written):
    _, document = written
    data = edited(document)
    Document.objects.filter(pk=document.pk).update(content={"cu": 1})
    settle_in(client, make_officer())

    shown = send(client, document, data)

    assert shown.status_code == 422
    assert "Chưa lập lại được bản Word gốc" in shown.content.decode()


def test_a_number_typed_over_is_listed_and_never_taken(client, written):
    season, document = written
    key_kept = said(season)[0]
    settle_in(client, make_officer())

    shown = send(client, document, edited(document, ("10.500", "11.000"), ("vượt 5%", "tăng 6%")))
    taken(client, document, shown)

    pairs = [(one.before, one.after) for one in shown.context["returned"].numbers]
    assert pairs == [("10.500", "11.000"), ("5%", "6%")]
    assert said(season)[0] == key_kept.replace("vượt 5%", "tăng 5%")


def test_a_value_of_the_data_that_was_reworded_is_not_taken(client, written):
    season, document = written
    kept = said(season)
    settle_in(client, make_officer())

    shown = send(client, document, edited(document, ("tỷ đồng, vượt", "tỷ, vượt")))

    (left,) = shown.context["returned"].left
    assert "cụm số liệu" in left.why
    assert said(season) == kept


def test_what_belongs_to_no_section_is_listed(client, written):
    _, document = written
    settle_in(client, make_officer())

    shown = send(client, document, edited(document, ("Nơi nhận:", "Kính gửi:")))

    assert [(one.before, one.after) for one in shown.context["returned"].left] == [
        ("Nơi nhận:", "Kính gửi:")
    ]
    assert shown.context["returned"].sections == []


def test_numbers_outside_the_words_are_listed_once(client, written):
    _, document = written
    settle_in(client, make_officer())
    subject = "năm 2022; phương hướng"

    shown = send(client, document, edited(document, (subject, "năm 2021; phương hướng")))

    returned = shown.context["returned"]
    assert [(one.before, one.after) for one in returned.numbers] == [("2022", "2021")]
    assert (returned.left, returned.sections) == ([], [])


def test_an_unchanged_file_changes_nothing(client, written):
    _, document = written
    settle_in(client, make_officer())

    returned = send(client, document, edited(document)).context["returned"]

    assert (returned.sections, returned.numbers, returned.left) == ([], [], [])


def test_words_that_were_changed_meanwhile_are_not_overwritten(client, written):
    season, document = written
    settle_in(client, make_officer())
    shown = send(client, document, edited(document, ("Đoạn hai", "Đoạn thứ hai")))
    say(season, "Người khác viết.")

    answer = taken(client, document, shown)

    assert "Chưa lưu nội dung nào" in told(answer)
    assert said(season) == ["Người khác viết."]


def test_the_copy_of_another_paper_is_refused(client, written):
    _, document = written
    other = ready_draft(season_of_2022()[0])
    settle_in(client, make_officer())

    answer = send(client, document, edited(other))

    assert answer.status_code == 422
    assert "không phải bản Word của văn bản này" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.docx", b"PK\x03\x04", "không khớp"),
        ("a.pdf", b"%PDF-1.7", "không phải tệp Word"),
        ("a.docx", with_macro(), "bỏ những phần ấy, lưu lại dạng .docx"),
    ],
)
def test_a_file_that_is_no_word_file_is_refused(client, written, name, data, why):
    _, document = written
    settle_in(client, make_officer())

    answer = send(client, document, data, name)

    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_member_that_does_not_run_the_season_takes_nothing_back(client, written):
    season, document = written
    member = season.memberships.order_by("position").last().agency
    settle_in(client, make_editor(member))

    answer = client.get(at(document, "word-return"))

    assert answer.status_code == 302
    assert told(answer)
    assert at(document, "word-return") not in shown_page(client, document)


def test_who_runs_the_season_is_offered_to_send_a_copy_back(client, written):
    _, document = written
    settle_in(client, make_officer())

    assert at(document, "word-return") in shown_page(client, document)


def test_a_closed_season_takes_nothing_back(client, written):
    season, document = written
    settle_in(client, make_officer())
    shown = send(client, document, edited(document, ("Đoạn hai", "Đoạn thứ hai")))
    type(season).objects.filter(pk=season.pk).update(stage=Stage.CLOSED)

    answer = taken(client, document, shown)

    assert "Chưa lưu nội dung nào" in told(answer)
    assert said(season)[1] == "Đoạn hai."
