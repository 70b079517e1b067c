"""The table of the template: one criterion of every kind, to be replaced by the province's own."""

from decimal import Decimal
from typing import Any

from scoring.rules.settings import Band, Condition, LateRange, TableRules, TieRule
from scoring.rules.tree import Node
from scoring.spreadsheets.content import TableContent
from scoring.spreadsheets.formula_reading import read_formula
from scoring.spreadsheets.guide import KIND_HELP
from scoring.states import ConditionKind, CriterionKind, Effect, Scorer, TieKind


def template_content() -> TableContent:
    """Return a small whole table that may be imported as it is; it is marked as a sample."""
    return TableContent(
        title="Bảng tiêu chí mẫu (thay bằng tên bảng của tỉnh)",
        scale=Decimal(100),
        nodes=_nodes(),
        is_sample=True,
        rules=_rules(),
    )


def _nodes() -> tuple[Node, ...]:
    kind = CriterionKind
    return (
        _node("I", "Thực hiện nhiệm vụ chính trị", kind.GROUP, "60"),
        _node("I.1", "Thu ngân sách so với dự toán", kind.PROPORTIONAL, "20", unit="tỷ đồng"),
        _node("I.2", "Chỉ tiêu chuyên môn được giao", kind.LEADER_RELATIVE, "15", unit="%"),
        _node("I.3", "Tăng trưởng sản xuất", kind.STEP, "10", unit="%"),
        _node("I.4", "Nhiệm vụ tỉnh giao đúng hạn", kind.TIERS, "1.5", unit="%"),
        _node("I.5", "Chất lượng tham mưu, phối hợp", kind.MANUAL, "13.5", step=Decimal("0.5")),
        _node("II", "Xây dựng Đảng, chính quyền, đoàn thể", kind.GROUP, "25"),
        _node("II.1", "Chỉ số cải cách hành chính", kind.EXTERNAL, "20", scored_by=Scorer.PROVINCE),
        _node("II.2", "Ban hành quy chế dân chủ cơ sở", kind.PASS_FAIL, "5"),
        _node("III", "Công tác thi đua, khen thưởng", kind.GROUP, "15"),
        _node("III.1", "Tham gia hoạt động của khối", kind.COUNT, "10", unit="hoạt động"),
        _node("III.2", "Hồ sơ, báo cáo", kind.OPTIONS, "5", scored_by=Scorer.SECRETARIAT),
        _node("IV", "Thưởng danh hiệu năm trước", kind.AWARD_BONUS, "15"),
        _node("V", "Mô hình mới, sự cố", kind.BONUS_PENALTY, "3", min_points=Decimal(-2)),
        _node("VI", "Điểm thưởng khác", kind.BONUS, "5"),
        _node("VII", "Điểm trừ", kind.PENALTY, "10"),
    )


def _node(key: str, label: str, kind: CriterionKind, most: str, **fields: Any) -> Node:
    parent, _, code = key.rpartition(".")
    example = "" if kind is CriterionKind.GROUP else KIND_HELP[kind][1]
    return Node(
        key=key,
        parent_key=parent or None,
        code=code,
        label=label,
        kind=kind,
        max_points=Decimal(most),
        rule=read_formula(kind, example),
        **fields,
    )


def _rules() -> TableRules:
    return TableRules(
        bonus_cap=Decimal(20),
        ties=(TieRule(TieKind.HIGHER_GROUP, "I"), TieRule(TieKind.FEWER_PENALTIES)),
        late=(LateRange(1, Decimal("0.5")), LateRange(4, Decimal(1))),
        bands=(
            Band("xuat-sac", "Hoàn thành xuất sắc nhiệm vụ", Decimal("0.9"), Decimal("0.85")),
            Band("tot", "Hoàn thành tốt nhiệm vụ", Decimal("0.8"), Decimal("0.8")),
            Band("hoan-thanh", "Hoàn thành nhiệm vụ", Decimal("0.7"), Decimal("0.7")),
            Band("khong", "Không hoàn thành nhiệm vụ", Decimal(0)),
        ),
        conditions=(
            Condition(
                code="ky-luat",
                label="Lãnh đạo đơn vị bị kỷ luật từ khiển trách trở lên",
                kind=ConditionKind.DECLARED,
                effect=Effect.BAR_FLAG,
                source="Quy chế của khối (ví dụ)",
            ),
        ),
    )
