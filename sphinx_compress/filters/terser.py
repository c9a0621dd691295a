"""The filter ``terser``: a minifier of JavaScript that npm installs."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from ..core.types import Kind
from .base import FilterContext
from .npm import NpmFilter
from .registry import shipped_version

#: ``some`` are those with a mark of a license.
_ARGUMENTS: Final = ("--compress", "--mangle", "--comments", "some")


class TerserFilter(NpmFilter):
    """Minifies JavaScript with Terser."""

    name: ClassVar[str] = "terser"
    version: ClassVar[str] = shipped_version("terser")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"js"})
    #: It takes half a minute for the largest scripts that there are.
    seconds: ClassVar[float] = 180.0
    unreadable: ClassVar[re.Pattern[str]] = re.compile(
        r"Parse error at 0:(?P<line>\d+),\d+\n(?:.*\n)*?ERROR: (?P<message>.+)"
    )

    map_arguments: ClassVar[tuple[str, ...]] = ("--source-map", "url=inline")

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the script minified, or as it is where Terser cannot read it.

        :raises FilterError: if Terser fails for any other reason.
        """
        return self.minified(text, context, *_ARGUMENTS) if text.strip() else text
