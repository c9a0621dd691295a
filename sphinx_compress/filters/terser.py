"""The filter ``terser``: a minifier of JavaScript that npm installs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

from ..core.errors import FilterError
from ..core.types import Kind, Problem
from . import tools
from .base import Effect, Filter, FilterContext
from .registry import shipped_version

#: It takes half a minute for the largest scripts that there are.
_SECONDS: Final = 180.0
#: ``some`` are those with a mark of a license.
_ARGUMENTS: Final = ("--compress", "--mangle", "--comments", "some")

# How Terser writes down an error: its line, and then what is wrong.
_ERROR: Final = re.compile(r"Parse error at 0:(\d+),\d+\n(?:.*\n)*?ERROR: (.+)")


class TerserFilter(Filter):
    """Minifies JavaScript with Terser."""

    name: ClassVar[str] = "terser"
    version: ClassVar[str] = shipped_version("terser")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"js"})
    effect: ClassVar[Effect] = "renames"

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return the version of Terser.

        :raises FilterError: if it is not installed, or there are options.
        """
        if options:
            raise FilterError("the filter terser has no options; the filter command can have any")
        return _tool(directory).version

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the script minified, or as it is where Terser cannot read it.

        :raises FilterError: if Terser fails for any other reason.
        """
        if not text.strip():
            return text
        try:
            result = tools.run(
                [_tool(context.directory).path, *_ARGUMENTS],
                text,
                directory=context.directory,
                seconds=_SECONDS,
                name="terser",
            )
        except tools.ToolError as error:
            found = _ERROR.search(error.errors)
            if found is None:
                raise
            message = f"terser: kept as written ({found[2]})"
            context.report(Problem("minify", message, context.source, int(found[1])))
            return text
        return result.removesuffix("\n")


def _tool(directory: Path) -> tools.Tool:
    return tools.require_tool("terser", directory, "npm install terser installs it")
