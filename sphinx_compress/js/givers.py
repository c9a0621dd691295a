"""All by which a script may give elements names, or HTML, that it does not show to do so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tree_sitter import Node

from .computed_givers import ComputedGivers
from .library_givers import LibraryGivers
from .object_givers import ObjectGivers
from .scopes import Scopes
from .unseen_code import unseen_code


def hidden_givers(root: Node, scopes: Scopes, texts: Callable[[Node], list[str]]) -> Iterator[Node]:
    """Yield the expressions that are given, or that may give anything.

    :param texts: returns the texts that an expression may come to.
    """
    computed = ComputedGivers(scopes, texts)
    yield from computed.given(root)
    yield from ObjectGivers(computed).given(root)
    yield from LibraryGivers(scopes).given(root)
    yield from unseen_code(root, texts)
