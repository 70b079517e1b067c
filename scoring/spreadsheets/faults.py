"""What is wrong with a workbook, named by the cell in which an official finds it."""

from collections.abc import Sequence
from dataclasses import dataclass

TOO_BIG = "lớn hơn 5 MB; đề nghị bỏ ảnh và các trang không dùng rồi tải lại."
NOT_XLSX = (
    "không phải tệp .xlsx; trong Excel, đề nghị chọn Lưu thành (Save As), loại Excel Workbook."
)
EMPTY = "không có nội dung; đề nghị kiểm tra lại tệp."
LOCKED = "đặt mật khẩu; đề nghị gỡ mật khẩu rồi tải lại."
ACTIVE = (
    "chứa macro, tệp nhúng hoặc liên kết ra ngoài; đề nghị chép các trang tính sang một tệp mới "
    "rồi tải lại."
)
BOMB = "khi mở ra quá lớn; đề nghị chép các trang tính cần dùng sang một tệp mới rồi tải lại."
BROKEN = "bị hỏng, không mở được; đề nghị mở bằng Excel, lưu lại rồi tải lại."


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault: at a cell such as ``D12``, at a whole sheet, or at the file."""

    text: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"Ô {self.cell}, trang “{self.sheet}”: {self.text}"
        return f"Trang “{self.sheet}”: {self.text}" if self.sheet else self.text

    @property
    def place(self) -> tuple[int, int, str]:
        """The row and the column, by which people go through a sheet; row 0 is the whole sheet."""
        first = self.cell.partition(":")[0]
        column = first.rstrip("0123456789")
        return int(first[len(column) :] or 0), len(column), column


class WorkbookFaults(Exception):  # noqa: N818 -- one or more faults, all to be shown
    """The workbook cannot be taken; ``faults`` names everything that is wrong in it."""

    def __init__(self, faults: Sequence[CellFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class CellError(ValueError):
    """A cell cannot be read; the message continues the sentence “Ô D12: …”."""
