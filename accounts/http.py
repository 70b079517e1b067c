"""The request as a view behind ``login_required`` knows it."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose person is known; only a type, nothing makes one."""

    user: User
