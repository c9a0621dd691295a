"""What jQuery makes of a text, and puts into the page by another call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tree_sitter import Node

from .constants import Constants
from .functions import arguments_of
from .lent_givers import accessed
from .scopes import Scopes, text_of
from .syntax import captures

#: Methods that put what they are called on into what they are given.
_PUTTING: Final = frozenset({"appendTo", "insertAfter", "insertBefore", "prependTo", "replaceAll"})
#: Those that put what they are given into what they are called on, in the same way as elements.
_TAKING: Final = frozenset(
    "add appendChild insertAdjacentElement insertBefore replaceChild replaceChildren".split()
)
#: Methods that take HTML, and that may be called on something else.
_LENT: Final = frozenset("after append before html prepend replaceWith wrap".split())
_LIBRARY: Final = frozenset({"$", "jQuery"})
#: Keys by which an element that is made is given HTML or more elements.
_KEYS: Final = frozenset({"addClass", "append", "html", "id", "prepend"})
_LONGEST: Final = 40

_QUERY: Final = """
(call_expression function: (member_expression) arguments: (arguments)) @call
(call_expression function: [(identifier) (member_expression)] @callee) @made
"""


class LibraryGivers:
    """Finds such texts in one script."""

    def __init__(self, scopes: Scopes) -> None:
        self._constants = Constants(scopes)

    def given(self, root: Node) -> Iterator[Node]:
        """Yield the expressions that may come to HTML which is put into the page."""
        found = captures(root, _QUERY)
        for call in found.get("call", ()):
            callee = call.child_by_field_name("function")
            method = text_of(callee and callee.child_by_field_name("property"))
            owner = callee and callee.child_by_field_name("object")
            arguments = arguments_of(call)
            if method in _PUTTING and len(arguments) == 1:
                # Only jQuery has methods with these names and one argument.
                yield from self._made_of(owner, is_library=True)
            elif method in _TAKING:
                for argument in arguments:
                    yield from self._made_of(argument)
            elif method in {"apply", "call"} and _name(owner) in _LENT:
                yield call
            elif method == "load" and arguments and self._first(owner) is not None:
                # A text of the server, in full.
                yield call
        for call in found.get("made", ()):
            if _is_library(call):
                yield from self._by_keys(call)

    def _made_of(self, node: Node | None, *, is_library: bool = False) -> Iterator[Node]:
        call = self._first(node, is_library=is_library)
        if call is not None:
            yield from arguments_of(call)[:1]

    def _first(self, node: Node | None, *, is_library: bool = False) -> Node | None:
        """Return the call of jQuery that a chain of calls begins with.

        :param is_library: whether any function may be jQuery.
        """
        for _ in range(_LONGEST):
            if node is None:
                return None
            if node.type == "call_expression" and (
                _is_library(node) or (is_library and _is_plain(node))
            ):
                return node
            if node.type in {"parenthesized_expression", "assignment_expression"}:
                node = node.named_children[-1]
                continue
            value = self._constants.value(node)
            if value is not node:
                node = value
                continue
            fields = "function", "object"
            node = next(filter(None, map(node.child_by_field_name, fields)), None)
        return None

    def _by_keys(self, call: Node) -> Iterator[Node]:
        """Yield what an element is given as names, or as HTML, that is made with properties."""
        first, *given = [*arguments_of(call)[:2], call][:2]
        if given == [call] or not self._constants.text(first).lstrip().startswith("<"):
            return
        if given[0].type != "object":
            yield given[0]
            return
        for pair in given[0].named_children:
            key, value = (pair.child_by_field_name(part) for part in ("key", "value"))
            if value is not None and text_of(key).strip("\"'") in _KEYS:
                yield value


def _is_plain(call: Node) -> bool:
    callee = call.child_by_field_name("function")
    return callee is not None and callee.type == "identifier"


def _name(node: Node | None) -> str:
    return accessed(node)[1] or text_of(node)


def _is_library(call: Node) -> bool:
    callee = call.child_by_field_name("function")
    name = callee and callee.child_by_field_name("property")
    return text_of(name or callee) in _LIBRARY
