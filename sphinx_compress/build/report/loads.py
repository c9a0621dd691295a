"""Which files a page loads for its style sheets and scripts, and which hold up its first paint."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...bundle.parse import JS_TYPES
from ...core.types import Kind
from ...core.urls import without_checksum


@dataclass(frozen=True, slots=True)
class Load:
    """A file that an element of a page loads."""

    #: From the site root; that of another host as it is written.
    url: str
    kind: Kind
    #: Where the element is, as a share of the page.
    place: float
    #: Whether the first paint waits for it.
    blocks: bool = False


def load_of(
    name: str, attributes: Mapping[str, str], place: float, *, in_head: bool
) -> Load | None:
    """Return what an element loads that all readers get; ``None`` if nothing.

    :param name: ``link`` or ``script``.
    """
    if name == "script":
        type_ = attributes.get("type", "").strip().lower()
        is_script = type_ in JS_TYPES or type_ == "module"
        url = attributes.get("src", "")
        if not url or not is_script or "nomodule" in attributes:
            return None
        waits = type_ == "module" or not attributes.keys().isdisjoint({"async", "defer"})
        return Load(url, "js", place, in_head and not waits)
    relations = attributes.get("rel", "").lower().split()
    url = attributes.get("href", "")
    if not url or "stylesheet" not in relations or "alternate" in relations:
        return None
    is_shown = attributes.get("media", "").strip().lower() != "print"
    return Load(url, "css", place, in_head and is_shown and "disabled" not in attributes)


def seen_from_root(url: str, directory: str, prefix: str) -> str:
    """Return the URL of a file from the site root, without its version.

    That of another host, or of another site on the same one, stays as it is.

    :param url: as a page has it.
    :param directory: of the page, below the site root; empty for the root itself.
    :param prefix: what the page writes before ``_static/``.
    """
    url = without_checksum(url)
    if prefix and not prefix.startswith(".") and url.startswith(prefix):
        return url.removeprefix(prefix)
    if url.startswith("/") or ":" in url.partition("/")[0]:
        return url
    return posixpath.normpath(posixpath.join(directory, url))


def is_local(url: str) -> bool:
    """Return whether a URL that is seen from the site root is that of a file of the site."""
    return not url.startswith(("/", "..")) and ":" not in url.partition("/")[0]


def distinct(loads: Iterable[Load]) -> tuple[Load, ...]:
    """Return *loads* in the order of their places, each file once."""
    found: dict[str, Load] = {}
    for load in sorted(loads, key=lambda each: each.place):
        found.setdefault(load.url, load)
    return tuple(found.values())
