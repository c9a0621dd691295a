"""Fonts to make subsets of: those of the theme that most sites have."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from fontTools.ttLib import TTFont

from sphinx_compress.fonts.blocks import ALWAYS, Needs
from sphinx_compress.fonts.subsets import Made, Request, make


@cache
def font(name: str = "Roboto-Slab-Regular") -> bytes:
    """Return the contents of the file of a font."""
    path = files("sphinx_rtd_theme") / "static" / "css" / "fonts" / f"{name}.woff2"
    return path.read_bytes()


def changed(change: Callable[[TTFont], Any], name: str = "Roboto-Slab-Regular") -> bytes:
    """Return a font that something was done to."""
    opened = TTFont(io.BytesIO(font(name)), recalcTimestamp=False)
    change(opened)
    out = io.BytesIO()
    # To compress takes the most time.
    opened.flavor = None
    opened.save(out)
    return out.getvalue()


def made(
    data: bytes,
    *ranges: tuple[int, int],
    features: bool = False,
    icons: tuple[int, ...] | None = (),
) -> Made:
    """Return what becomes of one font."""
    needs = Needs(tuple(sorted({*ALWAYS, *ranges})), features, icons)
    (each,) = make([Request(data, needs, "Subset-1")])
    return each


def opened(each: Made) -> TTFont:
    """Return the subset that was made."""
    assert not each.reason
    return TTFont(io.BytesIO(each.data))
