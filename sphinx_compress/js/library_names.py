"""Names of its own that a script has for jQuery, as what shortens scripts gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from .conditions import field_of
from .functions import Functions, arguments_of, called_by
from .scopes import FUNCTIONS, Scopes, function_around, parameters, text_of

_LIBRARY = re.compile(rb"(?<![\w$.-])(?:\$|jQuery|jquery)(?![\w$-])|(?<=\.)jQuery\b")
#: What makes a library of which the queries are those of its callers: jQuery, or one like it.
_MADE = re.compile(rb"\.fn\s*=\s*[\w$.]+\.prototype\s*=")
#: Where a value goes through.
_THROUGH = frozenset(
    {"parenthesized_expression", "binary_expression", "ternary_expression", "sequence_expression"}
)


def library_places(source: bytes, root: Node) -> Iterator[tuple[int, int]]:
    """Yield where jQuery, or a library like it, begins and ends in a script."""
    for match in _MADE.finditer(source):
        node = root.descendant_for_byte_range(match.start(), match.start() + 1)
        function = None if node is None else function_around(node)
        whole = root if function is None else function
        yield whole.start_byte, whole.end_byte


class LibraryNames:
    """The names of one script for jQuery."""

    def __init__(self, source: bytes, root: Node, scopes: Scopes, functions: Functions) -> None:
        self._source = source
        self._root = root
        self._scopes = scopes
        self._functions = functions

    def calls(self) -> Iterator[Node]:
        """Yield the calls of jQuery by other names than its own."""
        for name in self._names():
            for mention in self._functions.mentions(name):
                if (call := called_by(mention)) is not None:
                    yield call

    def _names(self) -> Iterator[Node]:
        pending = [name for value in self._values() for name in self._given(value)]
        seen: set[tuple[int, str]] = set()
        while pending:
            name = pending.pop()
            key = self._scopes.scope_of(name).id, text_of(name)
            if key in seen or text_of(name) in {"$", "jQuery"}:
                continue
            seen.add(key)
            yield name
            for mention in self._functions.mentions(name):
                pending += self._given(mention)

    def _values(self) -> Iterator[Node]:
        """Yield what stands for jQuery: its name, or where it is imported."""
        for match in _LIBRARY.finditer(self._source):
            node = self._root.descendant_for_byte_range(*match.span())
            parent = None if node is None else node.parent
            if node is None or parent is None:
                continue
            if node.type == "string_fragment":
                yield from self._imported(parent)
            elif node.type == "property_identifier":
                yield parent
            elif node.type == "identifier":
                yield node

    def _imported(self, string: Node) -> Iterator[Node]:
        around = string.parent
        if around is None or text_of(string)[1:-1] != "jquery":
            return
        if around.type == "import_statement":
            yield around.named_children[0].named_children[0]
        elif around.type in {"array", "arguments"}:
            yield string

    def _given(self, value: Node) -> Iterator[Node]:
        """Yield the names that are given a *value* where it stands."""
        parent = value.parent
        while parent is not None and parent.type in _THROUGH:
            value, parent = parent, parent.parent
        if parent is None:
            return
        place = field_of(parent, value)
        match parent.type:
            case "import_clause":
                yield value
            case "variable_declarator" if place == "value":
                yield from _names_in(parent.child_by_field_name("name"))
            case "assignment_expression" if place == "right":
                yield from _names_in(parent.child_by_field_name("left"))
            case "call_expression" if place == "function":
                # What waits for the page is given it.
                for argument in arguments_of(parent)[:1]:
                    yield from self._first(self._functions.of(argument), 0)
            case "member_expression" if text_of(parent).endswith((".noConflict", ".default")):
                call = parent.parent
                is_call = call is not None and call.type == "call_expression"
                yield from self._given(call if call is not None and is_call else parent)
            case "arguments" if parent.parent is not None:
                yield from self._passed(parent.parent, value)
            case "array":
                yield from self._defined(parent, value)

    def _passed(self, call: Node, value: Node) -> Iterator[Node]:
        callee = call.child_by_field_name("function")
        if value.type == "string":
            if text_of(callee) == "require":
                yield from self._given(call)
        elif callee is not None:
            is_call = text_of(callee.child_by_field_name("property")) == "call"
            number = arguments_of(call).index(value) - is_call
            called = callee.child_by_field_name("object") if is_call else callee
            yield from self._first(self._called(called), number)

    def _called(self, callee: Node | None) -> list[Node]:
        """Return the functions that a call means, as one that another function is given."""
        while callee is not None and callee.type == "parenthesized_expression":
            callee = callee.named_children[-1]
        if callee is None or (found := self._functions.of(callee)) or callee.type != "identifier":
            return [] if callee is None else found
        function = self._scopes.scope_of(callee)
        names = (
            [text_of(each) for each in parameters(function)] if function.type in FUNCTIONS else []
        )
        call = function.parent
        while call is not None and call.type == "parenthesized_expression":
            call = call.parent
        if text_of(callee) not in names or call is None or call.type != "call_expression":
            return []
        given = arguments_of(call)[names.index(text_of(callee)) :]
        return self._functions.of(given[0]) if given else []

    def _defined(self, listed: Node, name: Node) -> Iterator[Node]:
        """Yield what a module calls the one with a *name* in the list of what it needs."""
        if listed.parent is None or listed.parent.type != "arguments":
            return
        beside = listed.parent.named_children
        number = listed.named_children.index(name)
        for each in beside[beside.index(listed) + 1 :][:1]:
            yield from self._first(self._called(each), number)

    def _first(self, functions: list[Node], number: int) -> Iterator[Node]:
        for function in functions:
            yield from (
                each
                for each in parameters(function)[number : number + 1]
                if each.type == "identifier"
            )


def _names_in(pattern: Node | None) -> Iterator[Node]:
    if pattern is not None and pattern.type == "identifier":
        yield pattern
