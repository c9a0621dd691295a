"""Calls that look for elements by a selector, or by the names of their tags."""

from __future__ import annotations

import re
from typing import Protocol

from tree_sitter import Node

from .choices import Choices
from .constants import Constants
from .documents import Documents
from .functions import Functions, arguments_of
from .scopes import FUNCTIONS, function_around, parameters, text_of
from .selectors import BOTH, Selection, is_in_head, root_kinds, selected
from .syntax import STRING_PARTS
from .url_words import ANY, UNKNOWN
from .values import Value

_SINGLE = frozenset({"querySelector", "closest"})
_TESTS = frozenset({"matches", "is", "not", "has", "webkitMatchesSelector", "matchesSelector"})
_BY_NAME = frozenset({"getElementsByTagName", "getElementsByTagNameNS"})
#: What is no part of the page that anybody sees.
_DETACHED = re.compile(
    r"\b(?:createElement|createElementNS|createDocumentFragment|parseFromString|cloneNode|load"
    r"|createHTMLDocument|createContextualFragment|importNode|parseHTML)\s*\("
)
#: Functions that take a name, which is no selector.
_NO_QUERY = frozenset({"createElement", "createElementNS", "require", "log", "warn", "error"})


_PAGE = re.compile(r"(?:document|head|documentElement)$")


class Follows(Protocol):
    """Has a value followed; *words* are those by which it was found."""

    def __call__(self, node: Node, value: Value, words: frozenset[str] = frozenset()) -> None:
        """Follow the *value* of the expression *node*."""


class Queries:
    """The queries of one script."""

    def __init__(self, constants: Constants, functions: Functions, follow: Follows) -> None:
        self._constants = constants
        self._functions = functions
        self._documents = Documents(constants, functions)
        self._choices = Choices(constants, functions)
        self._follow = follow
        #: Functions of this script that look for what they are told to.
        self.helpers: set[str] = set()
        self._known: set[int] = set()
        self._passed: set[int] = set()

    def help(self, call: Node, name: str, helpers: frozenset[str]) -> None:
        """Follow what a *call* finds if it has one of the *helpers* of other scripts look."""
        for number, argument in enumerate(arguments_of(call)):
            if helper(name, number) in helpers:
                self.look_for(argument, call, name, is_helper=True)

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
        if selector.strip(UNKNOWN + " ") == "" and not is_helper:
            self._unknown(call, argument, name)
            return
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
            self._follow(call, Value("root", kinds))
        if is_in_head(selector):
            # It has the same neighbours as a tag.
            self._follow(call, Value("own"))
        for each in selected(selector, is_page=is_page):
            self._selected(call, name, each, is_wrapped=is_wrapped)

    def _selected(self, call: Node, name: str, found: Selection, *, is_wrapped: bool) -> None:
        words = found.words
        if found.is_any:
            words |= {ANY[kind] for kind in found.kinds}
        if words or found.is_kept or name in _TESTS:
            self._follow(call, Value("own", found.kinds), words)
        elif name in _SINGLE:
            self._follow(call, Value("tags", found.kinds, is_picked=True))
        else:
            self._follow(call, Value("tags", found.kinds, is_wrapped=is_wrapped))

    def _unknown(self, call: Node, argument: Node, name: str) -> None:
        """Look at the callers of a function that looks for what it is told to."""
        owner = _owner(call)
        is_page = owner is None or self._is_page(owner)
        for item in self._choices.of(argument):
            self._known.add(item.id)
            self._found(call, name, self._constants.text(item), is_page=is_page)
        if argument.type != "identifier":
            return
        function = function_around(call)
        while function is not None:
            patterns = [text_of(each) for each in parameters(function)]
            if text_of(argument) in patterns:
                self._helper(call, name, function, patterns.index(text_of(argument)))
                return
            function = function_around(function)

    def _helper(self, call: Node, name: str, function: Node, number: int) -> None:
        uses, names = self._functions.uses(function)
        self.helpers.update(helper(each, number) for each in names)
        for use in uses or ():
            caller = use.parent
            if caller is None or caller.type not in {"call_expression", "new_expression"}:
                continue
            arguments = arguments_of(caller)
            if number < len(arguments) and arguments[number].id not in self._passed:
                self._passed.add(arguments[number].id)
                self._told(call, name, caller, number)

    def _told(self, call: Node, name: str, caller: Node, number: int) -> None:
        """Look at one call of a function that looks for what it is told to."""
        argument, *others = arguments_of(caller)[number:]
        self._known.add(argument.id)
        selector = self._constants.text(argument)
        # What is given besides is the element to look in.
        is_page = not others or any(_PAGE.search(text_of(each)) for each in others)
        if selector.strip(UNKNOWN + " "):
            self._found(call, name, selector, is_page=is_page)
            self._found(caller, name, selector, is_page=is_page, is_wrapped=True)
        elif caller.type == "new_expression":
            # What makes such objects is what other scripts call.
            self._unknown(caller, argument, name)

    def literal(self, node: Node) -> None:
        """Look at a string that is a selector, or a part of one."""
        whole = node
        while whole.parent is not None and whole.parent.type in STRING_PARTS:
            whole = whole.parent
        parent = whole.parent
        if whole.id in self._known or parent is None:
            return
        callee = None if parent.parent is None else parent.parent.child_by_field_name("function")
        name = text_of(None if callee is None else callee.child_by_field_name("property"))
        if parent.type == "arguments" and (name or text_of(callee)) in _NO_QUERY:
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


def helper(name: str, number: int) -> str:
    """Return what a function is called for others that looks for its argument *number*."""
    return f"{name}:{number}" if number else name


def _owner(call: Node) -> Node | None:
    callee = call.child_by_field_name("function")
    return None if callee is None else callee.child_by_field_name("object")
