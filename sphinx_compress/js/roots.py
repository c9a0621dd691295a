"""Which expressions of a script mean the page, or one of the elements around its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from .constants import Constants, given_to
from .documents import Documents
from .functions import arguments_of
from .methods import PICKS
from .scopes import Scopes, function_around, parameters, text_of
from .selectors import root_kinds

#: What expressions that mean them end with.
PAGE = re.compile(r"(?:document|head|documentElement)$")
#: What comes to one of its parts.
_CHOOSING = frozenset({"binary_expression", "parenthesized_expression", "ternary_expression"})


class Roots:
    """Knows by what names one script has the elements around all tags of its page."""

    def __init__(self, scopes: Scopes, constants: Constants, documents: Documents) -> None:
        self._scopes = scopes
        self._constants = constants
        self._documents = documents
        #: By the expression; false while one is looked at.
        self._known: dict[int, bool] = {}

    def is_root(self, node: Node) -> bool:
        """Return whether tags of the page, of whatever kind, may stand in an element."""
        if node.id not in self._known:
            self._known[node.id] = False
            self._known[node.id] = self._is_root(node)
        return self._known[node.id]

    def _is_root(self, node: Node) -> bool:
        if PAGE.search(text_of(node)) is not None:
            return True
        if node.type == "identifier":
            return any(map(self.is_root, self._given(node)))
        if node.type in _CHOOSING:
            return any(map(self.is_root, node.named_children))
        if node.type == "assignment_expression":
            return any(map(self.is_root, node.named_children[1:]))
        return self._is_found(node)

    def _is_found(self, node: Node) -> bool:
        """Return whether an expression finds such an element by its name."""
        callee = node.child_by_field_name("function")
        picks = callee is not None and text_of(callee.child_by_field_name("property")) in PICKS
        if node.type == "subscript_expression" or picks:
            node = (callee or node).child_by_field_name("object") or node
        found = arguments_of(node)[:1] if node.type == "call_expression" else []
        return any(root_kinds(self._constants.text(each)) for each in found)

    def _given(self, name: Node) -> Iterator[Node]:
        """Yield what a variable is given anywhere, also where its function is called."""
        for mention in self._scopes.mentions(name) or ():
            value = given_to(mention)
            if value is not None:
                yield value
        yield from self._documents.given(name)
        function = function_around(name)
        while function is not None:
            for each in parameters(function):
                if text_of(each.child_by_field_name("left")) == text_of(name):
                    yield from each.named_children[1:]
            function = function_around(function)
