"""What tests of pages share."""

from django.test import Client

from accounts.models import User


def settle_in(client: Client, user: User) -> None:
    """Sign in and open one page: the first request of a session also writes the session."""
    client.force_login(user)
    client.get("/tai-khoan/")
