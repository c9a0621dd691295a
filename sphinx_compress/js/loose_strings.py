"""Strings of a script that may be selectors, though nobody sees it look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from tree_sitter import Node

from ..core.types import Kind
from .constants import Constants
from .functions import Functions
from .methods import COMPARE, callee_name
from .scopes import parameters, text_of
from .selectors import BOTH, selected
from .syntax import STRING_PARTS
from .url_words import ANY
from .values import Value

#: Where a string is compared, or is the name of something.
_NO_SELECTORS = frozenset(
    {"binary_expression", "pair_pattern", "switch_case", "import_statement"}
    | {"expression_statement"}
)
#: Functions that take a name, which is no selector.
_NO_QUERY = frozenset(
    {"createElement", "createElementNS", "require", "log", "warn", "error", "String", "RegExp"}
)
#: Functions for which a star means all events, or all sites.
_OF_STARS = frozenset({"on", "off", "postMessage", "trigger"})
#: What a text is a part of.
_PARTS = frozenset({"template_substitution"})
_STRINGS = frozenset({"string", "template_string"})
_IN_STRINGS = frozenset({"escape_sequence", "string_fragment"})
#: What is in all strings that select tags.
_SELECTING = re.compile(rb"""(?i)(?:["'`\s>+~,(\\]|\\[nt])(?:link|script|head|\*|\[)""")


class Follows(Protocol):
    """Has a value followed; *words* are those by which it was found."""

    def __call__(
        self,
        node: Node,
        value: Value,
        words: frozenset[str] = frozenset(),
        callers: Mapping[int, Node] = {},
        conditions: Sequence[str] = ("",),
    ) -> None:
        """Follow the *value* of the expression *node*; see :attr:`.Told.callers`.

        :param conditions: on which of it depends that this counts, see :attr:`.References.under`;
            an empty one always holds.
        """


class LooseStrings:
    """The strings of one script of which it is not known what they are for."""

    def __init__(self, constants: Constants, functions: Functions, follow: Follows) -> None:
        self._constants = constants
        self._functions = functions
        self._follow = follow
        #: The strings that are known, by their ids.
        self.known: set[int] = set()

    def loose(self, source: bytes, root: Node) -> Iterator[Kind]:
        """Yield of which kinds the tags are that strings select of which no use is known."""
        for match in _SELECTING.finditer(source):
            node = root.descendant_for_byte_range(match.end() - 1, match.end())
            while node is not None and node.type in _IN_STRINGS:
                node = node.parent
            if node is not None and node.type in _STRINGS:
                yield from self._kinds(node)

    def _kinds(self, node: Node) -> Iterator[Kind]:
        """Yield what a string selects that somebody may tell a function to look for."""
        parent = node.parent
        if node.id in self.known or parent is None or parent.type in _NO_SELECTORS:
            return
        if parent.type == "variable_declarator" and self._is_known_name(parent, _PARTS):
            return
        if self._is_compared(node, parent) or parent.child_by_field_name("index") == node:
            return
        if parent.type == "arguments" and self._is_no_selector(node, parent):
            return
        text = self._constants.text(node)
        is_key = parent.child_by_field_name("key") == node
        is_star = text == "*" and (is_key or self._is_of_events(node))
        if is_star or text.count("(") != text.count(")"):
            return
        for found in selected(text):
            # Those with an attribute for data are asked for wherever it is written.
            if found.is_kept or any(word.startswith("data-") for word in found.words):
                continue
            if not (text.startswith("[") and self._is_of_events(node)):
                yield from found.kinds

    def _is_of_events(self, node: Node) -> bool:
        """Return whether a string tells for which targets of events a function is called."""
        parent = node.parent
        if parent is not None and parent.type == "variable_declarator":
            name = parent.child_by_field_name("name")
            uses = [] if name is None else self._functions.mentions(name)
            others = [
                each
                for each in uses
                if each != name and each.id not in self.known and not _is_part(each)
            ]
            return bool(others) and all(map(self._is_of_events, others))
        is_given = parent is not None and parent.type == "arguments"
        return is_given and parent is not None and callee_name(parent) in _OF_STARS

    def _is_compared(self, text: Node, parent: Node) -> bool:
        """Return whether a script looks for a string, or in a list with it."""
        if parent.type == "arguments":
            return callee_name(parent) in COMPARE
        if parent.type != "array" or parent.parent is None:
            return False
        name = parent.parent.child_by_field_name("name")
        uses = [parent] if name is None else self._functions.mentions(name)
        return all(
            each == name or (each.parent is not None and _property_of(each.parent) in COMPARE)
            for each in uses
        )

    def _is_no_selector(self, argument: Node, arguments: Node) -> bool:
        """Return whether a call makes an element or anything else of its *argument*."""
        if callee_name(arguments) in _NO_QUERY:
            return True
        call = arguments.parent
        callee = None if call is None else call.child_by_field_name("function")
        functions = self._functions.of(callee)
        number = arguments.named_children.index(argument)
        if len(functions) != 1 or number >= len(given := parameters(functions[0])):
            return False
        uses = [each for each in self._functions.mentions(given[number]) if each != given[number]]
        return given[number].type == "identifier" and all(
            each.parent is not None
            and each.parent.type == "arguments"
            and callee_name(each.parent) in _NO_QUERY
            for each in uses
        )

    def literal(self, node: Node) -> None:
        """Look at a string that is a selector, or a part of one."""
        whole = node
        while whole.parent is not None and whole.parent.type in STRING_PARTS:
            whole = whole.parent
        parent = whole.parent
        if whole.id in self.known or parent is None:
            return
        if parent.type == "arguments" and callee_name(parent) in _NO_QUERY:
            return
        if parent.type == "variable_declarator" and self._is_known_name(parent):
            return
        for found in selected(self._constants.text(whole), is_page=False):
            words = found.words or {ANY[kind] for kind in found.kinds}
            if found.kinds != BOTH or found.words or found.is_any:
                words = frozenset() if found.is_kept else words
                self._follow(whole, Value("own", found.kinds), frozenset(words))

    def _is_known_name(self, declarator: Node, known: frozenset[str] = frozenset()) -> bool:
        """Return whether all uses of a string by its name are known, or it is in one of *known*."""
        name = declarator.child_by_field_name("name")
        if name is None or name.type != "identifier":
            return False
        mentions = self._functions.mentions(name)
        others = [each for each in mentions if each != name]
        return all(
            each.id in self.known or (each.parent is not None and each.parent.type in known)
            for each in others
        )


def _is_part(name: Node) -> bool:
    return name.parent is not None and name.parent.type in _PARTS


def selects(text: str) -> bool:
    """Return whether a string selects tags that can be in a bundle."""
    return any(not found.is_kept for found in selected(text))


def _property_of(access: Node) -> str:
    return text_of(access.child_by_field_name("property"))
