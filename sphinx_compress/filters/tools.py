"""Executables that filters run: where they are, which version they have, how they are run."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Final

from ..core.errors import FilterError
from ..core.serialization import read_json_or
from ..core.wording import excerpt

#: Lines of what a tool says that go into a message.
_LINES: Final = 12
#: Bytes of one of them: that of a minified text is the whole text.
_LINE: Final = 200
#: Bytes that a tool may write; more is a tool that does not stop.
_MOST: Final = 100_000_000
#: Seconds between two looks at what a tool does.
_LOOK: Final = 0.2


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
    if _is_path(name):
        found = shutil.which(directory / name)
    else:
        places = [str(place / "node_modules" / ".bin") for place in _upwards(directory)]
        found = shutil.which(name, path=os.pathsep.join(places)) or shutil.which(name)
    if found is None:
        return None
    path = Path(found).absolute()
    package = _package(path)
    if package is not None:
        return Tool(path, f"{package.name}-{package.version}", package)
    return Tool(path, hashlib.sha256(path.read_bytes()).hexdigest())


def require_tool(name: str, directory: Path, hint: str = "") -> Tool:
    """Return the executable *name*, as :func:`find_tool` does.

    :param hint: how to install it.
    :raises FilterError: if there is none; the message says where it was looked for.
    """
    tool = find_tool(name, directory)
    if tool is not None:
        return tool
    if not _is_path(name):
        where = "in no node_modules/.bin from the directory of conf.py upwards, nor on the PATH"
        raise FilterError(f"the executable {name} is {where}" + (f"; {hint}" if hint else ""))
    if (directory / name).is_file():
        raise FilterError(f"{name} may not be executed; chmod +x {name} changes that")
    raise FilterError(f"there is no {name}, seen from the directory of conf.py")


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name


def _upwards(directory: Path) -> list[Path]:
    directory = directory.absolute()
    return [directory, *directory.parents]


def _package(path: Path) -> Package | None:
    """Return the npm package that offers an executable."""
    real = Path(os.path.realpath(path))
    if real.parent.name == ".bin":
        # Not a link but a script that stands for one, as on Windows.
        return _read_package(real.parent.parent / real.stem, None)
    for place in real.parents:
        if place.name == "node_modules":
            break
        if (package := _read_package(place, real)) is not None:
            return package
    return None


def _read_package(place: Path, executable: Path | None) -> Package | None:
    """Return the package in a directory, if it offers that *executable*, or any."""

    def convert(values: Mapping[str, Any]) -> Package | None:
        offered = values["bin"]
        paths = [offered] if isinstance(offered, str) else offered.values()
        # Beside the executable there may be the package.json of no package.
        if executable is None or any(executable == (place / one).resolve() for one in paths):
            return Package(str(values["name"]), str(values["version"]), place)
        return None

    return read_json_or(None, place / "package.json", convert)


def run(
    arguments: Sequence[str | Path], text: str, *, directory: Path, seconds: float, name: str
) -> str:
    """Return what a command writes to its standard output when it is given *text*.

    Whatever it has started ends with it.

    :param arguments: the executable and its arguments; no shell reads them.
    :param directory: where the command runs.
    :param seconds: how long it may take.
    :param name: what messages call it.
    :raises ToolError: if it cannot be started, fails, takes too long or writes
        something that is not UTF-8.
    """
    # Files, since a pipe can be full, be closed by a tool that has read enough, or
    # be kept open by what a tool leaves behind.
    with (
        tempfile.TemporaryFile() as stdin,
        tempfile.TemporaryFile() as stdout,
        tempfile.TemporaryFile() as stderr,
    ):
        stdin.write(text.encode())
        stdin.seek(0)
        try:
            process = subprocess.Popen(
                arguments,
                cwd=directory,
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise ToolError(f"{name} cannot be run: {_reason(error)}") from error
        try:
            _wait(process, (stdout, stderr), seconds, name)
        finally:
            _kill(process)
        output, errors = (_content(file) for file in (stdout, stderr))
    if process.returncode:
        raise ToolError(f"{name} failed ({_end(process.returncode)}): {said(errors)}", errors)
    return decoded(output, name)


class ToolError(FilterError):
    """A tool did not do its work.

    :param errors: all that it wrote to its standard error.
    """

    def __init__(self, message: str, errors: bytes = b"") -> None:
        super().__init__(message)
        self.errors = errors.decode("utf-8", "replace")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOEXEC:
        return "it is no program, and has no first line such as #!/bin/sh that names one"
    # Without the path, which is different on each machine.
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _wait(
    process: subprocess.Popen[bytes], files: Sequence[IO[bytes]], seconds: float, name: str
) -> None:
    end = time.monotonic() + seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0, min(_LOOK, end - time.monotonic())))
            return
        if any(os.fstat(file.fileno()).st_size > _MOST for file in files):
            raise ToolError(f"{name} wrote more than {_MOST // 1_000_000} MB and was stopped")
        if time.monotonic() >= end:
            raise ToolError(f"{name} took longer than {seconds:g} seconds and was stopped")


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(_MOST)


def _end(status: int) -> str:
    if status > 0:
        return f"exit status {status}"
    try:
        return f"ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"ended by signal {-status}"


def decoded(output: bytes, name: str) -> str:
    """Return what a tool wrote as a text, without a byte order mark.

    :param name: what messages call the tool.
    :raises ToolError: if it is not UTF-8.
    """
    try:
        return output.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ToolError(f"{name} wrote something that is not UTF-8") from error


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started in a session of its own, with all that it started."""
    if process.poll() is None:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        # What a process has started can outlive it, and so does their group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def said(errors: bytes) -> str:
    """Return what a tool wrote to its standard error, as far as it fits in a message."""
    lines = [line.rstrip() for line in errors.decode("utf-8", "replace").splitlines()]
    lines = [excerpt(line, _LINE) if len(line) > _LINE else line for line in lines if line]
    more = [f"… ({len(lines) - _LINES} more lines)"] if len(lines) > _LINES else []
    return "\n".join([*lines[:_LINES], *more]) or "it said nothing"
