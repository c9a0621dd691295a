"""What the names in patterns, and the parameters of functions, are given."""

from __future__ import annotations

from typing import Protocol

from tree_sitter import Node

from .aliases import uses_of
from .classes import OF_TEXTS
from .functions import Functions, arguments_of, called_at_once, function_with_this
from .methods import CALLBACKS, UNUSED
from .scopes import Scopes, function_around, parameters, text_of

_SHORT = "shorthand_property_identifier_pattern"
#: What is made with a callback calls it with no texts.
_NO_TEXTS = UNUSED | {"MutationObserver", "IntersectionObserver", "ResizeObserver", "Promise"}


#: What calls a function with what a server sends.
_OF_SERVERS = frozenset({"ajax", "get", "getJSON", "getScript", "post"})


class Follows(Protocol):
    """Follows values back; see :class:`.Origins`."""

    depth: int

    def find_elsewhere(self) -> None:
        """Take note that it comes from a server."""

    def push(self, node: Node | None, *, is_cut: bool = False, is_within: bool = False) -> None:
        """Have a value followed back."""

    def property_of(self, owner: Node | None, name: str, *, is_cut: bool = False) -> None:
        """Follow a property back."""

    def keys_of(self, listed: Node | None) -> None:
        """Follow the names of the properties of an object back."""

    def given_by(self, names: set[str]) -> None:
        """Take note of names by which other scripts may give it."""

    def lose(self) -> None:
        """Take note that the way back is lost."""


class ParameterOrigins:
    """Follows what a name is given by a loop, a pattern or a caller."""

    def __init__(self, origins: Follows, scopes: Scopes, functions: Functions) -> None:
        self._origins = origins
        self._scopes = scopes
        self._functions = functions

    def pattern(self, name: Node, *, is_cut: bool, is_within: bool) -> None:
        """Follow what a *name* is given where it is mentioned in a pattern."""
        key, is_item = "", False
        pattern, around = name, name.parent
        if name.type == _SHORT:
            key = text_of(name)
        while around is not None and around.type.endswith("_pattern"):
            if around.type == "pair_pattern":
                if around.child_by_field_name("key") == pattern:
                    return
                key = text_of(around.child_by_field_name("key")).strip("\"'")
            elif around.type == "object_assignment_pattern" and pattern.type == _SHORT:
                key = text_of(pattern)
            elif around.type.endswith("assignment_pattern") and around.children[0] != pattern:
                return
            is_item |= around.type in {"array_pattern", "rest_pattern"}
            pattern, around = around, around.parent
        if around is None:
            return
        is_within |= is_item
        if pattern == name and not self._origins.depth and self._is_object(name):
            return
        match around.type:
            case "variable_declarator" | "assignment_expression" if pattern != name:
                value = around.child_by_field_name("value") or around.child_by_field_name("right")
                self._part(value, key, is_cut=is_cut, is_within=is_within)
            case "for_in_statement" if around.child_by_field_name("left") == pattern:
                listed = around.child_by_field_name("right")
                if text_of(around.child_by_field_name("operator")) == "in":
                    self._origins.keys_of(listed)
                else:
                    self._part(listed, key, is_cut=is_cut, is_within=True)
            case "formal_parameters":
                number = [each.id for each in parameters(around.parent or around)].index(pattern.id)
                self._parameter(around.parent, number, key, is_cut=is_cut, is_within=is_within)
            case "arrow_function" if around.child_by_field_name("parameter") == pattern:
                self._parameter(around, 0, key, is_cut=is_cut, is_within=is_within)
            case "import_specifier" | "import_clause" | "namespace_import":
                self._origins.lose()

    def _is_object(self, name: Node) -> bool:
        """Return whether a parameter is used as no text is, and never asked if it is one."""
        function = function_around(name)
        if function is None or b"string" in (function.text or b""):
            return False
        for mention in self._functions.mentions(name):
            access = mention.parent
            if access is not None and access.child_by_field_name("object") == mention:
                used = text_of(access.child_by_field_name("property"))
                if used and used not in OF_TEXTS:
                    return True
        return False

    def _part(self, value: Node | None, key: str, *, is_cut: bool, is_within: bool) -> None:
        """Follow a value back, or one of its properties."""
        if key:
            self._origins.property_of(value, key, is_cut=is_cut)
        else:
            self._origins.push(value, is_cut=is_cut, is_within=is_within)

    def all_of(self, name: Node) -> None:
        """Follow all that the function around a *name* is given."""
        function = function_with_this(name)
        if function is not None:
            self._parameter(function, None, "", is_cut=False, is_within=True)

    def _parameter(
        self, function: Node | None, number: int | None, key: str, *, is_cut: bool, is_within: bool
    ) -> None:
        if function is None:
            return
        lists: list[list[Node] | None]
        if (call := called_at_once(function)) is not None:
            callee = call.child_by_field_name("function")
            is_called = text_of(callee and callee.child_by_field_name("property")) == "call"
            lists = [arguments_of(call)[is_called:]]
        elif function.parent is not None and function.parent.type == "arguments":
            self._of_callback(function, number, key, is_cut=is_cut)
            return
        else:
            lists = self._calls(function)
        for given in lists:
            if given is None:
                self._origins.lose()
                continue
            first = len(given) if number is None else number + 1
            spread = [each for each in given[:first] if each.type == "spread_element"]
            for each in spread or (given if number is None else given[number:first]):
                self._part(each, key, is_cut=is_cut, is_within=is_within)

    def _calls(self, function: Node) -> list[list[Node] | None]:
        """Return the arguments of all calls of a function; ``None`` for those that are lost."""
        aliases = uses_of(function, self._scopes)
        calls = [given for _, given in aliases.calls]
        self._origins.given_by(aliases.names | aliases.common)
        return calls if aliases.is_known else [*calls, None]

    def _of_callback(self, function: Node, number: int | None, key: str, *, is_cut: bool) -> None:
        """Follow what a method gives to the function that it calls."""
        call = function.parent and function.parent.parent
        callee = call and (
            call.child_by_field_name("function") or call.child_by_field_name("constructor")
        )
        if call is None or callee is None:
            return
        owner = callee.child_by_field_name("object")
        name = text_of(callee.child_by_field_name("property")) or text_of(callee)
        given = arguments_of(call)
        is_list = bool(given) and given[0] != function
        if name == "each":
            listed = given[0] if is_list else owner
            if number == 0 and is_list:
                self._origins.keys_of(listed)
            else:
                self._part(listed, key, is_cut=is_cut, is_within=True)
        elif name in CALLBACKS | {"replace", "replaceAll", "from"}:
            listed = given[0] if is_list and name == "from" else owner
            self._part(listed, key, is_cut=is_cut or "replace" in name, is_within=True)
        elif name in _OF_SERVERS:
            self._origins.find_elsewhere()
        elif name not in _NO_TEXTS:
            self._origins.lose()
        elif key:
            self._origins.property_of(None, key, is_cut=is_cut)
