"""Bounds what a remote cache may cost a build, in all its processes together."""

from __future__ import annotations

import mmap
import struct
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Whether it is off; whether a bad entry was reported; seconds waited; and the counts, which are
#: how many entries were looked for, and how many of them were found.
_STATE = struct.Struct("<??6xdQQ")
_COUNTS = struct.Struct("<QQ")


class CircuitBreaker:
    """Calls a remote cache as long as it answers, and does without it from then on.

    Sphinx forks for each handful of pages, and what such a process learns is
    lost with it.  The state is in memory that all of them share, so that they
    wait once and warn once.  There is no lock, since a process that is killed
    might hold it: two that update the state at the same instant may wait a
    little longer, warn twice, or count two entries as one.

    :param limit: seconds that the build may wait in all.
    :param warn: told once why there is no remote cache any more.
    """

    def __init__(self, limit: float, warn: Callable[[str], None]) -> None:
        self._limit = limit
        self._warn = warn
        self._memory = mmap.mmap(-1, _STATE.size)

    @property
    def is_off(self) -> bool:
        """Whether the build goes on without the remote cache."""
        return bool(self._memory[0])

    def turn_off(self, reason: str) -> None:
        """Go on without the remote cache, and warn why if this is the first time."""
        if not self.is_off:
            self._memory[0] = 1
            self._warn(reason)

    def first_bad_entry(self) -> bool:
        """Return whether this is the first call of it in this build."""
        told, self._memory[1] = self._memory[1], 1
        return not told

    def call(self, function: Callable[[], T]) -> T | None:
        """Return what *function* returns; ``None`` if it fails or has failed before."""
        if self.is_off:
            return None
        start = time.monotonic()
        try:
            return _within(self._limit - self.waited, function)
        except Exception as error:  # Whatever a library raises; the build does not need it.
            said = str(error).strip()
            self.turn_off(f"{type(error).__name__}: {said}" if said else type(error).__name__)
            return None
        finally:
            self.waited += time.monotonic() - start
            if self.waited >= self._limit:
                self.turn_off(
                    f"to wait for it took {self.waited:.1f} seconds in all, and"
                    f" compress_cache_timeout is {self._limit:g}"
                )

    def count(self, *, found: bool) -> None:
        """Take note that an entry was looked for."""
        looked_for, all_found = self.counts
        self._memory[16:32] = _COUNTS.pack(looked_for + 1, all_found + found)

    @property
    def counts(self) -> tuple[int, int]:
        """How many entries were looked for, and how many of them were found."""
        looked_for, found = _COUNTS.unpack(self._memory[16:32])
        return looked_for, found

    @property
    def waited(self) -> float:
        """How many seconds the build has waited in all."""
        waited: float = _STATE.unpack(self._memory[: _STATE.size])[2]
        return waited

    @waited.setter
    def waited(self, seconds: float) -> None:
        self._memory[8:16] = struct.pack("<d", seconds)


def _within(seconds: float, function: Callable[[], T]) -> T:
    """Return what *function* returns within so many seconds.

    Time-outs of sockets do not bound a name server that is silent, or an answer
    that comes byte by byte.  The thread ends with the call, so that none is
    there when Sphinx forks; one that hangs is left behind.

    :raises TimeoutError: if it does not return; else what it raises.
    """
    done: list[T] = []
    failed: list[Exception] = []

    def keep_result() -> None:
        try:
            done.append(function())
        except Exception as error:  # Raised again in the thread that waits.
            failed.append(error)

    thread = threading.Thread(target=keep_result, name="sphinx_compress", daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if done:
        return done[0]
    if failed:
        raise failed[0]
    raise TimeoutError(f"no answer within {seconds:.1f} seconds")
