"""The filter ``sass``: SCSS and the indented syntax become CSS.

One of two compilers does it, in a process of its own that is told what is in
the files and does not open them: Dart Sass, as the npm package ``sass`` or
``sass-embedded`` or as a program of its own, or else libsass.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, ClassVar, Protocol

from ...core.errors import FilterError
from ...core.types import Kind, Problem
from ..base import Filter, FilterContext
from ..registry import shipped_version
from ..tools import Package, Tool, find_tool
from .compiling import SECONDS, Place, check_options, failure, load_paths, main_path
from .embedded import converse_embedded, embeddable_version
from .hosting import HOSTS, converse, converse_with_node, has_node, lacks_node, npm_package
from .sass_files import SassFiles, sass_url, site_relative

_OPTIONS = frozenset({"compiler", "load_paths"})
_COMPILERS = ("sass", "libsass")
_PACKAGES = ("sass", "sass-embedded")

_INDENTED = frozenset({"text/x-sass", "text/sass"})


@dataclass(frozen=True, slots=True)
class Job:
    """A text to compile."""

    text: str
    indented: bool
    files: SassFiles
    context: FilterContext


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of it, and what its ``@warn`` said."""

    css: str
    warnings: tuple[tuple[str, Place | None], ...]


class Compiler(Protocol):
    """One of the compilers."""

    @property
    def version(self) -> str:
        """Its name and version, for the cache key."""

    def compile(self, job: Job) -> Compiled:
        """Return what it makes of the text.

        :raises FilterError: if it can't.
        """


class SassFilter(Filter):
    """Compiles Sass; see the manual's page on precompilers for the options."""

    name: ClassVar[str] = "sass"
    version: ClassVar[str] = shipped_version("sass")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return the version of the compiler.

        :raises sphinx_compress.core.errors.FilterError: when there is none, or
            the options make no sense.
        """
        check_options(options, _OPTIONS)
        load_paths(options)
        return _compiler(options, directory).version

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the CSS; relative URLs in it start from where those of the text do.

        What ``@warn`` says is reported as ``compress.stylesheet``.

        :raises sphinx_compress.core.errors.FilterError: when the compiler finds
            an error; with its words, and the file and line it is in.
        """
        files = SassFiles(context.read, load_paths(context.options))
        job = Job(text, _is_indented(context), files, context)
        compiled = _compiler(context.options, context.directory).compile(job)
        # A mixin warns each time it is used.
        for message, place in dict.fromkeys(compiled.warnings):
            source, line = context.source, place.line if place else None
            if place and place.path != main_path(context):
                source = place.path
            context.report(Problem("stylesheet", f"@warn: {message}", source, line))
        return compiled.css


def _is_indented(context: FilterContext) -> bool:
    extension = Path(context.source or "").suffix
    if extension in (".sass", ".scss"):
        return extension == ".sass"
    return context.type in _INDENTED


def _compiler(options: Mapping[str, object], directory: Path) -> Compiler:
    wanted = options.get("compiler")
    if wanted not in (None, *_COMPILERS):
        raise FilterError(
            f"the option compiler is {wanted!r}; it must be {' or '.join(map(repr, _COMPILERS))}"
        )
    if wanted != "libsass":
        dart_sass = _dart_sass(find_tool("sass", directory))
        if dart_sass is not None:
            return dart_sass
    if wanted != "sass":
        try:
            return _LibSass(version("libsass"))
        except PackageNotFoundError:
            pass
    package = npm_package(find_tool("sass", directory), _PACKAGES)
    if package is not None and wanted != "libsass":
        raise FilterError(lacks_node(package))
    raise FilterError("the filter sass finds no compiler: " + _ADVICE[wanted])


def _dart_sass(tool: Tool | None) -> Compiler | None:
    if tool is None:
        return None
    package = npm_package(tool, _PACKAGES)
    if package is None:
        embeddable = embeddable_version(tool.path)
        if embeddable is None:
            return None
        return _DartSass(embeddable, partial(converse_embedded, tool.path))
    full_version = f"{package.name}-{package.version}"
    program = _program_of(package)
    if program is not None and embeddable_version(program) is not None:
        return _DartSass(full_version, partial(converse_embedded, program))
    if has_node():
        return _DartSass(full_version, partial(converse_with_node, "sass.cjs", package))
    return None


def _program_of(package: Package) -> Path | None:
    """Return what sass-embedded would start: without it, all is done far sooner."""
    if package.name != "sass-embedded":
        return None
    places = package.directory.resolve().parent.glob("sass-embedded-*/dart-sass/sass*")
    found = [place for place in places if place.suffix in ("", ".bat")]
    return found[0] if len(found) == 1 else None


_ADVICE: Mapping[object, str] = {
    None: "npm install sass-embedded, or pip install 'sphinx_compress[libsass]'",
    "sass": "npm install sass-embedded",
    "libsass": "pip install 'sphinx_compress[libsass]'",
}


class _DartSass:
    """Dart Sass.

    :param converse: tells it a request, answers its questions, and returns
        what it says when it is done; see ``hosts/sass.cjs``.
    """

    def __init__(self, full_version: str, converse: Callable[..., Mapping[str, Any]]) -> None:
        self.version = full_version
        self._converse = converse

    def compile(self, job: Job) -> Compiled:
        def answer(question: Mapping[str, Any]) -> object:
            if "load" in question:
                path = site_relative(str(question["load"]))
                return {"contents": job.files.content(path), "syntax": _syntax(path)}
            found = job.files.find(question["find"], from_import=question["fromImport"])
            return found and sass_url(found)

        done = self._converse(
            {
                "text": job.text,
                "url": sass_url(main_path(job.context)),
                "syntax": "indented" if job.indented else "scss",
            },
            answer,
            directory=job.context.directory,
            seconds=SECONDS,
        )
        if "error" in done:
            raise failure(_plain(done["error"]), _place(done["place"]), job.context)
        warnings = [
            (_plain(warning["message"]), _place(warning["place"]) or _top(warning["stack"]))
            for warning in done["warnings"]
        ]
        # One without a place counts deprecations that were not told of.
        return Compiled(done["css"], tuple(item for item in warnings if item[1] is not None))


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


class _LibSass:
    """libsass, by the PyPI package of that name."""

    def __init__(self, package_version: str) -> None:
        self.version = f"libsass-{package_version}"

    def compile(self, job: Job) -> Compiled:
        texts = [job.text]

        def answer(question: Mapping[str, Any]) -> object:
            path = job.files.find_beside(question["import"], question["from"])
            if path is None:
                raise FilterError("Can't find stylesheet to import")
            if path.endswith(".sass"):
                raise FilterError(
                    f"libsass reads imported files as SCSS, and {path} is indented:"
                    " use Dart Sass, npm install sass-embedded"
                )
            texts.append(job.files.content(path))
            return {"path": path, "text": texts[-1]}

        path = main_path(job.context)
        done = converse(
            [sys.executable, HOSTS / "libsass_host.py"],
            {"text": job.text, "path": path, "indented": job.indented},
            answer,
            name="libsass",
            directory=job.context.directory,
            seconds=SECONDS,
        )
        if "error" in done:
            message, place = _libsass_error(done["error"], path)
            message = done["refused"] or message
            if any(map(_MODULE.search, texts)):
                message += f" ({_OUTDATED})"
            raise failure(message, place, job.context)
        css = done["css"].removeprefix('@charset "UTF-8";\n').removeprefix("\ufeff")
        if _MODULE.search(css) and _has_modules(css):
            raise FilterError(_OUTDATED)
        return Compiled(css, tuple((message, None) for message in done["warnings"]))


#: libsass is older than modules, and takes these for CSS to come.
_MODULE = re.compile(r"@(?:use|forward)\b")
_OUTDATED = "libsass does not know @use and @forward: use Dart Sass, npm install sass-embedded"

_LIBSASS_PLACE = re.compile(r"\n +on line (\d+):\d+ of ([^\n,]+)")
_LIBSASS_EXCERPT = re.compile(r"^>> (.*)$", re.MULTILINE)


def _libsass_error(text: str, main: str) -> tuple[str, Place | None]:
    found = _LIBSASS_PLACE.search(text)
    if found is None:
        return text.removeprefix("Error: "), None
    excerpt = _LIBSASS_EXCERPT.search(text, found.end())
    path = main if found[2] == "stdin" else found[2]
    place = Place(path, int(found[1]), excerpt[1] if excerpt else "")
    return text[: found.start()].removeprefix("Error: "), place


def _has_modules(css: str) -> bool:
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return any(
        rule.type == "at-rule" and rule.lower_at_keyword in ("use", "forward") for rule in rules
    )
