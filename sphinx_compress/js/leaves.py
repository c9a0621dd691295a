"""The tokens of a script, which are the leaves of its syntax tree."""

from __future__ import annotations

from typing import Final, NamedTuple

from . import syntax

#: Types of the nodes that are one token, whatever is in them.
_WHOLE: Final = frozenset({"string", "regex", "number"})
_COMMENTS: Final = frozenset({"comment", "html_comment"})


class Leaf(NamedTuple):
    """One token."""

    text: bytes
    #: Where it begins, in characters.
    start: int


def leaves(script: str) -> list[Leaf]:
    """Return the tokens of a script, without comments; also if there are errors in it."""
    source = script.encode("utf-8", "surrogatepass")
    found = _leaves(source)
    if script.isascii():
        return found
    converted = []
    position = characters = 0
    for text, start in found:
        characters += len(source[position:start].decode("utf-8", "surrogatepass"))
        position = start
        converted.append(Leaf(text, characters))
    return converted


def _leaves(source: bytes) -> list[Leaf]:
    """Return the tokens, and where they begin in bytes."""
    found: list[Leaf] = []
    cursor = syntax.parse(source).walk()
    end = 0
    while True:
        node = cursor.node
        assert node is not None
        kind = node.type
        is_token = kind in _WHOLE or not node.child_count
        # One that the parser has put in is empty, and the same one may be met twice.
        if is_token and kind not in _COMMENTS and node.end_byte > node.start_byte >= end:
            end = node.end_byte
            found.append(Leaf(source[node.start_byte : end], node.start_byte))
        if not is_token and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found
