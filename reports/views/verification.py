"""The public check: whoever holds an issued paper learns whether it is real and still in force.

Nobody signs in here. A code is too long to be guessed, an unknown one and a mistyped one lead to
the same page, and nothing is shown but what stands on the paper (docs/decisions/0015).
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.brakes import seconds_to_wait
from reports.issue_forms import CheckFileForm, CodeForm
from reports.models import Issue
from reports.rules.codes import CodeFault, read_code
from reports.selectors.register import issue_by_code, printed_issuer, printed_year
from reports.selectors.signed_files import held_file
from reports.selectors.signing import known_states, signing_of
from reports.uploads import MOST_BYTES, CountedFile, count_only, is_too_large

LOOKS_A_MINUTE = 60
FILES_A_MINUTE = 10
UNKNOWN = (
    "Không có văn bản nào mang mã này. Quý vị vui lòng so lại từng ký tự với mã in ở cuối trang "
    "đầu; nếu mã đúng như in, văn bản không do hệ thống này ban hành."
)
TOO_LARGE = f"Tệp lớn hơn {MOST_BYTES // 1024**2} MB, không phải tệp do hệ thống này lập."

Answer = Callable[..., HttpResponse]


def public(view: Answer) -> Answer:
    """Keep what a public page says out of caches and search engines, and slow a flood down."""

    @wraps(view)
    def answer(request: HttpRequest, **words: str) -> HttpResponse:
        wait = seconds_to_wait(request, "check", most=LOOKS_A_MINUTE, seconds=60)
        if not wait and request.method == "POST":
            wait = seconds_to_wait(request, "check-file", most=FILES_A_MINUTE, seconds=60)
        response = _slow_down(request, wait) if wait else view(request, **words)
        response["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(response)
        return response

    return answer


@require_safe
@public
def check_front(request: HttpRequest) -> HttpResponse:
    """Ask for a code; lead on to its page."""
    form = CodeForm(request.GET or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "reports/check_front.html", {"form": form}, status=status)
    try:
        code = read_code(form.cleaned_data["ma"])
    except CodeFault as fault:
        return _not_known(request, str(fault))
    return redirect("reports:check-paper", code)


@csrf_exempt  # the upload is checked below, after its handler is chosen
@require_http_methods(["GET", "HEAD", "POST"])
@public
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Show the paper that bears the code; on POST say whether the file sent along is that paper."""
    try:
        issue = issue_by_code(read_code(code))
    except CodeFault as fault:
        return _not_known(request, str(fault))
    if issue is None:
        return _not_known(request, UNKNOWN)
    if request.method == "POST" and is_too_large(request):
        return _paper(request, issue, CheckFileForm(), fault=TOO_LARGE, status=413)
    if request.method == "POST":
        count_only(request, known_states(issue, issue.signed_copies.all()))
    answer: HttpResponse = _show(request, issue)
    return answer


@csrf_protect
def _show(request: HttpRequest, issue: Issue) -> HttpResponse:
    if request.method != "POST":
        return _paper(request, issue, CheckFileForm())
    form = CheckFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _paper(request, issue, form, status=422)
    return _paper(request, issue, CheckFileForm(), file=form.cleaned_data["tep"])


def _paper(
    request: HttpRequest,
    issue: Issue,
    form: CheckFileForm,
    *,
    file: CountedFile | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    signing = signing_of(issue)
    known = known_states(issue, signing.copies)
    context = {
        "issue": issue,
        "issuer": printed_issuer(issue),
        "year": printed_year(issue),
        "document": issue.document,
        "signing": signing,
        "form": form,
        "fault": fault,
        "file": file,
        "held": held_file(issue, known, file, timezone.now()) if file else None,
    }
    return render(request, "reports/check_paper.html", context, status=status)


def _not_known(request: HttpRequest, reason: str) -> HttpResponse:
    """Answer a code that leads nowhere; the page does not repeat what was typed."""
    context = {"form": CodeForm(), "reason": reason}
    return render(request, "reports/check_front.html", context, status=404)


def _slow_down(request: HttpRequest, wait: int) -> HttpResponse:
    context = {"form": CodeForm(), "wait": wait}
    response = render(request, "reports/check_front.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response
