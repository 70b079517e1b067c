"""Work that several people do at the same moment, each in a thread and a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier
from typing import Any

from django.db import OperationalError, connection

from accounts.errors import Refused


def together(*works: Callable[[], Any]) -> list[Any]:
    """Run each work in a thread of its own, all at once; return their answers in order.

    A refusal answers with the name of its class.
    """
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=30)
            return work()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def at_once(*works: Callable[[], Any]) -> list[str]:
    """Run the works together; say of each ``done``, or how it was refused."""
    return together(*(partial(_done, work) for work in works))


def _done(work: Callable[[], Any]) -> str:
    while True:
        with suppress(OperationalError):  # waited too long; people send it again
            work()
            return "done"
