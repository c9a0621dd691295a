"""What becomes of a value that is an argument, that a method is called on, or that is returned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tree_sitter import Node

from .conditions import is_counted, is_last
from .functions import Functions, arguments_of, called_by, called_on, is_getter
from .helpers import may_tell_place
from .listening import hears, note_given, note_heard
from .methods import (
    CALLBACKS,
    COLLECT,
    COMPARE,
    HARMLESS,
    OF_TEXT,
    PASS_ON,
    PICKS,
    PREDICATES,
    RANGES,
    SAME,
    TESTS,
    UNUSED,
)
from .scopes import text_of
from .selectors import BOTH, CSS, JS
from .url_words import UNKNOWN, data_attribute, words_of, words_of_pattern
from .values import CHANGES, Follows, Value, of_root, read_property

#: No function has so many parameters.
_MOST_ARGUMENTS = 100


class Calls:
    """The part of a flow that is about functions."""

    def __init__(self, flow: Follows) -> None:
        self._flow = flow
        self.functions: Functions = Functions(flow.scopes)

    def accessed(self, member: Node, name: str, value: Value) -> None:
        """Follow what is read of a value, or what a method of it returns."""
        parent = member.parent
        if parent is None:
            return
        if parent.type == "call_expression" and parent.child_by_field_name("function") == member:
            self.method(parent, name, arguments_of(parent), value)
            return
        if parent.type == "assignment_expression" and parent.child_by_field_name("left") == member:
            if value.what == "tags":
                note_given(self._flow.findings, name, value, parent)
            return
        if value.what == "tags" and name == "dataset":
            self._add_data(data_attribute(text_of(parent.child_by_field_name("property"))))
            return
        if (inner := read_property(value, name, self._flow.findings)) is not None:
            self._flow.push(member, inner)

    def indexed(self, access: Node, value: Value) -> None:
        """Follow one of a list of values."""
        index = access.child_by_field_name("index")
        key = self._flow.constants.text(index)
        is_name = index is not None and index.type in {"string", "template_string"}
        if is_name or not (UNKNOWN in key or key.isdigit()):
            self.accessed(access, key, value)
        elif value.what == "tags":
            self._pick(access, index, value)
        else:
            self._flow.push(access, value)

    def _pick(self, access: Node, index: Node | None, value: Value) -> None:
        findings = self._flow.findings
        is_script = value.kinds == JS
        if value.is_picked:
            findings.single |= value.kinds
        elif is_script and text_of(index) == "0":
            value = replace(value, place="first")
        elif is_script and is_last(index) and self.functions.runs_at_once(access):
            value = Value("own")
        elif index is None or not (self.functions.is_counter(index) or is_counted(access)):
            findings.add_any(value.kinds)
        self._flow.push(access, value)

    def method(self, call: Node, name: str, arguments: Sequence[Node], value: Value) -> None:
        """Follow what a method does with the *value* that it is called on."""
        # Of roots, a list is as it is written.
        is_list = value.what in {"tags", "text"} or text_of(call).startswith("[")
        if name in CALLBACKS and arguments and is_list:
            self._call_back(call, name, arguments[0], value)
        elif value.what == "tags":
            self._of_tags(call, name, arguments, value)
        elif value.what == "text":
            self._of_text(call, name, arguments, value)
        elif inner := of_root(value, name, arguments):
            self._flow.push(call, inner)

    def _of_tags(self, call: Node, name: str, arguments: Sequence[Node], value: Value) -> None:
        flow = self._flow
        if name in {"getAttribute", "attr", "prop", "getAttributeNode", "getNamedItem"}:
            if len(arguments) == 1:
                self._read_attribute(call, arguments[0], value)
        elif name in CHANGES:
            flow.findings.add_change(value)
        elif hears(name, flow.constants.text(next(iter(arguments), None))):
            note_heard(flow.findings, value, call)
        elif name == "hasAttribute" and arguments:
            self._add_data(flow.constants.text(arguments[0]))
        elif name in PICKS:
            self._pick(call, arguments[0] if arguments else None, value)
        elif name in SAME:
            flow.push(call, value)
        elif name in {"next", "n"} and not arguments:
            flow.push(call, replace(value, place="beside"))
        elif name in {"prev", "siblings", "nextAll", "prevAll"} and not arguments:
            flow.findings.add_any(BOTH)
        elif name in {"html", "text"} and not arguments:
            flow.push(call, Value("text", value.kinds, value.is_picked))
        elif name in {"dispatchEvent", "click"} or (
            name in TESTS and may_tell_place(flow.constants.text(next(iter(arguments), None)))
        ):
            # Whoever listens has it as the target of an event.
            flow.lose(value, call)
        elif name in {"parent", "getRootNode"}:
            flow.push(call, Value("root"))

    def _read_attribute(self, call: Node, name: Node, value: Value) -> None:
        attribute = self._flow.constants.text(name)
        self._add_data(attribute)
        if not re.fullmatch(r"[\w-]+", attribute):
            self._flow.push(call, Value("text", value.kinds, value.is_picked))
        elif attribute in {"href", "src"} and (
            inner := read_property(value, attribute, self._flow.findings)
        ):
            self._flow.push(call, inner)

    def _add_data(self, attribute: str) -> None:
        if attribute.startswith("data-"):
            self._flow.findings.words.add(attribute)

    def _of_text(self, call: Node, name: str, arguments: Sequence[Node], value: Value) -> None:
        if name in COMPARE and arguments:
            self._compare(arguments[0], value)
        if name in OF_TEXT:
            self._flow.push(call, value)
        elif name not in COMPARE and name not in {"charCodeAt", "push", "forEach"}:
            self._flow.lose(value, call)

    def _compare(self, other: Node, value: Value) -> None:
        """Take note of a string or pattern that a text is searched for."""
        if value.is_whole:
            self._flow.lose(value)
            return
        other = self._flow.constants.value(other)
        if other.type == "regex":
            words = words_of_pattern(text_of(other.child_by_field_name("pattern")))
        else:
            words = words_of(self._flow.constants.text(other))
        self._flow.findings.add_words(words, value.kinds)

    def _call_back(self, call: Node, name: str, callback: Node, value: Value) -> None:
        flow = self._flow
        found = self.functions.of(callback)
        if name in PREDICATES and value.what == "tags":
            picked = replace(value, is_picked=True)
            if name != "filter":
                flow.findings.single |= value.kinds
            flow.push(call, picked)
        elif name in {"sort", "toSorted", "filter", "find", "findLast"}:
            flow.push(call, value)
        if not found and callback.type != "string" and text_of(callback) != "Boolean":
            flow.lose(value, call)
        for function in found:
            flow.in_function(function, int(name in {"each", "reduce", "reduceRight"}), value)
            if name == "each":
                for this in flow.scopes.this_of(function):
                    flow.push(this, value)

    def passed(self, arguments: Node, node: Node, value: Value) -> None:
        """Follow a value that is an argument of a call."""
        call = arguments.parent
        fields = "function", "constructor"
        callee = call and next(filter(None, map(call.child_by_field_name, fields)), None)
        if call is None or callee is None:
            return
        if arguments.named_child_count > _MOST_ARGUMENTS:
            # To find out which one it is takes the longer the more there are.
            self._flow.lose(value, node)
            return
        others = arguments_of(call)
        number = next((n for n, other in enumerate(others) if other == node), 0)
        name = text_of(callee.child_by_field_name("property")) or text_of(callee)
        owner = callee.child_by_field_name("object")
        if name in {"call", "apply", "bind"} and owner is not None:
            self._applied(call, owner, number, value)
        elif name in {"test", "exec"} and owner is not None and value.what == "text":
            self._compare(owner, value)
            self._flow.push(call, value)
        elif name in {"insertBefore", "insertAdjacentElement"} and number == 1:
            if value.what == "tags" and value.place != "first":
                # Where a style stands among others makes a difference.
                self._flow.findings.single |= value.kinds & CSS
        elif name in {"removeChild", "replaceChild"} and value.what == "tags":
            self._flow.findings.add_change(value)
        elif name in RANGES and value.what in {"root", "own"}:
            self._flow.findings.add_any(value.kinds)
        elif name == "serializeToString" and value.what == "root":
            self._flow.push(call, Value("text", value.kinds, is_whole=True))
        elif name == "from" and others[1:]:
            self._call_back(call, "map", others[1], value)
        elif name in PASS_ON:
            self._flow.push(call, value)
        elif name in COLLECT and owner is not None and value.what in {"tags", "text"}:
            self._flow.bind(owner, value)
        elif name not in HARMLESS:
            self._given(call, callee, number, value)

    def _given(self, call: Node, callee: Node, number: int, value: Value) -> None:
        if value.what not in {"tags", "text"} and callee.type == "member_expression":
            return
        found = self.functions.of(callee)
        if any(b"iterator" in (function.text or b"") for function in found):
            # What a compiler makes of a loop.
            self._flow.push(call, value)
            return
        for function in found:
            self._flow.in_function(function, number, value)
        if found:
            return
        if value.what == "text" and callee.type == "member_expression":
            listed = callee.child_by_field_name("object")
            listed = None if listed is None else self._flow.constants.value(listed)
            if listed is not None and listed.type == "array":
                for each in listed.named_children:
                    self._compare(each, value)
                return
        self._flow.lose(value, call)

    def _applied(self, call: Node, owner: Node, number: int, value: Value) -> None:
        name = text_of(owner.child_by_field_name("property"))
        if number == 0 and name:
            self.method(call, name, arguments_of(call)[1:], value)
        elif found := self.functions.of(owner):
            for function in found:
                self._flow.in_function(function, number - 1, value)
        else:
            self._flow.lose(value, call)

    def returned(self, function: Node, value: Value) -> None:
        """Follow a value that a function returns."""
        if caller := self._flow.callers.get(function.id):
            self._flow.push(caller, value)
            return
        parent = function.parent
        while parent is not None and parent.type == "parenthesized_expression":
            parent = parent.parent
        if parent is None:
            return
        if parent.type == "call_expression":
            self._flow.push(parent, value)
        elif value.what not in {"tags", "text"} and function.type != "function_declaration":
            return
        elif parent.type == "arguments":
            self._returned_to(parent, value)
        else:
            self._returned_by_name(function, value)

    def _returned_by_name(self, function: Node, value: Value) -> None:
        uses, names = self.functions.uses(function)
        if value.what in {"tags", "text"}:
            for name in names:
                self._flow.findings.given[name] = value.kinds
        for use in uses or ():
            if is_getter(function):
                self._flow.push(use, value)
            elif (call := called_by(use)) is not None:
                self._flow.push(call, value)
            elif use.parent is not None and use.parent.type == "arguments":
                self._returned_to(use.parent, value)
            elif (call := called_on(use, "call") or called_on(use, "apply")) is not None:
                self._flow.push(call, value)
            elif called_on(use, "bind") is not None:
                self._flow.lose(value, use)
        if uses is None or not (uses or names):
            # The page itself calls it, or others do.
            self._flow.lose(value, function)

    def _returned_to(self, arguments: Node, value: Value) -> None:
        """Follow what a callback returns to the function that it is given to."""
        call = arguments.parent
        callee = None if call is None else call.child_by_field_name("function")
        name = text_of(callee and callee.child_by_field_name("property")) or text_of(callee)
        if call is not None and name in {"map", "flatMap", "then", "from", "reduce"}:
            self._flow.push(call, value)
        elif name not in CALLBACKS | UNUSED:
            self._flow.lose(value, call)
