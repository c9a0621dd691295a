"""Follows what a script has got hold of through the script.

What cannot be followed may be compared with anything, so that all tags of its kind are
asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tree_sitter import Node

from .calls import Calls
from .conditions import field_of, is_guarded
from .constants import Constants
from .functions import WINDOWS
from .particular import is_kept_beyond
from .scopes import Scopes, function_around, parameters, text_of
from .url_words import words_of
from .values import COPIES, NOTHING, Findings, Value, read_property

#: After so many steps, nobody would follow.
_MOST = 4000
#: Where a value goes through and comes out as it went in.
_THROUGH = frozenset({"parenthesized_expression", "await_expression", "spread_element", "array"})
#: Where all that is asked is whether there is one.
_ENDS = frozenset(
    {"if_statement", "while_statement", "do_statement", "for_statement", "update_expression"}
    | {"unary_expression", "class_heritage", "throw_statement", "debugger_statement"}
    | {"expression_statement", "with_statement"}
)
#: Of the last part of a sequence, which is what it comes to.
LAST = "last"
_EQUALITY = frozenset({"==", "===", "!=", "!=="})


class Flow:
    """Follows one value at a time, each with findings of its own."""

    def __init__(self, scopes: Scopes, constants: Constants) -> None:
        self.scopes = scopes
        self.constants = constants
        self.findings: Findings = Findings()
        self.callers: Mapping[int, Node] = {}
        self.calls: Calls = Calls(self)
        self._pending: list[tuple[Node, Value]] = []
        self._seen: set[tuple[int, int, str, Value]] = set()

    def follow(self, node: Node, value: Value) -> Findings:
        """Return what becomes of the *value* of the expression *node*."""
        self.findings = Findings()
        self._seen.clear()
        self.push(node, value)
        kind = "" if node.parent is None else node.parent.type
        if kind == "expression_statement" and value.what == "tags":
            # Nobody writes that for nothing.
            self.findings.add_any(value.kinds)
        return self.drain(value)

    def drain(self, value: Value) -> Findings:
        """Follow all that is pending, which began with a *value*; return what it leads to."""
        steps = 0
        while self._pending:
            self._step(*self._pending.pop())
            steps += 1
            if steps > _MOST:
                self._pending.clear()
                self.findings.add_any(value.kinds)
        self.findings.close()
        return self.findings

    def push(self, node: Node, value: Value) -> None:
        """Have the *value* of the expression *node* followed."""
        key = (node.start_byte, node.end_byte, node.type, value)
        if key not in self._seen:
            self._seen.add(key)
            self._pending.append((node, value))

    def lose(self, value: Value, at: Node | None = None) -> None:
        """Take note that nobody knows what becomes of a *value*."""
        self.findings.reads_rules |= value.is_rule
        if value.what in {"root", "own", "event"} or (value.is_rule and value.what == "tags"):
            return
        if value.is_picked or (value.what == "tags" and at is not None and is_guarded(at)):
            self.findings.single |= value.kinds
        else:
            self.findings.add_any(value.kinds)

    def bind(self, pattern: Node | None, value: Value) -> None:
        """Have all mentions of what a *pattern* takes of a *value* followed."""
        if pattern is None:
            return
        match pattern.type:
            case "identifier" | "shorthand_property_identifier_pattern":
                self._bind_name(pattern, value)
            case "assignment_pattern" | "object_assignment_pattern":
                left = pattern.child_by_field_name("left")
                is_short = left is not None and left.type.startswith("shorthand")
                self._bind_key(left, left, value) if is_short else self.bind(left, value)
            case "object_pattern":
                for child in pattern.named_children:
                    self._bind_part(child, value)
            case "array_pattern" | "rest_pattern" as kind:
                if kind == "array_pattern" and value.what == "tags" and not value.is_picked:
                    self.findings.single |= value.kinds
                for child in pattern.named_children:
                    self.bind(child, value)
            case "member_expression":
                self._bind_property(pattern, value)
            case "subscript_expression":
                self.bind(pattern.child_by_field_name("object"), value)
            case "variable_declaration" | "lexical_declaration":
                for child in pattern.named_children:
                    self.bind(child.child_by_field_name("name"), value)
            case _:
                self.lose(value, pattern)

    def _bind_part(self, child: Node, value: Value) -> None:
        match child.type:
            case "shorthand_property_identifier_pattern":
                self._bind_key(child, child, value)
            case "pair_pattern":
                key = child.child_by_field_name("key")
                self._bind_key(key, child.child_by_field_name("value"), value)
            case "object_assignment_pattern":
                left = child.child_by_field_name("left")
                self._bind_key(left, left, value)
            case _:
                self.bind(child, value)

    def _bind_key(self, key: Node | None, pattern: Node | None, value: Value) -> None:
        inner = read_property(value, text_of(key).strip("'\""), self.findings)
        if inner is not None:
            self.bind(pattern, inner)

    def _bind_name(self, name: Node, value: Value) -> None:
        mentions = self.scopes.mentions(name)
        if mentions is None:
            self.lose(value, name)
            return
        if self.scopes.is_global(name) and value.what in {"tags", "text"}:
            self.findings.given[text_of(name)] = value.kinds
        for mention in mentions:
            if mention != name:
                self.push(mention, value)

    def _bind_property(self, member: Node, value: Value) -> None:
        owner = member.child_by_field_name("object")
        name = text_of(member.child_by_field_name("property"))
        if value.what == "text" and value.place:
            # A copy of all that is written in the head, or in the body.
            self.lose(value)
            return
        if value.what == "text" and name in COPIES:  # Another element gets what this one has.
            return
        self.bind_key_everywhere(name, value)
        if value.what in {"tags", "text"} and text_of(owner) in WINDOWS:
            self.findings.given[name] = value.kinds

    def bind_key_everywhere(self, name: str, value: Value) -> None:
        """Have each property *name* followed as if it were the *value*."""
        if value.what in {"root", "own", "event"}:
            return
        mentions = self.scopes.properties(name)
        if mentions is None:
            self.lose(value)
        for mention in mentions or ():
            parent = mention.parent
            if mention.type == "shorthand_property_identifier_pattern":
                self.bind(mention, value)
            elif parent is not None and parent.type == "member_expression":
                self.push(parent, value)

    def _step(self, node: Node, value: Value) -> None:
        parent = node.parent
        if parent is None or parent.type in _ENDS:
            return
        if parent.type in _THROUGH:
            self.push(parent, value)
        elif parent.type == "arguments":
            self.calls.passed(parent, node, value)
        elif node.type == "shorthand_property_identifier":
            self.bind_key_everywhere(text_of(node), value)
        else:
            field = field_of(parent, node) or (LAST if parent.named_children[-1] == node else "")
            handler = getattr(self, f"_in_{parent.type}", None)
            if handler is not None:
                handler(parent, field, value)
            elif not parent.type.endswith("_pattern") and parent.type != "formal_parameters":
                self.lose(value, node)

    def _in_sequence_expression(self, parent: Node, field: str, value: Value) -> None:
        if field == LAST:
            self.push(parent, value)

    def _in_member_expression(self, parent: Node, field: str, value: Value) -> None:
        if field == "object":
            self.calls.accessed(parent, text_of(parent.child_by_field_name("property")), value)

    def _in_subscript_expression(self, parent: Node, field: str, value: Value) -> None:
        if field == "object":
            self.calls.indexed(parent, value)
        else:
            self.lose(value, parent)

    def _in_call_expression(self, parent: Node, field: str, value: Value) -> None:
        """Do nothing: no tag can be called."""

    _in_new_expression = _in_call_expression

    def _in_variable_declarator(self, parent: Node, field: str, value: Value) -> None:
        self.bind(parent.child_by_field_name("name") if field == "value" else None, value)

    def _in_assignment_expression(self, parent: Node, field: str, value: Value) -> None:
        if field == "right":
            left = parent.child_by_field_name("left")
            if left is not None and left.type in {"identifier", "member_expression"}:
                value = self._chosen(parent, value)
            self.bind(left, value)
            self.push(parent, value)

    _in_augmented_assignment_expression = _in_assignment_expression

    def _chosen(self, node: Node, value: Value) -> Value:
        """Return a value that a condition leaves in a variable, or returns: one of many."""
        is_one = value.what in {"tags", "text"} and not (value.place or value.is_picked)
        if not is_one or not (is_guarded(node) or is_kept_beyond(node, self.scopes)):
            return value
        self.findings.single |= value.kinds
        return replace(value, is_picked=True)

    def _in_binary_expression(self, parent: Node, field: str, value: Value) -> None:
        operator = text_of(parent.child_by_field_name("operator"))
        other = parent.child_by_field_name("left" if field == "right" else "right")
        passes = {"||", "??"} | ({"&&"} if field == "right" else set())
        if operator in passes | ({"+"} if value.what == "text" else set()):
            self.push(parent, value)
        elif value.what == "text" and operator in _EQUALITY:
            self._compare(other, value)
        elif operator == "in" and field == "left":
            self.lose(value, parent)

    def _compare(self, other: Node | None, value: Value) -> None:
        if other is None or other.type in NOTHING or text_of(other).startswith("void"):
            return
        if value.is_whole:
            self.lose(value)
        else:
            self.findings.add_words(words_of(self.constants.text(other)), value.kinds)

    def _in_ternary_expression(self, parent: Node, field: str, value: Value) -> None:
        if field != "condition":
            self.push(parent, value)

    def _in_return_statement(self, parent: Node, field: str, value: Value) -> None:
        function = function_around(parent)
        if function is None:
            # The script is the body of a function that was made of a string.
            return self.lose(value, parent)
        return self.calls.returned(function, self._chosen(parent, value))

    _in_yield_expression = _in_return_statement

    def _in_arrow_function(self, parent: Node, field: str, value: Value) -> None:
        if field == "body":
            self.calls.returned(parent, value)

    def _in_for_in_statement(self, parent: Node, field: str, value: Value) -> None:
        if field == "right" and text_of(parent.child_by_field_name("operator")) == "of":
            self.bind(parent.child_by_field_name("left"), value)

    def _in_template_substitution(self, parent: Node, field: str, value: Value) -> None:
        if value.what == "text" and parent.parent is not None:
            self.push(parent.parent, value)

    def _in_pair(self, parent: Node, field: str, value: Value) -> None:
        if field == "value":
            self.bind_key_everywhere(text_of(parent.child_by_field_name("key")).strip("'\""), value)

    def _in_switch_statement(self, parent: Node, field: str, value: Value) -> None:
        body = parent.child_by_field_name("body")
        for case in body.named_children if body is not None and value.what == "text" else ():
            self._compare(case.child_by_field_name("value"), value)

    def _in_switch_case(self, parent: Node, field: str, value: Value) -> None:
        if value.what == "text":
            self.lose(value, parent)

    def in_function(self, function: Node, number: int, value: Value) -> None:
        """Have a *value* followed that is given to a function as one of its arguments."""
        patterns = parameters(function)
        if number < len(patterns):
            self.bind(patterns[number], value)
        elif patterns and patterns[-1].type == "rest_pattern":
            self.bind(patterns[-1], value)
        elif function.type != "arrow_function" and b"arguments" in (function.text or b""):
            self.lose(value, function)
