"""What a text is like as a part of a bundle.

Whether two texts may share one is for ``bundle.group`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Joinability:
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
