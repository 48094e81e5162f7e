"""How much one visitor may ask: a bucket of tokens for each address, which fills again by the second.

With RATE_LIMIT = 6000 requests a minute, an address that was idle has 6000 requests at once and 100 a second from then on; what
comes beyond is answered 429 with `Retry-After`. Every answer tells `RateLimit-Limit`, `-Remaining` and `-Reset` (seconds until
the bucket is full), as in draft-ietf-httpapi-ratelimit-headers-07. The buckets live in the memory of this one process, which is
all that serves a site; a site of many processes puts its limit into the proxy before them.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, g, request
from werkzeug.exceptions import TooManyRequests

A_MINUTE = 6000  # requests; a program that asks one after the other hardly reaches it, a flood does
_MOST = 10_000  # addresses remembered; beyond, those with a full bucket are forgotten
_FREE = ("static", "api.health", "measures.metrics")  # what monitoring and a page's own parts ask for


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visitor stands after a request. `wait` is in seconds, 0 where the request is let through."""

    remaining: int
    reset: int
    wait: float


class Buckets:
    """Token buckets by visitor; safe to use from many threads. `clock` tells seconds and never goes back."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = a_minute
        self._rate = a_minute / 60
        self._clock = clock
        self._lock = threading.Lock()
        self._levels: dict[str, tuple[float, float]] = {}  # visitor → tokens, and when there were so many

    def take(self, visitor: str) -> Standing:
        """Take one token of a visitor's."""
        with self._lock:
            now = self._clock()
            if len(self._levels) >= _MOST:
                self._forget(now)
            level = self._level(visitor, now)
            wait = 0.0 if level >= 1 else (1 - level) / self._rate
            level = level if wait else level - 1
            self._levels[visitor] = level, now
        return Standing(int(level), math.ceil((self._capacity - level) / self._rate), wait)

    def _level(self, visitor: str, now: float) -> float:
        level, then = self._levels.get(visitor, (float(self._capacity), now))
        return min(float(self._capacity), level + (now - then) * self._rate)

    def _forget(self, now: float) -> None:
        self._levels = {name: held for name, held in self._levels.items() if self._level(name, now) < self._capacity}


def register(app: Flask) -> None:
    """Limit an app to its setting RATE_LIMIT, requests a minute and address; 0 sets no limit."""
    a_minute = int(app.config["RATE_LIMIT"])
    if not a_minute:
        return
    buckets = Buckets(a_minute)

    def take() -> None:
        if request.endpoint in _FREE:
            return
        g.standing = buckets.take(request.remote_addr or "")
        if g.standing.wait:
            raise TooManyRequests(
                f"More than {a_minute} requests a minute came from this address: wait {math.ceil(g.standing.wait)} s."
            )

    def tell(response: Response) -> Response:
        standing: Standing | None = g.get("standing")
        if standing:
            response.headers["RateLimit-Limit"] = str(a_minute)
            response.headers["RateLimit-Remaining"] = str(standing.remaining)
            response.headers["RateLimit-Reset"] = str(standing.reset)
            if standing.wait:
                response.headers["Retry-After"] = str(math.ceil(standing.wait))
        return response

    app.before_request(take)
    app.after_request(tell)
