"""One line for each thing that matters to security; never a password, never a token."""

import structlog

_logger = structlog.stdlib.get_logger("accounts.security")


def signed_in(*, username: str) -> None:
    """Log that a person came in."""
    _logger.info("sign-in.success", username=username)


def sign_in_failed(*, username: str, locked: bool) -> None:
    """Log that somebody did not come in, and whether the lock stopped them."""
    _logger.warning("sign-in.failure", username=username[:150], locked=locked)


def address_paused() -> None:
    """Log that an address, which every line names, failed with too many different names."""
    _logger.warning("sign-in.address-paused")


def signed_out(*, username: str) -> None:
    """Log that a person left."""
    _logger.info("sign-out", username=username)


def session_ended(*, username: str, reason: str) -> None:
    """Log that a session ran out; the reason is ``idle`` or ``absolute``."""
    _logger.info("session.ended", username=username, reason=reason)


def access_denied(*, username: str, method: str, path: str, status: int) -> None:
    """Log that a person was refused a page."""
    _logger.warning(
        "access.denied", username=username, method=method, path=path[:500], status=status
    )


def busy(*, error: BaseException) -> None:
    """Log that the database could not answer a request in time."""
    _logger.error("database.busy", error_type=type(error).__name__, exc_info=error)
