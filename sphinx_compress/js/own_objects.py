"""Which objects a script makes itself, so that they are no elements."""

from __future__ import annotations

import re
from typing import Final

from tree_sitter import Node

from .constants import given_to, is_parameter
from .functions import arguments_of, called_at_once, function_with_this, given_at
from .scopes import Scopes, function_around, parameters, text_of

_DEEPEST: Final = 6
_MADE: Final = frozenset(
    """array arrow_function class false function_expression generator_function null number object
    regex string template_string true undefined unary_expression update_expression""".split()
)
_CONSTRUCTORS: Final = re.compile(
    r"Array|Date|Error|Map|Object|Promise|RegExp|Set|URL|URLSearchParams|Weak(?:Map|Set)|\w+Array"
)
#: Functions that make objects, or lists.
_MAKERS: Final = frozenset(
    """Array Array.from Array.of JSON.parse Object.create Object.entries Object.fromEntries
    Object.keys Object.values require""".split()
)
#: Methods that make lists.
_LISTING: Final = frozenset("concat exec filter map match slice sort split splice".split())
#: Functions that return what they are given first.
_RETURNING: Final = frozenset({"Object.assign", "Object.freeze"})
#: Variables of a browser, or of a module.
_GLOBAL: Final = frozenset(
    """arguments console exports globalThis history localStorage location module navigator self
    sessionStorage window""".split()
)
#: Properties that hold no elements, whatever has them.
_PROPERTIES: Final = frozenset({"exports", "localStorage", "prototype", "sessionStorage", "style"})
_DECLARED: Final = frozenset(
    {"class_declaration", "function_declaration", "generator_function_declaration"}
)


class OwnObjects:
    """Knows what one script makes itself."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._open = set[int]()

    def has(self, node: Node | None, depth: int = 0) -> bool:
        """Return whether an expression is plainly no element; what is not known may be one."""
        if node is None or depth > _DEEPEST:
            return False
        deeper = depth + 1
        match node.type:
            case kind if kind in _MADE:
                return True
            case "parenthesized_expression" | "sequence_expression" if node.named_children:
                return self.has(node.named_children[-1], deeper)
            case "assignment_expression":
                return self.has(node.child_by_field_name("right"), deeper)
            case "augmented_assignment_expression" | "binary_expression":
                return self._of_operation(node, deeper)
            case "ternary_expression":
                return all(self.has(each, deeper) for each in node.named_children[1:])
            case "new_expression":
                made = text_of(node.child_by_field_name("constructor"))
                return _CONSTRUCTORS.fullmatch(made) is not None
            case "call_expression":
                return self._is_made(node, deeper)
            case "identifier":
                return self._is_name(node, deeper)
            case "this":
                return _is_of_own_class(node)
            case "member_expression":
                return self._is_property(text_of(node.child_by_field_name("property")), deeper)
            case "subscript_expression":
                return self._is_item(node, deeper)
            case _:
                return False

    def _of_operation(self, node: Node, depth: int) -> bool:
        """Look at an object that is made unless there is one, as in `a.b || (a.b = {})`."""
        left, right = (node.child_by_field_name(side) for side in ("left", "right"))
        operator = text_of(node.child_by_field_name("operator")).removesuffix("=")
        if operator not in {"||", "??", "&&"}:
            # Sums and comparisons.
            return True
        is_own = self.has(right, depth)
        if operator == "&&" or node.type != "binary_expression" or not is_own:
            return is_own
        given = right
        while given is not None and given.type == "parenthesized_expression":
            given = given.named_children[-1]
        is_same = given is not None and text_of(given.child_by_field_name("left")) == text_of(left)
        return is_same or self.has(left, depth)

    def _is_made(self, call: Node, depth: int) -> bool:
        callee = call.child_by_field_name("function")
        if text_of(callee) in _RETURNING:
            return self.has(next(iter(arguments_of(call)), None), depth)
        name = text_of(callee and callee.child_by_field_name("property"))
        return text_of(callee) in _MAKERS or name in _LISTING

    def _is_name(self, name: Node, depth: int) -> bool:
        mentions = self._scopes.mentions(name)
        key = id(mentions)
        if mentions is None or key in self._open:
            # It may be given what it is already, or that in another object.
            return mentions is not None
        if text_of(name) in _GLOBAL and not any(map(_is_declared, mentions)):
            return True
        self._open.add(key)
        given = [value for each in mentions if (value := given_to(each)) is not None]
        given += [value for each in mentions if (value := _given_at_once(each)) is not None]
        declared = [each for each in mentions if _is_function(each)]
        is_open = any(is_parameter(each) and not _given_at_once(each) for each in mentions)
        is_open |= any("pattern" in each.type or _is_in_pattern(each) for each in mentions)
        found = not is_open and bool(given or declared)
        found = found and all(self.has(value, depth) for value in given)
        self._open.discard(key)
        return found

    def _is_property(self, name: str, depth: int) -> bool:
        if name in _PROPERTIES:
            return True
        given = given_at(self._scopes.rarely_given(name) or ())
        return bool(given) and all(self.has(value, depth) for value in given)

    def _is_item(self, access: Node, depth: int) -> bool:
        """Look at one of those objects that are in an object that the script makes."""
        owner = access.child_by_field_name("object")
        if owner is None or owner.type != "identifier" or not self.has(owner, depth):
            return False
        mentions = self._scopes.mentions(owner) or ()
        first = [value for each in mentions if (value := given_to(each)) is not None]
        if any(map(_is_filled, mentions)) or any(value.named_children for value in first):
            return False
        items = [each.parent for each in mentions if _is_owner(each)]
        given = [item.parent.child_by_field_name("right") for item in items if item and item.parent]
        values = [value for value in given if value is not None]
        return bool(values) and all(self.has(value, depth) for value in values)


def _is_owner(name: Node) -> bool:
    """Return whether an item of what a name means is given something."""
    access = name.parent
    if access is None or access.type != "subscript_expression" or access.parent is None:
        return False
    is_target = access.parent.child_by_field_name("left") == access
    return is_target and access.parent.type.endswith("assignment_expression")


def _is_filled(name: Node) -> bool:
    """Return whether something is put into what a name means by another way than by an item."""
    access = name.parent
    if access is None or access.type != "member_expression" or access.parent is None:
        return False
    method = text_of(access.child_by_field_name("property"))
    is_target = access.parent.child_by_field_name("left") == access
    return is_target or method in {"add", "push", "set", "splice", "unshift"}


def _is_declared(name: Node) -> bool:
    around = name.parent
    if around is None or around.type != "variable_declarator":
        return is_parameter(name)
    return around.child_by_field_name("name") == name


def _is_function(name: Node) -> bool:
    around = name.parent
    if around is None or around.type not in _DECLARED:
        return False
    return around.child_by_field_name("name") == name


def _is_in_pattern(name: Node) -> bool:
    around = name.parent
    if around is None or not around.type.endswith("_pattern"):
        return around is not None and around.type in {"catch_clause", "import_specifier"}
    return around.child_by_field_name("right") != name


def _given_at_once(name: Node) -> Node | None:
    """Return what a parameter is given by the only call of its function, at once."""
    function = None if not is_parameter(name) else function_around(name)
    if function is not None and (started := _started_with(function, name)) is not None:
        return started
    call = None if function is None else called_at_once(function)
    if function is None or function.child_by_field_name("name") is not None:
        # It may call itself.
        return None
    if call is None or name not in (found := parameters(function)):
        return None
    callee = call.child_by_field_name("function")
    if callee is not None and callee.type == "member_expression":
        return None
    given, place = arguments_of(call), found.index(name)
    return given[place] if place < len(given) else None


def _started_with(function: Node, name: Node) -> Node | None:
    """Return what a list is reduced to, from which a function gets it as its first parameter."""
    call = None if function.parent is None else function.parent.parent
    callee = None if call is None else call.child_by_field_name("function")
    method = text_of(callee and callee.child_by_field_name("property"))
    if call is None or method not in {"reduce", "reduceRight"}:
        return None
    given = arguments_of(call)
    is_first = parameters(function)[:1] == [name] and given[:1] == [function]
    return given[1] if is_first and len(given) > 1 else None


def _is_of_own_class(this: Node) -> bool:
    """Return whether `this` is an object of a class that extends no other one."""
    function = function_with_this(this)
    body = None if function is None or function.type != "method_definition" else function.parent
    of = None if body is None or body.type != "class_body" else body.parent
    return of is not None and all(each.type != "class_heritage" for each in of.named_children)
