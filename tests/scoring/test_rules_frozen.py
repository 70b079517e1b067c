import copy
import json
from decimal import Decimal

import pytest

from scoring.rules.frozen import (
    SCHEMA,
    FrozenError,
    MemberFacts,
    canonical_json,
    fingerprint,
    read_content,
    written_member,
    written_table,
)
from scoring.rules.recompute import completed, computed_rows, first_difference
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Layer

NODES = [
    Node("I", None, "I", "Nhiệm vụ chính trị", CriterionKind.GROUP, Decimal(100)),
    Node("I.1", "I", "1", "Chỉ tiêu", CriterionKind.MANUAL, Decimal(100)),
    Node("T", None, "T", "Điểm thưởng", CriterionKind.BONUS, Decimal(10)),
    Node("P", None, "P", "Điểm trừ", CriterionKind.PENALTY, Decimal(10)),
]


def layers(own, appraised=None, province=None):
    given = {Layer.SELF: own, Layer.APPRAISED: appraised, Layer.PROVINCE: province}
    return {layer: None if value is None else Decimal(value) for layer, value in given.items()}


def member(agency, position, reason="", **lines):
    return MemberFacts(agency, f"Sở {agency}", position, lines, reason)


def content(*members):
    return {
        "schema": SCHEMA,
        "origin": "computed",
        "bloc": "khoi-1",
        "cycle": "2022",
        "table": {"nodes": written_table(NODES)},
        "final_rule": {"strategy": "override_chain", "order": ["province", "appraised", "self"]},
        "ties": "shared",
        "members": [written_member(one) for one in members],
    }


def frozen():
    thue = member("thue", 1, **{"I.1": layers("95", "90"), "T": layers("5", "5")})
    kho_bac = member("kho-bac", 2, **{"I.1": layers("99", "98", "96.5"), "P": layers(None, "1.5")})
    hai_quan = member("hai-quan", 3, reason="Đơn vị chưa gửi phiếu.")
    return completed(content(thue, kho_bac, hai_quan))


def test_the_rows_follow_from_the_lines_in_all_their_layers():
    rows, unranked = computed_rows(frozen())

    assert rows == [
        {
            "rank": rank,
            "shared": True,
            "agency": agency,
            "self": own,
            "appraised": appraised,
            "final": "95.00",
            "reason": "",
        }
        for rank, agency, own, appraised in [
            (1, "thue", "100.00", "95.00"),
            (1, "kho-bac", "99.00", "96.50"),
        ]
    ]
    assert unranked == [
        {
            "rank": None,
            "shared": False,
            "agency": "hai-quan",
            "self": None,
            "appraised": None,
            "final": None,
            "reason": "Đơn vị chưa gửi phiếu.",
        }
    ]


def test_an_untouched_file_has_no_difference_after_a_round_trip():
    read = json.loads(canonical_json(frozen()))

    assert first_difference(read) is None
    assert fingerprint(read) == fingerprint(frozen())


def test_the_order_of_keys_does_not_move_the_fingerprint_and_one_point_does():
    turned = dict(reversed(frozen().items()))
    other = frozen()
    other["members"][0]["lines"][0]["appraised"] = "90.01"

    assert fingerprint(turned) == fingerprint(frozen())
    assert fingerprint(other) != fingerprint(frozen())


def tampered(change):
    changed = copy.deepcopy(frozen())
    change(changed)
    return changed


def raise_points(held):
    held["members"][1]["lines"][0]["province"] = "97.00"


def swap_rank(held):
    held["rows"][0]["rank"] = 2


def drop_row(held):
    held["rows"].pop()


def add_row(held):
    held["rows"].append({"agency": "ma"})


def excuse(held):
    held["unranked"][0]["reason"] = "Khác"


def no_rows(held):
    del held["rows"]


def odd_field(held):
    held["rows"][0]["note"] = "x"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (raise_points, "Đơn vị kho-bac, đơn vị: tệp ghi “thue”, tính lại được “kho-bac”."),
        (swap_rank, "Đơn vị thue, hạng: tệp ghi “2”, tính lại được “1”."),
        (drop_row, "Tệp thiếu dòng của đơn vị kho-bac."),
        (add_row, "Tệp thừa dòng: {'agency': 'ma'}."),
        (
            excuse,
            "Đơn vị hai-quan, lý do: tệp ghi “Khác”, tính lại được “Đơn vị chưa gửi phiếu.”.",
        ),
        (no_rows, "Tệp không có các dòng xếp hạng."),
        (odd_field, "Đơn vị thue: dòng trong tệp có mục lạ."),
    ],
)
def test_the_first_difference_is_told(change, sentence):
    assert first_difference(tampered(change)) == sentence


def float_points(held):
    held["members"][0]["lines"][0]["self"] = 95.0


def three_places(held):
    held["members"][0]["lines"][0]["self"] = "95.000"


def negative_points(held):
    held["members"][0]["lines"][0]["self"] = "-1.00"


def unknown_key(held):
    held["members"][0]["lines"][0]["key"] = "IX"


def points_of_a_group(held):
    held["members"][0]["lines"][0]["key"] = "I"


def twice_one_line(held):
    held["members"][0]["lines"].append(held["members"][0]["lines"][0])


def twice_one_member(held):
    held["members"].append(held["members"][0])


def no_members(held):
    del held["members"]


def members_as_text(held):
    held["members"] = "so-1"


def no_bloc(held):
    del held["bloc"]


def no_table(held):
    held["table"] = None


def other_rule(held):
    held["final_rule"]["strategy"] = "average"


def other_ties(held):
    held["ties"] = "ballot"


def unknown_layer(held):
    held["final_rule"]["order"] = ["province", "peers"]


def other_schema(held):
    held["schema"] = "thi-dua/ranking/2"


def numeric_agency(held):
    held["members"][0]["agency"] = 7


@pytest.mark.parametrize(
    "change",
    [
        float_points,
        three_places,
        negative_points,
        unknown_key,
        points_of_a_group,
        twice_one_line,
        twice_one_member,
        no_members,
        members_as_text,
        no_bloc,
        no_table,
        other_rule,
        other_ties,
        unknown_layer,
        other_schema,
        numeric_agency,
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(change):
    with pytest.raises(FrozenError, match=r"^(Tệp|Đơn vị) .+\.$"):
        read_content(tampered(change))


@pytest.mark.parametrize("value", [None, [], "x", 3, {}])
def test_what_is_no_ranking_at_all_is_refused(value):
    with pytest.raises(FrozenError, match="không phải là bảng xếp hạng"):
        read_content(value)


def test_a_reported_ranking_has_nothing_to_recompute():
    with pytest.raises(FrozenError, match="ghi nhận theo nguồn"):
        read_content({"schema": SCHEMA, "origin": "reported"})
