"""The filter ``turbohtml``: a minifier for CSS that is written in C."""

from __future__ import annotations

from typing import ClassVar

from turbohtml.clean import minify_css

from ..core.types import Kind
from .base import Effect, Filter, FilterContext
from .css_native import attempt
from .csswhitespace import run
from .registry import shipped_version


class TurboHTMLFilter(Filter):
    """Minifies CSS with turbohtml where that is safe, else removes its blanks."""

    name: ClassVar[str] = "turbohtml"
    version: ClassVar[str] = shipped_version("turbohtml")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})
    effect: ClassVar[Effect] = "minifies"

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return a text that means the same; never raises."""
        return run(text, context, [attempt(minify_css)])
