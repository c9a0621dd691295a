"""Programs of others: how they are started, given a text, and stopped."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ..core.errors import FilterError
from ..core.wording import excerpt

#: Lines of what a program says that go into a message.
_LINES: Final = 12
#: Characters of one of these lines: in minified code, one line may be the whole text.
_LINE: Final = 200
#: Bytes that a program may write; one that writes more does not stop.
_MOST: Final = 100_000_000
#: Seconds between two looks at what a program does.
_LOOK: Final = 0.2


@dataclass(frozen=True, slots=True)
class Program:
    """A program of others, and how it is started."""

    #: What messages call it.
    name: str
    #: The executable and its arguments; no shell reads them.
    arguments: tuple[str | Path, ...]
    #: Where it runs.
    directory: Path
    #: How long it may take.
    seconds: float


class ProgramError(FilterError):
    """A program did not do its work.

    :param errors: all that it wrote to its standard error.
    """

    def __init__(self, message: str, errors: bytes = b"") -> None:
        super().__init__(message)
        self.errors: str = errors.decode("utf-8", "replace")


def output_of(program: Program, text: str) -> str:
    """Return what a program writes to its standard output when it is given *text*.

    Whatever it has started ends with it.

    :raises ProgramError: if it cannot be started, fails, takes too long or writes
        something that is not UTF-8.
    """
    # Files, since a pipe can be full, be closed by a program that has read enough, or
    # be kept open by what a program leaves behind.
    with (
        tempfile.TemporaryFile() as stdin,
        tempfile.TemporaryFile() as stdout,
        tempfile.TemporaryFile() as stderr,
    ):
        stdin.write(text.encode())
        stdin.seek(0)
        process = _start(program, stdin, stdout, stderr)
        try:
            _wait(process, (stdout, stderr), program)
        finally:
            _kill(process)
        output, errors = (_content(file) for file in (stdout, stderr))
    if process.returncode:
        end = _end(process.returncode)
        raise ProgramError(f"{program.name} failed ({end}): {said(errors)}", errors)
    return decoded(output, program.name)


def _start(
    program: Program, stdin: IO[bytes], stdout: IO[bytes], stderr: IO[bytes]
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            program.arguments,
            cwd=program.directory,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            # What it starts in turn can then be stopped with it.
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise ProgramError(f"{program.name} cannot be run: {_reason(error)}") from error


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOEXEC:
        return "it is no program, and has no first line such as #!/bin/sh that names one"
    # Without the path, which is different on each machine.
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _wait(process: subprocess.Popen[bytes], files: Sequence[IO[bytes]], program: Program) -> None:
    end = time.monotonic() + program.seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0, min(_LOOK, end - time.monotonic())))
            return
        if any(os.fstat(file.fileno()).st_size > _MOST for file in files):
            most = _MOST // 1_000_000
            raise ProgramError(f"{program.name} wrote more than {most} MB and was stopped")
        if time.monotonic() >= end:
            raise ProgramError(
                f"{program.name} took longer than {program.seconds:g} seconds and was stopped"
            )


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
    :raises ProgramError: if it is not UTF-8.
    """
    try:
        return output.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProgramError(f"{name} wrote something that is not UTF-8") from error


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
