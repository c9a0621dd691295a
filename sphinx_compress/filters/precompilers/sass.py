"""The filter ``sass``: SCSS and the indented syntax become CSS.

One of two compilers does it, in a process of its own that is told what is in
the files and does not open them: Dart Sass, as the npm package ``sass`` or
``sass-embedded`` or as a program of its own, or else libsass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ClassVar

from ...core.errors import FilterError
from ...core.source_map import decoded, encoded
from ...core.types import Problem
from ..base import FilterContext
from ..registry import shipped_version
from ..tools import find_tool
from .compiling import StylesheetCompiler, load_paths, main_path
from .dart_sass import PACKAGES, find_dart_sass
from .hosting import lacks_node, npm_package
from .libsass import LibSass
from .sass_files import SassFiles, sass_url, site_relative
from .sass_job import Compiler, Job

_COMPILERS = ("sass", "libsass")

_INDENTED = frozenset({"text/x-sass", "text/sass"})

_ADVICE: Mapping[object, str] = {
    None: "npm install sass-embedded, or pip install 'sphinx_compress[libsass]'",
    "sass": "npm install sass-embedded",
    "libsass": "pip install 'sphinx_compress[libsass]'",
}


class SassFilter(StylesheetCompiler):
    """Compiles Sass; see the manual's page on precompilers for the options."""

    name: ClassVar[str] = "sass"
    version: ClassVar[str] = shipped_version("sass")
    known_options: ClassVar[frozenset[str]] = frozenset({"compiler", "load_paths"})

    def compiler_version(self, options: Mapping[str, object], directory: Path) -> str:
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
        if context.source_map is not None and compiled.source_map:
            found = decoded(compiled.source_map)
            known = {sass_url(main_path(context)): ""}
            sources = (known.get(url, site_relative(url)) for url in found.sources)
            context.source_map(encoded(replace(found, sources=tuple(sources))))
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
        dart_sass = find_dart_sass(find_tool("sass", directory))
        if dart_sass is not None:
            return dart_sass
    if wanted != "sass":
        try:
            return LibSass(version("libsass"))
        except PackageNotFoundError:
            pass
    package = npm_package(find_tool("sass", directory), PACKAGES)
    if package is not None and wanted != "libsass":
        raise FilterError(lacks_node(package))
    raise FilterError("the filter sass finds no compiler: " + _ADVICE[wanted])
