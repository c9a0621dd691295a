"""Ways to tags, sheets and files that are followed no further: who goes one may mean any tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from ..core.types import Kind
from .constants import Constants
from .documents import is_named
from .functions import arguments_of, called_by
from .origin_names import UNFOLLOWED
from .origins import Origins
from .runners import RUNNERS, arguments_at, code_given
from .scopes import text_of
from .selectors import BOTH, CSS, JS
from .url_words import UNKNOWN

#: What a bundle uses to run its scripts, and what that is a part of.
_RUNNING = "createElement|appendChild|setAttribute|text|src"
_PROTOTYPE = re.compile(
    r"\b(?:Node|Document|HTMLDocument|Element|HTMLElement|HTMLScriptElement)\.prototype\b"
)
#: How a property is put in the place of another one.
_DEFINING = ("Object.defineProperty(", "Reflect.defineProperty(")
#: What has the URL of the page.
_OF_PAGE = re.compile(
    r"(?:(?:document|globalThis|self|window)\.)*location(?:\.(?:href|pathname)|\.toString\(\))*"
    r"|document\.(?:URL|baseURI|documentURI)"
)
#: How a server is asked for a text.
_READING = frozenset({"GET", "HEAD", "POST"})
#: Where a function gets another name, or is given to what calls it.
_VALUES = frozenset({"arguments", "assignment_expression", "pair", "variable_declarator"})
_CUSTOM = {"link": CSS, "style": CSS, "script": JS}

#: Yields the nodes that are words which match a pattern.
Words = Callable[[str], Iterator[Node]]


class Unfollowed:
    """Finds these ways in one script.

    :param words: of that script.
    """

    def __init__(self, words: Words, constants: Constants, origins: Origins) -> None:
        self._words = words
        self._constants = constants
        self._origins = origins

    def find(self) -> Iterator[tuple[Node, frozenset[Kind]]]:
        """Yield where each begins, and of which kinds the tags are."""
        for node in self._words(rf"(?<![\w$])(?:{UNFOLLOWED})(?![\w$])"):
            yield node, BOTH
        for node in self._words(r"(?<![\w$])register(?=\s*\()"):
            # A worker sees by its URL what a page asks for, and keeps what a list of URLs names.
            if node.parent is not None and b"serviceWorker" in (node.parent.text or b""):
                yield node, BOTH
        for node in self._words(rf"(?<![\w$])(?:{'|'.join(RUNNERS)})(?=\s*(?:\?\.)?[()])"):
            if self._runs_from_elsewhere(node):
                yield node, BOTH
        for node in self._words(r"(?<![\w$.])eval(?![\w$]|\s*(?:\?\.)?\(|\s*\)\s*\()"):
            # As the name of a property, it is another one.
            around = node.parent if node.type == "identifier" else None
            if around is not None and around.type in _VALUES:
                yield node, BOTH
        for node in self._words(r"(?<![\w$])(?:fetch|open|Request)(?=\s*\()"):
            if self._fetches_page(node):
                yield node, BOTH
        for node in self._words(r"(?<![\w$])serializeToString(?=\s*\()"):
            if any(is_named(each, self._constants) for each in arguments_at(node)[:1]):
                yield node, BOTH
        for node in self._words(r"(?<![\w$])get(?=\s*\()"):
            if self._reflects_page(node):
                yield node, BOTH
        for node in self._words(r"(?<![\w$])define(?=\s*\()"):
            if kinds := self._customized(node):
                yield node, kinds
        for node in self._words(rf"(?<![\w$])(?:{_RUNNING})(?![\w$])"):
            if _is_replaced(node):
                yield node, JS
        for node in self._words(r"(?<![\w$])(?:next|previous)(?:Element)?Sibling(?=\s*[.?])"):
            if _is_script_beside(node):
                yield node, JS
        for node in self._words(r"(?<![\w$])prototype(?=\s*[,\[])"):
            if self._is_replaced_by_name(node):
                yield node, JS

    def _fetches_page(self, name: Node) -> bool:
        """Return whether a script asks a server for the text of a page."""
        given = arguments_at(name)
        if text_of(name) == "open":
            method = self._constants.text(given[0]) if given else ""
            given = given[1:] if method.upper() in _READING else []
        if not given:
            return False
        url = self._constants.text(given[0])
        if _OF_PAGE.fullmatch(text_of(self._constants.value(given[0]))):
            return True
        return url in {"", ".", "./", "/"} or url.partition("?")[0].endswith(".html")

    def _reflects_page(self, name: Node) -> bool:
        """Return whether a script reads a property of the page by a function, and not by a dot."""
        given = arguments_at(name)
        is_reflected = name.parent is not None and text_of(name.parent) == "Reflect.get"
        return is_reflected and bool(given) and is_named(given[0], self._constants)

    def _runs_from_elsewhere(self, runner: Node) -> bool:
        code = code_given(runner)
        origin = None if code is None else self._origins.of(code)
        return origin is not None and bool(origin.is_elsewhere or origin.attributes)

    def _is_replaced_by_name(self, word: Node) -> bool:
        """Return whether a script replaces what it has the name of, in a loop over names."""
        prototype = word.parent
        around = None if prototype is None else prototype.parent
        if prototype is None or around is None or not _PROTOTYPE.fullmatch(text_of(prototype)):
            return False
        if around.type == "subscript_expression":
            is_left = around.parent is not None and (
                around.parent.child_by_field_name("left") == around
            )
            name = around.child_by_field_name("index") if is_left else None
        else:
            given = around.named_children if around.type == "arguments" else []
            is_defined = text_of(around.parent).startswith(_DEFINING) and len(given) > 1
            name = given[1] if is_defined else None
        return name is not None and UNKNOWN in self._constants.text(name)

    def _customized(self, define: Node) -> frozenset[Kind]:
        """Return of which kinds the tags are that become elements of a script's own class."""
        call = called_by(define)
        given = [] if call is None else arguments_of(call)
        for pair in given[2].named_children if len(given) == 3 else ():
            if text_of(pair.child_by_field_name("key")) == "extends":
                name = self._constants.text(pair.child_by_field_name("value"))
                return BOTH if UNKNOWN in name else _CUSTOM.get(name, frozenset())
        return frozenset()


def _is_script_beside(name: Node) -> bool:
    """Return whether a script reads the URL of what stands beside an element."""
    read = None if name.parent is None else name.parent.parent
    if read is None or text_of(read.child_by_field_name("property")) != "src":
        return False
    return read.parent is None or read.parent.child_by_field_name("left") != read


def _is_replaced(name: Node) -> bool:
    """Return whether a script puts something of its own in the place of what a bundle uses."""
    member = name.parent
    if member is None or member.parent is None:
        return False
    if member.type == "string":
        # It is defined by its name.
        around = text_of(member.parent.parent)
        return member.parent.type == "arguments" and (
            around.startswith(_DEFINING) and _PROTOTYPE.search(around) is not None
        )
    is_left = member.parent.child_by_field_name("left") == member
    return is_left and _PROTOTYPE.search(text_of(member)) is not None
