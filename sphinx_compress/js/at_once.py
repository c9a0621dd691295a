"""Scripts that do nothing yet when they run: they only declare, and wait for events.

It starts from nothing: a statement that is not known to do no more makes a script one that acts
at once.  What runs later is not looked at: functions that wait for the page, for a click, or to
be called by another script.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice
from typing import Final

from tree_sitter import Node

from ..core.names import Declarations
from .caused_events import waits_for_own
from .plain import (
    CONVERSIONS,
    FUNCTIONS,
    GLOBALS,
    Scope,
    functions_of,
    holds_while_reading,
    inner,
)
from .pure import OF_WINDOWS, PureReader
from .scopes import text_of
from .syntax import captures, is_deep, parse

#: These happen when the page has been read, or when its reader does something.
LATE_EVENTS: Final = frozenset(
    """DOMContentLoaded load pageshow pagehide beforeunload unload hashchange popstate click
    dblclick keydown keyup keypress mousedown mouseup pointerdown pointerup touchstart touchend
    input change submit message storage beforeprint afterprint readystatechange""".split()
)
_FRESH: Final = frozenset(
    """object array function_expression arrow_function generator_function class
    new_expression""".split()
)
#: What is assigned to a property of these, or to one with such a name, has effects.
_HOSTS: Final = frozenset(
    """document location history navigator screen localStorage sessionStorage performance event
    top parent opener frames name status""".split()
)
_HOST_PROPERTIES: Final = frozenset(
    """className classList innerHTML outerHTML textContent innerText outerText id style cssText
    dataset hidden src href value checked disabled open title lang dir body head documentElement
    children attributes nodeValue data prototype __proto__""".split()
)
#: Operators that ask whether there is a name.
_LOOKING: Final = frozenset({"typeof", "in"})
_DEEPEST: Final = 30
#: Of so many functions it is found out whether others may call them at once.
_MOST_OFFERED: Final = 200
#: Names whose values nobody changes.
_STABLE: Final = frozenset(
    """document window self globalThis readyState navigator undefined
    addEventListener attachEvent currentScript dataset getAttribute getItem hasAttribute Object
    Array Set Map WeakMap WeakSet RegExp Date Error URL Symbol JSON Math Number String Boolean
    freeze create assign prototype""".split()
)


def at_once(text: str) -> tuple[Declarations | None, int]:
    """Return what the script *text* declares, or else in which line it begins to do more.

    The line is zero if it does no more, or is not understood.
    """
    root = parse(text.encode("utf-8", "replace")).root_node
    if root.has_error or is_deep(root) or _has_escapes(root, text):
        return None, 0
    scope = Scope(dict(functions_of(root)))
    reader = _Reader(scope)
    for node in root.named_children:
        if not reader.statement(node):
            return None, node.start_point[0] + 1
    events, offers = set(reader.events), set()
    for name, function in islice(scope.functions.items(), _MOST_OFFERED):
        own = _Reader(scope)
        is_idle = own.body(function, scope) and not own.calls
        if is_idle and not (own.reads_page or _changing(own.reads, reader.names)):
            offers.add(name)
            events |= own.events
            reader.names |= own.names
    declares = Declarations(
        frozenset(reader.names),
        frozenset(offers),
        frozenset(reader.calls),
        frozenset(events),
        _changing(reader.reads, reader.names),
        reader.reads_page,
    )
    return declares, 0


def _has_escapes(root: Node, text: str) -> bool:
    """Return whether a name is written in another way than it is meant."""
    found = captures(root, "[(identifier) (property_identifier)] @name") if "\\u" in text else {}
    return any("\\" in text_of(node) for node in found.get("name", ()))


def _changing(reads: Collection[str], own: Collection[str]) -> frozenset[str]:
    """Return those of the *reads* whose values others may change."""
    return frozenset(each for each in reads if each not in own and each.lstrip(".?") not in _STABLE)


class _Reader(PureReader):
    """Follows what a script does at once."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.names: set[str] = set()
        self.calls: set[str] = set()
        self.events: set[str] = set()
        #: Those of its names that are objects of its own.
        self._fresh: set[str] = set()
        #: Whether calls of functions do no more; false while one is looked at.
        self._known: dict[int, bool] = {}
        self._depth = 0

    def statement(self, node: Node) -> bool:
        """Return whether a statement does no more than declare."""
        match node.type:
            case "function_declaration" | "generator_function_declaration" | "class_declaration":
                is_well = self._declare(text_of(node.child_by_field_name("name")))
                return is_well and (node.type != "class_declaration" or self.is_class_plain(node))
            case "lexical_declaration" | "variable_declaration":
                return all(self._declared(each) for each in inner(node))
            case "expression_statement" | "parenthesized_expression":
                return all(self.effect(each) for each in inner(node))
            case "statement_block" | "else_clause":
                return all(self.statement(each) for each in inner(node))
            case "return_statement":
                return all(self.is_pure(each) for each in inner(node))
            case "if_statement":
                return self._either(node, self.statement)
            case "try_statement" | "catch_clause" | "finally_clause":
                parts = (each for each in inner(node) if each.type != "identifier")
                return all(self.statement(each) for each in parts)
        return node.type in {"comment", "empty_statement", "hash_bang_line"}

    def effect(self, node: Node) -> bool:
        """Return whether an expression has no effect but to give its own names values."""
        match node.type:
            case "assignment_expression":
                left, right = (node.child_by_field_name(each) for each in ("left", "right"))
                if left is None or not self._may_be_given(left):
                    return False
                if right is not None and right.type in _FRESH:
                    self._fresh.add(text_of(left))
                return self._value(right)
            case "call_expression":
                return self._call(node)
            case "unary_expression" | "binary_expression" if _operator(node) in _LOOKING:
                return self.is_pure(node)
            case "unary_expression" if _operator(node) != "delete":
                return all(self.effect(each) for each in inner(node))
            case "parenthesized_expression" | "sequence_expression" | "binary_expression":
                return all(self.effect(each) for each in inner(node))
            case "ternary_expression":
                return self._either(node, self.effect)
        return self.is_pure(node)

    def _value(self, node: Node | None) -> bool:
        """Return whether a value that is given to a name comes without other effects."""
        return node is None or self.effect(node)

    def _declared(self, node: Node) -> bool:
        name, value = (node.child_by_field_name(each) for each in ("name", "value"))
        if name is None or name.type != "identifier":
            return False
        is_well = self._declare(text_of(name))
        if value is not None and value.type in _FRESH:
            self._fresh.add(text_of(name))
        return is_well and self._value(value)

    def _declare(self, name: str, *, is_property: bool = False) -> bool:
        """Take note of a name; return whether it means nothing else to all windows."""
        if not is_property and self.scope.is_local(name):
            return True
        self.names.add(name)
        if name.startswith("on") and name[2:].isalpha() and name[2:].islower():
            self.events.add(name[2:])
            return name[2:] in LATE_EVENTS
        return name not in OF_WINDOWS

    def _either(self, node: Node, act: Callable[[Node], bool]) -> bool:
        """Return whether all is well on both ways, or on the one that a script in a head takes."""
        condition, first, second = (
            node.child_by_field_name(each) for each in ("condition", "consequence", "alternative")
        )
        is_reading = holds_while_reading(condition)
        ways = [first] if is_reading else [second] if is_reading is False else [first, second]
        is_well = condition is None or self.is_pure(condition) or self.effect(condition)
        return is_well and all(way is None or act(way) for way in ways)

    def _may_be_given(self, node: Node) -> bool:
        """Return whether to give a name or a property a value has no other effect."""
        parts = text_of(node).split(".")
        if not all(part.isidentifier() or "$" in part for part in parts):
            return False
        first, *others = parts
        is_property = first in GLOBALS and bool(others)
        if is_property:
            first, *others = others
        if not others and not self._declare(first, is_property=is_property):
            return False
        if others and first not in self._fresh:
            if first in self.names or self.is_own(first) or first in OF_WINDOWS:
                # Nobody knows what it is.
                return False
            self.names.update((first, others[-1]))
            if not (first[:1].isupper() or first in {"$", "jQuery"}) or _HOSTS & {*others}:
                return False
        return first not in _HOSTS and (_HOST_PROPERTIES | CONVERSIONS).isdisjoint(others)

    def _call(self, node: Node) -> bool:
        function, arguments = (node.child_by_field_name(each) for each in ("function", "arguments"))
        if function is None or arguments is None or arguments.type != "arguments":
            return False
        if not self.all_pure(arguments):
            return False
        while function.type == "parenthesized_expression" and function.named_children:
            function = function.named_children[0]
        name = text_of(function)
        if self.is_own(name.partition(".")[0]):
            return self.calls_own(name)
        if name.endswith("addEventListener") or name == "document.attachEvent":
            event = arguments.named_children[0] if arguments.named_children else None
            owner = name.removesuffix("addEventListener")
            happening = text_of(event)[1:-1].removeprefix("on")
            self.events.add(happening)
            if happening == "load" and not all(map(_is_no_capture, inner(arguments)[2:])):
                # It would hear of each image, too.
                return False
            is_late = happening in LATE_EVENTS or waits_for_own(event)
            return is_late and owner in {"", "document.", "window.", name}
        if function.type in FUNCTIONS:
            return self.body(function, self.scope)
        is_of_others = function.type == "identifier" and name not in self.names
        if is_of_others and not self._depth and name not in self.scope.functions:
            self.calls.add(name)
            return all(map(self._is_callback, inner(arguments)))
        return self.is_pure(node)

    def _is_callback(self, node: Node) -> bool:
        """Return whether a value is a function of this script, or nothing at all."""
        name = text_of(node).partition(".")[0]
        is_own = name in self.scope.functions or (name in self.names and "." in text_of(node))
        return node.type in FUNCTIONS or is_own

    def calls_own(self, name: str) -> bool:
        """Return whether a call of what has a name does no more than declare."""
        found = self.scope.function(name)
        if found is None:
            return False
        function, scope = found
        if function.id not in self._known:
            self._known[function.id] = False
            self._known[function.id] = self.body(function, scope)
        return self._known[function.id]

    def body(self, function: Node, scope: Scope) -> bool:
        """Return whether a call of a function does no more than declare names of its own.

        :param scope: that in which the function stands.
        """
        body = function.child_by_field_name("body")
        parameters = function.child_by_field_name("parameters")
        is_plain = parameters is None or all(
            each.type == "identifier" for each in inner(parameters)
        )
        is_async = text_of(function).startswith("async")
        if body is None or self._depth > _DEEPEST or is_async or not is_plain:
            return False
        before = self.scope, self._fresh
        self.scope = scope.inside(function, body)
        self._fresh = self._fresh - self.scope.names
        self._depth += 1
        is_well = self.statement(body) if body.type == "statement_block" else self.effect(body)
        self._depth -= 1
        self.scope, self._fresh = before
        return is_well


def _operator(node: Node) -> str:
    return text_of(node.child_by_field_name("operator"))


def _is_no_capture(option: Node) -> bool:
    is_object = option.type == "object" and "capture" not in text_of(option)
    return is_object or text_of(option) == "false"
