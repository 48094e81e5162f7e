"""Says that reading goes on, to whoever listens: reading a long scan takes minutes, and a reader without a sign of life is ended.

with listening(print):
    tell("OCR of page 3")
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within the block, `listener` hears what `tell` says."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(what: str) -> None:
    """Say what is being done."""
    listener = _listener.get()
    if listener is not None:
        listener(what)
