"""What becomes of a value that a function returns."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from .functions import Functions, called_by, called_on, is_getter
from .methods import CALLBACKS, UNUSED
from .scopes import text_of
from .values import Follows, Value


class Returns:
    """The part of a flow that is about what functions return."""

    def __init__(self, flow: Follows, functions: Functions) -> None:
        self._flow = flow
        self._functions = functions

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
        uses, names = self._functions.uses(function)
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
        if call is not None and name in {"reduce", "reduceRight"}:
            self._flow.push(call, replace(value, is_picked=True))
        elif call is not None and name in {"map", "flatMap", "then", "from"}:
            self._flow.push(call, value)
        elif name not in CALLBACKS | UNUSED:
            self._flow.lose(value, call)
