"""The filter ``csswhitespace``: CSS without comments and idle blanks."""

from __future__ import annotations

from typing import ClassVar

from .css_minifier import CSSMinifier
from .registry import shipped_version


class CSSWhitespaceFilter(CSSMinifier):
    """Removes comments, blanks and semicolons that mean nothing: the same tokens stay."""

    name: ClassVar[str] = "csswhitespace"
    version: ClassVar[str] = shipped_version("csswhitespace")
