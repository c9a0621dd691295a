"""Dart Sass, in each of the forms in which it can be installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ..tools import Package, Tool
from .compiling import Place, failure, main_path
from .embedded import converse_embedded, embeddable_version
from .hosting import compiler_program, converse, has_node, node_program, npm_package
from .sass_files import sass_url, site_relative
from .sass_job import Compiled, Job

#: The npm packages that are Dart Sass.
PACKAGES = ("sass", "sass-embedded")

_Answer = Callable[[Mapping[str, Any]], object]
_Converse = Callable[[Path, Mapping[str, str], _Answer], Mapping[str, Any]]


def find_dart_sass(tool: Tool | None) -> DartSass | None:
    """Return Dart Sass in the quickest form in which *tool* offers it; ``None`` if in none."""
    if tool is None:
        return None
    package = npm_package(tool, PACKAGES)
    if package is None:
        embeddable = embeddable_version(tool.path)
        if embeddable is None:
            return None
        return DartSass(embeddable, partial(_converse_embedded, tool.path))
    full_version = f"{package.name}-{package.version}"
    program = _program_of(package)
    if program is not None and embeddable_version(program) is not None:
        return DartSass(full_version, partial(_converse_embedded, program))
    if has_node():
        return DartSass(full_version, partial(_converse_with_node, package))
    return None


def _program_of(package: Package) -> Path | None:
    """Return what sass-embedded would start: without it, all is done far sooner."""
    if package.name != "sass-embedded":
        return None
    places = package.directory.resolve().parent.glob("sass-embedded-*/dart-sass/sass*")
    found = [place for place in places if place.suffix in ("", ".bat")]
    return found[0] if len(found) == 1 else None


def _converse_embedded(
    executable: Path, directory: Path, request: Mapping[str, str], answer: _Answer
) -> Mapping[str, Any]:
    program = compiler_program("sass", (executable, "--embedded"), directory)
    return converse_embedded(program, request, answer)


def _converse_with_node(
    package: Package, directory: Path, request: Mapping[str, str], answer: _Answer
) -> Mapping[str, Any]:
    return converse(node_program("sass.cjs", package, directory), request, answer)


class DartSass:
    """Dart Sass.

    :param converse: runs it in a directory, tells it a request, answers its questions,
        and returns what it says when it is done; see ``hosts/sass.cjs``.
    """

    def __init__(self, full_version: str, converse: _Converse) -> None:
        self.version = full_version
        self._converse = converse

    def compile(self, job: Job) -> Compiled:
        """Return what it makes of the text; see :meth:`Compiler.compile`."""

        def answer(question: Mapping[str, Any]) -> object:
            if "load" in question:
                path = site_relative(str(question["load"]))
                return {"contents": job.files.content(path), "syntax": _syntax(path)}
            found = job.files.find(question["find"], from_import=question["fromImport"])
            return found and sass_url(found)

        request = {
            "text": job.text,
            "url": sass_url(main_path(job.context)),
            "syntax": "indented" if job.indented else "scss",
            "map": "yes" if job.context.source_map else "",
        }
        done = self._converse(job.context.directory, request, answer)
        if "error" in done:
            raise failure(_plain(done["error"]), _place(done["place"]), job.context)
        warnings = [
            (_plain(warning["message"]), _place(warning["place"]) or _top(warning["stack"]))
            for warning in done["warnings"]
        ]
        # One without a place counts deprecations that were not told of.
        told = tuple(item for item in warnings if item[1] is not None)
        return Compiled(done["css"], told, done["map"])


def _syntax(path: str) -> str:
    return {".sass": "indented", ".css": "css"}.get(Path(path).suffix, "scss")


def _plain(message: str) -> str:
    return message.replace(sass_url(""), "")


def _place(value: Mapping[str, Any] | None) -> Place | None:
    if value is None:
        return None
    return Place(site_relative(value["url"]), value["line"], value["text"])


_FRAME = re.compile(r"(\S+) (\d+):\d+")


def _top(stack: str) -> Place | None:
    frame = _FRAME.match(stack)
    return Place(site_relative(frame[1]), int(frame[2])) if frame else None
