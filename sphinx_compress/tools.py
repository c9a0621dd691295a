"""Executables that filters run: where they are, which version they have, how they are run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .exceptions import FilterError

#: Lines of what a tool says that go into a message.
_LINES = 12


@dataclass(frozen=True, slots=True)
class Package:
    """The npm package that an executable belongs to."""

    name: str
    version: str
    directory: Path


@dataclass(frozen=True, slots=True)
class Tool:
    """An executable."""

    path: Path
    #: That of its npm package, or else a hash of the executable: the same on
    #: each machine that has the same tool.
    version: str
    #: ``None`` for what npm did not install.
    package: Package | None = None


@cache
def find_tool(name: str, directory: Path) -> Tool | None:
    """Return the executable *name*, or ``None`` where there is none.

    The nearest ``node_modules/.bin`` wins, from *directory* upwards, as it does
    for npm; then the search path.  A name with a slash is a path from
    *directory*.
    """
    if "/" in name or os.sep in name:
        found = shutil.which(directory / name)
    else:
        places = [str(place / "node_modules" / ".bin") for place in _upwards(directory)]
        found = shutil.which(name, path=os.pathsep.join(places)) or shutil.which(name)
    if found is None:
        return None
    path = Path(found)
    package = _package(Path(os.path.realpath(path)))
    if package is not None:
        return Tool(path, f"{package.name}-{package.version}", package)
    return Tool(path, hashlib.sha256(path.read_bytes()).hexdigest())


def _upwards(directory: Path) -> list[Path]:
    directory = directory.absolute()
    return [directory, *directory.parents]


def _package(path: Path) -> Package | None:
    """Return the npm package around an executable file."""
    for place in path.parents:
        if place.name == "node_modules":
            return None
        try:
            values = json.loads((place / "package.json").read_bytes())
            return Package(str(values["name"]), str(values["version"]), place)
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def run(
    arguments: Sequence[str | Path], text: str, *, directory: Path, seconds: float, name: str
) -> str:
    """Return what a command writes to its standard output when it is given *text*.

    :param arguments: the executable and its arguments; no shell reads them.
    :param directory: where the command runs.
    :param seconds: how long it may take.
    :param name: what messages call it.
    :raises FilterError: if it cannot be started, fails, takes too long or
        writes something that is not UTF-8; the message holds what it wrote to
        its standard error.
    """
    try:
        process = subprocess.Popen(
            arguments,
            cwd=directory,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # What it starts in turn must end with it.
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise FilterError(f"{name} cannot be run: {error}") from error
    with process:
        try:
            output, errors = process.communicate(text.encode(), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise FilterError(f"{name} took longer than {seconds:g} seconds") from error
        finally:
            stop(process)
    if process.returncode:
        raise FilterError(f"{name} failed (exit status {process.returncode}): {said(errors)}")
    try:
        return output.decode()
    except UnicodeDecodeError as error:
        raise FilterError(f"{name} wrote something that is not UTF-8") from error


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started in a session of its own, with all that it started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def said(errors: bytes) -> str:
    """Return what a tool wrote to its standard error, as far as it fits in a message."""
    lines = [line.rstrip() for line in errors.decode("utf-8", "replace").splitlines()]
    lines = [line for line in lines if line]
    more = [f"… ({len(lines) - _LINES} more lines)"] if len(lines) > _LINES else []
    return "\n".join([*lines[:_LINES], *more]) or "it said nothing"
