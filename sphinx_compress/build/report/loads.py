"""Which files a page loads for its style sheets and scripts, and which hold up its first paint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...core.types import Kind
from ...page.script_types import MODULE, is_run, type_of


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
        url = attributes.get("src", "")
        if not url or not is_run(attributes) or "nomodule" in attributes:
            return None
        waits = type_of(attributes) == MODULE or not attributes.keys().isdisjoint(
            {"async", "defer"}
        )
        return Load(url, "js", place, in_head and not waits)
    relations = attributes.get("rel", "").lower().split()
    url = attributes.get("href", "")
    if not url or "stylesheet" not in relations or "alternate" in relations:
        return None
    is_shown = attributes.get("media", "").strip().lower() != "print"
    return Load(url, "css", place, in_head and is_shown and "disabled" not in attributes)


def distinct(loads: Iterable[Load]) -> tuple[Load, ...]:
    """Return *loads* in the order of their places, each file once."""
    found: dict[str, Load] = {}
    for load in sorted(loads, key=lambda each: each.place):
        found.setdefault(load.url, load)
    return tuple(found.values())
