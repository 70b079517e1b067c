"""Pages that ask and act: a form on GET, the act on POST, and a refusal where it belongs.

A step that asks first is a view of a few lines::

    @require_form
    @login_required
    def notice_close(request, pk):
        standing = standing_of(request.user)
        notice = notice_for(standing, pk)
        start = {"seen_version": notice.version}
        form = ConfirmForm(posted(request), initial=start, reason=ReasonField(), word="ĐÓNG")
        ask = Confirmation(
            label="Đóng thông báo",
            subject=notice.title,
            verdict=can_close(standing, notice),
            consequences=("Thông báo không nhận ý kiến nữa.",),
            page=notice.get_absolute_url(),
            page_name="thông báo",
        )
        return form_page(
            request,
            form,
            act=lambda: services.close(notice_id=pk, actor=request.user, **form.values),
            done="Đã đóng thông báo.",
            to=notice,
            template="_parts/confirm_page.html",
            context=lambda: {"ask": ask, "crumbs": notice_crumbs(notice, ask.label)},
        )

A template that extends ``_parts/confirm_page.html`` may add facts above the question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.errors import Refused
from accounts.refusals import DONE, attempt, status_of
from accounts.row_texts import RowTexts
from accounts.verdicts import Verdict

T = TypeVar("T")
FAULTY = "Chưa lưu nội dung nào: có ô cần xem lại, được đánh dấu đỏ bên dưới."
UNSAVED = "Nội dung quý vị vừa nhập chưa được lưu."
require_form = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What a page asks before a step, as ``_parts/_confirm.html`` shows it.

    Args:
        label: what will be done; also the text of the button, unless ``button`` says more.
        subject: to whom or to what; stands in the heading.
        page: where "no" leads, ``page_name`` what that page is called.
        hindrance: why it cannot be done yet; the button is greyed while there is one.
        style: of the button, ``danger`` where nothing leads back.
        back: carried along as the way back from ``page``.
    """

    label: str
    subject: str
    verdict: Verdict
    consequences: Sequence[str]
    page: str
    page_name: str
    hindrance: str = ""
    button: str = ""
    style: str = "primary"
    back: str = ""


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: what was sent, or nothing on GET."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    act: Callable[[], T],
    done: str | Callable[[T], str],
    to: Any,
    template: str,
    context: Callable[[], Mapping[str, Any]],
) -> HttpResponse:
    """Show a form on GET; on POST act and go on, or show it again with the reason.

    Args:
        form: bound to ``posted(request)``.
        act: calls the service; runs only when the form holds.
        done: the message after it, or a function that makes it from what came of the act.
        to: where to go then, as ``redirect`` takes it, or a function that returns that.
        context: what the page shows beside the form; asked for only when it is shown.
    """
    status = DONE
    if request.method == "POST":
        status, made = attempt(form, act)
        if status == DONE:
            messages.success(request, done(made) if callable(done) else done)  # type: ignore[arg-type]
            return redirect(to(made) if callable(to) else to)
    return render(request, template, {**context(), "form": form}, status=status)


def texts_page(
    request: HttpRequest,
    boxes: RowTexts,
    *,
    act: Callable[[], T],
    done: Callable[[T], str],
    template: str,
    context: Callable[[], Mapping[str, Any]],
) -> HttpResponse:
    """Show a text box for each row on GET; on POST act and come back, or say why not.

    Args:
        boxes: made from ``posted(request)``; ``act`` runs only when all of them hold.
        context: what the page shows; ``trouble`` is added, empty where there is none.
    """
    trouble, status = "", DONE
    if boxes.faults:
        trouble, status = FAULTY, 422
    elif request.method == "POST":
        try:
            made = act()
        except Refused as refusal:
            trouble, status = f"{refusal} {UNSAVED}", status_of(refusal)
        else:
            messages.success(request, done(made))
            return redirect(request.path)
    return render(request, template, {**context(), "trouble": trouble}, status=status)


def act_and_tell(
    request: HttpRequest,
    act: Callable[[], T],
    done: str | Callable[[T], str],
    *,
    form: forms.BaseForm | None = None,
) -> int:
    """Act and say so, or say why not, in a message; return DONE or the status of the refusal.

    For a button without a page of its own: the view goes on to the same page either way.

    Args:
        form: what was sent with the button, if anything; ``act`` runs only when it holds.
    """
    if form is not None and not form.is_valid():
        messages.error(request, first_error(form))
        return 422
    try:
        made = act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return status_of(refusal)
    messages.success(request, done(made) if callable(done) else done)
    return DONE


def first_error(form: forms.BaseForm) -> str:
    """Return the first thing that is wrong with what was sent."""
    return next(str(error) for errors in form.errors.values() for error in errors)
