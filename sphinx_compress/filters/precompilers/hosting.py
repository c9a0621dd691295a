"""Compilers in a process of their own, run by a script that gets each file from us.

The script in ``hosts/`` gets a request as a line of JSON.  It answers with any
number of lines ``{"ask": …}``, each of which is answered with a line
``{"value": …}`` or ``{"refused": …}``, and at last with ``{"done": …}``.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from ...core.errors import CompressError, FilterError
from ...core.serialization import DamagedError, read_json, read_json_or
from ..processes import Program, said, stop
from ..tools import Package, Tool

#: The scripts.
HOSTS = Path(__file__).parent / "hosts"

#: Bytes of a line: more than any stylesheet with its images.
_LONGEST = 1 << 28

#: How long one stylesheet may take: Bootstrap needs five seconds of a processor, and a machine may
#: be busy with other things.
SECONDS = 180.0

#: With these, a compiler would look for files by itself.
_HIDDEN = frozenset({"SASS_PATH"})


def npm_package(tool: Tool | None, names: Iterable[str]) -> Package | None:
    """Return the npm package that *tool* belongs to, if its name is one of *names*."""
    if tool is None:
        return None
    if tool.package is not None:
        return tool.package if tool.package.name in names else None
    # pnpm, and npm on Windows, put scripts into `.bin`, whose names need not be the package's.
    for name in names if tool.path.parent.name == ".bin" else ():
        directory = tool.path.parent.parent / name
        version = read_json_or(None, directory / "package.json", lambda it: str(it["version"]))
        if version is not None:
            return Package(name, version, directory)
    return None


def has_node() -> bool:
    """Return whether there is Node.js."""
    return shutil.which("node") is not None


def lacks_node(package: Package) -> str:
    """Return what to tell a user who has *package* and no Node.js."""
    return f"the npm package {package.name} needs Node.js, and there is no node on the PATH"


def compiler_program(name: str, arguments: tuple[str | Path, ...], directory: Path) -> Program:
    """Return a program that may take as long as one stylesheet may."""
    return Program(name, arguments, directory, SECONDS)


def node_program(script: str, package: Package, directory: Path) -> Program:
    """Return the program that runs a script in ``hosts/``, which uses an npm package.

    :raises FilterError: if there is no Node.js.
    """
    node = shutil.which("node")
    if node is None:
        raise FilterError(lacks_node(package))
    command = (node, HOSTS / script, package.directory)
    return compiler_program(package.name, command, directory)


def converse(
    program: Program,
    request: Mapping[str, object],
    answer: Callable[[Mapping[str, Any]], object],
) -> Mapping[str, Any]:
    """Return what a script says when it is done.

    :param program: runs the script.
    :param request: what it is told first.
    :param answer: answers its questions.  What this raises of our own
        exceptions is told to the script; anything else ends the script.
    :raises FilterError: if it cannot be started, ends before it is done, takes
        too long or says what cannot be understood.
    """
    with hosted(program) as host:
        return _talk(host, request, answer)


class Garbled(Exception):
    """A compiler broke the protocol."""


class _HungUp(Exception):
    """A compiler is not there any more."""


class Host:
    """A compiler's process, seen from here."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def write(self, data: bytes) -> None:
        """Tell it something."""
        if self._process.stdin is None:
            raise _HungUp
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError as error:
            raise _HungUp from error

    def read_line(self) -> bytes:
        """Return the next line that it says."""
        line = b"" if self._process.stdout is None else self._process.stdout.readline(_LONGEST)
        # One that was not finished is the last thing that a dying process wrote.
        if not line.endswith(b"\n") and len(line) < _LONGEST:
            raise _HungUp
        return line

    def read(self, size: int) -> bytes:
        """Return the next *size* bytes that it says."""
        if size > _LONGEST:
            raise Garbled(f"{size} bytes to come")
        data = b"" if self._process.stdout is None else self._process.stdout.read(size)
        if len(data) < size:
            raise _HungUp
        return data


@contextlib.contextmanager
def hosted(program: Program) -> Iterator[Host]:
    """Run a compiler for as long as the block; see :func:`converse`.

    :raises FilterError: as :func:`converse`, also for :class:`Garbled` in the block.
    """
    # A file, since a pipe that nobody reads would fill up and hold the compiler.
    late = Event()
    with tempfile.TemporaryFile() as errors:
        process = _start(program, errors)
        try:
            with _stopped_when_late(process, program.seconds, late):
                yield Host(process)
        except _HungUp as error:
            if late.is_set():
                raise FilterError(
                    f"{program.name} took longer than {program.seconds:g} seconds"
                ) from error
            stop(process)
            errors.seek(0)
            raise FilterError(f"{program.name} ended early: {said(errors.read())}") from error
        except Garbled as error:
            raise FilterError(
                f"{program.name} answered what cannot be understood: {error}"
            ) from error
        finally:
            _end(process)


def _start(program: Program, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            program.arguments,
            cwd=program.directory,
            env={key: value for key, value in os.environ.items() if key not in _HIDDEN},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            # What it starts in turn must end with it.
            start_new_session=True,
        )
    except OSError as error:
        raise FilterError(f"{program.name} cannot be run: {error.strerror}") from error


@contextlib.contextmanager
def _stopped_when_late(
    process: subprocess.Popen[bytes], seconds: float, late: Event
) -> Iterator[None]:
    """Stop a process, and set *late*, if the block takes longer than so many seconds."""

    def give_up() -> None:
        late.set()
        stop(process)

    timer = Timer(seconds, give_up)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        # Sphinx forks, which a process with threads had better not do.
        timer.join()


def _talk(
    host: Host,
    request: Mapping[str, object],
    answer: Callable[[Mapping[str, Any]], object],
) -> Mapping[str, Any]:
    host.write(_line(request))
    while True:
        heard = _value(host.read_line())
        match heard:
            case {"done": dict(done)}:
                return done
            case {"ask": dict(question)}:
                reply: dict[str, object]
                try:
                    reply = {"value": answer(question)}
                except CompressError as error:
                    reply = {"refused": str(error)}
                host.write(_line(reply))
            case _:
                raise Garbled(repr(heard)[:80])


def _line(value: Mapping[str, object]) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _value(line: bytes) -> object:
    try:
        return read_json(line, lambda value: value)
    except DamagedError as error:
        raise Garbled(repr(line[:80])) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    stop(process)
    for stream in (process.stdin, process.stdout):
        # What it did not want to hear is still in the buffer.
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()
