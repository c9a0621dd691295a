"""Processes that write into one directory, and the files that they leave."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path

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
