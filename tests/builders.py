"""Runs ``sphinx-build`` in forks of processes that have imported it already.

A build has a process of its own, as at the command line, in a quarter of the time.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

#: Where ``python -m`` finds this module.
ROOT = Path(__file__).parent.parent

#: What builds would import one by one, beside Sphinx's own extensions.
_IMPORTED = (
    "sphinx_compress.extension.events",
    "sphinx_compress.build.reconcile",
    "sphinx_compress.build.revision",
    "sphinx_compress.bundle.generate",
    "sphinx_compress.js.tag_references",
    "sphinx_compress.filters.css_minifier",
    "sphinx_compress.filters.csscompressor",
    "sphinx_compress.filters.rjsmin",
    "furo",
    "pydata_sphinx_theme",
)


class _Builder:
    """A process that forks for each build."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.builders"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )

    def build(self, job: dict[str, Any]) -> int:
        """Return the exit status of a build."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(job), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


class Builders:
    """Take turns, since no two of them order their sets alike, and sites must not depend on it."""

    def __init__(self) -> None:
        self._all: list[_Builder] = []
        self._turns = cycle(range(2))

    def build(
        self, arguments: Sequence[str], environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Do what ``sphinx-build`` does."""
        turn = next(self._turns)
        if turn == len(self._all):
            self._all.append(_Builder())
        with NamedTemporaryFile("w+") as out, NamedTemporaryFile("w+") as err:
            job = {
                "arguments": list(arguments),
                "environment": environment,
                "directory": os.fspath(Path.cwd()),
                "files": [out.name, err.name],
            }
            status = self._all[turn].build(job)
            return subprocess.CompletedProcess(arguments, status, out.read(), err.read())

    def close(self) -> None:
        """End the processes."""
        for builder in self._all:
            builder.close()


def _become(job: dict[str, Any]) -> None:
    """Take the place of a process that was started for a build."""
    os.environ.clear()
    os.environ.update(job["environment"])
    os.chdir(job["directory"])
    for descriptor, name in enumerate([os.devnull, *job["files"]]):
        os.dup2(os.open(name, os.O_RDONLY if descriptor == 0 else os.O_WRONLY), descriptor)
    # It takes the time when it is imported.
    sys.modules.pop("sphinx.builders.gettext", None)


def _serve() -> int:
    """Fork for each job; a fork returns the status of its build, so that it ends as Python does."""
    from sphinx.application import builtin_extensions
    from sphinx.cmd.build import main

    for name in (*builtin_extensions, *_IMPORTED):
        importlib.import_module(name)
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            job = json.loads(line)
            _become(job)
            return main(job["arguments"])
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(status, flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(_serve())
