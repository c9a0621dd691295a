"""What the walkers and iterators of a script show it of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from .constants import Constants
from .scopes import text_of
from .values import Value

_ELEMENTS, _COMMENTS = 1, 128
_PAGE = re.compile(r"document|body|head|^\w$|root|node", re.IGNORECASE)
#: Where a walker is set to another place, which is most often one that is not in the page.
_PLACED = re.compile(rb"\.currentNode\s*=(?!=)")


def walked(source: bytes, constants: Constants, arguments: Sequence[Node]) -> Value | None:
    """Return what a walker has in its hands that is made with *arguments*, if it is of the page."""
    if not _PAGE.search(text_of(constants.value(arguments[0]))):
        return None
    shown = text_of(constants.value(arguments[1])) if len(arguments) > 1 else ""
    if "ELEMENT" in shown or "ALL" in shown or shown in {"", "1", "-1", "NaN"}:
        return Value("tags")
    mask = _mask(shown)
    if _PLACED.search(source):
        return None
    if mask & _ELEMENTS:
        return Value("tags")
    # Like a script of its own tag, it asks for what stands beside a comment.
    return Value("own") if mask & _COMMENTS else None


def _mask(shown: str) -> int:
    """Return of which kinds the nodes are that are shown, as bits."""
    bits = _COMMENTS if "COMMENT" in shown else 0
    for number in re.findall(r"(?<![\w$.])(?:0[xX][0-9a-fA-F]+|[0-9]+)(?![\w$.])", shown):
        bits |= int(number, 0 if number[:2] in {"0x", "0X"} else 10)
    return bits
