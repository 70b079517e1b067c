"""Who is asking, from where: known to the audit without passing it through every service."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The number of a request and the address it came from; both empty outside a request."""

    request_id: str = ""
    address: str = ""


_OUTSIDE = RequestContext()
_current: ContextVar[RequestContext] = ContextVar("request_context", default=_OUTSIDE)


def current() -> RequestContext:
    """Return the context of the request that is being answered."""
    return _current.get()


@contextmanager
def request_context(context: RequestContext) -> Iterator[None]:
    """Make the context the current one for the time of the block."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)
