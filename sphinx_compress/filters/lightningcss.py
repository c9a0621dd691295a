"""The filter ``lightningcss``: a minifier for CSS that is written in Rust."""

from __future__ import annotations

from typing import ClassVar

from lightningcss import process_stylesheet

from .css_minifier import Attempt, CSSMinifier
from .css_native import attempt
from .registry import shipped_version


def _minified(text: str) -> str:
    # Without a list of browsers, it writes nothing in an older or a newer way.
    result: str = process_stylesheet(text)
    return result


class LightningCSSFilter(CSSMinifier):
    """Minifies CSS with Lightning CSS where that is safe, else removes its blanks."""

    name: ClassVar[str] = "lightningcss"
    version: ClassVar[str] = shipped_version("lightningcss")
    attempts: ClassVar[tuple[Attempt, ...]] = (attempt(_minified),)
