import pytest

from scoring.rules.reported import reported_content

MEMBERS = [("thue", "Cục Thuế"), ("hai-quan", "Cục Hải quan"), ("kho-bac", "Kho bạc")]


def content(ranks, reason="Nguồn không nêu."):
    return reported_content(
        bloc="tay-ninh-cqtw",
        bloc_name="Khối thi đua",
        cycle="2022",
        is_sample=False,
        members=MEMBERS,
        ranks=ranks,
        unranked_reason=reason,
    )


def shown(rows):
    return [(row["rank"], row["agency"], row["shared"], row["reason"]) for row in rows]


def test_ranked_members_stand_by_rank_and_the_others_in_the_bloc_s_order():
    held = content([("kho-bac", 1)])

    assert shown(held["rows"]) == [(1, "kho-bac", False, "")]
    assert shown(held["unranked"]) == [
        (None, "thue", False, "Nguồn không nêu."),
        (None, "hai-quan", False, "Nguồn không nêu."),
    ]


def test_equal_ranks_are_shared_and_no_points_are_made_up():
    held = content([("kho-bac", 2), ("hai-quan", 2), ("thue", 1)], reason="")

    assert shown(held["rows"]) == [
        (1, "thue", False, ""),
        (2, "hai-quan", True, ""),
        (2, "kho-bac", True, ""),
    ]
    assert {row[name] for row in held["rows"] for name in ("self", "appraised", "final")} == {None}


@pytest.mark.parametrize(
    ("ranks", "reason", "sentence"),
    [
        ([("so-la", 1)], "x", "Đơn vị so-la không phải là thành viên của năm thi đua."),
        ([("thue", 1), ("thue", 2)], "x", "Đơn vị thue được xếp hạng nhiều lần."),
        ([("thue", 0)], "x", "Hạng của đơn vị thue phải từ 1 trở lên."),
        ([], "x", "Chưa có đơn vị nào được xếp hạng."),
        ([("thue", 1)], "", "Cần nêu lý do các đơn vị còn lại chưa được xếp hạng."),
    ],
)
def test_ranks_that_cannot_be_are_refused(ranks, reason, sentence):
    with pytest.raises(ValueError, match=sentence):
        content(ranks, reason)
