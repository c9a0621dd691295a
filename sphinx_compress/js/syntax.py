"""JavaScript as tree-sitter reads it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

#: Types of the nodes whose code runs at another time, or with its own `await` and `yield`.
FUNCTIONS: Final = frozenset(
    """arrow_function class_static_block function_declaration function_expression
    generator_function generator_function_declaration method_definition""".split()
)
#: Types of the nodes that make a string a part of a longer one.
STRING_PARTS: Final = frozenset(
    {"binary_expression", "parenthesized_expression", "template_substitution"}
)

#: How deep the tree of a script is that is followed.  No script of 400 that were looked at, such
#: as mermaid and three, has one deeper than 119.
_FOLLOWED: Final = 400
#: How deep a tree is that is queried: in deeper ones, the time grows with the square.
QUERIED: Final = 65_000


@cache
def grammar() -> Language:
    """Return the grammar."""
    return Language(tree_sitter_javascript.language())


# One analysis after another asks for the same scripts.
@lru_cache(2)
def parse(source: bytes) -> Tree:
    """Return the syntax tree of a script in UTF-8."""
    return Parser(grammar()).parse(source)


@lru_cache(2)
def is_deep(root: Node, most: int = _FOLLOWED) -> bool:
    """Return whether a tree is deeper than *most*; by default, than what people write.

    To ask a node for its parent takes the longer the deeper it is, and what follows a script
    climbs a lot, or calls itself for what is in a node.
    """
    if root.end_byte < most:
        return False
    cursor = root.walk()
    depth = 0
    while depth <= most:
        if cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
            depth -= 1
    return True


def captures(root: Node, query: str) -> dict[str, list[Node]]:
    """Return the nodes below *root* that a *query* finds, by the names that it gives them.

    Its time grows with the square of the depth if nodes in nodes are asked for.
    """
    return QueryCursor(_compiled(query)).captures(root)


@cache
def _compiled(query: str) -> Query:
    return Query(grammar(), query)


def texts(nodes: Iterable[Node]) -> frozenset[str]:
    """Return what is written at each of *nodes*."""
    return frozenset(node.text.decode() for node in nodes if node.text is not None)


def without_comments(root: Node) -> str:
    """Return the text of a script with a blank for each comment.

    :param root: that of its syntax tree.
    """
    source = root.text or b""
    parts: list[bytes] = []
    position = root.start_byte
    for node in captures(root, "(comment) @comment").get("comment", ()):
        parts += source[position - root.start_byte : node.start_byte - root.start_byte], b" "
        position = node.end_byte
    return b"".join([*parts, source[position - root.start_byte :]]).decode("utf-8", "replace")
