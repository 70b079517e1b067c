"""Files of the first schema, as they were written before the written rules existed."""

import copy
import json

import pytest

from scoring.rules.frozen_first import FIRST_SCHEMA
from scoring.rules.frozen_text import FrozenError, canonical_json, fingerprint
from scoring.rules.frozen_view import frozen_view
from scoring.rules.recompute import computed_rows, first_difference


def node(key, parent, label, kind, top):
    code = key.rpartition(".")[2]
    named = {"key": key, "parent": parent, "code": code, "label": label}
    return {**named, "kind": kind, "max": top, "step": "0.25"}


def line(key, own, appraised=None, province=None):
    return {"key": key, "self": own, "appraised": appraised, "province": province}


def member(agency, position, *lines, reason=""):
    named = {"agency": agency, "name": f"Sở {agency}", "position": position}
    return {**named, "reason": reason, "lines": list(lines)}


def row(rank, agency, *, own=None, appraised=None, final=None, reason=""):
    points = {"self": own, "appraised": appraised, "final": final}
    return {"rank": rank, "shared": rank == 1, "agency": agency, **points, "reason": reason}


def frozen():
    return {
        "schema": FIRST_SCHEMA,
        "origin": "computed",
        "bloc": "khoi-1",
        "cycle": "2022",
        "table": {
            "nodes": [
                node("I", None, "Nhiệm vụ chính trị", "group", "100.00"),
                node("I.1", "I", "Chỉ tiêu", "manual", "100.00"),
                node("T", None, "Điểm thưởng", "bonus", "10.00"),
                node("P", None, "Điểm trừ", "penalty", "10.00"),
            ]
        },
        "final_rule": {"strategy": "override_chain", "order": ["province", "appraised", "self"]},
        "ties": "shared",
        "members": [
            member("thue", 1, line("I.1", "95.00", "90.00"), line("T", "5.00", "5.00")),
            member("kho-bac", 2, line("I.1", "99.00", "98.00", "96.50"), line("P", None, "1.50")),
            member("hai-quan", 3, reason="Đơn vị chưa gửi phiếu."),
        ],
        "rows": [
            row(1, "thue", own="100.00", appraised="95.00", final="95.00"),
            row(1, "kho-bac", own="99.00", appraised="96.50", final="95.00"),
        ],
        "unranked": [row(None, "hai-quan", reason="Đơn vị chưa gửi phiếu.")],
    }


def test_the_rows_follow_from_the_lines_in_all_their_layers():
    assert computed_rows(frozen()) == (frozen()["rows"], frozen()["unranked"])


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
        (add_row, "Tệp thừa dòng: ma."),
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


def children_first(held):
    held["table"]["nodes"].reverse()


def no_table(held):
    held["table"] = None


def other_rule(held):
    held["final_rule"]["strategy"] = "average"


def other_ties(held):
    held["ties"] = "ballot"


def unknown_layer(held):
    held["final_rule"]["order"] = ["province", "peers"]


def other_schema(held):
    held["schema"] = "thi-dua/ranking/9"


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
        children_first,
        no_table,
        other_rule,
        other_ties,
        unknown_layer,
        other_schema,
        numeric_agency,
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(change):
    with pytest.raises(FrozenError, match=r"^(Tệp|Đơn vị|Tiêu chí) .+\.$"):
        frozen_view(tampered(change))


@pytest.mark.parametrize("value", [None, [], "x", 3, {}])
def test_what_is_no_ranking_at_all_is_refused(value):
    with pytest.raises(FrozenError, match="không phải là bảng xếp hạng"):
        frozen_view(value)


def test_a_reported_ranking_has_nothing_to_recompute():
    with pytest.raises(FrozenError, match="ghi nhận theo nguồn"):
        frozen_view({"schema": FIRST_SCHEMA, "origin": "reported"})
