"""What a condition asks for, in the sentences that a person compares with the law."""

import pytest

from awards.rules.eligibility.case import Words
from awards.rules.eligibility.reading import read_params
from awards.rules.eligibility.saying import said
from awards.states import EligibilityKind
from tests.awards.cases import LEVELS, NAMES

WORDS = Words(
    awards=NAMES,
    levels=LEVELS,
    bases={"merit": "Theo công trạng", "thematic": "Theo chuyên đề", "sudden": "Đột xuất"},
    effects={"bar_all": "Không xếp hạng", "bar_flag": "Không đề nghị Cờ thi đua"},
)
GRID = {
    "any_of": [
        {"groups": [{"codes": ["co-chinh-phu"], "count": 2}]},
        {
            "groups": [
                {"codes": ["co-tinh"], "count": 1},
                {"codes": ["bang-khen-tinh"], "count": 3},
            ]
        },
    ],
    "not_flag_eligible": [{"groups": [{"codes": ["bang-khen-tinh"], "count": 4}]}],
    "years": 5,
    "after": ["bang-khen-thu-tuong"],
    "levels": ["excellent"],
    "titles": ["tap-the-lao-dong-xuat-sac"],
    "bases": ["merit"],
}


@pytest.mark.parametrize(
    ("kind", "raw", "sentences"),
    [
        ("led_bloc", {}, ()),
        ("rank_at_most", {"rank": 3}, ("Xếp hạng từ 3 trở lên, kể cả đồng hạng.",)),
        ("points_at_least", {"total": "900"}, ("Tổng điểm cuối từ 900 điểm.",)),
        (
            "points_at_least",
            {"share": "9/10"},
            ("Tổng điểm cuối từ 90% điểm tối đa được giao.",),
        ),
        (
            "criterion_floor",
            {"share": "17/20"},
            ("Mỗi nhóm tiêu chí đạt từ 85% điểm tối đa của nhóm.",),
        ),
        (
            "criterion_floor",
            {"share": "1/2", "keys": ["I", "II"]},
            ("Nhóm I, II đạt từ 50% điểm tối đa của nhóm.",),
        ),
        (
            "no_barring_fact",
            {"effects": ["bar_flag", "bar_all"]},
            ("Xét sự việc, điều kiện có hệ quả: Không xếp hạng, Không đề nghị Cờ thi đua.",),
        ),
        (
            "vote_share",
            {"share": "2/3", "of": "members", "strict": True},
            ("Quá 2/3 phiếu đồng ý, tính trên tổng số đơn vị thành viên.",),
        ),
        ("confirmed", {}, ("Cần xác nhận cho từng đơn vị.",)),
        (
            "confirmed",
            {"exception": True},
            ("Trường hợp riêng: coi là không thuộc cho đến khi có người xác nhận.",),
        ),
        ("registered_title", {}, ("Bản đăng ký phải ghi tên hình thức này.",)),
        (
            "registered_title",
            {"any_title": True},
            ("Chỉ cần có bản đăng ký thi đua của năm.",),
        ),
        (
            "has_award",
            {"codes": ["co-tinh"], "bases": ["merit"]},
            (
                "Đã được tặng Cờ thi đua của Ủy ban nhân dân tỉnh.",
                "Loại khen thưởng được tính: Theo công trạng.",
            ),
        ),
        (
            "awards_in_years",
            GRID,
            (
                (
                    "Được tặng 2 Cờ thi đua của Chính phủ; hoặc 1 Cờ thi đua của Ủy ban nhân dân "
                    "tỉnh và 3 Bằng khen của Ủy ban nhân dân tỉnh."
                ),
                "Nếu không thuộc đối tượng tặng cờ: 4 Bằng khen của Ủy ban nhân dân tỉnh.",
                "Tính trong 5 năm gần nhất, kể cả năm thi đua đang xét.",
                "Chỉ tính các năm sau năm được tặng lần đầu Bằng khen của Thủ tướng Chính phủ.",
                (
                    "Chỉ tính các năm liên tục đạt Hoàn thành xuất sắc nhiệm vụ hoặc danh hiệu Tập "
                    "thể lao động xuất sắc."
                ),
                "Loại khen thưởng được tính: Theo công trạng.",
            ),
        ),
        (
            "consecutive_years",
            {"years": 5, "levels": ["good", "excellent"], "after": ["co-tinh"]},
            (
                (
                    "5 năm liên tục, đến năm thi đua đang xét, mỗi năm đạt Hoàn thành xuất sắc "
                    "nhiệm vụ, Hoàn thành tốt nhiệm vụ."
                ),
                "Chỉ tính các năm sau năm được tặng lần đầu Cờ thi đua của Ủy ban nhân dân tỉnh.",
            ),
        ),
        (
            "consecutive_years",
            {"years": 1, "levels": ["excellent"]},
            ("Năm thi đua đang xét đạt Hoàn thành xuất sắc nhiệm vụ.",),
        ),
        ("older_than", {"years": 10}, ("Đủ 10 năm từ ngày thành lập.",)),
        (
            "not_rewarded_twice",
            {"codes": ["co-tinh"]},
            ("Chưa được tặng cho thành tích của năm: Cờ thi đua của Ủy ban nhân dân tỉnh.",),
        ),
    ],
)
def test_the_numbers_of_a_condition_are_said_in_full(kind, raw, sentences):
    assert said(read_params(EligibilityKind(kind), raw), WORDS) == sentences
