"""Processes that write into one directory, and the files that they leave."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

from tests.servers import PATIENCE

FORK = multiprocessing.get_context("fork")


def files(directory: Path) -> list[str]:
    """Return the paths of all files below *directory*."""
    found = (path for path in directory.rglob("*") if not path.is_dir())
    return sorted(path.relative_to(directory).as_posix() for path in found)


def run_all(targets: list[Callable[[], None]]) -> None:
    """Run each of *targets* in a process of its own, all at once."""
    processes = [FORK.Process(target=target) for target in targets]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0


def assert_ends(pid: int) -> None:
    """Wait until a process has ended, which need not be a child of this one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return
        if state == "Z":
            return
        time.sleep(0.05)
    raise AssertionError(f"process {pid} lives on")
