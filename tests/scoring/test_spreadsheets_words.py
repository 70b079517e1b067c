"""What an official would plausibly write wrong: one sentence each, at the cell, in their words."""

import re
from itertools import chain

import pytest

from scoring.spreadsheets.guide import KIND_HELP
from scoring.states import CriterionKind
from tests.scoring.vietnamese import foreign_words
from tests.scoring.workbooks import (
    BANDS,
    CONDITIONS,
    CRITERIA,
    FINANCE,
    cell,
    faults_of,
    place_of,
    setting,
)

# The row of each kind in the template.
ROWS = {
    "group": 2,
    "proportional": 3,
    "leader_relative": 4,
    "step": 5,
    "tiers": 6,
    "manual": 7,
    "external": 9,
    "pass_fail": 10,
    "count": 12,
    "options": 13,
    "award_bonus": 14,
    "bonus_penalty": 15,
    "bonus": 16,
    "penalty": 17,
}
THEO = "theo: % chỉ tiêu\n"
WRONG = {
    "group": [
        ("trần điểm của nhóm: 50", "nhóm I tối đa 60 điểm nhưng “trần điểm của nhóm” chỉ cho 50"),
        ("trần điểm của nhóm: 0", "phải lớn hơn 0."),
        ("trần: 70", "đề nghị ghi dạng “trần điểm của nhóm: 12”."),
        ("trần điểm của nhóm 70", "đề nghị ghi “trần điểm của nhóm: 70”."),
        ("trần điểm của nhóm: 60,555", "tối đa hai số thập phân"),
    ],
    "proportional": [
        ("trần: 80 %", "dòng “trần: 80 %”: phải từ 100 % đến 1000 %."),
        ("trần: 1,2", "“1,2” cần ghi dấu %, ví dụ 120 %."),
        ("trần 120 %", "đề nghị ghi “trần: 120 %”."),
        ("sàn: 150 %", "dòng “sàn: 150 %”: phải từ 0 % đến 100 %."),
        ("trần: không", "“không” không phải là số"),
        ("trần: 120 %\nTrần: 100 %", "dòng “Trần: 100 %”: bị ghi hai lần."),
        ("cap: 1.2", "mỗi dòng ghi một trong các dạng: “trần: 120 %”, “sàn: 50 %”."),
    ],
    "leader_relative": [
        ("đạt chỉ tiêu được: 150 %", "phải từ 0 % đến 100 %."),
        ("đạt chỉ tiêu được: 0,5", "cần ghi dấu %"),
        ("đạt chỉ tiêu: 50 %", "một trong các dạng: “đạt chỉ tiêu được: 50 %”"),
        ("phần vượt so với: cao nhất", "chỉ ghi một trong: chỉ tiêu; đơn vị dẫn đầu."),
    ],
    "step": [
        ("", "“vượt thì cộng” và “hụt thì trừ” không được cùng bằng 0."),
        ("mỗi: 0 %\nvượt thì cộng: 1", "dòng “mỗi: 0 %”: phải lớn hơn 0 %."),
        ("vượt thì cộng: -0,1", "phải từ 0 trở lên."),
        ("đạt chỉ tiêu: 20\nvượt thì cộng: 1", "“đạt chỉ tiêu” phải từ 0 đến 10."),
        ("cao nhất: 8\nvượt thì cộng: 1", "“cao nhất” phải từ điểm tối đa trở lên."),
        ("đạt chỉ tiêu: 5\nhụt thì trừ: 1", "“vượt thì cộng” bằng 0 nên không bao giờ đạt"),
        ("chỉ tính đủ bước: đúng thế", "chỉ ghi một trong: có; không."),
        ("đạt chỉ tiêu: 9,755\nvượt thì cộng: 1", "điểm 9,755 ghi ở cách tính: tối đa hai"),
    ],
    "tiers": [
        ("", "chưa ghi dòng “theo: …”"),
        ("theo: % chỉ tiêu", "chưa ghi dòng nào dạng “khoảng → điểm”"),
        (">95 → 1,5\n≤95 → 0", "chưa ghi dòng “theo: …”; ví dụ “theo: kết quả”."),
        (f"{THEO}>95 → 1,5\n[75;95 → 1\n<75 → 0", "không hiểu khoảng “[75;95”"),
        (f"{THEO}trên 95: 1,5\n≤95 → 0", "đề nghị ghi “trên 95 → 1,5”."),
        (f"{THEO}>95% được 1,5 điểm\n≤95 → 0", "một trong các dạng: “theo: kết quả”, “>95 → 1,5”"),
        (f"{THEO}>95 → 1,5\n[75;95] → 1\n<50 → 0", "hoặc thêm “khác → điểm”."),
        (f"{THEO}>95 → 1,5\n[70;95] → 1\n<75 → 0", "“từ 70 đến 95” chồng lên nhau"),
        (f"{THEO}>95 → 1,5\n[95;75] → 1\n<75 → 0", "ghi số nhỏ trước, số lớn sau."),
        (f"{THEO}>95 → 1,5\n(5;5] → 1\n<75 → 0", "muốn ghi đúng bằng 5 thì chỉ ghi 5."),
        (f"{THEO}>95 → 2\n≤95 → 0", "2 điểm nằm ngoài khung từ 0 đến 1,5 điểm."),
        (f"{THEO}>95 → 1\n≤95 → 0", "cao nhất chỉ có 1 điểm, không đạt được điểm tối đa 1,5."),
        (f"{THEO}>95 → 1,555\n≤95 → 0", "điểm có tối đa hai chữ số sau dấu phẩy."),
        (f"{THEO}>95 → \n≤95 → 0", "cần ghi dạng “khoảng → điểm”"),
        ("theo: tỷ lệ\n>95 → 1,5", "chỉ ghi một trong: kết quả; % chỉ tiêu; số ngày chậm."),
        ("khác → 0", "chưa ghi dòng"),
    ],
    "manual": [
        ("bước: 0,5", "loại “Chấm trong khung điểm” không ghi cách tính; đề nghị để trống"),
        ("Tốt → 5\nKém → 0", "đề nghị để trống ô này."),
        ("0,5", "đề nghị để trống ô này."),
    ],
    "pass_fail": [("đạt: 5\nkhông đạt: 0", "loại “Đạt / không đạt” không ghi cách tính")],
    "bonus": [("mỗi lần: 1", "loại “Điểm thưởng” không ghi cách tính")],
    "penalty": [("trừ mỗi việc: 1", "loại “Điểm trừ” không ghi cách tính")],
    "external": [
        ("", "chưa ghi dòng “thang gốc từ: …”, “thang gốc đến: …”"),
        ("thang gốc từ: 0", "chưa ghi dòng “thang gốc đến: …”; ví dụ “thang gốc đến: 100”."),
        ("thang gốc từ: 100\nthang gốc đến: 0", "“thang gốc từ” phải nhỏ hơn “thang gốc đến” khi"),
        ("thang gốc: 0-100", "không hiểu “thang gốc: 0-100”"),
        ("thang gốc từ: không\nthang gốc đến: 100", "“không” không phải là số"),
    ],
    "count": [
        ("", "chưa ghi dòng “mỗi lần: …”; ví dụ “mỗi lần: 0,5”."),
        ("mỗi lần: 0", "dòng “mỗi lần: 0”: phải lớn hơn 0."),
        ("mỗi lần 0,5", "đề nghị ghi “mỗi lần: 0,5”."),
        ("mỗi bài: 0,5", "đề nghị ghi dạng “mỗi lần: 0,5”."),
        ("0,5", "không hiểu “0,5”"),
    ],
    "options": [
        ("", "chưa ghi dòng nào dạng “tên mức → điểm”"),
        ("Tốt → 5", "phải có ít nhất hai mức"),
        ("Tốt → 5\nKhá: 3", "không hiểu “Khá: 3”; đề nghị ghi “Khá → 3”."),
        ("Tốt → 5\nKhá → 5\nKém → 0", "mức “Khá” và mức “Tốt” cùng 5 điểm"),
        ("Tốt → 4\nKém → 0", "mức cao nhất được 4 điểm, phải đúng bằng điểm tối đa 5."),
        ("Tốt → 5\ntốt → 3", "mức “tốt” bị ghi hai lần."),
        ("Tốt → năm\nKém → 0", "“năm” không phải là số"),
        ("Tốt → 5\nKém → -1", "dòng “Kém → -1”: điểm phải từ 0 trở lên."),
        ("→ 5\nKém → 0", "dòng “→ 5” cần ghi dạng “tên mức → điểm”"),
        ("Tốt → 5\nKhá → 3,555\nKém → 0", "điểm có tối đa hai chữ số sau dấu phẩy."),
        ("Tốt → 5 → 4\nKém → 0", "dòng “Tốt → 5 → 4” cần ghi dạng"),
    ],
    "award_bonus": [
        ("", "chưa ghi dòng nào dạng “danh hiệu → điểm”"),
        ("cách tính: cao nhất\nco-tinh → 15", "chỉ ghi một trong: danh hiệu cao nhất; cộng"),
        ("co-tinh → 10", "không danh hiệu nào đạt điểm tối đa 15."),
        ("co-tinh → 0", "dòng “co-tinh → 0”: điểm phải lớn hơn 0."),
        ("co-tinh: 15", "đề nghị ghi “co-tinh → 15”."),
        ("lùi số năm: 30\nco-tinh → 15", "phải là số nguyên từ 0 đến 20."),
        ("lùi số năm: một\nco-tinh → 15", "“một” không phải là số"),
        ("co-tinh → 15\nco-tinh → 10", "dòng “co-tinh → 10”: bị ghi hai lần."),
    ],
    "bonus_penalty": [
        ("", "chưa ghi dòng “cộng mỗi việc: …”, “trừ mỗi việc: …”"),
        ("cộng mỗi việc: 1", "chưa ghi dòng “trừ mỗi việc: …”"),
        ("cộng mỗi việc: 0\ntrừ mỗi việc: 1", "“cộng mỗi việc” bằng 0 nên điểm tối đa"),
        ("cộng mỗi việc: 1\ntrừ mỗi việc: 0", "“trừ mỗi việc” bằng 0 nên điểm tối thiểu"),
        ("cộng mỗi việc: 1\ntrừ mỗi việc: -0,5", "phải từ 0 trở lên."),
        ("cộng: 1\ntrừ mỗi việc: 1", "không hiểu “cộng: 1”"),
    ],
}
FORMULAS = [
    pytest.param(f"K{ROWS[kind]}", typed, said, id=f"{kind}-{number}")
    for kind, cells in WRONG.items()
    for number, (typed, said) in enumerate(cells)
]
OTHERS = [
    ("D3", 0, "điểm tối đa phải lớn hơn 0, tối đa hai số thập phân."),
    ("D2", 61, "nhóm I tối đa 61 điểm nhưng các tiêu chí con cộng lại 60 điểm."),
    ("D15", -1, "điểm tối đa phải lớn hơn 0"),
    ("E3", -1, "loại tiêu chí này không xuống dưới 0; điểm tối thiểu phải bằng 0."),
    ("E6", 1, "điểm tối thiểu phải bằng 0 hoặc là số âm"),
    ("F7", 91, "bước điểm không được lớn hơn điểm tối đa 13,5."),
    ("F16", "5,5", "bước điểm không được lớn hơn điểm tối đa 5."),
    ("F3", 1000, "bước điểm không được quá 999,99."),
    ("H12", "Thấp hơn là tốt", "điểm theo số lượng chỉ dùng khi kết quả cao hơn là tốt."),
    ("I2", "Tỉnh chấm", "nhóm được cộng từ các tiêu chí con, không chọn người chấm."),
    ("I9", None, "không do đơn vị tự chấm; chọn lại người chấm."),
    ("J3", FINANCE.name, "chỉ ghi khi cột “Người chấm” là"),
    ("A3", "I.<b>", "có ký tự không dùng được: < >; mã chỉ gồm chữ cái, chữ số và các dấu - _"),
    ("A3", "I.1;2", "có ký tự không dùng được: ;"),
]


@pytest.mark.parametrize(("place", "typed", "said"), [*FORMULAS, *OTHERS])
def test_one_fault_of_a_criterion_is_told_once_at_its_cell_in_an_officials_words(
    place, typed, said
):
    (found,) = faults_of(cell(place, typed))

    assert found.startswith(f"Ô {place}, trang “{CRITERIA}”: "), found
    assert said in found
    assert foreign_words(found, str(typed)) == []
    assert "tham số" not in found


def test_every_kind_has_its_wrong_cells():
    assert set(WRONG) == set(ROWS) == set(CriterionKind)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("count", "mỗi lần: 0,5 điểm"),
        ("options", "Tốt → 5 điểm\nKém → 0 điểm"),
        ("award_bonus", "lùi số năm: 1 năm\nco-tinh → 15"),
        ("tiers", f"{THEO}>95 → 1,5 điểm\n≤95 → 0"),
    ],
)
def test_the_unit_may_stand_behind_a_number(kind, typed):
    assert faults_of(cell(f"K{ROWS[kind]}", typed)) == []


def test_two_wrong_lines_of_a_cell_are_told_together_and_others_beside_them():
    found = faults_of(cell("K13", "Tốt: 5\nKém → không"), cell("D3", 0), cell("K3", "trần: 80 %"))

    assert [re.match(r"Ô (\w+),", one)[1] for one in found] == ["D3", "K3", "K13"]
    assert "“Tốt → 5”. Dòng “Kém → không”: “không” không phải là số" in found[2]


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ([cell("D4", 16)], ["D2"]),  # a criterion, not its group, may be what is wrong
        ([setting("Thang điểm", 90)], ["B4"]),
        ([cell("D2", 61), setting("Thang điểm", 101)], ["D2"]),
        ([cell("D2", 61), setting("Thang điểm", 90)], ["D2", "B4"]),
        ([cell("D2", 61), cell("D8", 26)], ["D2", "D8"]),
    ],
)
def test_a_sum_that_is_wrong_is_told_where_it_stands_and_not_again_above(changes, places):
    found = faults_of(*changes)

    assert [re.match(r"Ô (\w+),", one)[1] for one in found] == places, found


SETTINGS = [
    ("Tên bảng tiêu chí", None),
    ("Thang điểm", "một trăm"),
    ("Thang điểm", 0),
    ("Số chữ số thập phân", 3),
    ("Cách làm tròn", "Lên"),
    ("Dữ liệu mẫu", "chắc"),
    ("Điểm thưởng nhiều nhất", 0),
    ("Điểm trừ nhiều nhất", -5),
    ("Cách tính điểm cuối", "Trung bình điểm chấm chéo của các thành viên"),
    ("Cách tính điểm cuối", "Theo trọng số của từng lớp điểm"),
    ("Trọng số các lớp điểm", "thẩm định: 100 %"),
    ("Trọng số các lớp điểm", "thẩm định 100"),
    ("Trọng số các lớp điểm", "khối: 100 %"),
    ("Khi bằng điểm thì xét lần lượt", "Bốc thăm"),
    ("Khi bằng điểm thì xét lần lượt", "Điểm nhóm cao hơn"),
    ("Khi bằng điểm thì xét lần lượt", "Điểm nhóm cao hơn: IX"),
    ("Khi bằng điểm thì xét lần lượt", "Nhiều phiếu hơn; Nhiều phiếu hơn"),
    ("Khi bằng điểm thì xét lần lượt", "Điểm nhóm cao hơn: I; Điểm nhóm cao hơn: I"),
    ("Trừ điểm gửi muộn", "3 ngày 1 điểm"),
    ("Trừ điểm gửi muộn", "từ 0 ngày: 1"),
    ("Trừ điểm gửi muộn", "từ 1 ngày: 0"),
    ("Trừ điểm gửi muộn", "từ 1 ngày: -1"),
    ("Trừ điểm gửi muộn", "từ 3 ngày: 1; từ 1 ngày: 2"),
    ("Số lần trả lại nhiều nhất", 0),
    ("Số đơn vị chấm chéo mỗi phiếu", 0),
    ("Chênh lệch cần xem lại (%)", 120),
    ("Số đơn vị ít nhất để so sánh", 0),
    ("Phải nêu lý do thẩm định ở", "mọi nơi"),
]
LISTS = [
    (BANDS, "A2", None),
    (BANDS, "A2", "x" * 41),
    (BANDS, "A3", "xuat-sac"),
    (BANDS, "B2", ""),
    (BANDS, "C2", "cao"),
    (BANDS, "C2", 190),
    (BANDS, "C3", 95),
    (BANDS, "E3", 71),
    (BANDS, "F2", 20),
    (BANDS, "F2", 0),
    (BANDS, "F2", -1),
    (CONDITIONS, "A2", "k" * 41),
    (CONDITIONS, "A2", None),
    (CONDITIONS, "B2", None),
    (CONDITIONS, "C2", "khác"),
    (CONDITIONS, "C2", "Tổng điểm dưới mức sàn"),
    (CONDITIONS, "D2", "Trừ điểm"),
    (CONDITIONS, "E2", 50),
    (CONDITIONS, "F2", "I"),
    (CONDITIONS, "G2", 0),
    (CONDITIONS, "G2", -2),
    (CONDITIONS, "G2", 2),
    (CONDITIONS, "I2", 50),
]


@pytest.mark.parametrize(("label", "typed"), SETTINGS)
def test_one_fault_of_a_setting_is_told_once_in_an_officials_words(label, typed):
    (found,) = faults_of(setting(label, typed))

    places = {
        place_of(label),
        place_of("Trọng số các lớp điểm"),
        place_of("Số đơn vị chấm chéo mỗi phiếu"),
    }
    assert re.match(r"Ô (\w+),", found)[1] in places, found
    assert foreign_words(found, str(typed)) == []


@pytest.mark.parametrize(("sheet", "place", "typed"), LISTS)
def test_one_fault_of_a_list_is_told_once_in_an_officials_words(sheet, place, typed):
    (found,) = faults_of(cell(place, typed, sheet))

    assert re.match(rf"Ô [A-I]{place[1:]}, trang “{sheet}”: ", found), found
    assert foreign_words(found, str(typed)) == []


def test_the_words_of_the_program_would_be_noticed():
    examples = chain.from_iterable(example.split() for _, example in KIND_HELP.values())

    assert foreign_words("phải là một trong các từ: value, percent_of_target") == [
        "value",
        "percent_of_target",
    ]
    assert foreign_words("tham số “cap” và “ranges”") == ["cap", "ranges"]
    assert foreign_words("dòng “cap: 1.2” chưa đúng", "cap: 1.2") == []
    assert [word for one in examples for word in foreign_words(one)] == []
