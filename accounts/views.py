"""Signing in and out, choosing a password, and the last page when all else fails."""

import sys

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import context, refusals, security_log, services
from accounts.addresses import is_local
from accounts.errors import Invalid
from accounts.forms import PasswordChangeForm, SignInForm
from accounts.http import SignedInRequest
from accounts.middleware import SEEN, STARTED, is_database_away
from accounts.pages import require_form


@require_form
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page; let a known person in and on to the page they wanted."""
    target = _target(request)
    if request.user.is_authenticated and request.method != "POST":
        return redirect(target)
    form = SignInForm(request, data=request.POST or None)
    if form.is_valid():
        _start_session(request, form)
        return redirect(target)
    if form.is_bound:
        locked = bool(getattr(request, "axes_locked_out", False))
        username = form.cleaned_data.get("username", "")
        security_log.sign_in_failed(username=username, locked=locked)
    asked = {"form": form, "next": target, "expired": "het-phien" in request.GET}
    return render(request, "accounts/sign_in.html", asked)


def _target(request: HttpRequest) -> str:
    """Return the page to go on to; anything outside this site becomes the home page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if is_local(request, wanted) else resolve_url(settings.LOGIN_REDIRECT_URL)


def _start_session(request: HttpRequest, form: SignInForm) -> None:
    user = form.get_user()
    login(request, user)
    request.session[STARTED] = request.session[SEEN] = int(timezone.now().timestamp())
    security_log.signed_in(username=user.get_username())


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        security_log.signed_out(username=request.user.get_username())
    logout(request)
    messages.info(request, "Quý vị đã đăng xuất.")
    return redirect(settings.LOGIN_URL)


@require_form
@sensitive_post_parameters("old_password", "password", "repeated")
@login_required
def password_change(request: SignedInRequest) -> HttpResponse:
    """Let the person choose a new password; other sessions of theirs end."""
    form = PasswordChangeForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            user = services.change_password(
                actor=request.user,
                user_id=request.user.pk,
                password=form.cleaned_data["password"],
            )
        except Invalid as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
            return redirect("accounts:profile")
    return render(request, "accounts/password_change.html", {"form": form})


@require_safe
@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    """Show the person their own account."""
    return render(request, "accounts/profile.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that does not exist, or not for this person."""
    return refusals.not_found_page(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error that nothing caught; asks neither the database nor the session."""
    error = sys.exc_info()[1]
    if is_database_away(error):
        return refusals.busy_page(request)
    number = context.current().request_id
    return HttpResponse(render_to_string("500.html", {"request_id": number}), status=500)
