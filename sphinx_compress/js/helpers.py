"""Functions of a script that look for what they are told to, and what their callers tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from .aliases import Aliases, uses_of
from .choices import Choices
from .constants import Constants
from .functions import Functions, arguments_of, called_by, function_with_this
from .scopes import FUNCTIONS, Scopes, parameters, pattern_names, text_of
from .selectors import root_kinds
from .url_words import UNKNOWN

#: No helper is followed through more calls than that.
_MOST = 400

#: What is a text if its parts are.
_MADE_OF = frozenset(
    {"binary_expression", "parenthesized_expression", "spread_element", "template_string"}
    | {"template_substitution", "ternary_expression"}
)

#: The end of a selector of which nothing is known, whatever is before it.
_ANY = re.compile(rf"(?:^|[\s>+~]){UNKNOWN}*\s*$")
_OF_TEXTS = frozenset({"concat", "join", "replace", "slice", "toLowerCase", "toString", "trim"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a caller tells a helper to look for."""

    argument: Node
    #: The call that says so, perhaps through helpers between.
    call: Node
    #: What is given besides: the element to look in.
    others: tuple[Node, ...] = ()
    #: By which call each of the helpers is called on the way, by the function's id.
    callers: Mapping[int, Node] = field(default_factory=dict)


class Helpers:
    """The helpers of one script."""

    def __init__(self, scopes: Scopes, constants: Constants, functions: Functions) -> None:
        self._scopes = scopes
        self._constants = constants
        self._functions = functions
        self._choices = Choices(constants, functions)
        self._aliases: dict[int, Aliases] = {}
        self._seen: set[tuple[int, int]] = set()
        #: What they are called for other scripts; see :func:`helper`.
        self.names: set[str] = set()
        #: The same, where functions of all kinds have such names.
        self.common: set[str] = set()
        #: Whether somebody may call one of them in a way that is not followed.
        self.is_open: bool = False

    def told(self, argument: Node) -> Iterator[Told]:
        """Yield what the callers of a function tell it, if its *argument* is from them.

        The argument may be a parameter, or be made of one.
        """
        self._seen.clear()
        pending = list(self._callers(argument, {}))
        while pending:
            told = pending.pop()
            yield told
            if may_be_any(self._constants.text(told.argument)):
                pending += self._callers(told.argument, told.callers)

    def is_told(self, argument: Node) -> bool:
        """Return whether callers of a function tell it what *argument* is, and nobody else."""
        return any(
            # What is called with it is not from this script.
            function.parent is not None
            and function.parent.type != "arguments"
            and not (number is not None and parameters(function)[number].type == "object_pattern")
            for function, number in self._parameters(argument)
        )

    def perhaps_told(self, argument: Node) -> Iterator[Told]:
        """Yield the same for what may be no query at all: only what is sure to be one is told."""
        was_open = self.is_open
        self._seen.clear()
        if argument.type == "identifier":
            pending = list(self._of_part(argument, {}))
            yield from pending
            for told in pending:
                if told.call.type == "new_expression":
                    # What makes such objects is what other scripts call.
                    yield from self.perhaps_told(told.argument)
        self.is_open = was_open

    def calls(self, name: Node) -> Iterator[tuple[Node, list[Node]]]:
        """Yield the calls, with the arguments, of a function of another script at its *name*."""
        if (call := called_by(name)) is not None:
            yield call, arguments_of(call)
        elif self._is_of_page(name):
            aliases = Aliases(self._scopes)
            aliases.follow(name)
            self.names |= aliases.names
            self.is_open |= not aliases.is_known
            for call, arguments in aliases.calls:
                self.is_open |= arguments is None
                yield call, arguments or []

    def _is_of_page(self, name: Node) -> bool:
        """Return whether a name, of a variable or a property, means one of all scripts."""
        if name.type == "identifier":
            return self._scopes.is_global(name)
        return name.type == "property_identifier" and self._functions.is_of_window(name)

    def _callers(self, argument: Node, callers: Mapping[int, Node]) -> Iterator[Told]:
        for part in (argument, *self._choices.of(argument)):
            yield from self._of_part(part, callers)

    def _of_part(self, part: Node, callers: Mapping[int, Node]) -> Iterator[Told]:
        for function, number in self._parameters(part):
            yield from self._called(function, number, callers)

    def _called(
        self, function: Node, number: int | None, callers: Mapping[int, Node]
    ) -> Iterator[Told]:
        aliases = self._uses(function)
        self.common |= aliases.common
        for name in {*aliases.names, *self._functions.uses(function)[1]}:
            self.names.update(helper(name, each) for each in _numbers(number))
        for call, arguments in aliases.calls:
            if arguments is None:
                self.is_open = True
            for each in _numbers(number):
                given = _given(arguments or [], each, function)
                # A list that is spread may have it at any place.
                if given is None or (call.id, given.id) in self._seen:
                    continue
                self._seen.add((call.id, given.id))
                if len(self._seen) > _MOST:
                    self.is_open = True
                    return
                others = tuple((arguments or [])[each + 1 :])
                yield Told(given, call, others, {**callers, function.id: call})

    def _uses(self, function: Node) -> Aliases:
        if function.id not in self._aliases:
            aliases = self._aliases[function.id] = uses_of(function, self._scopes)
            self.is_open |= not aliases.is_known
        return self._aliases[function.id]

    def _parameters(self, part: Node) -> Iterator[tuple[Node, int | None]]:
        """Yield the parameters that an expression is made of: the function, and which one.

        The number is ``None`` if it may be any.
        """
        pending = [part]
        while pending:
            node = pending.pop()
            if node.type == "identifier":
                yield from self._parameter(node)
            elif node.type in _MADE_OF:
                pending += node.named_children
            elif node.type == "subscript_expression":
                pending.append(node.named_children[0])
            elif node.type == "call_expression":
                callee = node.child_by_field_name("function")
                owner = None if callee is None else callee.child_by_field_name("object")
                is_text = owner and text_of(callee and callee.child_by_field_name("property"))
                pending += [owner] if owner is not None and is_text in _OF_TEXTS else []

    def _parameter(self, name: Node) -> Iterator[tuple[Node, int | None]]:
        if text_of(name) == "arguments":
            function = function_with_this(name)
            if function is not None:
                yield function, None
            return
        function = self._scopes.scope_of(name)
        if function.type not in FUNCTIONS:
            return
        for number, pattern in enumerate(parameters(function)):
            if text_of(name) in map(text_of, pattern_names(pattern)):
                yield function, None if pattern.type == "rest_pattern" else number


def helper(name: str, number: int) -> str:
    """Return what a function is called for others that looks for its argument *number*."""
    return f"{name}:{number}" if number else name


def may_be_any(selector: str) -> bool:
    """Return whether nothing is known of a selector, or of one of those in a list."""
    return any(_ANY.search(part) is not None for part in selector.split(","))


def may_tell_place(selector: str) -> bool:
    """Return whether a tag that is tested by a selector may be told by where it stands."""
    return may_be_any(selector) or bool(root_kinds(selector))


def _numbers(number: int | None) -> tuple[int, ...]:
    """Return the places where what is asked for may be given: any has few before it."""
    return (0, 1, 2) if number is None else (number,)


def _given(arguments: list[Node], number: int, function: Node) -> Node | None:
    """Return what a function is given for its parameter *number*."""
    for argument in arguments[: number + 1]:
        if argument.type == "spread_element":
            return argument
    if number < len(arguments):
        return arguments[number]
    patterns = parameters(function)
    pattern = patterns[number] if number < len(patterns) else None
    return None if pattern is None else pattern.child_by_field_name("right")
