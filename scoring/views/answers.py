"""The agency answers the lines that came back to it."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import require_form
from accounts.refusals import status_of
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring import services
from scoring.access import sheet_for
from scoring.models import LineReturn, ScoreSheet
from scoring.people import sees_appraisal
from scoring.permissions import can_edit_sheet
from scoring.permissions.rounds import can_see_rounds
from scoring.selectors.rounds import latest_round
from scoring.selectors.samples import is_sample
from scoring.services.returns import Answer, mark_of_answer
from scoring.views.numbers import posted_number
from scoring.views.rounds import sheet_crumbs


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One returned line, with the answer as it stands in its cell."""

    back: LineReturn
    text: str
    seen: str

    @property
    def is_unsaved(self) -> bool:
        return self.text != self.back.answer


@require_form
@login_required
def sheet_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the lines of the latest return; save the answers on POST, all or none."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    can_see_rounds(standing, sheet, seats_of(sheet.season)).demand()
    if request.method != "POST":
        return _page(request, sheet)
    answers = _posted(request.POST)
    try:
        count = services.answer_lines(sheet_id=sheet.pk, answers=answers, actor=request.user)
    except Refused as refusal:
        messages.error(request, f"{refusal} Nội dung quý vị vừa nhập chưa được lưu.")
        return _page(request, sheet_for(standing, pk), answers, status_of(refusal))
    said = f"Đã lưu giải trình của {count} dòng." if count else "Không có nội dung nào thay đổi."
    messages.success(request, said)
    return redirect(sheet)


def _posted(data: QueryDict) -> list[Answer]:
    found = []
    for name in data:
        number, _, kind = name.partition("-")
        line_id = posted_number(number)
        if kind == "answer" and line_id is not None:
            seen = data.get(f"{number}-seen", "")
            found.append(Answer(line_id, seen, data.get(name, "")))
    return found


def _page(
    request: SignedInRequest,
    sheet: ScoreSheet,
    typed: list[Answer] | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = standing_of(request.user)
    latest = latest_round(list(sheet.returns.all()))
    said = {answer.back_id: answer for answer in typed or []}
    rows = [
        AnswerRow(back, said[back.pk].text if back.pk in said else back.answer, _mark(back))
        for back in (latest.named if latest else [])
    ]
    context = {
        "sheet": sheet,
        "is_sample": is_sample(sheet.season),
        "round": latest,
        "rows": rows,
        "can_edit": can_edit_sheet(standing, sheet),
        "shows_appraisal": sees_appraisal(standing, sheet, seats_of(sheet.season)),
        "crumbs": sheet_crumbs(sheet, "Giải trình"),
    }
    return render(request, "scoring/sheet_answers.html", context, status=status)


def _mark(back: LineReturn) -> str:
    return mark_of_answer(back.answer)
