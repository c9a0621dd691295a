"""Runs a command and says what it took."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took, its children included."""

    #: Seconds by the clock: what else the machine does counts, too.
    wall: float
    #: Seconds of all processors.
    cpu: float
    #: Megabytes: the most that the largest process held at one time.
    memory: float


def processor_time(function: Callable[[], object]) -> float:
    """Call *function*, and return how many seconds of the processor that took."""
    start = time.process_time()
    function()
    return time.process_time() - start


def run(command: Sequence[str], *, environment: Mapping[str, str], log: Path) -> Taken:
    """Run a command, its output going to *log*.

    :raises subprocess.CalledProcessError: if it fails.
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(
            process.returncode, command, log.read_text(encoding="utf-8", errors="replace")[-2000:]
        )
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
