"""Families of properties: those of different families never set the same thing."""

from __future__ import annotations

import re
from typing import Final

#: May set anything.
ANY: Final = "*"

_VENDOR: Final = re.compile(r"-(?:webkit|moz|ms|o|khtml)-")
#: First words of properties that share no longhand with those that begin with another word.
_ALONE: Final = frozenset(
    """accent animation appearance aspect backdrop backface background border box caption caret
    clear clip contain container content counter cursor direction display empty fill filter flex
    float hanging hyphens image initial isolation letter list margin marker mask math mix object
    offset opacity orphans osx outline overscroll padding perspective pointer position quotes
    resize rotate ruby scale scroll scrollbar stroke tab table tap timeline touch transform
    transition translate unicode user view visibility widows will writing z zoom""".split()
)
#: First word → the family, where there are shorthands or other names across first words.
_JOINED: Final = (
    dict.fromkeys("bottom inset left right top".split(), "inset")
    | dict.fromkeys("block height inline max min width".split(), "size")
    | dict.fromkeys("break column columns gap grid page row".split(), "grid")
    | dict.fromkeys("align justify place order".split(), "align")
    | dict.fromkeys("font line".split(), "font")
    | dict.fromkeys("overflow white word text".split(), "text")
    | dict.fromkeys("alignment baseline vertical".split(), "vertical")
    | dict.fromkeys("color forced print".split(), "color")
)
#: Those that belong elsewhere: ``line-clamp`` is a shorthand in css-overflow-4, and the first name
#: of ``position-area`` was ``inset-area``.
_NAMED: Final = dict.fromkeys("line-clamp max-lines block-ellipsis".split(), "lines") | {
    "inset-area": "position"
}


def family_of(name: str) -> str:
    """Return the family of a property; :data:`ANY` if it is not known.

    :param name: as it is written.
    """
    if name.startswith("--"):
        return name
    # Old browsers had hacks with these before the name.
    bare = _VENDOR.sub("", name.lower().lstrip("*_"), count=1)
    word = bare.partition("-")[0]
    return _NAMED.get(bare) or _JOINED.get(word) or (word if word in _ALONE else ANY)
