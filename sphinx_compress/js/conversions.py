"""What a script turns into a text, whatever it is before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from .constants import Constants
from .functions import arguments_of
from .scopes import Scopes, text_of
from .syntax import captures

_MAKERS = frozenset({"String", "Text", "alert"})
#: Methods that make a text of what they are given, and of which of their arguments.
_METHODS = {"createTextNode": 0, "insertAdjacentHTML": 1, "insertAdjacentText": 1}
_METHODS |= {"setAttribute": 1}
#: Methods of elements.  Those of jQuery with these names call a function.
_INSERTING = frozenset({"after", "append", "before", "prepend", "replaceChildren", "replaceWith"})
#: What makes texts of functions, and methods that have it do so.
_OF_FUNCTIONS = frozenset({"Function.prototype.toString", "Function.toString"})
_LENDING = frozenset({"apply", "bind", "call"})
#: Methods of a console, which shows functions as they are written.
_LOGGING = frozenset({"debug", "dir", "error", "info", "log", "warn"})
_PROPERTIES = frozenset({"innerHTML", "innerText", "nodeValue", "outerHTML", "textContent"})
#: Properties that hold texts if they are those of elements.
_OF_ELEMENTS = frozenset({"text", "title", "value"})
_ELEMENT = re.compile(
    r"(?:getElementById|querySelector|createElement(?:NS)?)\([^()]*\)$"
    r"|^document\.(?:body|head|documentElement)$"
)

_QUERY = """
(call_expression) @call
(new_expression) @call
(binary_expression) @binary
(subscript_expression index: (_) @value)
(computed_property_name (_) @value)
(template_substitution (_) @part)
(augmented_assignment_expression operator: "+=" right: (_) @value)
(assignment_expression left: (member_expression) right: (_) @assigned)
"""


def converted(root: Node, scopes: Scopes) -> Iterator[Node]:
    """Yield the expressions of which a script makes a text if they are none."""
    found = captures(root, _QUERY)
    elements = _Elements(Constants(scopes))
    yield from found.get("value", ())
    for call in found.get("call", ()):
        yield from _of_call(call, elements)
    for node in found.get("binary", ()):
        yield from _of_binary(node)
    for value in found.get("part", ()):
        if not _is_tagged(value):
            yield value
    for value in found.get("assigned", ()):
        if _is_shown(value.parent, elements):
            yield value


class _Elements:
    """Knows elements and regular expressions by what variables are given."""

    def __init__(self, constants: Constants) -> None:
        self._constants = constants

    def is_element(self, node: Node) -> bool:
        return _ELEMENT.search(text_of(self._constants.value(node))) is not None

    def is_of_functions(self, node: Node) -> bool:
        return text_of(self._constants.value(node)) in _OF_FUNCTIONS

    def is_pattern(self, node: Node) -> bool:
        value = self._constants.value(node)
        if value.type == "parenthesized_expression":
            value = value.named_children[-1]
        made = value.child_by_field_name("constructor") or value.child_by_field_name("function")
        return value.type == "regex" or text_of(made) == "RegExp"


def _of_call(call: Node, elements: _Elements) -> Iterator[Node]:
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    arguments = arguments_of(call)
    if callee is None or callee.type not in {"member_expression", "subscript_expression"}:
        yield from arguments[:1] if text_of(callee) in _MAKERS else ()
        return
    owner = callee.named_children[0]
    method = text_of(callee.child_by_field_name("property"))
    method = method or text_of(callee.child_by_field_name("index")).strip("\"'`")
    if method == "toString" and not arguments:
        yield owner
    elif method in _LENDING:
        yield from _of_lent(owner, arguments, elements)
    elif method in {"exec", "test"}:
        yield from arguments[:1] if elements.is_pattern(owner) else ()
    elif method in _INSERTING:
        yield from arguments if elements.is_element(owner) else ()
    elif method == "concat" or text_of(owner) == "console":
        is_text = owner.type in {"string", "template_string"} or method in _LOGGING
        yield from arguments if is_text else ()
    elif method == "join" and owner.type == "array":
        yield owner
    elif (number := _METHODS.get(method)) is not None:
        yield from arguments[number : number + 1]


def _of_lent(owner: Node, arguments: list[Node], elements: _Elements) -> Iterator[Node]:
    """Yield that of which the method of all functions makes a text, if it is that which is lent."""
    if text_of(owner) == "Reflect" and arguments:
        owner, *arguments = arguments
    if elements.is_of_functions(owner):
        yield from arguments[:1]


def _of_binary(node: Node) -> Iterator[Node]:
    """Yield an operand that becomes a text since the other one is a text."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = text_of(node.child_by_field_name("operator"))
    if left is None or right is None or operator not in {"+", "==", "!=", "in"}:
        return
    if operator == "in":
        yield left
        return
    for value, other in ((left, right), (right, left)):
        is_sum = operator == "+" and other.type == "binary_expression"
        if is_sum or other.type in {"string", "template_string"}:
            yield value


def _is_tagged(part: Node) -> bool:
    """Return whether a function gets the parts of a template as they are."""
    template = part.parent.parent if part.parent is not None else None
    call = None if template is None else template.parent
    return call is not None and call.child_by_field_name("arguments") == template


def _is_shown(assignment: Node | None, elements: _Elements) -> bool:
    target = None if assignment is None else assignment.child_by_field_name("left")
    if target is None:
        return False
    name = text_of(target.child_by_field_name("property"))
    owner = target.named_children[0]
    if name in _PROPERTIES:
        return not text_of(owner).endswith("prototype")
    return name in _OF_ELEMENTS and elements.is_element(owner)
