"""What becomes of a value that is an argument, that a method is called on, or that is returned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tree_sitter import Node

from .attribute_reads import add_data, read_attribute
from .conditions import field_of, is_counted, is_last
from .counts import COUNTS, add_count, is_told
from .functions import Functions, arguments_of
from .helpers import may_tell_place
from .listening import hears, note_given, note_heard
from .methods import (
    ATTRIBUTES,
    CALLBACKS,
    COLLECT,
    COMPARE,
    HARMLESS,
    OF_TEXT,
    PARTED_BY,
    PASS_ON,
    PICKS,
    PREDICATES,
    RANGES,
    READERS,
    SAME,
    TESTS,
)
from .particular import is_compared, is_numbered, is_particular, is_parting
from .returns import Returns
from .rule_uses import BY_PLACE, DECLARING, is_other_place
from .scopes import text_of
from .selectors import BOTH, CSS, JS
from .url_words import UNKNOWN, data_attribute, words_of, words_of_pattern
from .values import CHANGES, INSERTS, Follows, Value, of_root, read_property

#: No function has so many parameters.
_MOST_ARGUMENTS = 100


class Calls:
    """The part of a flow that is about functions."""

    def __init__(self, flow: Follows) -> None:
        self._flow = flow
        self.functions: Functions = Functions(flow.scopes)
        self.returned: Callable[[Node, Value], None] = Returns(flow, self.functions).returned

    def accessed(self, member: Node, name: str, value: Value) -> None:
        """Follow what is read of a value, or what a method of it returns."""
        parent = member.parent
        if parent is None:
            return
        if value.what == "tags" and is_numbered(member, self.functions):
            self._flow.findings.single |= value.kinds
        if parent.type == "call_expression" and parent.child_by_field_name("function") == member:
            self.method(parent, name, arguments_of(parent), value)
        elif parent.type == "assignment_expression" and field_of(parent, member) == "left":
            if value.what == "tags":
                is_one = is_particular(member, self.functions)
                note_given(self._flow.findings, name, value, parent, is_one=is_one)
        elif value.what == "tags" and name == "dataset":
            add_data(self._flow, data_attribute(text_of(parent.child_by_field_name("property"))))
        else:
            if name in COUNTS and is_told(member, self.functions):
                add_count(value, self._flow.findings)
            inner = read_property(value, name, self._flow.findings)
            if inner is not None:
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
        elif index.type == "identifier" and any(map(is_compared, self.functions.mentions(index))):
            findings.single |= value.kinds
        self._flow.push(access, value)

    def method(self, call: Node, name: str, arguments: Sequence[Node], value: Value) -> None:
        """Follow what a method does with the *value* that it is called on."""
        # Of roots, a list is as it is written.
        is_list = value.what in {"tags", "text"} or text_of(call).startswith("[")
        if name in CALLBACKS and arguments and is_list:
            self._call_back(call, name, arguments[0], value)
        elif value.what == "tags":
            self._of_tags(call, name, arguments, value)
        elif value.what == "text" and not (value.is_rule and name in DECLARING):
            self._of_text(call, name, arguments, value)
        elif inner := of_root(value, name, arguments):
            self._flow.push(call, inner)

    def _of_tags(self, call: Node, name: str, arguments: Sequence[Node], value: Value) -> None:
        flow = self._flow
        if name in ATTRIBUTES and len(arguments) == 1:
            read_attribute(flow, call, arguments[0], value)
        elif name in CHANGES or (name in ATTRIBUTES and arguments):
            flow.findings.add_change(value, is_one=is_particular(call, self.functions))
        elif hears(name, flow.constants.text(next(iter(arguments), None))):
            note_heard(flow.findings, value, call)
        elif name in BY_PLACE and is_other_place(name, arguments, value, self.functions):
            flow.findings.add_any(value.kinds & CSS)
        elif name in INSERTS and is_parting(name, flow.constants.text(next(iter(arguments), None))):
            flow.findings.single |= value.kinds & CSS if value.is_picked or value.place else set()
        elif name == "hasAttribute" and arguments:
            add_data(flow, flow.constants.text(arguments[0]))
        elif name in PICKS:
            self._pick(call, arguments[0] if arguments else None, value)
        elif name in SAME:
            if name == "slice" and [text_of(each) for each in arguments] not in ([], ["0"]):
                # Some of them, by their places.
                flow.findings.single |= value.kinds
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
            if name in {"each", "map"}:
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
        elif name in PARTED_BY and number == 1 and value.what == "tags" and value.place != "first":
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
        elif name in READERS and value.what == "text":
            self._flow.findings.single |= value.kinds
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
            if arguments_of(call)[number].type == "spread_element":
                # Each parameter is one of them by its place.
                self._flow.findings.single |= value.kinds
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
        callee = call.child_by_field_name("function")
        call_method = text_of(callee and callee.child_by_field_name("property"))
        if number == 0 and name:
            self.method(call, name, arguments_of(call)[1:], value)
        elif found := self.functions.of(owner):
            for function in found:
                self._flow.in_function(function, number - 1, value)
            if call_method == "apply":
                self._flow.findings.single |= value.kinds
        else:
            self._flow.lose(value, call)
