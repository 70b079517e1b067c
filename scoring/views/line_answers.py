"""The answer to the save of one line, and what tells which of two answers is the newer one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.http import SignedInRequest

READ_AT = "X-Read-At"


def reading_mark() -> str:
    """Return a mark that grows from reading to reading, in seconds; take it before you read.

    What a later reading finds holds everything that an earlier one found, so an answer with a
    smaller mark has nothing to tell that the page does not know (``static/js/cells.js``).
    """
    return f"{timezone.now().timestamp():.6f}"


def line_answer(
    request: SignedInRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    mark: str,
    status: int,
) -> HttpResponse:
    """Return the fragments that replace marks, sums and counts, and when these were read."""
    answer = render(request, template, {**context, "saved_at": timezone.now()}, status=status)
    answer[READ_AT] = mark
    return answer
