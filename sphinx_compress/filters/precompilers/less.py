"""The filter ``less``: Less becomes CSS.

The npm package ``less`` does it, in a process of its own that is told what is
in the files and does not open them.
"""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from ...core.errors import FilterError, SourceNotFound
from ...core.source_map import decoded, encoded
from ...core.types import STATIC
from ..base import FilterContext
from ..registry import shipped_version
from ..tools import Package, find_tool
from .compiling import Place, StylesheetCompiler, failure, load_paths, main_path
from .hosting import converse, has_node, lacks_node, node_program, npm_package


class LessFilter(StylesheetCompiler):
    """Compiles Less; see the manual's page on precompilers for the options.

    What would run code, ``@plugin`` and JavaScript between backticks, is off.
    """

    name: ClassVar[str] = "less"
    version: ClassVar[str] = shipped_version("less")

    def compiler_version(self, options: Mapping[str, object], directory: Path) -> str:
        package = _package(directory)
        return f"{package.name}-{package.version}"

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the CSS; relative URLs in it start from where those of the text do.

        :raises sphinx_compress.core.errors.FilterError: when the compiler finds
            an error; with its words, and the file and line it is in.
        """
        paths = load_paths(context.options)

        def answer(question: Mapping[str, Any]) -> object:
            directories = [question["directory"], *paths]
            path, data = find(
                context.read, question["find"], directories, extension=question["extension"]
            )
            return {"name": path, "data": base64.b64encode(data).decode()}

        program = node_program("less.cjs", _package(context.directory), context.directory)
        request = {
            "text": text,
            "filename": main_path(context),
            "map": "yes" if context.source_map else "",
        }
        done = converse(program, request, answer)
        if "error" in done:
            place = done["place"]
            if place is not None:
                place = Place(place["url"], place["line"], place["text"])
            raise failure(done["error"], place, context)
        if context.source_map is not None and done["map"]:
            found = decoded(str(done["map"]))
            known = {main_path(context): ""}
            sources = tuple(known.get(path, path) for path in found.sources)
            context.source_map(encoded(replace(found, sources=sources)))
        return str(done["css"])


def _package(directory: Path) -> Package:
    package = npm_package(find_tool("lessc", directory), ("less",))
    if package is None:
        raise FilterError("the filter less finds no compiler: npm install less")
    if not has_node():
        raise FilterError(lacks_node(package))
    return package


#: As in Less itself.
_ABSOLUTE = re.compile(r"(?:[a-z-]+:|/|\\|#)", re.IGNORECASE)
_HAS_EXTENSION = re.compile(r"(\.[a-z]*$)|([?;].*)$")


def find(
    read: Callable[[str], bytes], name: str, directories: Sequence[str], *, extension: str
) -> tuple[str, bytes]:
    """Return the site-relative path of the file that an import of Less means, and its bytes.

    :param read: see :attr:`FilterContext.read`.
    :param name: as it stands in the stylesheet.
    :param directories: site-relative; the first that has it wins.
    :param extension: what to append to a name that has none.
    :raises FilterError: if none has it, or it would be outside of the site.
    :raises sphinx_compress.core.errors.SourceError: if a file is there, and
        must not be read.
    """
    if _ABSOLUTE.match(name):
        raise FilterError(f"'{name}' is no file of this site: it must be a relative URL")
    if not _HAS_EXTENSION.search(name):
        name += extension
    name = re.split("[?#]", name, maxsplit=1)[0]
    places = [posixpath.normpath(posixpath.join(place, name)) for place in directories]
    inside = [place for place in places if place.startswith(STATIC)]
    for place in inside:
        try:
            return place, read(quote(place))
        except SourceNotFound:
            continue
    if not inside:
        raise FilterError(f"'{name}' leads out of {STATIC}")
    raise FilterError(f"'{name}' wasn't found; tried {', '.join(inside)}")
