"""What gives names to elements and is handed on, so that it is not seen which names it gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from tree_sitter import Node

from .constants import unescaped
from .functions import arguments_of
from .scopes import text_of
from .syntax import captures

#: Methods that give names, and whose names mean nothing else.
GIVERS: Final = frozenset(
    """addClass createContextualFragment createElement createElementNS insertAdjacentHTML
    parseFromString parseHTMLUnsafe setAttribute setAttributeNS setHTML setHTMLUnsafe
    toggleAttribute toggleClass write writeln""".split()
)
#: Those that hand out an attribute itself, which may be given a value later.
_ATTRIBUTES: Final = frozenset(
    """getAttributeNode getAttributeNodeNS getNamedItem getNamedItemNS setAttributeNode
    setAttributeNodeNS setNamedItem setNamedItemNS""".split()
)
#: Those of lists of classes, and with which of their arguments they give names.
OF_CLASSES: Final = {"add": (0, 9), "toggle": (0, 1), "replace": (1, 2)}
#: Properties of elements that give names, or HTML.
PROPERTIES: Final = frozenset({"classList", "className", "id", "innerHTML", "outerHTML", "srcdoc"})
#: Functions that give all that they are told to.
_FUNCTIONS: Final = frozenset({("Object", "assign"), ("Reflect", "apply"), ("Reflect", "set")})
#: What comes to what is in it, or to nothing.
_WITHIN: Final = frozenset({"parenthesized_expression", "sequence_expression"})
#: Where a value goes on to something else.
_HANDED: Final = frozenset({"arguments", "array", "assignment_expression", "member_expression"}) | {
    "arrow_function",
    "assignment_pattern",
    "pair",
    "return_statement",
    "subscript_expression",
    "variable_declarator",
}

#: No prose has it.
_CODE: Final = re.compile(
    r"\.\s*(?:(?:class(?:Name|List)|(?:inn|out)erHTML|setAttribute)\b|id\s*=(?!=)|write\s*\()"
)

_QUERY: Final = """
[(member_expression) (subscript_expression)] @member
(pair_pattern key: (property_identifier) @key)
(shorthand_property_identifier_pattern) @short
(call_expression function: (member_expression) arguments: (arguments)) @call
(array_pattern [(member_expression) (subscript_expression)] @target)
(assignment_pattern left: [(member_expression) (subscript_expression)] @target)
(pair_pattern value: [(member_expression) (subscript_expression)] @target)
(rest_pattern [(member_expression) (subscript_expression)] @target)
(for_in_statement left: [(member_expression) (subscript_expression)] @target)
(assignment_expression left: [(member_expression) (subscript_expression)]) @assignment
(augmented_assignment_expression left: [(member_expression) (subscript_expression)]) @assignment
"""


def given_unseen(root: Node) -> Iterator[Node]:
    """Yield expressions that give names of which something else decides, or that may be names."""
    found = captures(root, _QUERY)
    members = found.get("member", [])
    for member in members:
        if _is_lent(member):
            yield member
    for target in found.get("target", ()):
        if accessed(target)[1] in PROPERTIES:
            yield target
    keys = [*found.get("key", ()), *found.get("short", ())]
    yield from (key for key in keys if text_of(key) in GIVERS)
    calls = found.get("call", ())
    for call in calls:
        if accessed(call.child_by_field_name("function"))[1] in _ATTRIBUTES:
            yield call
    is_elsewhere = "classList" in map(text_of, found.get("key", ()))
    is_elsewhere = is_elsewhere or any(map(_is_list_elsewhere, members))
    has_attributes = "attributes" in map(text_of, keys) or any(map(_is_of_attributes, members))
    if is_elsewhere:
        for call in calls:
            yield from _of_any_list(call)
    for assignment in found.get("assignment", ()):
        yield from _of_object(assignment, is_elsewhere=is_elsewhere or has_attributes)


def accessed(access: Node | None) -> tuple[str, str]:
    """Return of what a property is read, and which one, if its name is written there."""
    if access is None:
        return "", ""
    while access.type == "parenthesized_expression" and access.named_children:
        access = access.named_children[-1]
    owner = text_of(access.child_by_field_name("object"))
    index = access.child_by_field_name("index")
    if index is not None:
        return owner, unescaped(text_of(index)[1:-1]) if index.type == "string" else ""
    return owner, unescaped(text_of(access.child_by_field_name("property")))


def has_giving_code(root: Node) -> bool:
    """Return whether a string has code that gives names, which it may put together."""
    strings = captures(root, "(string_fragment) @text").get("text", ())
    return any(_CODE.search(text_of(string)) for string in strings)


def _is_lent(member: Node) -> bool:
    """Return whether a method that gives names is not called where it is mentioned."""
    owner, name = accessed(member)
    if (owner, name) in _FUNCTIONS:
        return _is_handed(member, _HANDED)
    if name not in GIVERS and not (name in OF_CLASSES and is_of_classes(member)):
        # The attribute itself, which is given a value somewhere.
        return owner.endswith("attributes") and name in {"class", "id"}
    return _is_handed(member, _HANDED)


def _is_of_attributes(member: Node) -> bool:
    """Return whether all attributes of an element are given another name, or looked at in turn."""
    around = member.parent
    is_each = around is not None and around.child_by_field_name("right") == member
    is_each = is_each and around is not None and around.type == "for_in_statement"
    is_item = around is not None and around.type == "subscript_expression"
    whole = around if is_item and around is not None else member
    places = _HANDED - {"member_expression", "subscript_expression"}
    is_given = is_each or _is_handed(whole, places)
    return is_given and accessed(member)[1] == "attributes"


def _is_handed(member: Node, places: Collection[str]) -> bool:
    """Return whether what stands at one place goes on to something else."""
    node, around, is_chosen = member, member.parent, False
    while around is not None and (around.type in _WITHIN or _is_choice(around, node)):
        is_chosen |= around.type not in _WITHIN
        node, around = around, around.parent
    if around is None or around.child_by_field_name("left") == node:
        return False
    if around.type == "call_expression":
        # Of a template, or in parentheses.
        is_template = text_of(around.child_by_field_name("arguments")).startswith("`")
        return node != member or is_template
    return around.type in (_HANDED if is_chosen else places)


def _is_choice(around: Node, node: Node) -> bool:
    operator = text_of(around.child_by_field_name("operator"))
    if around.type == "ternary_expression":
        return around.child_by_field_name("condition") != node
    if around.type != "binary_expression" or operator not in {"||", "&&", "??"}:
        return False
    return operator != "&&" or around.child_by_field_name("right") == node


def is_of_classes(member: Node) -> bool:
    """Return whether a property is one of a list of classes."""
    list_ = member.child_by_field_name("object")
    owner, name = accessed(list_)
    return (name or text_of(list_)) == "classList" or (
        name == "prototype" and owner == "DOMTokenList"
    )


def _is_list_elsewhere(member: Node) -> bool:
    """Return whether a list of classes is given another name."""
    owner, name = accessed(member)
    if name == "prototype" and owner == "DOMTokenList":
        return True
    return name == "classList" and _is_handed(member, _HANDED - {"member_expression"})


def _of_any_list(call: Node) -> Iterator[Node]:
    callee = call.child_by_field_name("function")
    owner = callee and callee.child_by_field_name("object")
    if accessed(callee)[1] in {"apply", "bind", "call"} and _name(owner) in OF_CLASSES:
        yield call
    first, last = OF_CLASSES.get(accessed(callee)[1], (0, 0))
    yield from arguments_of(call)[first:last]


def _name(node: Node | None) -> str:
    return accessed(node)[1] or text_of(node)


def _of_object(assignment: Node, *, is_elsewhere: bool) -> Iterator[Node]:
    """Yield what is given to an attribute itself, to a list of classes, or to that of a drawing."""
    owner, name = accessed(assignment.child_by_field_name("left"))
    value = assignment.child_by_field_name("right")
    is_attribute = "attributes" in owner and name in {"nodeValue", "textContent", "value"}
    is_list = is_elsewhere and name == "value"
    if value is not None and (is_attribute or is_list or name == "baseVal"):
        yield value
