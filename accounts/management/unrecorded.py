"""Commands of Django that write to accounts past the audit; ours of the same name refuse."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class UnrecordedCommand(BaseCommand):
    """Refuse, whatever the arguments, and name the command that records what it does."""

    instead: str
    requires_system_checks = ()  # it refuses on a site that is not well, too

    def run_from_argv(self, argv: list[str]) -> None:
        # Arguments meant for Django's command must not end in a complaint about themselves.
        super().run_from_argv(argv[:2])

    def handle(self, *_args: Any, **_options: Any) -> None:
        raise CommandError(
            f"Lệnh này không ghi nhật ký nên không được dùng. Quý vị dùng lệnh {self.instead}."
        )
