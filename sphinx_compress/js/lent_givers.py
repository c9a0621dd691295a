"""What gives names to elements and is handed on, so that it is not seen which names it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tree_sitter import Node

from .functions import arguments_of
from .scopes import text_of
from .syntax import captures

#: Methods that give names, and whose names mean nothing else.
_GIVERS: Final = frozenset(
    """addClass createContextualFragment createElement createElementNS insertAdjacentHTML
    parseFromString parseHTMLUnsafe setAttribute setAttributeNS setHTML setHTMLUnsafe
    toggleAttribute toggleClass write writeln""".split()
)
#: Those that hand out an attribute itself, which may be given a value later.
_ATTRIBUTES: Final = frozenset({"getAttributeNode", "getAttributeNodeNS", "setAttributeNode"})
#: Those of lists of classes, and with which of their arguments they give names.
OF_CLASSES: Final = {"add": (0, 9), "toggle": (0, 1), "replace": (1, 2)}
#: Properties of elements that give names, or HTML.
_PROPERTIES: Final = frozenset({"className", "id", "innerHTML", "outerHTML"})
#: Where a value goes on to something else.
_HANDED: Final = frozenset({"arguments", "array", "assignment_expression", "member_expression"}) | {
    "pair",
    "variable_declarator",
}
_GIVEN_ON: Final = _HANDED - {"member_expression"} | {"return_statement", "arrow_function"}

#: No prose has it.
_CODE: Final = re.compile(
    r"\.\s*(?:(?:class(?:Name|List)|(?:inn|out)erHTML|setAttribute)\b|id\s*=(?!=)|write\s*\()"
)

_QUERY: Final = """
(member_expression) @member
(pair_pattern key: (property_identifier) @key)
(call_expression function: (member_expression) arguments: (arguments)) @call
(array_pattern (member_expression) @target)
(pair_pattern value: (member_expression) @target)
(for_in_statement left: (member_expression) @target)
"""


def given_unseen(root: Node) -> Iterator[Node]:
    """Yield expressions that give names of which something else decides, or that may be names."""
    found = captures(root, _QUERY)
    members = found.get("member", [])
    for member in members:
        if _is_lent(member):
            yield member
    for target in found.get("target", ()):
        if _property(target) in _PROPERTIES:
            yield target
    calls = found.get("call", ())
    for call in calls:
        if _property(call.child_by_field_name("function")) in _ATTRIBUTES:
            yield call
    keys = [text_of(key) for key in found.get("key", ())]
    if "classList" in keys or any(map(_is_list_elsewhere, members)):
        for call in calls:
            yield from _of_any_list(call)


def has_giving_code(root: Node) -> bool:
    """Return whether a string has code that gives names, which it may put together."""
    strings = captures(root, "(string_fragment) @text").get("text", ())
    return any(_CODE.search(text_of(string)) for string in strings)


def _property(access: Node | None) -> str:
    return "" if access is None else text_of(access.child_by_field_name("property"))


def _is_lent(member: Node) -> bool:
    """Return whether a method that gives names is not called where it is mentioned."""
    name, owner = _property(member), text_of(member.child_by_field_name("object"))
    if name not in _GIVERS and not (name in OF_CLASSES and owner.endswith("classList")):
        # The attribute itself, which is given a value somewhere.
        return owner.endswith("attributes") and name in {"class", "id"}
    return member.parent is not None and member.parent.type in _HANDED


def _is_list_elsewhere(member: Node) -> bool:
    """Return whether a list of classes is given another name."""
    around = member.parent
    if _property(member) != "classList" or around is None:
        return False
    is_target = around.child_by_field_name("left") == member
    return around.type in _GIVEN_ON and not is_target


def _of_any_list(call: Node) -> Iterator[Node]:
    first, last = OF_CLASSES.get(_property(call.child_by_field_name("function")), (0, 0))
    yield from arguments_of(call)[first:last]
