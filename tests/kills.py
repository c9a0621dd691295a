"""Builds that are killed at each point at which they change a file."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: The audit events of what changes a directory; ``open`` is one if it is for writing.
_CHANGES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate"}
_WRITING = os.O_WRONLY | os.O_RDWR
_KILLED = 137


def in_fork(function: Callable[[], Any]) -> int:
    """Call *function* in a fork of this process; return the exit status."""
    child = os.fork()
    if not child:
        status = 1
        try:
            function()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Killer:
    """Ends the current process at the point with a number, counted from 0.

    :param directory: what is changed elsewhere does not count.
    """

    def __init__(self, directory: Path, number: int) -> None:
        self._directory = os.fspath(directory)
        self._number = number
        self.points = 0

    def watch(self) -> None:
        """Begin to count."""
        write = os.write

        def half_written(descriptor: int, data: bytes) -> int:
            self._point(lambda: write(descriptor, data[: len(data) // 2]))
            return write(descriptor, data)

        os.write = half_written  # type: ignore[assignment]
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if flags & _WRITING and self._is_within(path):
                self._point()
                # Buffers are lost, so that the file stays empty.
                self._point(lambda: os.open(path, flags | os.O_CREAT, 0o666))
        elif event in _CHANGES and (self._is_within(arguments[0]) or arguments[1:2] != (-1,)):
            self._point()

    def _is_within(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._directory)

    def _point(self, last: Callable[[], Any] = lambda: None) -> None:
        number, self.points = self.points, self.points + 1
        if number == self._number:
            last()
            os._exit(_KILLED)
