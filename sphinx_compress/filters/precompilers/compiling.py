"""What the filters for languages with imports share: options, and how errors read."""

from __future__ import annotations

import posixpath
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from ...core.errors import FilterError
from ...core.types import STATIC, Kind
from ...core.wording import excerpt
from ..base import Filter, FilterContext, require_known

_LINES = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sources something is."""

    #: Site-relative.
    path: str
    #: Counted from 1.
    line: int
    #: The line itself; may be empty.
    text: str = ""


def main_path(context: FilterContext) -> str:
    """Return the site-relative path that imports of the text start from.

    Inline blocks are taken to lie in the root of the static files.
    """
    return context.source or STATIC


class StylesheetCompiler(Filter):
    """Base class of filters that compile a language with imports to CSS."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})
    makes_map: ClassVar[bool] = True
    #: Names of the options that there are.
    known_options: ClassVar[frozenset[str]] = frozenset({"load_paths"})

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return the version of the compiler.

        :raises sphinx_compress.core.errors.FilterError: when there is none, or
            the options make no sense.
        """
        require_known(self.name, options, self.known_options)
        load_paths(options)
        return self.compiler_version(options, directory)

    @abstractmethod
    def compiler_version(self, options: Mapping[str, object], directory: Path) -> str:
        """Return the name and version of the compiler that *options* choose.

        :raises sphinx_compress.core.errors.FilterError: when there is none.
        """


def load_paths(options: Mapping[str, object]) -> tuple[str, ...]:
    """Return the normalised directories of the option ``load_paths``.

    :raises FilterError: if they are not directories below ``_static/``.
    """
    paths = options.get("load_paths", [])
    if isinstance(paths, list) and all(isinstance(path, str) for path in paths):
        normal = tuple(posixpath.normpath(path) for path in paths)
        if all(f"{path}/".startswith(STATIC) for path in normal):
            return normal
    raise FilterError(
        f"the option load_paths is {paths!r}; it must be a list of directories below {STATIC},"
        f" such as ['{STATIC}scss']"
    )


def failure(message: str, place: Place | None, context: FilterContext) -> FilterError:
    """Return the error that tells a user what a compiler said, and of which line.

    :param message: the compiler's words.
    """
    lines = [line.rstrip() for line in message.strip().splitlines()]
    text = "\n".join(lines[:_LINES]).rstrip(".")
    if place is None:
        return FilterError(text)
    if place.text.strip():
        text += f', at "{excerpt(place.text)}"'
    if place.path != main_path(context):
        return FilterError(f"{text} in {place.path}:{place.line}")
    if context.source is None:
        # Nobody but us knows that there is something that has lines.
        text += f" in line {place.line} of the inline block"
    return FilterError(text, place.line)
