"""What should hold before the ranking of a season is frozen, counted."""

from dataclasses import dataclass

from scoring.rules.workflow import SENT
from scoring.selectors.scores import SeasonScores
from scoring.states import SheetState


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that should hold before the ranking is frozen."""

    is_open: bool
    text: str


def freeze_gates(scores: SeasonScores) -> list[Gate]:
    """Return how many members have a sheet, have sent it, and have it appraised."""
    sheets = [member.sheet for member in scores.members]
    opened = [sheet for sheet in sheets if sheet is not None]
    sent = [sheet for sheet in opened if sheet.state in SENT]
    done = [sheet for sheet in opened if sheet.state == SheetState.APPRAISED]
    total = len(sheets)
    return [
        Gate(len(opened) == total, f"{len(opened)}/{total} đơn vị đã có phiếu chấm điểm."),
        Gate(len(sent) == total, f"{len(sent)}/{total} đơn vị đã gửi phiếu."),
        Gate(len(done) == total, f"{len(done)}/{total} phiếu đã thẩm định xong."),
    ]
