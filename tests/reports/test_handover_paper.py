"""The minutes of handover on paper: parties, files, unfinished work, calendar, signatures."""

import pytest

from blocs.models import Season
from blocs.states import StepKind
from reports.gather import gather_handover
from reports.papers.handover import (
    Contents,
    EvidenceRow,
    FileRow,
    HandoverMinutes,
    MatterText,
    Party,
)
from reports.render.pdf import pdf_bytes
from tests.blocs.handing import hand, make_leaving_year
from tests.factories import NOON, make_document, make_province, make_step
from tests.reports import layout
from tests.reports.matrix_papers import matrix, paper_of

COPIES = "Biên bản này được lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản."


def minutes(**contents):
    """Return the minutes of a long year, marked as a sample."""
    letterhead = paper_of(matrix(0, 0)).letterhead
    party = Party(agency="Sở Văn hóa, Thể thao và Du lịch", office="Trưởng khối năm 2026")
    return HandoverMinutes(
        sample=True,
        letterhead=letterhead,
        bloc="Khối Tổng hợp",
        cycle="2026",
        next_cycle="2027",
        head="Trưởng khối",
        giver=party,
        receiver=Party(office="Trưởng khối năm 2027"),
        witness="Đại diện cơ quan thi đua, khen thưởng tỉnh",
        contents=Contents(**contents),
        copies=COPIES,
    )


def test_parts_are_counted_as_far_as_they_say_something():
    held = Contents(offices=("A",), matters=(MatterText(label="B", count="01"),), note="C")

    assert held.numbers == {"offices": 1, "matters": 2, "note": 3}
    assert Contents(evidence=(EvidenceRow(agency="A", count="01", size="1 KB"),)).numbers == {
        "files": 1
    }


def test_a_long_list_of_files_counts_and_stays_on_the_page():
    sha = " ".join(["0123456789abcdef"] * 4)
    row = FileRow(name="Báo cáo tổng kết", day="24/02/2027", size="1,5 MB", sha256=sha)
    paper = minutes(files=(row,) * 60)

    pdf = pdf_bytes(paper)

    assert paper.table_rows == 60
    text = layout.text(pdf)
    assert text.count("24/02/2027") == 60
    assert "ĐẠI DIỆN BÊN GIAO" in text
    lines = [line for page in layout.pages(pdf) for line in layout.lines(page)]
    assert min(line.left for line in lines) >= layout.LEFT - 1
    assert max(line.right for line in lines) <= 210 - layout.RIGHT + 1


def test_nobody_signs_a_page_that_says_nothing():
    row = FileRow(name="Báo cáo tổng kết", day="24/02/2027", size="1,5 MB", sha256="ab")

    for rows in range(12, 16):
        pages = layout.pages(pdf_bytes(minutes(files=(row,) * rows)))
        told = [" ".join(line.text for line in layout.lines(page)) for page in pages]
        (signed,) = [text for text in told if "ĐẠI DIỆN BÊN GIAO" in text]
        assert "mỗi bên giữ 01 bản" in signed, rows


def test_the_day_that_is_left_to_be_written_keeps_its_words_together():
    page = layout.pages(pdf_bytes(minutes()))[0]

    (line,) = [line for line in layout.lines(page) if line.text.startswith("Hôm nay")]

    assert "Hôm nay, ngày" in line.text
    assert line.right < 210 - layout.RIGHT - 1


def test_every_line_of_the_note_is_a_paragraph():
    paper = minutes(note="Kèm 12 kỷ niệm chương\n\n  Con dấu giao sau ")

    assert paper.contents.note_lines == ("Kèm 12 kỷ niệm chương", "Con dấu giao sau")
    lines = [line.text for page in layout.pages(pdf_bytes(paper)) for line in layout.lines(page)]
    assert {"Kèm 12 kỷ niệm chương", "Con dấu giao sau"} <= set(lines)


@pytest.mark.django_db
def test_the_minutes_print_the_record():
    province = make_province(letterhead="ỦY BAN NHÂN DÂN TỈNH", place="Huế")
    season, (old, new, third) = make_leaving_year()
    season.bloc.province = province
    season.bloc.save()
    make_step(season, StepKind.DOSSIER, due_at=NOON)
    shown = {"state": "ready", "ready_at": NOON, "size": 2048, "file": "a.pdf"}
    make_document(season, **shown, sha256="ab" * 32)
    season.offices.filter(term="next", role="head").update(basis="Quyết định số 12/QĐ-UBND")
    draft = gather_handover(Season.objects.with_names().get(pk=season.pk))
    files = [{"kind": "paper", "name": "Báo cáo tổng kết", "agency": "", "day": "2022-11-15"}]
    hand(
        season,
        files=[{**files[0], "size": 2048, "sha256": "ab" * 32}],
        matters=[{"kind": "unsent", "count": 1, "items": [third.short_name]}],
        place="Hội trường",
        note="Kèm 12 kỷ niệm chương",
    )

    text = layout.text(pdf_bytes(gather_handover(Season.objects.with_names().get(pk=season.pk))))

    for said in (
        "BIÊN BẢN",
        "Bàn giao nhiệm vụ Trưởng khối từ năm 2025 sang năm 2026",
        "/BB-KTĐ",
        "Căn cứ Quyết định số 12/QĐ-UBND.",
        "Hôm nay, ngày 15 tháng 01 năm 2026, tại Hội trường, chúng tôi gồm:",
        f"1. Bên giao: {old.name}, Trưởng khối năm 2025.",
        f"2. Bên nhận: {new.name}, Trưởng khối năm 2026.",
        "Trưởng, Phó năm 2025 và năm 2026",
        f"Phó Trưởng khối năm 2025: {new.name} (cách chọn không ghi rõ)",
        f"Trưởng khối năm 2026: {new.name} (được bầu)",
        f"Phó Trưởng khối năm 2026: {third.name}",
        "Phiếu chấm điểm chưa gửi",
        "trở lại bước chấm điểm",
        "Sau hạn",
        "Vẫn nhận, ghi là muộn",
        "12:00 ngày 15/11/2023",
        "Kèm 12 kỷ niệm chương",
        "ĐẠI DIỆN BÊN NHẬN",
        "CHỨNG KIẾN",
        "Nơi nhận:",
    ):
        assert said in text, said
    assert "Huế, ngày" not in text  # minutes tell place and day in their text
    assert "abababababababab" in text
    assert "Dự thảo" not in text
    assert "(Dự thảo, chưa bàn giao)" in layout.text(pdf_bytes(draft))


@pytest.mark.django_db
def test_the_minutes_say_plainly_that_there_is_no_deputy():
    season, _ = make_leaving_year(2)
    season.offices.filter(role="deputy").delete()

    offices = gather_handover(Season.objects.with_names().get(pk=season.pk)).contents.offices

    assert offices[1] == "Phó Trưởng khối năm 2025: chưa ghi nhận"
    assert offices[3] == "Phó Trưởng khối năm 2026: chưa ghi nhận"
