"""Work that makes many objects, but no garbage that a collector would have to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
