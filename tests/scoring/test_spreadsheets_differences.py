import time
from dataclasses import replace
from decimal import Decimal

import pytest
import time_machine

from accounts.errors import Refused
from scoring.rules.settings import Condition, LateRange
from scoring.spreadsheets.differences import ADDED, MOVED, REMOVED, Difference, differences
from scoring.spreadsheets.sealing import seal, unseal
from scoring.spreadsheets.template import template_content
from scoring.states import ConditionKind, Effect

CONTENT = template_content()


def with_nodes(change):
    return replace(CONTENT, nodes=tuple(change(list(CONTENT.nodes))))


def test_equal_contents_have_no_differences():
    again = replace(CONTENT, title=f"  {CONTENT.title} ", scale=Decimal("100.00"))

    assert differences(CONTENT, again) == []


def test_a_changed_cell_is_named_by_criterion_and_column():
    def change(nodes):
        nodes[1] = replace(nodes[1], max_points=Decimal("20.5"), rule={"cap": "1.1"})
        return nodes

    assert differences(CONTENT, with_nodes(change)) == [
        Difference("Tiêu chí", "I.1", "Điểm tối đa", "20", "20,5"),
        Difference("Tiêu chí", "I.1", "Cách tính", "trần: 120 %\nsàn: 50 %", "trần: 110 %"),
    ]


def test_what_is_taken_out_put_in_or_moved_is_told():
    last = CONTENT.nodes[-1]
    fresh = replace(last, key="VIII", code="VIII", label="Việc khác")

    assert differences(CONTENT, with_nodes(lambda nodes: [*nodes[:-1], fresh])) == [
        Difference("Tiêu chí", "VII", REMOVED, last.label),
        Difference("Tiêu chí", "VIII", ADDED, "", "Việc khác"),
    ]
    moved = differences(CONTENT, with_nodes(lambda nodes: [nodes[-1], *nodes[:-1]]))
    assert moved == [Difference("Tiêu chí", "Cả bảng", MOVED)]


def test_a_criterion_under_another_code_is_the_same_criterion():
    last = CONTENT.nodes[-1]
    renamed = replace(last, key="IX", code="IX")

    assert differences(CONTENT, with_nodes(lambda nodes: [*nodes[:-1], renamed])) == [
        Difference("Tiêu chí", "IX", "Mã", "VII", "IX")
    ]


def test_rules_bands_and_conditions_are_compared_in_their_own_words():
    rules = CONTENT.rules
    other = replace(
        rules,
        late=(LateRange(2, Decimal("1.5")),),
        bands=(replace(rules.bands[0], total_share=Decimal("0.95")), *rules.bands[1:3]),
        conditions=(
            *rules.conditions,
            Condition("muon", "Nộp muộn", ConditionKind.DECLARED, Effect.BAR_ALL),
        ),
    )

    assert differences(CONTENT, replace(CONTENT, rules=other)) == [
        Difference(
            "Quy định",
            "Trừ điểm gửi muộn",
            "Giá trị",
            "từ 1 ngày: 0,5\ntừ 4 ngày: 1",
            "từ 2 ngày: 1,5",
        ),
        Difference("Xếp loại", "khong", REMOVED, "Không hoàn thành nhiệm vụ"),
        Difference("Xếp loại", "xuat-sac", "Tổng điểm từ (%)", "90", "95"),
        Difference("Điều kiện", "muon", ADDED, "", "Nộp muộn"),
    ]


def test_what_is_sealed_comes_back_only_to_its_person_and_purpose(settings):
    sealed = seal({"code": "mau"}, purpose="criteria", user_id=1)

    assert unseal(sealed, purpose="criteria", user_id=1) == {"code": "mau"}
    for text, purpose, user in (
        (sealed, "criteria", 2),
        (sealed, "sheet", 1),
        (f"{sealed}x", "criteria", 1),
    ):
        with pytest.raises(Refused, match="Không còn giữ nội dung tệp"):
            unseal(text, purpose=purpose, user_id=user)
    later = time.time() + 2 * 60 * 60 + 60
    with time_machine.travel(later), pytest.raises(Refused, match="Đã quá hai giờ"):
        unseal(sealed, purpose="criteria", user_id=1)
    settings.SECRET_KEY = "another"
    with pytest.raises(Refused, match="Không còn giữ nội dung tệp"):
        unseal(sealed, purpose="criteria", user_id=1)
