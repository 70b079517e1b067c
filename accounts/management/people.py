"""The person a command is about."""

from django.core.management.base import CommandError

from accounts.managers import normal_username
from accounts.models import User


def named_user(username: str) -> User:
    """Return the person of that sign-in name.

    Raises:
        CommandError: nobody has it.
    """
    user = User.objects.filter(username=normal_username(username)).first()
    if user is None:
        raise CommandError(f"Không có người dùng {username}.")
    return user
