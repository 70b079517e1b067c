"""Django's command of this name changes a password without an audit line."""

from accounts.management.unrecorded import UnrecordedCommand


class Command(UnrecordedCommand):
    """Refuse and name set_password."""

    help = "Không dùng; thay bằng set_password."
    instead = "set_password"
