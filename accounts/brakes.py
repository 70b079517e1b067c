"""A brake on pages that everybody may ask: so many requests from one address in a while.

The count lives in the cache. It stops a flood; what must not be guessed is kept by its own
length, for a cache of each process counts by itself.
"""

import time

from django.core.cache import cache
from django.http import HttpRequest

from accounts.addresses import counted_address


def seconds_to_wait(request: HttpRequest, what: str, *, most: int, seconds: int) -> int:
    """Count the request; return 0, or after how many seconds its address may ask again.

    Args:
        what: the kind of request, each counted by itself.
        most: how many are answered in a span of ``seconds``.
    """
    span, gone = divmod(int(time.time()), seconds)
    key = f"brake:{what}:{span}:{counted_address(request)}"
    cache.add(key, 0, timeout=seconds)
    try:
        asked = cache.incr(key)
    except ValueError:  # the span ended, or the cache threw it out, between the two lines
        return 0
    return seconds - gone if asked > most else 0
