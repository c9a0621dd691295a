"""The filter ``turbohtml``: a minifier for CSS that is written in C."""

from __future__ import annotations

from typing import ClassVar

from turbohtml.clean import minify_css

from .css_minifier import Attempt, CSSMinifier
from .css_native import attempt
from .registry import shipped_version


class TurboHTMLFilter(CSSMinifier):
    """Minifies CSS with turbohtml where that is safe, else removes its blanks."""

    name: ClassVar[str] = "turbohtml"
    version: ClassVar[str] = shipped_version("turbohtml")
    attempts: ClassVar[tuple[Attempt, ...]] = (attempt(minify_css),)
