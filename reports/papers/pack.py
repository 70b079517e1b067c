"""The contents of a bound pack, display-ready; no kind of paper of its own."""

from dataclasses import dataclass

from reports.papers.content import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine(Part):
    """One paper of the pack.

    Args:
        state: such as ``Dự thảo`` or ``Đã ban hành: số 05/BC-KTĐ``.
        pages: such as ``3–7``; empty where the paper is not bound.
        first: its first page in the pack, from 1; 0 where it is not bound.
    """

    title: str
    state: str
    pages: str = ""
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PackGap(Part):
    """One paper that could not be made, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContents(Part):
    """What the first pages of a bound pack say.

    Args:
        lines: the papers that are bound, in order.
        loose: those that lie beside the pack only.
        gaps: those that were wanted and could not be made.
        total: pages of the whole pack.
    """

    sample: bool
    bloc: str
    cycle: str
    code: str
    odd_starts: bool
    lines: tuple[PackLine, ...]
    loose: tuple[PackLine, ...] = ()
    gaps: tuple[PackGap, ...] = ()
    total: int = 0

    @property
    def document_title(self) -> str:
        """The title kept in the file's own description."""
        return f"Trọn bộ tài liệu hội nghị {self.code}: {self.bloc}, {self.cycle}"
