"""Where a selector may come from of which a script does not say what it is.

Such a value is followed back: through names, calls, lists, objects and what callers give.  What
comes from the page, or from beyond the scripts, is told apart from what is lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from .call_origins import CallOrigins
from .choices import default_of
from .constants import Constants, given_to
from .functions import Functions, arguments_of
from .origin_names import ELSEWHERE_OBJECTS, NO_OBJECTS
from .parameter_origins import ParameterOrigins
from .property_origins import Origin, PropertyOrigins
from .scopes import Scopes, text_of
from .url_words import UNKNOWN

#: No value is followed back through more steps.
_MOST = 800
_NO_TEXTS = frozenset(
    {"arrow_function", "class", "false", "function_expression", "generator_function", "null"}
    | {"number", "regex", "super", "this", "true", "undefined", "unary_expression", "import"}
    | {"update_expression", "meta_property", "class_declaration", "function_declaration"}
)
_FIRST = frozenset({"await_expression", "parenthesized_expression", "sequence_expression"})
_LOGICAL = frozenset({"||", "&&", "??"})
_COLLECTIONS = frozenset({"Array", "Map", "Set", "String", "WeakMap", "WeakSet"})
_OF_ELSEWHERE = frozenset({"FormData", "Headers", "URLSearchParams"})


class Origins:
    """Follows the values of one script back."""

    def __init__(
        self,
        scopes: Scopes,
        constants: Constants,
        functions: Functions,
        is_any: Callable[[str], bool],
    ) -> None:
        self._scopes = scopes
        self._constants = constants
        self._functions = functions
        self._is_any = is_any
        self._parameters = ParameterOrigins(self, scopes, functions)
        self._calls = CallOrigins(self, scopes, constants, functions)
        self._properties = PropertyOrigins(self, scopes, constants, functions)
        self.found = Origin()
        self._pending: list[tuple[Node, bool, bool, int]] = []
        #: How many objects are around what is looked at.
        self.depth = 0
        self._seen: set[tuple[int, bool, bool]] = set()

    def of(self, node: Node) -> Origin:
        """Return where the value of an expression may come from."""
        self.found = Origin()
        self._seen.clear()
        self._pending.clear()
        self.depth = 0
        self.push(node)
        while self._pending:
            each, is_cut, is_within, self.depth = self._pending.pop()
            self._step(each, is_cut, is_within)
            if len(self._seen) > _MOST or self.found.is_elsewhere:
                self.lose()
                break
        return self.found

    def push(self, node: Node | None, *, is_cut: bool = False, is_within: bool = False) -> None:
        """Have a value followed back.

        :param is_cut: whether its beginning may be cut off.
        :param is_within: whether it is something in it, and not the value itself.
        """
        if node is None:
            return
        key = node.id, is_cut, is_within
        if key not in self._seen:
            self._seen.add(key)
            self._pending.append((node, is_cut, is_within, self.depth))

    def given_by(self, names: set[str]) -> None:
        """Take note of *names* by which other scripts may give it."""
        self.found.properties |= names

    def find_elsewhere(self) -> None:
        """Take note that it comes from a server."""
        self.found.is_elsewhere = True

    def lose(self) -> None:
        """Take note that the way back is lost."""
        # An object that is lost is known by the names of its properties.
        self.found.is_lost |= not self.depth

    def _step(self, node: Node, is_cut: bool, is_within: bool) -> None:
        match node.type:
            case kind if kind in _NO_TEXTS:
                pass
            case kind if kind in _FIRST:
                self.push(node.named_children[-1], is_cut=is_cut, is_within=is_within)
            case "string" | "template_string":
                self._text(node, node.named_children, is_cut=is_cut)
            case "template_substitution":
                self.push(node.named_children[-1])
            case "binary_expression":
                self._operation(node, is_cut=is_cut, is_within=is_within)
            case "ternary_expression":
                for each in node.named_children[1:]:
                    self.push(each, is_cut=is_cut, is_within=is_within)
            case "assignment_expression" | "augmented_assignment_expression":
                self.push(node.child_by_field_name("right"), is_cut=is_cut, is_within=is_within)
            case "spread_element" | "array" | "object" | "pair":
                self._collection(node, is_cut=is_cut, is_within=is_within)
            case "identifier" | "shorthand_property_identifier":
                self._name(node, is_cut=is_cut, is_within=is_within)
            case "member_expression" if self._properties.is_object(node):
                pass
            case "member_expression":
                name = text_of(node.child_by_field_name("property"))
                self.property_of(node.child_by_field_name("object"), name, is_cut=is_cut)
            case "subscript_expression":
                self._properties.item(node, is_cut=is_cut)
            case "call_expression" if not self._is_put_together(node, is_cut=is_cut):
                self._calls.of(node, is_cut=is_cut, is_within=is_within)
            case "new_expression":
                self._made(node)
            case "call_expression":
                pass
            case _:
                self.lose()

    def _text(self, node: Node, parts: list[Node], *, is_cut: bool) -> None:
        if self.depth:
            return
        text = self._constants.text(node)
        self.found.texts.add(text.lstrip("#. ") if is_cut else text)
        self.found.is_joined |= text.count(UNKNOWN) > 1 and not text.strip(UNKNOWN)
        if self._is_any(text):
            for part in parts:
                if UNKNOWN in self._constants.text(part) and part.type != "string_fragment":
                    self.push(part, is_cut=is_cut)

    def _is_put_together(self, call: Node, *, is_cut: bool) -> bool:
        """Return whether a call puts a text together of which enough is known."""
        text = self._constants.text(call)
        is_known = bool(text.strip(UNKNOWN)) and not self._is_any(text)
        if is_known:
            self._text(call, [], is_cut=is_cut)
        return is_known

    def _operation(self, node: Node, *, is_cut: bool, is_within: bool) -> None:
        operator = text_of(node.child_by_field_name("operator"))
        if operator == "+":
            self._text(node, node.named_children, is_cut=is_cut)
        elif operator in _LOGICAL:
            for each in node.named_children:
                self.push(each, is_cut=is_cut, is_within=is_within)

    def _collection(self, node: Node, *, is_cut: bool, is_within: bool) -> None:
        """Follow what is in a list or an object; of the latter, all that has no known name."""
        for each in node.named_children if node.type != "pair" else node.named_children[1:]:
            is_named = each.type in {"pair", "shorthand_property_identifier"}
            if each.type != "comment" and (is_within or not is_named):
                self.push(each, is_cut=is_cut, is_within=is_within)

    def _name(self, name: Node, *, is_cut: bool, is_within: bool) -> None:
        word = text_of(name)
        if word in NO_OBJECTS:
            return
        mentions = self._scopes.mentions(name)
        if word == "arguments":
            self._parameters.all_of(name)
            return
        if self._scopes.is_global(name):
            if word in ELSEWHERE_OBJECTS:
                self.found.is_elsewhere = True
                return
            self.found.variables.add(word)
        if mentions is None:
            self.lose()
        just_given = self._constants.just_given(name)
        self.push(just_given, is_cut=is_cut, is_within=is_within)
        for mention in mentions or ():
            if just_given is not None:
                self._filled(mention, is_cut=is_cut)
                continue
            self.push(given_to(mention), is_cut=is_cut, is_within=is_within)
            self.push(default_of(mention), is_cut=is_cut, is_within=is_within)
            self._filled(mention, is_cut=is_cut)
            self._parameters.pattern(mention, is_cut=is_cut, is_within=is_within)

    def _filled(self, list_: Node, *, is_cut: bool) -> None:
        """Follow what is put into a list, a map or a property of an object."""
        access = list_.parent
        around = None if access is None else access.parent
        if access is None or around is None or access.children[0] != list_:
            return
        method = text_of(access.child_by_field_name("property"))
        if around.type == "call_expression" and method in {"push", "unshift", "add", "set"}:
            for each in arguments_of(around):
                self.push(each, is_cut=is_cut, is_within=True)
        value = around.child_by_field_name("right") if around.children[0] == access else None
        if access.type == "subscript_expression" and value is not None:
            self.push(value, is_cut=is_cut, is_within=True)
            self.push(access.child_by_field_name("index"), is_cut=is_cut)

    def property_of(self, owner: Node | None, name: str, *, is_cut: bool = False) -> None:
        """Follow a property back."""
        self._properties.of(owner, name, is_cut=is_cut)

    def keys_of(self, listed: Node | None) -> None:
        """Follow the names of the properties of an object back."""
        value = None if listed is None else self._constants.value(listed)
        if value is None or value.type != "object":
            self.lose()
            return
        for each in value.named_children:
            key = each.child_by_field_name("key") if each.type == "pair" else each
            if key is None or key.type in {"computed_property_name", "spread_element"}:
                self.push(key and key.named_children[-1], is_within=True)
                self.found.is_lost |= key is not None and key.type == "spread_element"
            elif key.type != "comment":
                self.found.texts.add(text_of(key).strip("\"'"))

    def _made(self, new: Node) -> None:
        name = text_of(new.child_by_field_name("constructor"))
        self.found.is_elsewhere |= name in _OF_ELSEWHERE
        # That has any property, by whatever name.
        self.found.is_lost |= name == "Proxy"
        for each in arguments_of(new) if name in _COLLECTIONS else ():
            self.push(each, is_within=True)
