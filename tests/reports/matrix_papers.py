"""Matrices of any size with the widest numbers, and their paper."""

from reports.papers.base import Letterhead, LetterheadVariant
from reports.papers.matrix import (
    MatrixCell,
    MatrixFoot,
    MatrixHead,
    MatrixLine,
    ScoreMatrix,
    ScoreMatrixPaper,
)


def matrix(members: int, criteria: int) -> ScoreMatrix:
    """Return a matrix with the widest numbers that a scale of 1000 points has."""
    cell = MatrixCell("1.000,00", "999,75", "999,75")
    names = [f"Sở Văn hóa, Thể thao và Du lịch số {number}" for number in range(members)]
    return ScoreMatrix(
        heads=tuple(MatrixHead(name) for name in names),
        lines=tuple(
            MatrixLine(
                f"II.4.{number}", "Tham mưu ban hành văn bản đúng hạn " * 3, "50", (cell,) * members
            )
            for number in range(criteria)
        ),
        totals=(cell,) * members,
        foot=(
            MatrixFoot(
                "Điểm xếp hạng (sau bỏ phiếu, các khoản trừ nếu có)", ("1.000,00",) * members
            ),
            MatrixFoot("Xếp hạng", ("1 (đồng hạng)",) * members),
            MatrixFoot("Xếp loại", ("Hoàn thành xuất sắc nhiệm vụ",) * members),
        ),
    )


def paper_of(found: ScoreMatrix, **fields: object) -> ScoreMatrixPaper:
    """Return the paper of a matrix, marked as a sample."""
    letterhead = Letterhead(
        variant=LetterheadVariant.BLOC, parent_org="", issuing_org="Khối", place="Huế"
    )
    known = {"sample": True, "letterhead": letterhead, "bloc": "Khối Tổng hợp", "cycle": "2022"}
    return ScoreMatrixPaper(**known, matrix=found, **fields)
