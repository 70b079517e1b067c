"""The public check of a paper that was signed: who signed, and what a signed file is to it."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reports import services
from reports.models import SignedCopy
from tests.reports.issuing import DAY, TODAY
from tests.reports.signed_papers import file_of, issued_covenant, keep, keep_signed, trusting
from tests.reports.signing import Pen, person, signed
from tests.reports.test_views_verification import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]


@pytest.fixture(autouse=True)
def _fresh_brakes():
    cache.clear()
    yield
    cache.clear()


def send(client, line, data: bytes, name: str = "a.pdf"):
    return words(client.post(f"/xac-minh/{line.code}", {"tep": SimpleUploadedFile(name, data)}))


def page(client, line) -> str:
    return words(client.get(f"/xac-minh/{line.code}"))


def test_the_page_tells_office_and_organisation_and_nobody_s_name(client, settings, tmp_path):
    trusting(settings, tmp_path)
    line, _, (head, second, _) = issued_covenant()
    who = person("NGUYỄN VĂN THỬ, CCCD 012345678901", "Cục Thử nghiệm")
    copy = keep(line, signed(file_of(line), who, Pen(stamped=True)))

    text = page(client, line)

    for word in (f"{head.name} (Trưởng khối)", "Cục Thử nghiệm", "CA của bài thử", "tin cậy"):
        assert word in text
    assert f"{second.name} (Phó Trưởng khối)" in text
    assert "Chưa ký số" in text
    serial = copy.signatures.get().serial
    for word in ("NGUYỄN", "012345678901", serial, copy.uploaded_by and copy.uploaded_by.username):
        assert not word or word not in text


def test_what_an_unknown_certificate_says_of_itself_is_not_repeated(client):
    line, *_ = issued_covenant()
    keep(line, signed(file_of(line), person("Kẻ mạo danh", "Văn phòng Chính phủ", by="")))

    text = page(client, line)

    assert "Văn phòng Chính phủ" not in text
    assert "Kẻ mạo danh" not in text
    assert "Chứng thư tự ký" in text


def test_a_file_is_the_paper_a_known_copy_a_further_one_or_none(client):
    line, *_ = issued_covenant()
    base = file_of(line)
    copy = keep_signed(line, 1)
    kept = file_of(copy)
    further = signed(signed(kept, pen=Pen(field="ky-02")), pen=Pen(field="ky-03"))

    assert "đúng là tệp của văn bản này, không bị sửa" in send(client, line, base)
    assert "đúng là bản ký lần 1 của văn bản này đã lưu ở đây" in send(client, line, kept)
    assert "(bản ký lần 1) có thêm 2 chữ ký số nguyên vẹn mà hệ thống chưa" in send(
        client, line, further
    )
    aside = send(client, line, signed(base, person("Khác")))
    assert "(bản ban hành, chưa có chữ ký) có thêm 1 chữ ký số nguyên vẹn" in aside
    assert ("alert-success" in aside, "alert-warning" in aside) == (False, True)
    broken = bytearray(further)
    broken[-2_000] ^= 1
    assert "không coi là văn bản này" in send(client, line, bytes(broken))
    assert "không phải tệp của văn bản này" in send(client, line, b"%PDF-" + base)
    assert SignedCopy.objects.count() == 1


def test_a_file_that_comes_in_small_pieces_is_told_all_the_same(client, monkeypatch):
    line, *_ = issued_covenant()
    kept = file_of(keep_signed(line, 1))
    further = signed(kept, pen=Pen(field="ky-02"))
    monkeypatch.setattr("reports.uploads.CountingHandler.chunk_size", 1_001)

    assert "đã lưu ở đây" in send(client, line, kept)
    assert "có thêm 1 chữ ký" in send(client, line, further)


def test_a_stamped_copy_is_told_of_and_not_shown(client):
    line, *_ = issued_covenant()
    out = io.BytesIO()

    Image.new("RGB", (20, 20)).save(out, "PNG")
    scan = services.keep_scan(
        issue_id=line.pk,
        upload=io.BytesIO(out.getvalue()),
        name="giấy của ông A.png",
        signed_on=DAY,
        today=TODAY,
        actor=None,
    )

    assert "Đã lưu bản ký, đóng dấu trên giấy." in (text := page(client, line))
    assert scan.name not in text
    services.withdraw_scan(scan_id=scan.pk, seen_version=1, reason="Sai bản.", actor=None)
    assert "Đã lưu bản ký" not in page(client, line)
