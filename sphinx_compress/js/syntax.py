"""JavaScript as tree-sitter reads it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree


@cache
def grammar() -> Language:
    """Return the grammar."""
    return Language(tree_sitter_javascript.language())


def parse(source: bytes) -> Tree:
    """Return the syntax tree of a script in UTF-8."""
    return Parser(grammar()).parse(source)


def captures(root: Node, query: str) -> dict[str, list[Node]]:
    """Return, by the names in a *query*, the nodes below *root* that it finds."""
    return QueryCursor(_compiled(query)).captures(root)


@cache
def _compiled(query: str) -> Query:
    return Query(grammar(), query)


def texts(nodes: Iterable[Node]) -> frozenset[str]:
    """Return what is written at each of *nodes*."""
    return frozenset(node.text.decode() for node in nodes if node.text is not None)
