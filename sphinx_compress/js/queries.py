"""Calls that look for elements by a selector, or by the names of their tags."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tree_sitter import Node

from .choices import Choices
from .constants import Constants
from .documents import Documents
from .functions import Functions, arguments_of
from .helpers import Helpers, Told, helper, may_be_any
from .loose_strings import Follows, LooseStrings
from .origin_names import OF_BROWSERS
from .origins import Origins
from .roots import PAGE, Roots
from .scopes import FUNCTIONS, Scopes, text_of
from .selectors import JS, Selection, is_in_head, root_kinds, selected
from .url_words import ANY, UNKNOWN
from .values import Value

_SINGLE = frozenset({"querySelector", "closest"})
_TESTS = frozenset({"matches", "is", "not", "has", "webkitMatchesSelector", "matchesSelector"})
_BY_NAME = frozenset({"getElementsByTagName", "getElementsByTagNameNS"})
#: What is a query whatever it is called on.
_SURE = frozenset({"querySelector", "querySelectorAll"})
#: What is no selector, nor made into one.
_NO_TEXTS = FUNCTIONS | {"null", "undefined", "true", "false", "object", "this", "unary_expression"}
_LIBRARY = frozenset({"$", "$$", "jQuery"})
#: What may as well be given an element, or a function.
_PERHAPS = _LIBRARY | {"find", "children", "select", "selectAll"}
#: On what it depends that counts what a query finds of which the selector is lost.
LOST = "*"
#: What is no part of the page that anybody sees.
_DETACHED = re.compile(
    r"\b(?:createElement|createElementNS|createDocumentFragment|parseFromString|cloneNode|load"
    r"|createHTMLDocument|createContextualFragment|importNode|parseHTML)\s*\("
)

_HEAD = re.compile(
    r"\bdocument\.head$|getElementsByTagName\(.head.\)(?:\[0\]|\.item\(0\))\)*$"
    r"|querySelector\(.head.\)$"
)
_IN_HEAD = re.compile(r"\s*head\s*[\s>]\s*\S")
#: Whoever goes through all elements of a part of the page, perhaps of the whole, skips tags; and
#: of a selector that others tell, they say where it counts.
_VAGUE = re.compile(rf"\*\s*(?:,|$)|{UNKNOWN}")


class Queries:
    """The queries of one script."""

    def __init__(self, scopes: Scopes, functions: Functions, follow: Follows) -> None:
        self._constants = constants = Constants(scopes)
        self._functions = functions
        self._documents = Documents(constants, functions)
        self._choices = Choices(constants, functions)
        self._roots = Roots(scopes, constants, self._documents)
        self._follow = follow
        self._helpers = Helpers(scopes, constants, functions)
        #: Functions of this script that look for what they are told to.
        self.helpers: set[str] = self._helpers.names
        #: Those of which it is not known what they are for.
        self.strings: LooseStrings = LooseStrings(constants, functions, follow)
        self.origins: Origins = Origins(scopes, constants, functions, may_be_any)
        self._known = self.strings.known
        self._callers: Mapping[int, Node] = {}

    def help(self, name: Node, helpers: frozenset[str]) -> bool:
        """Follow what is found by a function *name*, if it is one of the *helpers* of others.

        :return: whether somebody may call it in a way that is not followed.
        """
        self._helpers.is_open = False
        for call, arguments in self._helpers.calls(name):
            for number, argument in enumerate(arguments):
                if helper(text_of(name), number) in helpers:
                    self.look_for(argument, call, text_of(name), is_helper=True)
        return self._helpers.is_open

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
            self._known.update(each.id for each in self._choices.of(argument))
            return
        if may_be_any(selector):
            self._unknown(call, argument, "querySelectorAll" if is_helper else name, selector)
        is_page = owner is None or self._is_page(owner)
        if owner is not None and not _VAGUE.search(selector):
            is_page |= self._roots.is_root(owner)
        # All elements of the body are told by their place.
        is_page |= selector == "*" and text_of(owner).endswith("body")
        self._found(call, name, selector, is_page=is_page, is_wrapped=is_helper)
        if self._is_of_head(owner, selector):
            # Elsewhere, they are none of the head.
            found = selected(selector)
            if any("js" in each.kinds and not each.words for each in found):
                self._follow(call, Value("own", JS), frozenset({ANY["js"]}), self._callers)

    def _is_of_head(self, owner: Node | None, selector: str) -> bool:
        """Return whether just what stands in the head of the page is looked for."""
        if _IN_HEAD.match(selector) is not None:
            return True
        return owner is not None and (
            _HEAD.search(text_of(self._constants.value(owner))) is not None
        )

    def _is_page(self, owner: Node) -> bool:
        if owner.type == "identifier" and self._documents.is_given(owner, 3):
            return True
        is_found = owner.type in {"call_expression", "subscript_expression"}
        return PAGE.search(text_of(owner)) is not None or (is_found and self._roots.is_root(owner))

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
        ends = self._choices.of(argument)
        for item in ends:
            self._known.add(item.id)
            self._found(call, name, self._constants.text(item), is_page=is_page)
        is_query = name in _SURE or (name in _BY_NAME and is_page)
        is_library = name in _LIBRARY and not self._functions.of(_callee(call))
        is_sure = is_query or is_library
        # A script may have functions with such names.
        is_own = not (is_library or is_page) and bool(self._functions.of(_callee(call)))
        is_query &= not is_own
        if is_query or (name in _PERHAPS and not is_own):
            self._from_elsewhere(call, name, argument, is_query=is_query)
        told_by = self._helpers.told if is_sure else self._helpers.perhaps_told
        was_open, self._helpers.is_open = self._helpers.is_open, False
        self._helpers.common.clear()
        for told in told_by(argument):
            self._known.add(told.argument.id)
            if is_sure and template.count(UNKNOWN) > 1 and not template.strip(UNKNOWN):
                # Which part comes from where is not known.
                self._follow(call, Value("tags"))
            text = self._constants.text(told.argument)
            choices = self._choices.of(told.argument) if is_sure else []
            if is_query:
                self._callers = told.callers
                self._from_elsewhere(call, name, told.argument, is_query=True)
                self._callers = {}
            for each in (text, *map(self._constants.text, choices)):
                if selector := template.replace(UNKNOWN, each).strip(UNKNOWN + " "):
                    self._told(call, name, selector, told)
        if is_query:
            self._any(call, self._unseen_callers())
        self._helpers.is_open |= was_open

    def _unseen_callers(self) -> list[str]:
        """Return the conditions under which somebody whom nobody sees calls a helper."""
        common = [f".{' '.join(sorted(self._helpers.common))}"] if self._helpers.common else []
        return [*common, LOST] if self._helpers.is_open else common

    def _from_elsewhere(self, call: Node, name: str, selector: Node, *, is_query: bool) -> None:
        """Look at what a *selector* may be, if that is not written where it is used.

        :param is_query: whether it is one for sure, and not an element.
        """
        if selector.type in _NO_TEXTS or self._documents.is_page(selector):
            return
        is_told = is_query and self._helpers.is_told(selector)
        if is_told or not may_be_any(self._constants.text(selector)):
            return
        owner = _owner(call)
        is_page = owner is None or self._is_page(owner)
        origin = self.origins.of(selector)
        for text in sorted(origin.texts):
            self._found(call, name, text, is_page=is_page)
        conditions = [f"[{attribute}" for attribute in sorted(origin.attributes)]
        if is_query:
            conditions += [f"={variable}" for variable in sorted(origin.variables)]
            if origin.read and origin.variables - OF_BROWSERS:
                conditions.append("!" + " ".join(sorted(origin.read)))
            if origin.properties:
                conditions.append("." + " ".join(sorted(origin.properties)))
            conditions += [LOST] if origin.is_lost else []
        is_any = origin.is_elsewhere or (is_query and origin.is_joined)
        self._any(call, [""] if is_any else conditions)

    def _any(self, call: Node, conditions: list[str]) -> None:
        """Follow what a *call* finds if its selector is any.

        :param conditions: on which of it depends that this counts; an empty one always holds.
        """
        for value in (Value("tags", is_picked=True), Value("root")) if conditions else ():
            self._follow(call, value, frozenset(), self._callers, conditions)

    def _told(self, call: Node, name: str, selector: str, told: Told) -> None:
        """Look at one call of a function that looks for what it is told to."""
        # What is given besides is the element to look in.
        is_page = not told.others or any(PAGE.search(text_of(each)) for each in told.others)
        self._callers = told.callers
        self._found(call, name, selector, is_page=is_page)
        self._callers = {}
        self._found(told.call, name, selector, is_page=is_page, is_wrapped=True)


def _callee(call: Node) -> Node | None:
    return call.child_by_field_name("function")


def _owner(call: Node) -> Node | None:
    callee = _callee(call)
    owner = None if callee is None else callee.child_by_field_name("object")
    if owner is not None and text_of(owner.child_by_field_name("property")) in _SURE:
        # The method is called by one of its own.
        return next(iter(arguments_of(call)), owner)
    return owner
