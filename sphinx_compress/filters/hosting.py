"""Compilers run in a process of their own, by a script that asks for each file.

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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer
from typing import Any

from ..exceptions import CompressError, FilterError
from ..tools import Package, Tool, said, stop

#: The scripts.
HOSTS = Path(__file__).parent / "hosts"

#: Of a line, in bytes: more than any stylesheet with its images.
_LONGEST = 1 << 28

#: With these, a compiler would look for files by itself.
_HIDDEN = frozenset({"SASS_PATH"})


def npm_package(tool: Tool | None, names: Iterable[str]) -> Package | None:
    """Return the npm package that *tool* belongs to, if its name is one of *names*."""
    if tool is None:
        return None
    if tool.package is not None:
        return _whole(tool.package) if tool.package.name in names else None
    # pnpm, and npm on Windows, put scripts into `.bin` that lead to the package.
    for name in names if tool.path.parent.name == ".bin" else ():
        directory = tool.path.parent.parent / name
        try:
            version = json.loads((directory / "package.json").read_bytes())["version"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return Package(name, str(version), directory)
    return None


def _whole(package: Package) -> Package:
    """Return a package by its uppermost directory: sass-embedded has another one within."""
    for place in package.directory.parents:
        if place.name == package.name and place.parent.name == "node_modules":
            return replace(package, directory=place)
    return package


def has_node() -> bool:
    """Is there Node.js?"""
    return shutil.which("node") is not None


def converse_with_node(
    script: str,
    package: Package,
    request: Mapping[str, object],
    answer: Callable[[Mapping[str, Any]], object],
    *,
    directory: Path,
    seconds: float,
) -> Mapping[str, Any]:
    """Like :func:`converse`, with a script in ``hosts/`` that uses an npm package."""
    node = shutil.which("node")
    if node is None:
        raise FilterError(f"{package.name} needs Node.js, and there is no node on the search path")
    return converse(
        [node, HOSTS / script],
        {"package": str(package.directory), **request},
        answer,
        name=package.name,
        directory=directory,
        seconds=seconds,
    )


def converse(
    command: Sequence[str | Path],
    request: Mapping[str, object],
    answer: Callable[[Mapping[str, Any]], object],
    *,
    name: str,
    directory: Path,
    seconds: float,
) -> Mapping[str, Any]:
    """Return what a script says when it is done.

    :param command: runs the script.
    :param request: what it is told first.
    :param answer: answers its questions.  What this raises of our own
        exceptions is told to the script; anything else ends the script.
    :param name: what messages call it.
    :param directory: where it runs.
    :param seconds: how long it may take.
    :raises FilterError: if it cannot be started, ends before it is done, takes
        too long or says what cannot be understood.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _HIDDEN}
    # A pipe that nobody reads would fill up and hold the script.
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                command,
                cwd=directory,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                # What it starts in turn must end with it.
                start_new_session=True,
            )
        except OSError as error:
            raise FilterError(f"{name} cannot be run: {error}") from error
        late = Event()

        def give_up() -> None:
            late.set()
            stop(process)

        timer = Timer(seconds, give_up)
        timer.start()
        try:
            return _talk(process, request, answer)
        except _HungUp as error:
            if late.is_set():
                raise FilterError(f"{name} took longer than {seconds:g} seconds") from error
            stop(process)
            errors.seek(0)
            raise FilterError(f"{name} ended early: {said(errors.read())}") from error
        except _Garbled as error:
            raise FilterError(f"{name} answered what cannot be understood: {error}") from error
        finally:
            timer.cancel()
            # Sphinx forks, which a process with threads had better not do.
            timer.join()
            _end(process)


class _HungUp(Exception):
    """The script is not there any more."""


class _Garbled(Exception):
    """The script broke the protocol."""


def _talk(
    process: subprocess.Popen[bytes],
    request: Mapping[str, object],
    answer: Callable[[Mapping[str, Any]], object],
) -> Mapping[str, Any]:
    _write(process, request)
    while True:
        line = _read(process)
        match line:
            case {"done": dict(done)}:
                return done
            case {"ask": dict(question)}:
                reply: dict[str, object]
                try:
                    reply = {"value": answer(question)}
                except CompressError as error:
                    reply = {"refused": str(error)}
                _write(process, reply)
            case _:
                raise _Garbled(repr(line)[:80])


def _write(process: subprocess.Popen[bytes], value: Mapping[str, object]) -> None:
    if process.stdin is None:
        raise _HungUp
    try:
        process.stdin.write(json.dumps(value).encode() + b"\n")
        process.stdin.flush()
    except OSError as error:
        raise _HungUp from error


def _read(process: subprocess.Popen[bytes]) -> object:
    line = b"" if process.stdout is None else process.stdout.readline(_LONGEST)
    # A line that was not finished is the last thing that a dying process wrote.
    if not line.endswith(b"\n") and len(line) < _LONGEST:
        raise _HungUp
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _Garbled(repr(line[:80])) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    stop(process)
    for stream in (process.stdin, process.stdout):
        # What it did not want to hear is still in the buffer.
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()
