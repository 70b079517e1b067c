"""The pages on which a paper is signed and its stamped copies are kept."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image

from accounts.models import AuditEvent
from reports import services
from reports.models import Document, ScannedCopy, SignedCopy
from reports.render.pdf import pdf_bytes
from reports.selectors.signing import signing_of
from reports.selectors.stored import stored_paper
from reports.signing.places import fields_in
from reports.states import DocumentKind
from tests.factories import make_document, make_editor, make_officer, make_user
from tests.reports.issuing import DAY, TODAY, issue, ready_draft
from tests.reports.pages import settle_in
from tests.reports.signed_papers import (
    file_of,
    issued_covenant,
    keep,
    keep_signed,
    newest,
    trusting,
)
from tests.reports.signing import Pen, person, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
QUERIES = 10
QUERIES_OF_A_SCAN = 14


def of_paper(line, name="signing", *args):
    return reverse(f"reports:{name}", args=[line.document.uuid, *args])


def sent(data: bytes, name: str = "ký.pdf") -> dict:
    return {"upload": SimpleUploadedFile(name, data)}


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    Image.new("RGB", (60, 90), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_the_file_to_sign_is_the_issued_one_and_then_the_newest(client):
    line, _, (head, *_) = issued_covenant()
    client.force_login(make_editor(head))

    first = b"".join(client.get(of_paper(line, "signing-download")).streaming_content)
    copy = keep_signed(line, 1)
    second = client.get(of_paper(line, "signing-download"))

    assert first == file_of(line)
    assert b"".join(second.streaming_content) == file_of(copy)
    assert "-ky-1.pdf" in second["Content-Disposition"]
    taken = AuditEvent.objects.filter(action="document.download")
    assert [one.after["sha256"] for one in taken.order_by("id")] == [
        line.document.sha256,
        copy.sha256,
    ]


def test_a_signed_file_is_sent_and_the_page_tells_who_has_signed_and_who_is_still_to(client):
    line, _, (head, second, third) = issued_covenant()
    client.force_login(make_editor(head))
    data = signed(file_of(line), person("Nguyễn Thử", "Bộ Thử"), Pen(stamped=True))

    answer = client.post(of_paper(line), sent(data))
    page = client.get(answer.url).content.decode()

    assert answer.status_code == 302
    assert "Đã lưu bản ký lần 1: thêm 1 chữ ký, mọi chữ ký đều nguyên vẹn." in page
    assert "còn 2 nơi chưa ký" in page
    for word in ("Nguyễn Thử", "Bộ Thử", "CA của bài thử", second.name, third.name):
        assert word in page
    assert "Chưa xác định được tổ chức chứng thực tin cậy" in page
    paper = client.get(line.get_absolute_url()).content.decode()
    assert "Nguyễn Thử" in paper


def test_a_signed_file_that_the_archive_would_not_take_is_kept_with_a_word_about_it(client):
    line, _, (head, *_) = issued_covenant()
    client.force_login(make_editor(head))
    fine = signed(file_of(line), person(), Pen(drawn=True))
    told = []

    for data in (fine, signed(fine, person(), Pen(field="ky-02"))):
        page = client.get(client.post(of_paper(line), sent(data)).url).content.decode()
        told.append("phông chữ không nhúng trong tệp (Courier), nên bản ký này chưa đúng" in page)

    assert told == [False, True]
    assert line.signed_copies.count() == 2


def test_who_brings_a_signature_by_an_unknown_authority_is_told_at_once(client, settings, tmp_path):
    trusting(settings, tmp_path)
    line, _, (head, *_) = issued_covenant()
    client.force_login(make_editor(head))
    doubt = "Chứng thư số của chữ ký mới: chưa xác định được tổ chức chứng thực tin cậy."
    told = []

    for number, authority in enumerate(("CA của bài thử", "CA lạ"), start=1):
        pen = Pen(field=f"ky-{number:02d}", drawn=True)
        data = signed(newest(line), person(by=authority), pen)
        told.append(
            doubt in client.get(client.post(of_paper(line), sent(data)).url).content.decode()
        )

    assert told == [False, True]
    assert line.signed_copies.count() == 2


def test_a_file_that_is_refused_says_why_at_its_box(client):
    line, _, (head, *_) = issued_covenant()
    client.force_login(make_editor(head))

    answer = client.post(of_paper(line), sent(file_of(line)))
    none = client.post(of_paper(line), {})

    assert (answer.status_code, none.status_code) == (422, 422)
    assert "chưa có chữ ký nào" in answer.content.decode()
    assert "Quý vị chọn tệp PDF đã ký số." in none.content.decode()
    assert SignedCopy.objects.count() == 0


def test_who_may_not_sign_reads_why(client):
    line, season, _ = issued_covenant()
    client.force_login(make_officer(season.bloc))

    page = client.get(of_paper(line)).content.decode()

    assert "Chỉ người của cơ quan ban hành được lưu bản ký của văn bản này; nơi ký khác" in page
    assert 'type="file"' not in page
    assert client.post(of_paper(line), sent(signed(newest(line)))).status_code == 403


def test_a_stranger_finds_nothing(client):
    line, _, (head, *_) = issued_covenant()
    copy = keep_signed(line, 1)
    client.force_login(make_editor(head))
    client.post(of_paper(line, "scan-add"), {**sent(picture(), "a.jpg"), "signed_on": "24/02/2023"})
    scan = ScannedCopy.objects.get()
    client.force_login(make_user())

    for path in (
        of_paper(line),
        of_paper(line, "signing-download"),
        of_paper(line, "signed-copy", copy.number),
        of_paper(line, "scan-add"),
        of_paper(line, "scan", scan.uuid),
        of_paper(line, "scan-withdraw", scan.uuid),
    ):
        assert client.get(path).status_code == 404


def test_a_scan_is_kept_without_what_the_camera_wrote_and_handed_out_again(client):
    line, _, (head, *_) = issued_covenant()
    clerk = make_editor(head)
    client.force_login(clerk)

    answer = client.post(
        of_paper(line, "scan-add"), {**sent(picture(), "bản ký.jpg"), "signed_on": "25/02/2023"}
    )

    scan = ScannedCopy.objects.get()
    page = client.get(answer.url).content.decode()
    assert answer.url == of_paper(line)
    assert (scan.name, scan.extension, scan.uploaded_by) == ("bản ký.jpg", "jpg", clerk)
    for word in ("Đã lưu bản quét.", "bản ký.jpg", "25/02/2023", clerk.full_name):
        assert word in page
    sent_back = b"".join(client.get(of_paper(line, "scan", scan.uuid)).streaming_content)
    assert Image.open(io.BytesIO(sent_back)).getexif() == {}


def test_a_wrong_scan_is_marked_and_not_lost(client):
    line, _, (head, *_) = issued_covenant()
    client.force_login(make_editor(head))
    client.post(of_paper(line, "scan-add"), {**sent(picture(), "a.jpg"), "signed_on": "24/02/2023"})
    scan = ScannedCopy.objects.get()

    answer = client.post(
        of_paper(line, "scan-withdraw", scan.uuid), {"seen_version": 1, "reason": "Thiếu trang 2."}
    )
    again = client.post(
        of_paper(line, "scan-withdraw", scan.uuid), {"seen_version": 1, "reason": "Nữa."}
    )

    assert (answer.url, again.status_code) == (of_paper(line), 409)
    scan.refresh_from_db()
    assert (scan.reason, scan.version) == ("Thiếu trang 2.", 2)
    page = client.get(of_paper(line)).content.decode()
    assert "Lý do: Thiếu trang 2." in page
    assert b"".join(client.get(of_paper(line, "scan", scan.uuid)).streaming_content)
    client.post(of_paper(line, "scan-add"), {**sent(picture(), "b.jpg"), "signed_on": "24/02/2023"})
    assert ScannedCopy.objects.kept().count() == 1


@pytest.mark.parametrize("kept", ["issued", "signed"])
def test_a_file_of_the_paper_itself_is_no_scan_of_the_stamped_one(client, kept):
    line, _, (head, *_) = issued_covenant()
    client.force_login(make_editor(head))
    if kept == "signed":
        keep_signed(line, 1)

    answer = client.post(
        of_paper(line, "scan-add"), {**sent(newest(line), "quét.pdf"), "signed_on": "24/02/2023"}
    )

    assert answer.status_code == 422
    assert "không phải bản quét của bản giấy" in answer.content.decode()
    assert ScannedCopy.objects.count() == 0


@pytest.mark.parametrize("kept", ["draft", "former", "former's signed"])
def test_a_file_of_another_version_is_no_scan_of_the_stamped_one_either(client, kept):
    former, season, (head, *_) = issued_covenant()
    data = newest(former)
    if kept == "former's signed":
        data = file_of(keep_signed(former, 1))
    draft = ready_draft(season, DocumentKind.COVENANT)
    line = issue(draft, number=None, symbol="", replaces_id=former.pk)
    assert services.make(line.document_id)
    if kept == "draft":
        data = pdf_bytes(stored_paper(draft)[0])
        sha256 = hashlib.sha256(data).hexdigest()
        Document.objects.filter(pk=draft.pk).update(sha256=sha256)
    client.force_login(make_editor(head))

    answer = client.post(
        of_paper(line, "scan-add"), {**sent(data, "quét.pdf"), "signed_on": "24/02/2023"}
    )

    assert answer.status_code == 422
    assert "bản được thay thế), không phải bản quét của bản giấy" in answer.content.decode()
    assert ScannedCopy.objects.count() == 0


@pytest.mark.parametrize("others", [1, 3])
def test_a_scan_is_compared_with_every_version_in_two_queries(others, django_assert_num_queries):
    line, season, _ = issued_covenant()
    for _ in range(others):
        make_document(season, kind=DocumentKind.COVENANT)

    # The audit's lock is a query of PostgreSQL.
    with django_assert_num_queries(QUERIES_OF_A_SCAN + (connection.vendor == "postgresql")):
        services.keep_scan(
            issue_id=line.pk,
            upload=io.BytesIO(picture()),
            name="a.jpg",
            signed_on=DAY,
            today=TODAY,
            actor=None,
        )


@pytest.mark.parametrize(
    ("data", "name", "day", "why"),
    [
        (b"%PDF-1.7 rubbish", "a.pdf", "24/02/2023", "bị hỏng"),
        (b"x", "a.exe", "24/02/2023", "không thuộc loại được nhận"),
        (None, "a.jpg", "24/02/2199", "Ngày ký không thể sau ngày hôm nay."),
        (None, "a.jpg", "24/02/0001", "Quý vị kiểm tra lại năm: phải từ 1900 đến 2199."),
        (None, "a.jpg", "24/02/2001", "Ngày ký không thể trước ngày 01/01/2021, một năm trước"),
        (None, "a.jpg", "", "Quý vị ghi ngày ký trên bản giấy."),
    ],
)
def test_a_scan_that_does_not_hold_is_refused(client, data, name, day, why):
    line, _, (head, *_) = issued_covenant()
    client.force_login(make_editor(head))

    answer = client.post(
        of_paper(line, "scan-add"),
        {**sent(picture() if data is None else data, name), "signed_on": day},
    )

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert ScannedCopy.objects.count() == 0


def test_the_page_asks_the_same_however_many_have_signed(client, django_assert_num_queries):
    line, _, (head, *_) = issued_covenant()
    settle_in(client, make_editor(head))

    keep_signed(line, 1)
    with django_assert_num_queries(QUERIES):
        client.get(of_paper(line))
    keep_signed(line, 2)
    keep_signed(line, 3)
    with django_assert_num_queries(QUERIES):
        client.get(of_paper(line))


@pytest.mark.parametrize("name", ["document-detail", "signing"])
def test_a_paper_that_is_no_longer_in_force_says_so_and_asks_for_no_signature(client, name):
    line, _, (head, *_) = issued_covenant()
    keep_signed(line, 1)
    client.force_login(make_editor(head))
    before = client.get(of_paper(line, name)).content.decode()

    services.withdraw_issue(issue_id=line.pk, seen_version=1, reason="Sai.", actor=None)
    after = client.get(of_paper(line, name)).content.decode()

    assert "Văn bản này đã thu hồi ngày" not in before
    assert "Văn bản này đã thu hồi ngày" in after
    assert "không ký nữa" in after
    if name == "signing":
        assert ("Tải về để ký" in before, "Tải về để ký" in after) == (True, False)
        assert ("nơi chưa ký" in before, "nơi chưa ký" in after) == (True, False)


def test_a_later_signature_that_is_believed_counts_in_the_place_of_one_that_is_not(
    client, settings, tmp_path
):
    line, _, (head, second, _) = issued_covenant()
    trusting(settings, tmp_path)
    keep(line, signed(file_of(line), person("Tự ký", by=""), Pen(field="ky-02")))
    box = next(one.box for one in fields_in(file_of(line)) if one.name == "ky-02")
    drawn = tuple(round(one) for one in (box[0] + 5, box[1] + 5, box[2] - 5, box[3] - 5))
    page = fields_in(file_of(line))[1].page
    keep(line, signed(newest(line), person("Ký lại"), Pen(field="moi", box=drawn, page=page)))

    found = signing_of(line)

    place = next(one for one in found.places if one.agency_id == second.pk)
    assert (place.signature.signer, place.signature.trust) == ("Ký lại", "trusted")
    assert [one.signer for one in found.elsewhere] == ["Tự ký"]
    client.force_login(make_editor(head))
    assert "Tự ký" in client.get(of_paper(line)).content.decode()


@pytest.mark.parametrize("count", [0, 2])
def test_who_withdraws_or_replaces_a_signed_paper_is_told_what_is_lost(client, count):
    line, _, (head, *_) = issued_covenant()
    for number in range(1, count + 1):
        keep_signed(line, number)
    client.force_login(make_editor(head))
    draft = line.draft

    withdrawing = client.get(of_paper(line, "document-withdraw")).content.decode()
    replacing = client.get(reverse("reports:document-issue", args=[draft.uuid])).content.decode()

    assert ("2 chữ ký số trên văn bản không còn giá trị" in withdrawing) == bool(count)
    assert ("(đã có 2 chữ ký số)" in replacing) == bool(count)
    assert ("bị thay thế không chuyển sang văn bản mới" in replacing) == bool(count)
