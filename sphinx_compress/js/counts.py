"""Whether a script tells by the number of tags, sheets or rules, which bundles change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tree_sitter import Node

from .functions import Functions
from .methods import callee_name
from .scopes import text_of
from .values import Findings, Value

#: Properties that are such a number.
COUNTS: Final = frozenset({"length", "childElementCount"})
_EQUAL: Final = frozenset({"==", "===", "!=", "!=="})
_ORDERED: Final = frozenset({"<", ">", "<=", ">="})
#: Whether there is one at all.
_ANY: Final = frozenset({("<", "1"), (">=", "1")})
_LOOPS: Final = frozenset({"for_statement", "while_statement", "do_statement"})
#: What is given a number to go through a list, to take a part of it, or to write it for people.
_HARMLESS: Final = frozenset(
    """addRule Array ceil charAt debug error fill floor info insertRule item log max min random
    round slice splice subarray warn""".split()
)
_MESSAGES: Final = frozenset({"debug", "error", "info", "log", "warn"})


def add_count(value: Value, findings: Findings) -> None:
    """Take note that a script tells how many there are of a *value*, or in it."""
    if value.what not in {"tags", "root"}:
        return
    if value.is_picked:
        findings.single |= value.kinds
    else:
        findings.add_any(value.kinds)


def is_told(count: Node, functions: Functions) -> bool:
    """Return whether a script does more with a *count* than to go through a list.

    :param count: the expression that has it.
    """
    return any(map(_is_telling, _uses(count, functions)))


def _uses(count: Node, functions: Functions) -> Iterator[Node]:
    """Yield the expressions that have the count, and variables that are given it."""
    yield count
    around = count.parent
    if around is not None and around.type == "variable_declarator":
        name = around.child_by_field_name("name")
        if name is not None and name.type == "identifier":
            yield from (each for each in functions.mentions(name) if each != name)


def _is_telling(use: Node) -> bool:
    inner, around = use, use.parent
    while around is not None and around.type == "parenthesized_expression":
        inner, around = around, around.parent
    if around is None:
        return False
    match around.type:
        case "binary_expression":
            return _is_compared(around, inner)
        case "arguments":
            return callee_name(around) not in _HARMLESS
        case "template_substitution":
            return not _is_message(around)
        case "assignment_expression":
            left = around.child_by_field_name("left")
            is_given = left is not None and left != inner and left.type == "member_expression"
            return is_given and text_of(left and left.child_by_field_name("property")) != "length"
        case _:
            return False


def _is_compared(operation: Node, count: Node) -> bool:
    left, right = (operation.child_by_field_name(side) for side in ("left", "right"))
    other = right if left == count else left
    operator = text_of(operation.child_by_field_name("operator"))
    if other is None or operation.parent is None:
        return False
    if operator == "+":
        return other.type in {"string", "template_string"} and not _is_message(operation)
    is_number = operator in _EQUAL | _ORDERED and other.type == "number"
    if not is_number or text_of(other) == "0" or operation.parent.type in _LOOPS:
        return False
    return left != count or (operator, text_of(other)) not in _ANY


def _is_message(part: Node) -> bool:
    """Return whether a text is a part of a message for people."""
    around = part.parent
    while around is not None and not around.type.endswith(("statement", "arrow_function")):
        if around.type == "arguments":
            return callee_name(around) in _MESSAGES
        around = around.parent
    return False
