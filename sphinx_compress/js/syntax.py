"""JavaScript as tree-sitter reads it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

#: Types of the nodes whose code runs at another time, or with its own `await` and `yield`.
FUNCTIONS: Final = frozenset(
    """arrow_function class_static_block function_declaration function_expression
    generator_function generator_function_declaration method_definition""".split()
)


@cache
def grammar() -> Language:
    """Return the grammar."""
    return Language(tree_sitter_javascript.language())


def parse(source: bytes) -> Tree:
    """Return the syntax tree of a script in UTF-8."""
    return Parser(grammar()).parse(source)


def captures(root: Node, query: str) -> dict[str, list[Node]]:
    """Return the nodes below *root* that a *query* finds, by the names that it gives them."""
    return QueryCursor(_compiled(query)).captures(root)


@cache
def _compiled(query: str) -> Query:
    return Query(grammar(), query)


def texts(nodes: Iterable[Node]) -> frozenset[str]:
    """Return what is written at each of *nodes*."""
    return frozenset(node.text.decode() for node in nodes if node.text is not None)
