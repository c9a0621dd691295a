"""Strings of a script that may be selectors, though nobody sees it look for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tree_sitter import Node

from .constants import Constants
from .functions import Functions
from .methods import COMPARE
from .scopes import FUNCTIONS, parameters, text_of
from .selectors import BOTH, selected
from .syntax import STRING_PARTS, captures
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


#: In a joined file, what is farther away than so many bytes is of another module.
_NEAR = 10_000


class Follows(Protocol):
    """Has a value followed; *words* are those by which it was found."""

    def __call__(
        self,
        node: Node,
        value: Value,
        words: frozenset[str] = frozenset(),
        callers: Mapping[int, Node] = {},
    ) -> None:
        """Follow the *value* of the expression *node*; see :attr:`.Told.callers`."""


class LooseStrings:
    """The strings of one script of which it is not known what they are for."""

    def __init__(self, constants: Constants, functions: Functions, follow: Follows) -> None:
        self._constants = constants
        self._functions = functions
        self._follow = follow
        #: The strings that are known, by their ids.
        self.known: set[int] = set()
        #: Parts of the script that look for what nobody knows.
        self._opened: set[tuple[int, int]] = set()

    def open(self, node: Node) -> None:
        """Take note that what is looked for at a *node* is not known: any string near it may be."""
        module = _module_of(node)
        start = max(module.start_byte, node.start_byte - _NEAR)
        self._opened.add((start, min(module.end_byte, node.end_byte + _NEAR)))

    def look(self, root: Node) -> None:
        """Look at all strings where any may be a selector."""
        if not self._opened:
            return
        for node in captures(root, "[(string) (template_string)] @text").get("text", ()):
            place = node.start_byte
            if any(start <= place < end for start, end in self._opened):
                self._any(node)

    def _any(self, node: Node) -> None:
        """Look at a string that somebody may tell a function of this script to look for."""
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
        is_given = parent.type == "arguments" and _callee_name(parent) in _OF_STARS
        if (text == "*" and (is_key or is_given)) or text.count("(") != text.count(")"):
            return
        # By an attribute alone, links of the text are looked for.
        for found in selected(text, is_page=not text.startswith("[")):
            words = found.words or {ANY[kind] for kind in found.kinds}
            if not found.is_kept:
                self._follow(node, Value("own", found.kinds), frozenset(words))

    def _is_compared(self, text: Node, parent: Node) -> bool:
        """Return whether a script looks for a string, or in a list with it."""
        if parent.type == "arguments":
            return _callee_name(parent) in COMPARE
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
        if _callee_name(arguments) in _NO_QUERY:
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
            and _callee_name(each.parent) in _NO_QUERY
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
        if parent.type == "arguments" and _callee_name(parent) in _NO_QUERY:
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


def _module_of(node: Node) -> Node:
    """Return the part of a joined file, or else the whole script, that a *node* is in."""
    while node.parent is not None:
        around = node.parent
        key = around.child_by_field_name("key")
        is_named = key is not None and key.type in {"number", "string"}
        if node.type in FUNCTIONS and (is_named or around.type == "array"):
            return node
        node = around
    return node


def _callee_name(arguments: Node) -> str:
    call = arguments.parent
    fields = "function", "constructor"
    callee = call and next(filter(None, map(call.child_by_field_name, fields)), None)
    return (_property_of(callee) if callee else "") or text_of(callee)


def _property_of(access: Node) -> str:
    return text_of(access.child_by_field_name("property"))
