"""What stands below the criteria of a matrix: how the total becomes the rank, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from blocs.rules.writing import number_text, points_text
from scoring.rules.final import VOTE
from scoring.rules.signs import signed_text
from scoring.selectors.score_matrix import MatrixMember, ScoreMatrix

HUNDRED = Decimal(100)
NOT_RANKED, NO_BAND, COMMON = "không xếp", "Không xếp loại", "mức chung"
FootValue = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class FootRow:
    """One row with a value for each member: points, a rank, or words; None where there is none."""

    label: str
    values: tuple[FootValue, ...]


def foot_rows(matrix: ScoreMatrix) -> list[FootRow]:
    """Return the rows from the criteria's total to the class; none while nothing is frozen.

    Steps that the table does not have, or that touched no member, are left out.
    """
    if matrix.ranking is None:
        return []
    members = matrix.members
    rows = [*_vote_rows(matrix)]
    if any(one.deductions for one in members):
        taken_off = tuple(_taken_off(one) for one in members)
        rows.append(FootRow("Các khoản trừ", taken_off))
    name = "Điểm xếp hạng (sau bỏ phiếu, các khoản trừ nếu có)"
    rows.append(FootRow(name, tuple(one.final for one in members)))
    rows.append(FootRow("Xếp hạng", tuple(_rank(one) for one in members)))
    if any(one.judged_as for one in members):
        own = tuple("" if one.rank is None else one.judged_as or COMMON for one in members)
        rows.append(FootRow("Mức xếp loại của nhóm đơn vị", own))
    if matrix.rules.bands:
        rows.append(FootRow("Xếp loại", tuple(_band(one) for one in members)))
    return rows


def foot_text(value: FootValue) -> str:
    """Write a value below the criteria: points, a rank, or words."""
    return str(value) if isinstance(value, int | str) else signed_text(value)


def remarks_of(member: MatrixMember) -> list[str]:
    """Return what a column has no room for: each deduction, and why no rank or no better class."""
    found = [
        f"Trừ {points_text(points)} điểm: {label}{f' ({source})' if source else ''}."
        for label, points, source in member.deductions
    ]
    if member.rank is None:
        return [*found, member.reason]
    return [*found, *(one.sentence for one in member.missed)]


def _vote_rows(matrix: ScoreMatrix) -> Iterator[FootRow]:
    """Yield the two parts of the total where a vote has a weight of it, or else the votes."""
    weight = dict(matrix.rules.weights).get(VOTE)
    if weight is None and any(one.vote for one in matrix.members):
        yield FootRow("Phiếu xếp hạng", tuple(one.vote for one in matrix.members))
    if weight is None or all(one.vote_points is None for one in matrix.members):
        return
    rest, vote = (number_text(part * HUNDRED) for part in (1 - weight, weight))
    scored = tuple(_scored_part(one) for one in matrix.members)
    yield FootRow(f"Điểm các tiêu chí, tính {rest}%", scored)
    yield FootRow(f"Điểm bỏ phiếu, tính {vote}%", tuple(one.vote_points for one in matrix.members))


def _scored_part(member: MatrixMember) -> Decimal | None:
    if member.raw is None or member.vote_points is None:
        return None
    return member.raw - member.vote_points


def _taken_off(member: MatrixMember) -> Decimal | None:
    points = [points for _, points, _ in member.deductions]
    return sum(points, start=Decimal(0)) if points else None


def _rank(member: MatrixMember) -> int | str:
    if member.rank is None:
        return NOT_RANKED
    return f"{member.rank} (đồng hạng)" if member.shared else member.rank


def _band(member: MatrixMember) -> str:
    return "" if member.rank is None else member.band or NO_BAND
