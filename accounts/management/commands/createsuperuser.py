"""Django's command of this name adds a person without an audit line."""

from accounts.management.unrecorded import UnrecordedCommand


class Command(UnrecordedCommand):
    """Refuse and name add_user."""

    help = "Không dùng; thay bằng add_user và appoint."
    instead = "add_user, rồi lệnh appoint để phân công"
