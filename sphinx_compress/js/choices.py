"""Which expressions of a script a name, a property or a call may come to."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from .constants import Constants, given_to
from .functions import Functions
from .scopes import FUNCTIONS, text_of

#: One chooses from fewer than that.
_MOST = 60
_PATTERNS = frozenset({"array_pattern", "object_pattern"})
_OPERATORS = frozenset({"||", "??", "&&"})


class Choices:
    """Knows what one script chooses from."""

    def __init__(self, constants: Constants, functions: Functions) -> None:
        self._constants = constants
        self._functions = functions

    def of(self, node: Node) -> list[Node]:
        """Return the expressions that *node* may come to, as far as they are known."""
        found: list[Node] = []
        seen: set[int] = {node.id}
        pending = [node]
        while pending and len(seen) < _MOST:
            each = pending.pop()
            following = [inner for inner in self._next(each) if inner.id not in seen]
            seen.update(inner.id for inner in following)
            pending += following
            if not following and each != node:
                found.append(each)
        return found

    def _next(self, node: Node) -> Iterator[Node]:
        """Yield what *node* may come to, one step on."""
        match node.type:
            case "parenthesized_expression":
                yield node.named_children[-1]
            case "ternary_expression":
                yield from node.named_children[1:]
            case "binary_expression":
                if text_of(node.child_by_field_name("operator")) in _OPERATORS:
                    yield from node.named_children
            case "identifier":
                yield from self._listed(node)
                for mention in self._functions.mentions(node):
                    yield from filter(None, (given_to(mention), default_of(mention)))
            case "spread_element":
                yield from self._items(node.named_children[0])
            case "member_expression":
                yield from self._functions.given(text_of(node.child_by_field_name("property")))
            case "subscript_expression":
                yield from self._items(node.child_by_field_name("object"))
            case "call_expression":
                for function in self._functions.of(node.child_by_field_name("function")):
                    yield from returned_by(function)

    def _items(self, listed: Node | None) -> Iterator[Node]:
        """Yield what is in a list or an object."""
        value = None if listed is None else self._constants.value(listed)
        if value is None or value.type not in {"array", "object"}:
            return
        for each in value.named_children:
            item = each.child_by_field_name("value") if each.type == "pair" else each
            if item is not None and item.type != "comment":
                yield item

    def _listed(self, name: Node) -> Iterator[Node]:
        """Yield the items of a list that a name stands for one after the other."""
        for mention in self._functions.mentions(name):
            pattern, parent = mention, mention.parent
            while parent is not None and parent.type in _PATTERNS:
                pattern, parent = parent, parent.parent
            if pattern.type == "object_pattern":
                yield from self._functions.given(text_of(name))
            listed = None
            if parent is not None and parent.type == "for_in_statement":
                listed = parent.child_by_field_name("right")
            elif parent is not None and (function := _with_parameter(parent)) is not None:
                call = function.parent.parent if function.parent is not None else None
                callee = None if call is None else call.child_by_field_name("function")
                listed = None if callee is None else callee.child_by_field_name("object")
            if listed is not None and pattern != listed:
                listed = self._constants.value(listed)
                for item in listed.named_children if listed.type == "array" else ():
                    is_pair = pattern != mention and item.type == "array"
                    yield from item.named_children if is_pair else [item]


def default_of(name: Node) -> Node | None:
    """Return what a name is given where nothing else is given to it."""
    pattern = name.parent
    if pattern is None or pattern.type not in {"assignment_pattern", "object_assignment_pattern"}:
        return None
    return pattern.child_by_field_name("right") if pattern.named_children[0] == name else None


def _with_parameter(node: Node) -> Node | None:
    """Return the callback of which *node* is the list of parameters, or itself."""
    function = node.parent if node.type == "formal_parameters" else node
    is_callback = (
        function is not None
        and function.type in FUNCTIONS
        and function.parent is not None
        and function.parent.type == "arguments"
    )
    return function if is_callback else None


def returned_by(function: Node) -> Iterator[Node]:
    """Yield what a function returns."""
    body = function.child_by_field_name("body")
    if body is None:
        return
    if body.type != "statement_block":
        yield body
        return
    pending = list(body.named_children)
    while pending:
        node = pending.pop()
        if node.type == "return_statement" and node.named_children:
            yield node.named_children[0]
        elif node.type not in FUNCTIONS and node.type.endswith(_STATEMENTS):
            pending += node.named_children


#: What a `return` may stand in.
_STATEMENTS = ("statement", "block", "clause", "switch_body", "switch_case", "switch_default")
