from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.settings import Band, Condition, LateRange, TableRules, TieRule
from scoring.spreadsheets.settings_rows import HEAD_SETTINGS, RULE_SETTINGS
from scoring.spreadsheets.template import template_content
from scoring.states import (
    ConditionKind,
    Effect,
    RankBy,
    ReasonFor,
    Rounding,
    Strategy,
    TieKind,
)
from tests.scoring.workbooks import (
    BANDS,
    CONDITIONS,
    RULES,
    cell,
    changed,
    faults_of,
    place_of,
    read,
    setting,
    workbook,
)

WEIGHTED = "Theo trọng số của từng lớp điểm"


def test_every_rule_is_written_and_read_back():
    rules = TableRules(
        rounding=Rounding.DOWN,
        bonus_may_pass_scale=False,
        bonus_cap=Decimal("12.5"),
        penalty_cap=Decimal(7),
        rank_by=RankBy.SHARE,
        strategy=Strategy.WEIGHTED,
        weights=(("appraised", Decimal("0.6")), ("cross", Decimal("0.4"))),
        drop_extremes=True,
        ties=(TieRule(TieKind.HIGHER_GROUP, "I"), TieRule(TieKind.MORE_VOTES)),
        late=(LateRange(1, Decimal("0.5")),),
        bands=(
            Band("tot", "Tốt", Decimal("0.805"), Decimal("0.5")),
            Band("kem", "Kém", Decimal(0)),
        ),
        conditions=(
            Condition(
                "san",
                "Dưới sàn",
                ConditionKind.CRITERION_FLOOR,
                Effect.DEDUCT,
                share=Decimal("0.85"),
                key="I.5",
                points=Decimal("2.5"),
                source="Điều 3",
            ),
        ),
        max_rounds=2,
        cross_scorers=0,
        deviation_share=Decimal("0.125"),
        deviation_members=7,
        reason_for=ReasonFor.FLAGGED,
    )

    found = read(workbook(replace(template_content(), rules=rules)))

    assert found.rules == rules


def test_every_rule_of_a_table_has_its_row():
    written = {row.name for row in (*HEAD_SETTINGS, *RULE_SETTINGS)}

    assert set(TableRules.__dataclass_fields__) - {"bands", "conditions"} <= written


NINETY = TableRules(
    bands=(
        Band("xuat-sac", "Xuất sắc", total_points=Decimal(81), criterion_points=Decimal("12.5")),
        Band("yeu", "Yếu", total_points=Decimal(0)),
    ),
    conditions=(
        Condition(
            "san",
            "Dưới sàn",
            ConditionKind.TOTAL_FLOOR,
            Effect.BAR_FLAG,
            floor_points=Decimal("71.5"),
        ),
    ),
)


def test_limits_in_points_are_written_and_read_back():
    assert read(workbook(replace(template_content(), rules=NINETY))).rules == NINETY


def test_a_workbook_from_before_limits_could_be_points_is_still_read():
    def older(book):
        book[BANDS].delete_cols(5, 2)
        book[CONDITIONS].delete_cols(9)

    assert read(changed(older)).rules == template_content().rules


@pytest.mark.parametrize(
    ("typed", "number_format", "meant"),
    [(20, None, "0.2"), ("20 %", None, "0.2"), ("12,5", None, "0.125"), (0.2, "0%", "0.2")],
)
def test_a_share_is_read_as_a_number_of_per_cent_or_from_a_per_cent_cell(
    typed, number_format, meant
):
    data = changed(setting("Chênh lệch cần xem lại (%)", typed, number_format))

    assert read(data).rules.deviation_share == Decimal(meant)


@pytest.mark.parametrize(("typed", "meant"), [("tất cả", 0), (3, 3), ("3", 3), (None, None)])
def test_cross_scorers_are_a_number_all_or_nobody(typed, meant):
    assert (
        read(changed(setting("Số đơn vị chấm chéo mỗi phiếu", typed))).rules.cross_scorers == meant
    )


def test_a_blank_value_is_the_default_and_a_row_of_ones_own_without_a_value_a_heading():
    def heading(book):
        book[RULES].append(["Phần riêng", None, None])

    data = changed(heading, setting("Số chữ số thập phân", None), setting("Cách làm tròn", None))

    assert read(data).rules == template_content().rules


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [
        ("Tên bảng tiêu chí", None, "chưa ghi tên bảng tiêu chí."),
        ("Thang điểm", "", "chưa ghi thang điểm."),
        ("Thang điểm", "=100", "là công thức"),
        ("Tên bảng tiêu chí", "x" * 301, "dài hơn 300 ký tự"),
        ("Số chữ số thập phân", 3, "phải là số nguyên từ 0 đến 2"),
        ("Số chữ số thập phân", 1.5, "cần ghi một số nguyên"),
        ("Cách làm tròn", "Lên", "không có lựa chọn “Lên”"),
        ("Dữ liệu mẫu", "chắc", "chỉ ghi “có” hoặc “không”"),
        ("Điểm thưởng nhiều nhất", 0, "số điểm phải lớn hơn 0"),
        (
            "Cách tính điểm cuối",
            "Trung bình điểm chấm chéo của các thành viên",
            "cần ghi số đơn vị",
        ),
        ("Cách tính điểm cuối", WEIGHTED, "các trọng số phải cộng lại đúng bằng 100 %"),
        (
            "Trọng số các lớp điểm",
            "thẩm định: 100 %",
            f"chỉ ghi khi cách tính điểm cuối là “{WEIGHTED}”",
        ),
        ("Trọng số các lớp điểm", "thẩm định 100", "cần ghi dạng “thẩm định: 60 %”"),
        ("Khi bằng điểm thì xét lần lượt", "Bốc thăm", "không có quy tắc “Bốc thăm”"),
        ("Khi bằng điểm thì xét lần lượt", "Điểm nhóm cao hơn", "cần ghi thêm mã nhóm"),
        (
            "Khi bằng điểm thì xét lần lượt",
            "Điểm nhóm cao hơn: IX",
            "bảng không có nhóm tiêu chí IX",
        ),
        ("Trừ điểm gửi muộn", "3 ngày 1 điểm", "cần ghi dạng “từ 3 ngày: 1,5”"),
        ("Trừ điểm gửi muộn", "từ 3 ngày: 1; từ 1 ngày: 2", "dòng sau lớn hơn dòng trước"),
        ("Số lần trả lại nhiều nhất", 0, "phải là số nguyên từ 1"),
        ("Số đơn vị chấm chéo mỗi phiếu", 0, "ghi số đơn vị từ 1"),
        ("Chênh lệch cần xem lại (%)", 120, "cần ghi một số phần trăm từ 0 đến 100"),
        ("Chênh lệch cần xem lại (%)", "78,88889", "tối đa 4 chữ số sau dấu phẩy"),
        ("Trọng số các lớp điểm", "thẩm định: 33,33333 %", "tối đa 4 chữ số sau dấu phẩy"),
    ],
)
def test_a_faulty_rule_is_named_by_its_cell(label, value, sentence):
    places = {
        place_of(label),
        place_of("Trọng số các lớp điểm"),
        place_of("Số đơn vị chấm chéo mỗi phiếu"),
    }

    found = faults_of(setting(label, value))

    assert len(found) == 1
    assert sentence in found[0]
    assert found[0].partition(",")[0].removeprefix("Ô ") in places, found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (cell("A3", "xuat-sac", BANDS), "Ô A3, trang “Xếp loại”: mã xuat-sac đã dùng ở dòng 2."),
        (cell("C3", 95, BANDS), "Ô C3, trang “Xếp loại”: xếp từ mức cao xuống mức thấp"),
        (
            cell("C3", None, BANDS),
            "Ô C3, trang “Xếp loại”: chưa ghi tổng điểm từ (%) hoặc tổng điểm từ (điểm).",
        ),
        (cell("C2", "78,88889", BANDS), "Ô C2, trang “Xếp loại”: số phần trăm chỉ ghi tối đa 4"),
        (cell("E3", 71, BANDS), "Ô C3, trang “Xếp loại”: ghi mức tổng điểm ở cột (%) hoặc cột"),
        (cell("F2", 20, BANDS), "Ô D2, trang “Xếp loại”: ghi mức từng nhóm ở cột (%) hoặc cột"),
        (cell("E3", "71,125", BANDS), "Ô E3, trang “Xếp loại”: điểm có tối đa hai chữ số"),
        (cell("I2", 50, CONDITIONS), "Ô I2, trang “Điều kiện”: chỉ ghi mức điểm sàn khi"),
        (cell("C3", "cao", BANDS), "Ô C3, trang “Xếp loại”: “cao” không phải là số"),
        (cell("D2", "Bay", CONDITIONS), "Ô D2, trang “Điều kiện”: không có lựa chọn “Bay”"),
        (cell("D2", "Trừ điểm", CONDITIONS), "Ô G2, trang “Điều kiện”: hệ quả là trừ điểm nên"),
        (cell("E2", 50, CONDITIONS), "Ô E2, trang “Điều kiện”: chỉ ghi mức điểm sàn khi"),
        (cell("F2", "I", CONDITIONS), "Ô F2, trang “Điều kiện”: chỉ ghi khi"),
        (cell("B2", None, CONDITIONS), "Ô B2, trang “Điều kiện”: chưa ghi nội dung."),
    ],
)
def test_a_faulty_row_of_a_list_is_named_by_its_cell(change, sentence):
    (found,) = faults_of(change)

    assert found.startswith(sentence), found


def test_classes_in_points_and_in_per_cent_at_once_are_refused():
    (found,) = faults_of(cell("C3", None, BANDS), cell("E3", 71, BANDS))

    assert found == (
        "Ô E3, trang “Xếp loại”: các mức cùng ghi ở cột (%), hoặc cùng ghi ở cột (điểm)."
    )


def test_what_is_wrong_in_several_rows_of_a_list_is_told_at_once():
    found = faults_of(
        cell("E2", 50, CONDITIONS),
        cell("A3", "khac", CONDITIONS),
        cell("B3", "Việc khác", CONDITIONS),
        cell("C3", "Tổng điểm dưới mức sàn", CONDITIONS),
        cell("D3", "Không xếp hạng", CONDITIONS),
    )

    assert [line.partition(",")[0] for line in found] == ["Ô E2", "Ô E3"]


def test_what_one_sheet_says_wrong_hides_nothing_of_the_others():
    found = faults_of(
        cell("C3", 95, BANDS),
        cell("G2", -2, CONDITIONS),
        setting("Điểm trừ nhiều nhất", -5),
    )

    assert [line.partition(":")[0] for line in found] == [
        f"Ô {place_of('Điểm trừ nhiều nhất')}, trang “Quy định”",
        "Ô C3, trang “Xếp loại”",
        "Ô G2, trang “Điều kiện”",
    ]


def test_a_rule_said_twice_or_not_known_is_refused():
    def twice(book):
        book[RULES].append(["Thang điểm", 100, None])

    def unknown(book):
        book[RULES].append(["Màu bảng", "đỏ", None])

    assert "mục “Thang điểm” bị ghi hai lần." in faults_of(twice)[0]
    assert "mục “Màu bảng” không có trong mẫu" in faults_of(unknown)[0]
