"""What each compiler for Sass takes and returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..base import FilterContext
from .compiling import Place
from .sass_files import SassFiles


@dataclass(frozen=True, slots=True)
class Job:
    """A text to compile."""

    text: str
    indented: bool
    files: SassFiles
    context: FilterContext


@dataclass(frozen=True, slots=True)
class Compiled:
    """The CSS that a text became, and what its ``@warn`` said."""

    css: str
    warnings: tuple[tuple[str, Place | None], ...]
    #: Its source map as JSON; empty if there is none.
    source_map: str = ""


class Compiler(Protocol):
    """One of the compilers."""

    @property
    def version(self) -> str:
        """Its name and version, for the cache key."""

    def compile(self, job: Job) -> Compiled:
        """Return what it makes of the text.

        :raises sphinx_compress.core.errors.FilterError: if it cannot.
        """
