"""Which expressions come to numbers."""

from __future__ import annotations

import re
from typing import Final

from tree_sitter import Node

from .constants import given_to, is_parameter
from .scopes import Scopes, text_of

_DEEPEST: Final = 8
_COUNTED: Final = re.compile(r"(?:[-*/%&|^]|\*\*|<<|>>>?)=?")
#: Functions and methods that return numbers.
_COUNTS: Final = frozenset(
    """Number charCodeAt codePointAt findIndex floor indexOf lastIndexOf parseFloat parseInt push
    round unshift""".split()
)
#: Methods of lists alone, which tell their function the number of each item.
_OF_LISTS: Final = frozenset("every filter find findIndex flatMap map some".split())


class Indices:
    """Knows numbers in one script."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes

    def is_number(self, node: Node | None, depth: int = 0) -> bool:
        """Return whether an expression is a number, or ends with one, as no property does."""
        if node is None or depth > _DEEPEST:
            return False
        deeper = depth + 1
        match node.type:
            case "number" | "update_expression":
                return True
            case "unary_expression":
                return text_of(node.child_by_field_name("operator")) in {"-", "+", "~"}
            case "parenthesized_expression" | "sequence_expression" if node.named_children:
                return self.is_number(node.named_children[-1], deeper)
            case "binary_expression" | "augmented_assignment_expression":
                return self._is_counted(node, deeper)
            case "assignment_expression":
                return self.is_number(node.child_by_field_name("right"), deeper)
            case "member_expression":
                return text_of(node.child_by_field_name("property")) == "length"
            case "call_expression":
                callee = text_of(node.child_by_field_name("function"))
                return callee.rpartition(".")[2] in _COUNTS
            case "identifier":
                return self._is_counter(node, deeper)
            case _:
                return False

    def _is_counted(self, operation: Node, depth: int) -> bool:
        operator = text_of(operation.child_by_field_name("operator"))
        if operator not in {"+", "+="}:
            return _COUNTED.fullmatch(operator) is not None
        sides = (operation.child_by_field_name(side) for side in ("left", "right"))
        return any(self.is_number(side, depth) for side in sides)

    def _is_counter(self, name: Node, depth: int) -> bool:
        mentions = self._scopes.mentions(name) or []
        if any("pattern" in f"{each.type} {each.parent and each.parent.type}" for each in mentions):
            return False
        if any(map(is_parameter, mentions)):
            return any(map(_is_number_of_item, mentions))
        given = [value for each in mentions if (value := given_to(each)) is not None]
        return bool(given) and all(self.is_number(value, depth) for value in given)


def _is_number_of_item(name: Node) -> bool:
    """Return whether a parameter is told the number of an item of a list."""
    around = name.parent
    function = None if around is None or around.type != "formal_parameters" else around.parent
    arguments = None if function is None else function.parent
    call = None if arguments is None or arguments.type != "arguments" else arguments.parent
    if around is None or call is None or [*around.named_children].index(name) != 1:
        return False
    callee = call.child_by_field_name("function")
    return callee is not None and text_of(callee.child_by_field_name("property")) in _OF_LISTS
