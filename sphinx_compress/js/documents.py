"""Which expressions of a script mean the page itself."""

from __future__ import annotations

import re

from tree_sitter import Node

from .constants import Constants
from .functions import Functions, arguments_of, called_at_once
from .scopes import FUNCTIONS, function_around, parameters, text_of

_PAGE = re.compile(r"(?:^|[.!])(?:document|ownerDocument)$")
_OTHER = re.compile(r"\b(?:contentDocument|contentWindow|createHTMLDocument)\b")
_DEEPEST = 4
_NO_DOCUMENTS = FUNCTIONS | {"array", "false", "null", "number", "object", "string", "true"}


class Documents:
    """Knows the page by all names that one script has for it."""

    def __init__(self, constants: Constants, functions: Functions) -> None:
        self._constants = constants
        self._functions = functions
        #: What was found of a node or of a property, at a depth: in a large script, many ways lead
        #: to the same.
        self._known: dict[tuple[int | str, int], bool] = {}

    def is_page(self, node: Node | None, depth: int = 0) -> bool:
        """Return whether an expression means the page itself, and no other document."""
        if node is None or depth > _DEEPEST:
            return False
        place = (node.id, depth)
        if place not in self._known:
            self._known[place] = self._is_page(node, depth)
        return self._known[place]

    def _is_page(self, node: Node, depth: int) -> bool:
        if node.type == "parenthesized_expression":
            return self.is_page(node.named_children[-1], depth + 1)
        if node.type in {"binary_expression", "ternary_expression"}:
            return any(self.is_page(each, depth + 1) for each in node.named_children)
        if node.type == "assignment_expression":
            return self.is_page(node.child_by_field_name("right"), depth + 1)
        value = self._constants.value(node)
        if value is not node:
            return self.is_page(value, depth + 1)
        if node.type == "identifier" and self.is_given(node, depth):
            return True
        if _PAGE.search(text_of(node)) is not None:
            return True
        name = text_of(node.child_by_field_name("property"))
        return bool(name) and self._is_held(name, depth)

    def _is_held(self, name: str, depth: int) -> bool:
        """Return whether a property with this *name* is given the page anywhere."""
        place = (name, depth)
        if place not in self._known:
            given = self._functions.given(name)
            self._known[place] = any(self.is_page(each, depth + 1) for each in given)
        return self._known[place]

    def is_other(self, node: Node | None) -> bool:
        """Return whether an expression means the document of a frame, or one that nobody sees."""
        if node is None:
            return False
        value = self._constants.value(node)
        if value is node and node.type == "identifier":
            given = self.given(node)
            if given and all(each.type in _NO_DOCUMENTS for each in given):
                return True
            value = self._constants.just_given(node) or node
        return _OTHER.search(text_of(value)) is not None

    def is_given(self, name: Node, depth: int = 0) -> bool:
        """Return whether a parameter with this *name* is the page in any call.

        :param name: may be a pattern.
        """
        return any(self.is_page(each, depth + 1) for each in self.given(name))

    def is_taken_of_page(self, name: Node) -> bool:
        """Return whether a name in braces is that of a property of the page."""
        pattern, around = name, name.parent
        while around is not None and around.type.endswith("_pattern"):
            key = text_of(around.child_by_field_name("key"))
            if key in {"document", "ownerDocument"}:
                return True
            pattern, around = around, around.parent
        if around is not None and around.type in {"formal_parameters", "arrow_function"}:
            return self.is_given(pattern)
        if around is None or around.type not in {"variable_declarator", "assignment_expression"}:
            return False
        value = around.child_by_field_name("value") or around.child_by_field_name("right")
        return self.is_page(value)

    def given(self, name: Node) -> list[Node]:
        """Return what a parameter with this *name* is in the calls that are known."""
        function = function_around(name)
        while function is not None:
            names = [text_of(each) for each in parameters(function)]
            if text_of(name) in names:
                number = names.index(text_of(name))
                calls = self._calls(function)
                return [arguments[number] for arguments in calls if number < len(arguments)]
            function = function_around(function)
        return []

    def _calls(self, function: Node) -> list[list[Node]]:
        """Return the arguments of all calls of a function that are known."""
        call = called_at_once(function)
        if call is not None:
            arguments = arguments_of(call)
            callee = call.child_by_field_name("function")
            name = "" if callee is None else text_of(callee.child_by_field_name("property"))
            return [arguments[1:] if name == "call" else arguments]
        found = []
        uses, _ = self._functions.uses(function)
        for use in uses or ():
            call = use.parent
            if call is not None and call.type in {"call_expression", "new_expression"}:
                found.append(arguments_of(call))
        return found


def is_named(node: Node | None, constants: Constants) -> bool:
    """Return whether an expression means the page, and not just in one of several calls."""
    return node is not None and _PAGE.search(text_of(constants.value(node))) is not None


def is_script_of_parent(child: Node) -> bool:
    """Return whether a script asks for the URL of one that stands beside an element."""
    owner, access = child.child_by_field_name("object"), child.parent
    parent = None if owner is None else owner.child_by_field_name("property")
    read = None if access is None else access.child_by_field_name("property")
    return text_of(parent) in {"parentNode", "parentElement"} and text_of(read) == "src"
