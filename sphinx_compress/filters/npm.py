"""The base of filters that use an executable which npm installs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from ..core.errors import FilterError
from ..core.map_comments import data_of, map_url, without_map_url
from .base import Effect, Filter, FilterContext, kept
from .processes import Program, ProgramError, output_of
from .tools import Tool, require_tool


class UnreadableError(FilterError):
    """The text has an error; the message says which, in the words of the tool."""


class NpmFilter(Filter):
    """Base class of filters that give the text to an executable of the npm package :attr:`name`."""

    effect: ClassVar[Effect] = "renames"
    makes_map: ClassVar[bool] = True
    #: How long the executable may take.
    seconds: ClassVar[float]
    #: How the tool writes down that it cannot read a text: has a group ``message``, and one
    #: ``line`` that may be empty.
    unreadable: ClassVar[re.Pattern[str]]
    #: Has the tool put a source map at the end of its result.
    map_arguments: ClassVar[tuple[str, ...]]

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return the version of the package.

        :raises FilterError: if it is not installed, or there are options.
        """
        if options:
            raise FilterError(
                f"the filter {self.name} has no options; the filter command can have any"
            )
        return self._tool(directory).version

    def _tool(self, directory: Path) -> Tool:
        return require_tool(self.name, directory, f"npm install {self.name} installs it")

    def output_of(self, text: str, context: FilterContext, *arguments: str) -> str:
        """Return what the executable makes of *text*.

        :raises UnreadableError: if it cannot read the text.
        :raises FilterError: if it fails for any other reason.
        """
        arguments = (str(self._tool(context.directory).path), *arguments)
        try:
            return output_of(Program(self.name, arguments, context.directory, self.seconds), text)
        except ProgramError as error:
            found = self.unreadable.search(error.errors)
            if found is None:
                raise
            line = found["line"]
            raise UnreadableError(found["message"], int(line) if line else None) from error

    def mapped(self, text: str, context: FilterContext, *arguments: str) -> str:
        """Do as :meth:`output_of`, and hand on a source map if somebody wants one."""
        if context.source_map is None:
            return self.output_of(text, context, *arguments)
        result = self.output_of(text, context, *arguments, *self.map_arguments)
        data = data_of(map_url(result))
        if data is None:
            return result
        context.source_map(data.decode())
        return f"{without_map_url(result)}\n"

    def minified(self, text: str, context: FilterContext, *arguments: str) -> str:
        """Return what the executable makes of *text*; one that it cannot read is kept and reported.

        :raises FilterError: if it fails for any other reason.
        """
        try:
            return self.mapped(text, context, *arguments).removesuffix("\n")
        except UnreadableError as error:
            context.report(kept(context, error.message, line=error.line, by=self.name))
            return text
