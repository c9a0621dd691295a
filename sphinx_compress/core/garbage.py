"""Work that makes many objects, but little garbage that a collector would have to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: How many objects more there are when the collector looks at the young ones.
_RARELY: Final = 50_000


class Collector:
    """How often Python looks for garbage.

    Unless told otherwise, it looks at the young objects whenever there are 700 more (2,000 since
    Python 3.13), and at all objects when a quarter of them is new.  Doctrees and what Sphinx
    unpickles have many objects that live until the end.
    """

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def slow_down(self) -> None:
        """Look rarely, unless somebody has chosen that already, or never to look."""
        before = gc.get_threshold()
        if 0 < before[0] < _RARELY:
            gc.set_threshold(_RARELY, *before[1:])
            self._before = before

    def restore(self) -> None:
        """Look as often as before, unless somebody has chosen something else meanwhile."""
        before, self._before = self._before, None
        if before is not None and gc.get_threshold()[0] == _RARELY:
            gc.set_threshold(*before)


@contextmanager
def garbage_left() -> Iterator[None]:
    """Have no garbage collected within a ``with`` statement.

    A bundle is made of hundreds of thousands of tokens, and the index of a site of hundreds of
    thousands of names.  The collector would look through them, and through all that Sphinx
    holds, again and again, but they have no cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
