"""What a text is like as a part of a bundle.

Whether two texts may share one is for ``merge`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from .filters import Kind


@dataclass(frozen=True, slots=True)
class Traits:
    """What a text is like as a part of a bundle; reasons are empty where all is well."""

    #: Why it must not go into a bundle at all.
    stays: str = ""
    #: Why it shares with nobody.
    alone: str = ""
    #: Why nothing may stand before it.
    first: str = ""
    #: Whether it is nothing but `@import` rules, behind which others are valid.
    imports_only: bool = False
    #: Whether it imports behind `@layer`, behind which no import is valid if one stands before.
    layers_first: bool = False
    #: Why nothing may stand behind it.
    last: str = ""
    #: Whether the whole script is in strict mode.
    strict: bool = False
    #: The names it declares at its top level.
    declared: frozenset[str] = frozenset()
    #: Those of them that are no properties of the page's global object.
    lexical: frozenset[str] = frozenset()
    #: Every name that it mentions, but those of properties.
    mentioned: frozenset[str] = frozenset()
    #: The names of properties that it mentions.
    properties: frozenset[str] = frozenset()
    #: The `data-*` attributes that it reads of its own tag, and nothing else of it.
    reads: frozenset[str] = frozenset()
    #: Whether it waits for the end of the page, and does not ask whether that is past.
    waits: bool = False


def traits(text: str, kind: Kind) -> Traits:
    """Return what must be known of *text* to join it with others."""
    if kind == "css":
        from .csstraits import css_traits

        return css_traits(text)
    from .jstraits import js_traits

    return js_traits(text)
