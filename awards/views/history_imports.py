"""Awards or ratings of earlier years from a file: check first, save only what was confirmed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest, workbook_response
from accounts.models import User
from accounts.pages import require_form
from awards.history_forms import HistoryImportForm
from awards.services import Imported, import_awards, import_ratings
from awards.spreadsheets.matching import AwardRow, MatchedRow, matched
from awards.spreadsheets.rating_matching import MatchedRating, RatingRow, matched_ratings
from awards.spreadsheets.reading import read_awards, read_ratings
from awards.spreadsheets.template import award_template, rating_template
from awards.views.history import TITLE
from blocs.crumbs import Crumb
from blocs.standing import Standing, standing_of
from scoring.spreadsheets.faults import CellFault, WorkbookFaults
from scoring.spreadsheets.sealing import seal, unseal
from scoring.uploads import Readable

Faults = tuple[CellFault, ...]
Found = Sequence[MatchedRow | MatchedRating]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One thing that files bring.

    Args:
        name: of its pages; with ``-confirm`` and ``-template`` of the other two.
        what: what a row is, as it stands in sentences.
        check: reads a file and matches its rows; raises WorkbookFaults for what is none of ours.
        enter: writes the rows of the sealed page.
    """

    name: str
    what: str
    check: Callable[[Readable, str, Standing], tuple[Found, Faults]]
    enter: Callable[[Sequence[Mapping[str, str]], int, User], Imported]
    template: Callable[[], bytes]
    file_name: str


@require_form
@login_required
def file_import(request: SignedInRequest, kind: str) -> HttpResponse:
    """Ask for a file; when one is sent, show its faults or what it would add."""
    standing, thing = _keeper(request), KINDS[kind]
    if request.method != "POST":
        return _asked(request, thing, HistoryImportForm())
    form = HistoryImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, thing, form)
    upload = form.cleaned_data["upload"]
    try:
        found, faults = thing.check(upload, upload.name, standing)
    except WorkbookFaults as refusal:
        return _asked(request, thing, form, faults=refusal.faults)
    if faults:
        return _asked(request, thing, form, faults=faults)
    return _checked(request, thing, found)


@require_POST
@login_required
def file_import_confirm(request: SignedInRequest, kind: str) -> HttpResponse:
    """Save what was checked, as it was checked."""
    _keeper(request)
    thing = KINDS[kind]
    again = redirect(f"awards:{thing.name}")
    held = unseal(request.POST.get("held", ""), purpose=thing.name, user_id=request.user.pk)
    if held is None:
        messages.error(request, "Đã quá hai giờ từ lúc kiểm tra; đề nghị quý vị tải lại tệp.")
        return again
    try:
        done = thing.enter(held["rows"], held["new"], request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return again
    messages.success(request, f"Đã ghi {done.new} {thing.what}; {done.same} dòng đã có từ trước.")
    return redirect("awards:record-list")


@require_safe
@login_required
def file_import_template(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand over the workbook to fill in."""
    _keeper(request)
    return workbook_response(KINDS[kind].template(), KINDS[kind].file_name)


def _keeper(request: SignedInRequest) -> Standing:
    """Return the standing of a person who keeps records for some province or bloc."""
    standing = standing_of(request.user)
    if not standing.manages.reaches_any:
        raise Http404("Nobody's import.")
    return standing


def _asked(
    request: SignedInRequest, thing: Kind, form: HistoryImportForm, *, faults: Faults = ()
) -> HttpResponse:
    heading = f"Nhập {thing.what} từ tệp"
    context = {
        "form": form,
        "faults": faults,
        "heading": heading,
        "what": thing.what,
        "template_url": reverse(f"awards:{thing.name}-template"),
        "others": [(reverse(f"awards:{one.name}"), one.what) for one in KINDS.values()],
        "crumbs": _crumbs(heading),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "awards/award_import.html", context, status=status)


def _checked(request: SignedInRequest, thing: Kind, found: Found) -> HttpResponse:
    """Show the rows; what is shown is sealed into the form that confirms it."""
    new = sum(one.is_new for one in found)
    held = {"rows": [one.row.as_json() for one in found], "new": new}
    context: dict[str, Any] = {
        "rows": found,
        "new": new,
        "same": len(found) - new,
        "what": thing.what,
        "is_rating": thing is RATINGS,
        "again": reverse(f"awards:{thing.name}"),
        "confirm": reverse(f"awards:{thing.name}-confirm"),
        "held": seal(held, purpose=thing.name, user_id=request.user.pk),
        "crumbs": _crumbs("Kiểm tra tệp"),
    }
    return render(request, "awards/award_import_check.html", context)


def _crumbs(page: str) -> list[Crumb]:
    return [Crumb(TITLE, reverse("awards:record-list")), Crumb(page)]


def _check_awards(upload: Readable, name: str, standing: Standing) -> tuple[Found, Faults]:
    written, findings = read_awards(upload, name)
    found = matched(written, findings, standing, today=timezone.localdate())
    return found, tuple(findings.faults)


def _check_ratings(upload: Readable, name: str, standing: Standing) -> tuple[Found, Faults]:
    written, findings = read_ratings(upload, name)
    found = matched_ratings(written, findings, standing, today=timezone.localdate())
    return found, tuple(findings.faults)


def _enter_awards(rows: Sequence[Mapping[str, str]], new: int, actor: User) -> Imported:
    return import_awards(rows=[AwardRow(**row) for row in rows], new=new, actor=actor)


def _enter_ratings(rows: Sequence[Mapping[str, str]], new: int, actor: User) -> Imported:
    return import_ratings(rows=[RatingRow(**row) for row in rows], new=new, actor=actor)


AWARDS = Kind(
    name="award-import",
    what="thành tích",
    check=_check_awards,
    enter=_enter_awards,
    template=award_template,
    file_name="mau-thanh-tich.xlsx",
)
RATINGS = Kind(
    name="rating-import",
    what="mức xếp loại",
    check=_check_ratings,
    enter=_enter_ratings,
    template=rating_template,
    file_name="mau-xep-loai.xlsx",
)
KINDS: Mapping[str, Kind] = MappingProxyType({"awards": AWARDS, "ratings": RATINGS})
