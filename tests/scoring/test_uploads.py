import hashlib
import io
import unicodedata

import pikepdf
import pytest
from PIL import Image, ImageFile

from accounts.errors import Invalid
from scoring.uploads import MAX_BYTES, check_upload
from tests.scoring import hostile


def check(data, name):
    return check_upload(io.BytesIO(data), name)


def refusal(data, name):
    with pytest.raises(Invalid) as refused:
        check(data, name)
    assert refused.value.field == "upload"
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "name", "content_type"),
    [
        (hostile.pdf(), "Quyết định.pdf", "application/pdf"),
        (hostile.pdf(pages=2_000), "dai.PDF", "application/pdf"),
        (
            hostile.docx(),
            "Báo cáo.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            hostile.xlsx(),
            "Số liệu.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_a_good_document_is_kept_byte_for_byte(data, name, content_type):
    checked = check(data, name)

    assert checked.data == data
    assert (checked.name, checked.content_type) == (name, content_type)
    assert checked.extension == name.rpartition(".")[2].lower()


@pytest.mark.parametrize(
    ("form", "mode", "name"),
    [
        ("JPEG", "RGB", "anh.jpg"),
        ("JPEG", "L", "anh.jpeg"),
        ("JPEG", "CMYK", "anh.JPG"),
        ("PNG", "RGB", "hinh.png"),
        ("PNG", "RGBA", "hinh.png"),
        ("PNG", "P", "hinh.png"),
        ("PNG", "1", "hinh.png"),
    ],
)
def test_a_good_image_keeps_its_pixels(form, mode, name):
    checked = check(hostile.image(form, mode=mode), name)

    with Image.open(io.BytesIO(checked.data)) as kept:
        assert (kept.format, kept.mode, kept.size) == (form, mode, (32, 24))
    assert checked.extension == ("png" if form == "PNG" else "jpg")


def test_the_same_image_twice_is_the_same_bytes():
    photo = hostile.located_photo()

    assert check(photo, "a.jpg").sha256 == check(photo, "b.jpg").sha256


def test_a_photo_loses_its_place_and_device_and_stands_upright():
    checked = check(hostile.located_photo(), "anh.jpg")

    with Image.open(io.BytesIO(checked.data)) as kept:
        assert kept.size == (24, 32)
        assert dict(kept.getexif()) == {}
        assert "comment" not in kept.info
    for secret in (b"Exif", b"bi mat", "Máy".encode()):
        assert secret not in checked.data


def test_a_picture_loses_its_texts_and_keeps_its_transparency():
    picture = hostile.titled_picture()
    assert b"bi mat" in picture

    checked = check(picture, "hinh.png")

    with Image.open(io.BytesIO(checked.data)) as kept:
        assert kept.info["transparency"] == 0
        assert kept.text == {}
    assert b"bi mat" not in checked.data


PDF, DOCX, XLSX = hostile.pdf(pages=3), hostile.docx(), hostile.xlsx()
JPG, PNG = hostile.image(), hostile.image("PNG")
HTML = b"<html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00" + b"\0" * 200


@pytest.mark.parametrize(
    ("data", "name"),
    [
        # cut off
        (PDF[: len(PDF) // 2], "a.pdf"),
        (PDF[:-40], "a.pdf"),
        (DOCX[:-30], "a.docx"),
        (XLSX[: len(XLSX) // 2], "a.xlsx"),
        (hostile.image(size=(400, 300))[:900], "a.jpg"),
        (PNG[:60], "a.png"),
        # one byte of the content turned
        (hostile.damaged(DOCX), "a.docx"),
        (hostile.damaged(XLSX), "a.xlsx"),
        (hostile.damaged_pixels(PNG), "a.png"),
        # another kind under a name
        (HTML, "a.pdf"),
        (HTML, "a.jpg"),
        (EXE, "a.docx"),
        (EXE, "a.xlsx"),
        (PDF, "a.docx"),
        (PDF, "a.png"),
        (JPG, "a.png"),
        (PNG, "a.jpg"),
        (PNG, "a.pdf"),
        (DOCX, "a.xlsx"),
        (XLSX, "a.docx"),
        (hostile.image("GIF"), "a.png"),
        (hostile.archive({"a.txt": "x"}), "a.docx"),
        # two kinds at once
        (PDF + hostile.archive({"a.exe": EXE}), "a.pdf"),
        (JPG + hostile.archive({"a.exe": EXE}), "a.jpg"),
        (PNG + hostile.archive({"a.exe": EXE}), "a.png"),
        (HTML + PDF, "a.pdf"),
        # nothing to speak of
        (b"", "a.pdf"),
        (b"%PDF-", "a.pdf"),
        (b"%PDF-1.7\n%%EOF", "a.pdf"),
        (b"PK\x05\x06" + b"\0" * 18, "a.docx"),
        (b"\xff\xd8\xff", "a.jpg"),
    ],
)
def test_what_is_broken_or_something_else_is_refused_by_name(data, name):
    sentence = refusal(data, name)

    assert sentence.startswith(f"Tệp “{name}” ")
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "name", ["a.exe", "a.svg", "a.html", "a.docm", "a.pdf.exe", "a", "", "pdf"]
)
def test_only_five_kinds_are_taken(name):
    assert "chỉ nhận tệp pdf, docx, xlsx, jpg, png" in refusal(PDF, name)


@pytest.mark.parametrize("acting", hostile.ACTING, ids=lambda acting: acting.__name__)
def test_a_pdf_that_acts_is_refused(acting):
    for data in (
        hostile.pdf(change=acting),
        hostile.pdf(change=acting, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ):
        assert "chứa mã lệnh, biểu mẫu động hoặc tệp nhúng" in refusal(data, "a.pdf")


def test_a_pdf_that_hides_an_action_in_its_spelling_is_refused():
    plain = hostile.pdf(change=hostile.javascript)
    spelt = plain.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
    hidden = spelt.replace(b"app.alert", b"alert")  # the same length, or the places move
    assert len(hidden) == len(plain)
    assert b"/JavaScript" not in hidden
    assert b"/JS" not in hidden

    assert "chứa mã lệnh" in refusal(hidden, "a.pdf")


def test_a_link_and_an_opening_place_are_no_actions_to_fear():
    assert check(hostile.pdf(change=hostile.plain_links), "a.pdf").extension == "pdf"


def test_a_pdf_under_a_password_is_refused_and_a_restricted_one_is_not():
    locked = hostile.pdf(encryption=pikepdf.Encryption(owner="chu", user="khach"))
    restricted = hostile.pdf(encryption=pikepdf.Encryption(owner="chu", user=""))

    assert "đặt mật khẩu" in refusal(locked, "a.pdf")
    assert check(restricted, "a.pdf").data == restricted


def test_too_large_too_long_and_too_many_pixels_are_refused():
    assert "lớn hơn 20 MB" in refusal(b"%PDF-" + b"0" * MAX_BYTES, "a.pdf")
    assert "hơn 2.000 trang" in refusal(hostile.pdf(pages=2_001), "a.pdf")
    assert "50 triệu điểm ảnh" in refusal(hostile.claimed_png(30_000, 30_000), "a.png")
    assert "50 triệu điểm ảnh" in refusal(hostile.claimed_png(10_000, 9_000), "a.png")
    assert "50 triệu điểm ảnh" in refusal(hostile.claimed_png(10_000, 5_001), "a.png")


def test_an_upload_without_end_is_read_to_one_byte_past_the_limit():
    class Endless:
        asked = 0

        def read(self, size=-1, /):
            self.asked += size
            return b"%PDF-" + b"0" * (size - 5)

    upload = Endless()

    with pytest.raises(Invalid, match="lớn hơn 20 MB"):
        check_upload(upload, "a.pdf")
    assert upload.asked == MAX_BYTES + 1


def test_a_stream_that_unpacks_without_measure_is_not_unpacked():
    small = hostile.pdf_in_one_stream(padding=1)
    bomb = hostile.pdf_in_one_stream(padding=300)  # megabytes
    assert len(bomb) < 400_000

    assert check(small, "a.pdf").data == small
    assert "bị hỏng" in refusal(bomb, "a.pdf")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Users\\a\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("hoa-don\u202efdp.exe.pdf", "hoa-donfdp.exe.pdf"),
        (unicodedata.normalize("NFD", "Nguyễn Ước.pdf"), "Nguyễn Ước.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("...an.pdf", "an.pdf"),
        ("<img src=x>.pdf", "<img src=x>.pdf"),  # the template escapes it
    ],
)
def test_the_shown_name_is_the_last_part_without_hidden_marks(given, shown):
    assert check(PDF, given).name == shown


def test_the_hash_is_of_the_bytes_that_are_stored():
    for data, name in ((PDF, "a.pdf"), (hostile.located_photo(), "a.jpg")):
        checked = check(data, name)
        assert checked.sha256 == hashlib.sha256(checked.data).hexdigest()


def test_half_a_photo_is_refused_also_beside_a_library_that_takes_halves(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    photo = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(photo, format="JPEG")

    sentence = refusal(photo.getvalue()[: len(photo.getvalue()) // 2], "a.jpg")

    assert "a.jpg" in sentence
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
