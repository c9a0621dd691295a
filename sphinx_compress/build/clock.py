"""How long the steps of a build take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Clock:
    """Counts the seconds that the steps of a build take in this process."""

    def __init__(self) -> None:
        #: Step → seconds, in the order in which they began.
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add what happens in a ``with`` statement to the step with this *name*."""
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + spent

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return *function*, its calls added to the step with this *name*."""

        @wraps(function)
        def counted(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.step(name):
                return function(*args, **kwargs)

        return counted
