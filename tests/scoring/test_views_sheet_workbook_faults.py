"""Everything that is wrong in a filled-in workbook is said at once, and briefly."""

import pytest

from tests.factories import line_of
from tests.scoring.sheet_books import editor_s_sheet, exported, filled, refused, save

pytestmark = pytest.mark.django_db
LONG = "dài " * 1_300


@pytest.fixture
def sheet(client):
    return editor_s_sheet(client)


def test_every_bad_cell_is_named_at_once(client, sheet):
    said = refused(
        client,
        sheet,
        filled(exported(client, sheet), F3="41", F4="7", F6="nhiều", F7="=1+1", G8=5, F8="1.234"),
    )

    assert "Tệp có 6 lỗi, chưa lưu gì." in said
    assert "F3 Tiêu chí I.1: điểm phải từ 0 đến 40." in said
    assert "F4 Tiêu chí I.2: chỉ chấm 0 điểm (không đạt) hoặc 20 điểm (đạt)." in said
    assert "F6 “nhiều” không phải là số" in said
    assert "F7 Là công thức" in said
    assert "G8 Là ô không ghi" in said
    assert "F8 “1.234” không rõ nghĩa" in said
    places = [said.index(f"{place} ") for place in ("F3", "F4", "F6", "F7", "F8", "G8")]
    assert places == sorted(places)


def test_two_faults_of_one_line_are_both_named_and_a_long_text_is_not_repeated(client, sheet):
    said = refused(
        client,
        sheet,
        filled(exported(client, sheet), F3="41", I3=LONG, F6="nhiều", I6=LONG, A10="x" * 400),
    )

    assert "Tệp có 5 lỗi, chưa lưu gì." in said
    assert "F3 Tiêu chí I.1: điểm phải từ 0 đến 40." in said
    assert "I3 Tiêu chí I.1: lời giải trình dài quá 5.000 ký tự" in said
    assert "I6 Tiêu chí II.1: lời giải trình dài quá 5.000 ký tự" in said
    assert f"Bảng không có tiêu chí {'x' * 60}…." in said
    assert "dài dài" not in said


def test_a_conflict_repeats_only_the_beginning_of_a_text(client, sheet):
    data = filled(exported(client, sheet), I3="Đã có quyết định. " * 200)
    line = line_of(sheet, "I.1")
    line.explanation = "Chưa có. " * 300
    save(line, "38.5")

    said = refused(client, sheet, data)

    assert "đang lưu “Chưa có. Chưa có." in said
    assert len(said) < 3_000
