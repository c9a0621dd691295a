"""Where what a function returns may come from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Protocol

from tree_sitter import Node

from .choices import returned_by
from .classes import Classes
from .constants import Constants
from .functions import Functions, arguments_of
from .methods import (
    CUTS,
    KEYS,
    LISTS,
    MAPPING,
    NO_TEXTS_OF,
    OBJECTS_OF_ELSEWHERE,
    OF_ELSEWHERE,
    PASS_TEXTS,
)
from .property_origins import Origin
from .scopes import Scopes, text_of
from .url_words import UNKNOWN

#: What is a method of a browser whatever functions of such a name a script has.
_GETS = frozenset({"Reflect.get"})
_NEXT = frozenset({"get", "n", "next"})


class Follows(Protocol):
    """Follows values back; see :class:`.Origins`."""

    found: Origin
    depth: int

    def push(self, node: Node | None, *, is_cut: bool = False, is_within: bool = False) -> None:
        """Have a value followed back."""

    def keys_of(self, listed: Node | None) -> None:
        """Follow the names of the properties of an object back."""

    def lose(self) -> None:
        """Take note that the way back is lost."""


class CallOrigins:
    """Follows the results of the calls of one script back."""

    def __init__(
        self, origins: Follows, scopes: Scopes, constants: Constants, functions: Functions
    ) -> None:
        self._origins = origins
        self._scopes = scopes
        self._constants = constants
        self._functions = functions
        self._classes = Classes(scopes, constants)

    def of(self, call: Node, *, is_cut: bool, is_within: bool) -> None:
        """Follow what a *call* returns back."""
        callee = call.child_by_field_name("function")
        owner = None if callee is None else callee.child_by_field_name("object")
        name = text_of(callee and callee.child_by_field_name("property")) or text_of(callee)
        if name in {"call", "apply"}:
            name = text_of(owner and owner.child_by_field_name("property"))
            name = name if name in NO_TEXTS_OF else "from"
        given, found = arguments_of(call), self._origins.found
        functions = self._classes.related(call, self._functions.of(callee))
        if name in {"getAttribute", "attr", "data"} and len(given) == 1:
            attribute = self._constants.text(self._constants.just_given(given[0]) or given[0])
            is_data = name == "data" and UNKNOWN not in attribute[:1]
            found.attributes.add(f"data-{attribute}" if is_data else attribute)
        elif name in OF_ELSEWHERE and not functions:
            # A text has no properties that select anything.
            found.is_elsewhere |= not self._origins.depth or name in OBJECTS_OF_ELSEWHERE
        elif name in NO_TEXTS_OF:
            return
        elif given and (name in KEYS or name in PASS_TEXTS):
            self._passed(name, given, is_cut=is_cut)
        elif name in LISTS and owner is not None and not functions:
            self._listed(name, owner, given, is_cut=is_cut)
        elif owner is not None and (text_of(callee) in _GETS or (name in _NEXT and not functions)):
            found.is_elsewhere |= text_of(owner).endswith("searchParams")
            self._origins.push(_listed_by(owner, given), is_within=True)
        elif callee is not None and b"iterator" in (self._constants.value(callee).text or b""):
            # What a compiler makes of a loop.
            self._passed(name, given, is_cut=is_cut)
        elif functions:
            for function in functions:
                self._returned(function, is_cut=is_cut, is_within=is_within)
        else:
            if not self._origins.depth:
                found.read.add(name)
                if callee is not None and self._is_variable_of_page(callee):
                    found.variables.add(name)
            self._origins.lose()

    def _is_variable_of_page(self, callee: Node) -> bool:
        return callee.type == "identifier" and self._scopes.is_global(callee)

    def _passed(self, name: str, given: list[Node], *, is_cut: bool) -> None:
        """Follow what a function is *given* that returns it, or what is in it."""
        if name in KEYS:
            self._origins.keys_of(given[0])
        if name == "parse":
            # What is in a text with data is as far from what looks for it as the text.
            self._origins.depth = 0
            self._origins.found.texts.update(_texts_in(self._constants.text(given[0])))
        for each in given if name == "entries" or name not in KEYS else ():
            self._origins.push(each, is_cut=is_cut, is_within=True)

    def _listed(self, name: str, owner: Node, given: list[Node], *, is_cut: bool) -> None:
        """Follow what a method returns of a list, or of a text."""
        cuts = name in CUTS and not self._keeps_ids(given[1:])
        if not (name in MAPPING and given and self._functions.of(given[0])):
            self._origins.push(owner, is_cut=is_cut or cuts, is_within=True)
        if name == "join" and given:
            self._origins.found.is_joined |= not self._constants.text(given[0])
        for each in given:
            functions = self._functions.of(each)
            for function in functions:
                self._returned(function, is_cut=is_cut, is_within=True)
            if not functions:
                self._origins.push(each, is_cut=is_cut, is_within=True)

    def _keeps_ids(self, replacement: list[Node]) -> bool:
        """Return whether a part of a text is replaced by what begins like an id."""
        texts = [
            self._constants.text(each)
            for given in replacement
            for function in self._functions.of(given)
            for each in returned_by(function)
        ]
        return bool(texts) and all(text.startswith("#") for text in texts)

    def _returned(self, function: Node, *, is_cut: bool, is_within: bool) -> None:
        if function.type.startswith("generator"):
            self._origins.lose()
        for each in returned_by(function):
            self._origins.push(each, is_cut=is_cut, is_within=is_within)


def _listed_by(owner: Node, given: list[Node]) -> Node:
    """Return what has what a method returns that is *given* its name."""
    return given[0] if text_of(owner) == "Reflect" and given else owner


def _texts_in(text: str) -> Iterator[str]:
    """Yield all texts that a text with data has in it."""
    try:
        pending: list[object] = [json.loads(text)]
    except ValueError:
        return
    while pending:
        match pending.pop():
            case str(found):
                yield found
            case list(items):
                pending += items
            case dict(pairs):
                pending += (*pairs, *pairs.values())
