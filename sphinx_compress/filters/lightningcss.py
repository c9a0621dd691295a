"""The filter ``lightningcss``: a minifier for CSS that is written in Rust."""

from __future__ import annotations

from typing import ClassVar

from lightningcss import process_stylesheet

from ..core.types import Kind
from .base import Effect, Filter, FilterContext
from .css_native import attempt
from .csswhitespace import run
from .registry import shipped_version


class LightningCSSFilter(Filter):
    """Minifies CSS with Lightning CSS where that is safe, else removes its blanks."""

    name: ClassVar[str] = "lightningcss"
    version: ClassVar[str] = shipped_version("lightningcss")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})
    effect: ClassVar[Effect] = "minifies"

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return a text that means the same; never raises."""
        return run(text, context, [attempt(_minified)])


def _minified(text: str) -> str:
    # Without a list of browsers, it writes nothing in an older or a newer way.
    result: str = process_stylesheet(text)
    return result
