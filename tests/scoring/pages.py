"""What the tests of the score pages share: addresses, posted cells, and reading them back."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import SEEN, STARTED
from accounts.models import User
from blocs.models import Season
from scoring.models import ScoreLine, ScoreSheet
from scoring.rules.entries import Entry
from scoring.selectors.entries import entry_at
from scoring.services.lines import COLUMNS
from scoring.states import Layer
from scoring.views.cells import layer_cells, mark_of

HTMX = {"HX-Request": "true"}


def sign_in(client: Client, user: User) -> None:
    """Sign in with a session that is in use already: its first stamp is a write of its own."""
    client.force_login(user)
    session = client.session
    session[STARTED] = session[SEEN] = int(timezone.now().timestamp())
    session.save()


def season_page(name: str, season: Season, *, app: str = "scoring") -> str:
    return reverse(f"{app}:{name}", args=[season.bloc.code, season.cycle.label])


def sheet_page(name: str, sheet: ScoreSheet, *more: object) -> str:
    return reverse(f"scoring:{name}", args=[sheet.pk, *more])


def cells(
    line: ScoreLine,
    points: str | None = None,
    words: str | None = None,
    *,
    seen: int | None = None,
    minus: str | None = None,
    layer: Layer = Layer.SELF,
) -> dict[str, Any]:
    """Return one line as a whole form sends it; what is not given was not touched.

    Args:
        points: what stands in the main cell: points, or a result.
    """
    shown = layer_cells(line, layer)
    main = "actual" if entry_at(line, layer) is Entry.RESULT else "points"
    sent = {
        f"{line.pk}-{main}": shown.main if points is None else points,
        f"{line.pk}-words": shown.words if words is None else words,
        f"{line.pk}-seen": f"{line.version if seen is None else seen}.{mark_of(*shown)}",
    }
    if minus is not None or shown.minus:
        sent[f"{line.pk}-minus"] = shown.minus if minus is None else minus
    return sent


def whole_form(sheet: ScoreSheet, layer: Layer = Layer.SELF) -> dict[str, Any]:
    """Return a form in which nothing was touched."""
    form: dict[str, Any] = {}
    for line in sheet.lines.select_related("criterion"):
        form |= cells(line, layer=layer)
    return form


def save_cell(client: Client, line: ScoreLine, name: str = "line-save", **typed: Any) -> Any:
    """Send one line as the script does."""
    address = reverse(f"scoring:{name}", args=[line.pk])
    return client.post(address, cells(line, **typed), headers=HTMX)


def held(line: ScoreLine, layer: Layer = Layer.SELF) -> tuple[str, str]:
    """Return points and words of a layer as the database holds them now."""
    points, words = COLUMNS[layer]
    fresh = ScoreLine.objects.get(pk=line.pk)
    value = getattr(fresh, points)
    return ("" if value is None else str(value), getattr(fresh, words))


def text_of(answer: HttpResponse) -> str:
    """Return what a person reads on the page, on one line."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(plain).split())


def piece(answer: HttpResponse, element_id: str) -> str:
    """Return the text inside the element with the id."""
    page = answer.content.decode()
    found = re.search(rf'<(\w+)[^>]*\bid="{element_id}"[^>]*>(.*?)</\1>', page, re.DOTALL)
    assert found, f"no element with the id {element_id}"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found.group(2))).split())


def value_of(answer: HttpResponse, name: str) -> str:
    """Return the value of the input, or the text of the text area, with the name."""
    page = answer.content.decode()
    area = re.search(rf'<textarea[^>]*\bname="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    if area:
        return unescape(area.group(1))
    tag = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page)
    assert tag, f"no input named {name}"
    value = re.search(r'\bvalue="([^"]*)"', tag.group(0))
    return unescape(value.group(1)) if value else ""
