"""What the agency answers to the lines that came back to it."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.standing import standing_of
from scoring.models import LineReturn, ScoreSheet
from scoring.permissions import can_edit_sheet
from scoring.rules.text import tidy
from scoring.selectors.rounds import last_return
from scoring.services.lines import MAX_TEXT
from scoring.services.locks import lock_sheet


@dataclass(frozen=True, slots=True)
class Answer:
    """What the agency says to one returned line, and the mark of the answer its page showed."""

    back_id: int
    seen: str
    text: str


def mark_of_answer(text: str) -> str:
    """Return a short mark of a saved answer, to know later whether it is still the one seen."""
    return f"{zlib.crc32(tidy(text).encode()):08x}"


@transaction.atomic
def answer_lines(*, sheet_id: int, answers: Sequence[Answer], actor: User | None) -> int:
    """Save the agency's answers to the lines of the latest return: all of them, or none.

    An answer that would change nothing is left alone, whoever wrote it meanwhile.

    Returns:
        how many answers changed.

    Raises:
        NotAllowed: not in this state, stage or time, or not by this person.
        Refused: a line was not returned in the latest round.
        Stale: someone else answered a line first; nothing is overwritten.
        Invalid: an answer is too long.
    """
    sheet = lock_sheet(sheet_id)
    can_edit_sheet(standing_of(actor), sheet).demand()
    known = {row.pk: row for row in _open_lines(sheet)}
    if any(answer.back_id not in known for answer in answers):
        raise Refused("Có dòng không thuộc lần trả lại gần nhất. Quý vị vui lòng tải lại trang.")
    changed: list[LineReturn] = []
    before: dict[str, str] = {}
    for answer in answers:
        row, text = known[answer.back_id], tidy(answer.text)
        if row.answer == text:
            continue
        _check(row, answer)
        before[row.line.criterion.key] = row.answer
        row.answer = text
        changed.append(row)
    if changed:
        LineReturn.objects.bulk_update(changed, ["answer"])
        audit.record(
            actor=actor,
            action="sheet.answer_returns",
            subject=sheet,
            before=before,
            after={row.line.criterion.key: row.answer for row in changed},
        )
    return len(changed)


def _open_lines(sheet: ScoreSheet) -> Iterable[LineReturn]:
    back = last_return(sheet)
    if back is None:
        return []
    rows = back.lines.exclude(reason="").select_related("line__criterion")
    return rows.select_for_update(of=("self",), no_key=True)


def _check(row: LineReturn, answer: Answer) -> None:
    key = row.line.criterion.key
    if answer.seen != mark_of_answer(row.answer):
        raise Stale(
            f"Giải trình tiêu chí {key} vừa được người khác lưu: “{row.answer}”. Quý vị xem lại "
            "rồi lưu lần nữa."
        )
    if len(answer.text) > MAX_TEXT:
        raise Invalid(
            f"Tiêu chí {key}: lời giải trình dài quá 5.000 ký tự, đề nghị rút gọn.",
            field="answers",
        )
