from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from accounts.models import AuditEvent
from scoring.models import CriteriaTable
from scoring.selectors.nodes import nodes_of
from scoring.spreadsheets.content import content_of
from scoring.spreadsheets.template import template_content
from tests.factories import make_agency, make_editor, make_officer, make_province, make_table
from tests.scoring.workbooks import BANDS, cell, changed, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(workbook())
    return path


def bring(path, *options):
    out, err = StringIO(), StringIO()
    named = ("--code", "mau", "--cycle", "2026")
    call_command("import_criteria", str(path), *named, *options, stdout=out, stderr=err)
    return out.getvalue()


def test_a_workbook_comes_in_and_goes_out_and_its_import_changes_nothing(file, tmp_path):
    assert bring(file, "--publish") == (
        "mau, bản 1 (đã ban hành): đã lập dự thảo mới; 13 tiêu chí chấm điểm.\n"
    )
    table = CriteriaTable.objects.get()
    before = (table.version, table.published_at, nodes_of(table))
    out = tmp_path / "ra.xlsx"
    call_command("export_criteria", "mau", "2026", str(out), stdout=StringIO())

    assert "bản 1 (đã ban hành): không thay đổi so với bản đang có" in bring(out)
    table.refresh_from_db()
    assert (table.version, table.published_at, nodes_of(table)) == before
    assert content_of(table).normal() == template_content().normal()
    assert CriteriaTable.objects.count() == 1


def test_what_a_table_hardly_means_is_told_and_stops_nothing(tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(changed(cell("C5", 10, BANDS)))

    told = bring(path)

    assert "Lưu ý: Xếp loại: kết quả dưới 10% không thuộc loại nào." in told
    assert CriteriaTable.objects.exists()


def test_the_person_who_is_named_is_in_the_audit_and_needs_the_right(file):
    officer = make_officer(province=make_province())
    with pytest.raises(CommandError, match="được lập và ban hành bảng tiêu chí"):
        bring(file, "--user", make_editor(make_agency()).username)
    with pytest.raises(CommandError, match="được lập và ban hành bảng tiêu chí") as refusal:
        bring(file, "--user", make_editor(make_agency()).username, "--province", "tinh-mat")
    assert "một trong" not in str(refusal.value)
    assert not AuditEvent.objects.exists()

    bring(file, "--publish", "--user", officer.username)

    events = AuditEvent.objects.order_by("id")
    assert [event.action for event in events] == ["cycle.add", "table.create", "table.publish"]
    assert {event.actor for event in events} == {officer}


def test_the_table_is_the_only_province_s_as_on_the_page(file):
    province = make_province()

    bring(file, "--publish")

    assert CriteriaTable.objects.get().province == province


def test_several_provinces_are_listed_until_one_is_named(file):
    first, second = make_province(name="An Giang"), make_province(name="Tây Ninh")

    with pytest.raises(CommandError) as refusal:
        bring(file)
    assert str(refusal.value) == (
        f"Có nhiều tỉnh. Đề nghị nêu --province một trong: {first.code} (An Giang); "
        f"{second.code} (Tây Ninh). Chưa ghi gì."
    )
    with pytest.raises(CommandError, match="Không có tỉnh mang mã khong-co"):
        bring(file, "--province", "khong-co")
    assert not CriteriaTable.objects.exists()

    bring(file, "--province", second.code)
    assert CriteriaTable.objects.get().province == second
    assert "không thay đổi" in bring(file)  # the code says whose it is
    with pytest.raises(CommandError, match="Mã mau đang là mã của bảng tiêu chí của tỉnh Tây Ninh"):
        bring(file, "--province", first.code)


def test_a_shared_table_is_left_alone_unless_it_is_meant(file):
    table = make_table(code="mau")
    make_province()

    with pytest.raises(CommandError, match="dùng chung cho mọi tỉnh; đề nghị chọn mã khác"):
        bring(file)
    assert CriteriaTable.objects.get() == table

    bring(file, "--shared")
    assert CriteriaTable.objects.latest("pk").province is None
    assert CriteriaTable.objects.count() == 2


def test_a_person_brings_tables_for_the_provinces_they_manage(file):
    own, _ = make_province(), make_province()
    officer = make_officer(province=own)

    bring(file, "--user", officer.username)

    assert CriteriaTable.objects.get().province == own


def test_all_faults_are_written_by_cell_and_nothing_is_saved(tmp_path):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(changed(cell("D3", "=1"), cell("C4", "lạ")))
    err = StringIO()

    with pytest.raises(CommandError, match=r"^Không nạp được vì có 2 lỗi\. Chưa ghi gì\.$"):
        call_command("import_criteria", str(path), "--code=mau", "--cycle=2026", stderr=err)

    lines = err.getvalue().splitlines()
    assert [line.split(",")[0] for line in lines] == ["Ô D3", "Ô C4"]
    assert not CriteriaTable.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--code", "Mã Lạ"), "Mã chỉ gồm chữ thường không dấu, số và gạch nối. Chưa ghi gì."),
        (("--cycle", "2025-2027"), "Chưa có năm thi đua “2025-2027”"),
        (("--user", "ai-do"), "Không có người dùng ai-do."),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_nothing(file, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        bring(file, *options)

    assert not CriteriaTable.objects.exists()


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path):
    with pytest.raises(CommandError, match="không đọc được tệp"):
        bring(tmp_path / "khong-co.xlsx")


def test_a_table_that_is_not_there_is_not_exported(tmp_path):
    make_table(code="mau")

    with pytest.raises(CommandError, match="Không có bảng tiêu chí mau cho năm thi đua 2026"):
        call_command("export_criteria", "mau", "2026", str(tmp_path / "x.xlsx"))
    assert not (tmp_path / "x.xlsx").exists()


def test_the_export_offers_the_agencies_by_name(file, tmp_path):
    make_agency(code="so-y-te", name="Sở Y tế")
    bring(file)
    out = tmp_path / "ra.xlsx"

    call_command("export_criteria", "mau", "2026", str(out), stdout=StringIO())

    lists = load_workbook(out)["Danh mục"]
    assert "Sở Y tế (so-y-te)" in {found.value for row in lists.iter_rows() for found in row}
