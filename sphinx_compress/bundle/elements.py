"""Bundle → the HTML element that stands in for the elements it was made of."""

from __future__ import annotations

import html
from collections.abc import Iterable

from ..core.types import ROOT_MARKER, STATIC, Kind
from ..page.markup import FETCHING, Attributes

#: The attributes that say when to run the file of an element.
_TIMING = frozenset({"async", "defer"})

#: Browsers fetch what has it after all that the first paint needs.
LOW_PRIORITY = ("fetchpriority", "low")


def with_low_priority(attributes: Attributes) -> Attributes:
    """Return *attributes* with a low priority, unless they have a priority already."""
    if any(name == LOW_PRIORITY[0] for name, _ in attributes):
        return attributes
    return (*attributes, LOW_PRIORITY)


def bundle_url(output_dir: str, path: str) -> str:
    """Return the marked URL of a bundle; *path* is relative to the output directory."""
    return f"{ROOT_MARKER}{STATIC}{output_dir}/{path}"


def file_element(kind: Kind, url: str, attributes: Attributes) -> str:
    """Return the element that loads the bundle at *url*."""
    if kind == "css":
        return f"<link{_attribute_text([('rel', 'stylesheet'), *attributes, ('href', url)])} />"
    return f"<script{_attribute_text([*attributes, ('src', url)])}></script>"


def preload_element(kind: Kind, url: str, attributes: Attributes) -> str:
    """Return the element that has a browser fetch the bundle at *url*, but not use it."""
    as_ = "style" if kind == "css" else "script"
    kept = [(name, value) for name, value in attributes if name in FETCHING]
    return f"<link{_attribute_text([('rel', 'preload'), ('as', as_), *kept, ('href', url)])} />"


def moved_preload(url: str, attributes: Attributes) -> str:
    """Return a preload with all its *attributes*, but for another URL."""
    others = [(name, value) for name, value in attributes if name != "href"]
    return f"<link{_attribute_text([*others, ('href', url)])} />"


def timing_attribute(attributes: Attributes) -> str:
    """Return the name of the attribute that says when to run a file; empty if there is none.

    Browsers ignore it on an element without a file.
    """
    return next((name for name, _ in attributes if name in _TIMING), "")


def inline_element(kind: Kind, text: str, attributes: Attributes) -> str:
    """Return the element that holds *text* itself, which must be safe to stand there."""
    tag = "style" if kind == "css" else "script"
    return f"<{tag}{_attribute_text(attributes)}>{text}</{tag}>"


def _attribute_text(attributes: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f' {name}="{html.escape(value)}"' if value else f" {name}" for name, value in attributes
    )
