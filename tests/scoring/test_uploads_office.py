import io
import stat
import zipfile

import openpyxl.xml
import pytest

from accounts.errors import Invalid
from scoring.uploads import check_upload
from tests.scoring import hostile


def check(data, name):
    return check_upload(io.BytesIO(data), name)


def refusal(data, name):
    with pytest.raises(Invalid) as refused:
        check(data, name)
    return str(refused.value)


def bomb_of_one_sheet():
    parts = {"[Content_Types].xml": hostile.DOCX_TYPES, "xl/workbook.xml": "<a/>"}
    return hostile.archive({**parts, "xl/worksheets/sheet1.xml": b" " * (210 * 1024 * 1024)})


def bomb_of_ratio():
    return hostile.with_part("word/a.xml", b" " * (30 * 1024 * 1024))


def bomb_of_many_entries():
    return hostile.archive({**hostile.PARTS, **{f"word/{n}.xml": "<a/>" for n in range(2_000)}})


def bomb_of_size():
    """Return an archive that claims little more than 200 MB, and less than 100 times its size."""
    data = hostile.with_part("word/a.xml", hostile.random_text(5_000_000))
    return hostile.with_lying_sizes(data, "word/a.xml", claimed=201 * 1024 * 1024)


BOMBS = [bomb_of_one_sheet, bomb_of_ratio, bomb_of_size, bomb_of_many_entries]


@pytest.mark.parametrize("bomb", BOMBS)
def test_an_archive_that_unpacks_without_measure_is_weighed_and_not_opened(bomb, monkeypatch):
    data, name = bomb(), "a.xlsx" if bomb is bomb_of_one_sheet else "a.docx"
    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *asked, **_: opened.append(asked))

    sentence = refusal(data, name)

    assert opened == []
    assert "nén bất thường" in sentence


def test_a_header_that_lies_about_its_size_is_found_out():
    honest = hostile.with_part("word/a.xml", b" " * 3_000_000)
    lying = hostile.with_lying_sizes(honest, "word/a.xml", claimed=1_000)

    assert refusal(lying, "a.docx").startswith("Tệp “a.docx” bị hỏng")


def test_entries_that_share_their_bytes_are_weighed_together():
    data = hostile.with_shared_bytes(copies=50)

    assert "nén bất thường" in refusal(data, "a.docx")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "..\\..\\x.xml", "C:x.xml", "word/../../x", "a/..", "\\x"],
)
def test_a_part_whose_name_leads_outside_is_refused(name):
    assert "Tệp “a.docx” " in refusal(hostile.with_part(name, "<a/>"), "a.docx")


def test_a_part_that_is_a_link_is_refused():
    link = zipfile.ZipInfo("word/a.xml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    data = hostile.archive({**hostile.PARTS, link: "/etc/passwd"})

    assert "không khớp với phần mở rộng" in refusal(data, "a.docx")


def test_a_part_that_is_there_twice_is_refused():

    data = hostile.archive({**hostile.PARTS, "WORD/document.xml": "<a/>"})

    assert "bị hỏng" in refusal(data, "a.docx")


@pytest.mark.parametrize("packed_as", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_are_packed_as_word_and_excel_pack_them(packed_as):
    data = hostile.archive(hostile.PARTS, compression=packed_as)

    assert "không khớp với phần mở rộng" in refusal(data, "a.docx")


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "word/activeX/a.xml", "word/oleObject1.bin"]
)
def test_macros_and_controls_are_refused(part):
    assert "chứa mã lệnh" in refusal(hostile.with_part(part, "x"), "a.docx")


def test_entities_are_refused_wherever_they_stand():
    assert openpyxl.xml.DEFUSEDXML is True
    in_sheet = hostile.repacked(
        hostile.xlsx(), lambda name, data: hostile.LAUGHS.encode() if "sheet1" in name else data
    )
    utf_16 = hostile.LAUGHS.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")

    assert "chứa mã lệnh" in refusal(in_sheet, "a.xlsx")
    assert "chứa mã lệnh" in refusal(hostile.with_part("word/a.xml", hostile.LAUGHS), "a.docx")
    assert "chứa mã lệnh" in refusal(hostile.with_part("word/b.xml", utf_16), "a.docx")


def relation(kind, target):
    return hostile.RELS.format(
        f'<Relationship Id="r1" Type="http://x/relationships/{kind}" Target="{target}" '
        'TargetMode="External"/>'
    )


def test_a_part_with_a_declaration_of_its_own_is_refused():
    data = hostile.with_part("word/a.xml", "<!DOCTYPE w [<!ELEMENT w ANY>]><w/>")

    assert "chứa mã lệnh" in refusal(data, "a.docx")


def test_a_picture_inside_that_was_changed_is_found_by_its_checksum():
    sound = hostile.archive(
        {**hostile.PARTS, "word/media/a.png": b"P" * 500}, compression=zipfile.ZIP_STORED
    )

    assert check(sound, "a.docx").data == sound
    assert "bị hỏng" in refusal(sound.replace(b"P" * 500, b"P" * 499 + b"Q"), "a.docx")


def test_a_document_may_link_but_not_fetch():
    link = hostile.with_part("word/_rels/document.xml.rels", relation("hyperlink", "http://x"))
    template = hostile.with_part(
        "word/_rels/settings.xml.rels", relation("attachedTemplate", "http://x/a.dotm")
    )

    assert check(link, "a.docx").data == link
    assert "chứa mã lệnh" in refusal(template, "a.docx")


def test_a_part_that_is_no_xml_is_refused():
    assert "bị hỏng" in refusal(hostile.with_part("word/a.xml", "<a><b></a>"), "a.docx")
