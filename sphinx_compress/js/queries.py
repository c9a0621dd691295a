"""Calls that look for elements by a selector, or by the names of their tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from tree_sitter import Node

from .choices import Choices
from .constants import Constants
from .documents import Documents
from .functions import Functions, arguments_of
from .helpers import Helpers, Told, helper, may_be_any
from .scopes import FUNCTIONS, Scopes, parameters, text_of
from .selectors import BOTH, Selection, is_in_head, root_kinds, selected
from .syntax import STRING_PARTS
from .url_words import ANY, UNKNOWN
from .values import Value

_SINGLE = frozenset({"querySelector", "closest"})
_TESTS = frozenset({"matches", "is", "not", "has", "webkitMatchesSelector", "matchesSelector"})
_BY_NAME = frozenset({"getElementsByTagName", "getElementsByTagNameNS"})
#: What is a query whatever it is called on.
_SURE = frozenset({"querySelector", "querySelectorAll"})
_LIBRARY = frozenset({"$", "$$", "jQuery"})
#: What is no part of the page that anybody sees.
_DETACHED = re.compile(
    r"\b(?:createElement|createElementNS|createDocumentFragment|parseFromString|cloneNode|load"
    r"|createHTMLDocument|createContextualFragment|importNode|parseHTML)\s*\("
)
#: Where a string is compared, or is the name of something.
_NO_SELECTORS = frozenset(
    {"binary_expression", "pair_pattern", "switch_case", "import_statement"}
    | {"subscript_expression", "expression_statement"}
)
#: Functions that take a name, which is no selector.
_NO_QUERY = frozenset(
    {"createElement", "createElementNS", "require", "log", "warn", "error", "String", "RegExp"}
)


_PAGE = re.compile(r"(?:document|head|documentElement)$")


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


class Queries:
    """The queries of one script."""

    def __init__(self, scopes: Scopes, functions: Functions, follow: Follows) -> None:
        self._constants = constants = Constants(scopes)
        self._functions = functions
        self._documents = Documents(constants, functions)
        self._choices = Choices(constants, functions)
        self._follow = follow
        self._helpers = Helpers(scopes, constants, functions)
        #: Functions of this script that look for what they are told to.
        self.helpers = self._helpers.names
        self._known: set[int] = set()
        self._callers: Mapping[int, Node] = {}

    @property
    def is_open(self) -> bool:
        """Whether any string of the script may be a selector."""
        return self._helpers.is_open

    def help(self, name: Node, helpers: frozenset[str]) -> None:
        """Follow what is found by a function *name*, if it is one of the *helpers* of others."""
        for call, arguments in self._helpers.calls(name):
            for number, argument in enumerate(arguments):
                if helper(text_of(name), number) in helpers:
                    self.look_for(argument, call, text_of(name), is_helper=True)

    def look(self, call: Node, name: str) -> None:
        """Follow what a *call* of a function with this *name* finds."""
        arguments = arguments_of(call)
        if not arguments or (name in {"find", "filter"} and arguments[0].type in FUNCTIONS):
            return
        argument = arguments[-1] if name in _BY_NAME else arguments[0]
        self.look_for(argument, call, name)

    def look_for(self, argument: Node, call: Node, name: str, *, is_helper: bool = False) -> None:
        """Follow what a *call* finds that looks for an *argument*."""
        self._known.add(argument.id)
        selector = self._constants.text(argument)
        owner = _owner(call)
        if owner is not None and self._is_detached(owner):
            return
        if may_be_any(selector):
            self._unknown(call, argument, "querySelectorAll" if is_helper else name, selector)
        is_page = owner is None or self._is_page(owner)
        # All elements of the body are told by their place.
        is_page |= selector == "*" and text_of(owner).endswith("body")
        self._found(call, name, selector, is_page=is_page, is_wrapped=is_helper)

    def _is_page(self, owner: Node) -> bool:
        if owner.type == "identifier" and self._documents.is_given(owner, 3):
            return True
        return _PAGE.search(text_of(owner)) is not None

    def _is_detached(self, owner: Node) -> bool:
        """Return whether an element is no part of the page."""
        while owner.type in {"member_expression", "subscript_expression"}:
            inner = owner.child_by_field_name("object")
            if inner is None:
                break
            owner = inner
        return _DETACHED.search(text_of(self._constants.value(owner))) is not None

    def _found(
        self, call: Node, name: str, selector: str, *, is_page: bool, is_wrapped: bool = False
    ) -> None:
        if "<" in selector:
            return
        if kinds := root_kinds(selector):
            self._follow(call, Value("root", kinds), callers=self._callers)
        if is_in_head(selector):
            # It has the same neighbours as a tag.
            self._follow(call, Value("own"), callers=self._callers)
        for each in selected(selector, is_page=is_page):
            self._selected(call, name, each, is_wrapped=is_wrapped)

    def _selected(self, call: Node, name: str, found: Selection, *, is_wrapped: bool) -> None:
        words = found.words
        if found.is_any:
            words |= {ANY[kind] for kind in found.kinds}
        if words or found.is_kept or name in _TESTS:
            value = Value("own", found.kinds)
        elif name in _SINGLE:
            value, words = Value("tags", found.kinds, is_picked=True), frozenset()
        else:
            value, words = Value("tags", found.kinds, is_wrapped=is_wrapped), frozenset()
        self._follow(call, value, words, self._callers)

    def _unknown(self, call: Node, argument: Node, name: str, template: str) -> None:
        """Look at what a query may be told to look for."""
        owner = _owner(call)
        is_page = owner is None or self._is_page(owner)
        for item in self._choices.of(argument):
            self._known.add(item.id)
            self._found(call, name, self._constants.text(item), is_page=is_page)
        is_sure = name in _SURE or (name in _BY_NAME and is_page)
        is_sure |= name in _LIBRARY and not self._functions.of(_callee(call))
        told_by = self._helpers.told if is_sure else self._helpers.perhaps_told
        for told in told_by(argument):
            self._known.add(told.argument.id)
            if is_sure and template.count(UNKNOWN) > 1 and not template.strip(UNKNOWN):
                # Which part comes from where is not known.
                self._follow(call, Value("tags"))
            text = self._constants.text(told.argument)
            choices = self._choices.of(told.argument) if is_sure else []
            for each in (text, *map(self._constants.text, choices)):
                if selector := template.replace(UNKNOWN, each).strip(UNKNOWN + " "):
                    self._told(call, name, selector, told)

    def _told(self, call: Node, name: str, selector: str, told: Told) -> None:
        """Look at one call of a function that looks for what it is told to."""
        # What is given besides is the element to look in.
        is_page = not told.others or any(_PAGE.search(text_of(each)) for each in told.others)
        self._callers = told.callers
        self._found(call, name, selector, is_page=is_page)
        self._callers = {}
        self._found(told.call, name, selector, is_page=is_page, is_wrapped=True)

    def any_literal(self, node: Node) -> None:
        """Look at a string that somebody may tell a function of this script to look for."""
        parent = node.parent
        if node.id in self._known or parent is None or parent.type in _NO_SELECTORS:
            return
        if parent.type == "variable_declarator" and self._is_known_name(parent):
            return
        if text_of(node).isupper():
            # So an element says what it is, but nobody looks for one.
            return
        if parent.type == "arguments" and self._is_no_selector(node, parent):
            return
        for found in selected(self._constants.text(node), is_page=False):
            words = found.words or {ANY[kind] for kind in found.kinds}
            if not found.is_kept:
                self._follow(node, Value("own", found.kinds), frozenset(words))

    def _is_no_selector(self, argument: Node, arguments: Node) -> bool:
        """Return whether a call makes an element or anything else of its *argument*."""
        if _callee_name(arguments) in _NO_QUERY:
            return True
        callee = None if arguments.parent is None else _callee(arguments.parent)
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
        if whole.id in self._known or parent is None:
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

    def _is_known_name(self, declarator: Node) -> bool:
        name = declarator.child_by_field_name("name")
        if name is None or name.type != "identifier":
            return False
        mentions = self._functions.mentions(name)
        return all(each.id in self._known for each in mentions if each != name)


def _callee_name(arguments: Node) -> str:
    call = arguments.parent
    callee = None if call is None else _callee(call) or call.child_by_field_name("constructor")
    return text_of(callee and callee.child_by_field_name("property")) or text_of(callee)


def _callee(call: Node) -> Node | None:
    return call.child_by_field_name("function")


def _owner(call: Node) -> Node | None:
    callee = _callee(call)
    return None if callee is None else callee.child_by_field_name("object")
