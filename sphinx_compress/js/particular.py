"""Whether a script does something with some of its tags only, whatever their URLs are.

What it does with each of them, a bundle takes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from .conditions import field_of
from .functions import Functions
from .scopes import FUNCTIONS, Scopes, text_of
from .syntax import captures

_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
#: Methods that call a function with one of a list after the other.
_EACH = frozenset({"each", "every", "filter", "forEach", "map", "some"})
#: Methods that give an element a mark.
_MARKING = frozenset({"add", "attr", "data", "prop", "setAttribute", "toggle"})
_COMPARING = frozenset({"==", "===", "!=", "!==", "<", ">", "<=", ">=", "%", "&"})
#: What decides what of it is run, by the name of the part that does.
_DECIDING = {
    "if_statement": "condition",
    "ternary_expression": "condition",
    "switch_statement": "value",
}
_LEAVING = frozenset({"return_statement", "continue_statement", "break_statement"})
#: What tells a tag from others by its place, or by what its file has.
_TELLING = re.compile(
    r"\b(?:cssRules|rules|random|(?:next|previous)(?:Element)?Sibling|compareDocumentPosition"
    r"|isSameNode|isEqualNode|selectorText|conditionText|cssText|keyText)\b"
)


def is_particular(change: Node, functions: Functions) -> bool:
    """Return whether what a script does at *change* is done to some of many tags.

    What is told of it by a URL, or by attributes that files of one bundle share, does not count.
    """
    return any(
        _TELLING.search(text_of(condition)) or _has_counter(condition, functions)
        for condition in _conditions(change)
    ) or _is_done_once(change)


def is_numbered(member: Node, functions: Functions) -> bool:
    """Return whether a script gives a tag a number, to know it again.

    :param member: a property of it.
    """
    inner, around = member, member.parent
    while around is not None and around.type in {"member_expression", "call_expression"}:
        if around.type == "call_expression":
            name = text_of(inner.child_by_field_name("property"))
            given = around.child_by_field_name("arguments")
            return name in _MARKING and given is not None and _has_number(given, functions)
        inner, around = around, around.parent
    if around is None or around.type != "assignment_expression":
        return False
    right = around.child_by_field_name("right")
    if right is None or right.type in FUNCTIONS or field_of(around, inner) != "left":
        return False
    return _has_number(right, functions)


def _has_number(given: Node, functions: Functions) -> bool:
    names = captures(given, "(identifier) @name").get("name", ())
    return any(_counts(name, functions) for name in names)


def is_kept_beyond(assignment: Node, scopes: Scopes) -> bool:
    """Return whether a variable that is given one of a list is used behind the loop."""
    name = assignment.child_by_field_name("left")
    if assignment.type != "assignment_expression" or name is None or name.type != "identifier":
        return False
    loop = assignment.parent
    while loop is not None and loop.type not in FUNCTIONS | _LOOPS:
        loop = loop.parent
    if loop is None or (loop.type in FUNCTIONS and not _is_called_with_each(loop)):
        return False
    return any(each.start_byte >= loop.end_byte for each in scopes.mentions(name) or ())


def _is_called_with_each(function: Node) -> bool:
    around = function.parent
    call = None if around is None or around.type != "arguments" else around.parent
    callee = None if call is None else call.child_by_field_name("function")
    return callee is not None and text_of(callee.child_by_field_name("property")) in _EACH


def is_parting(method: str, where: str) -> bool:
    """Return whether a *method* may put something between a tag and the next one.

    :param where: its first argument, if that is a text.
    """
    return method != "before" and where != "beforebegin"


def is_compared(name: Node) -> bool:
    """Return whether a variable is compared with a number, but not to end a loop."""
    operation = name.parent
    while operation is not None and operation.type in {
        "parenthesized_expression",
        "update_expression",
    }:
        operation = operation.parent
    if operation is None or operation.type != "binary_expression":
        return False
    if text_of(operation.child_by_field_name("operator")) not in _COMPARING:
        return False
    sides = (operation.child_by_field_name(side) for side in ("left", "right"))
    if not any(side is not None and side.type == "number" for side in sides):
        return False
    return not _ends_loop(operation)


def _ends_loop(condition: Node) -> bool:
    inner, around = condition, condition.parent
    while around is not None and around.type in {"binary_expression", "parenthesized_expression"}:
        inner, around = around, around.parent
    return around is not None and around.type in _LOOPS and field_of(around, inner) != "body"


def _has_counter(condition: Node, functions: Functions) -> bool:
    """Return whether a condition is about a number, and not about what has that number."""
    names = captures(condition, "(identifier) @name").get("name", ())
    return any(not _is_index(name) and _counts(name, functions) for name in names)


def _is_index(name: Node) -> bool:
    access = name.parent
    is_index = access is not None and access.type == "subscript_expression"
    around = None if access is None else access.parent
    return is_index and around is not None and around.type == "member_expression"


def _counts(name: Node, functions: Functions) -> bool:
    around = name.parent
    if around is not None and around.type == "update_expression":
        return True
    return functions.is_counter(name) and not any(map(_is_item, functions.mentions(name)))


def _is_item(name: Node) -> bool:
    """Return whether a variable has one of a list after the other."""
    around = name.parent
    is_loop = around is not None and around.type == "for_in_statement"
    return is_loop and text_of(around and around.child_by_field_name("operator")) == "of"


def _conditions(change: Node) -> Iterator[Node]:
    """Yield what decides, in the loop around a change, whether it is made, and what it makes."""
    inner, around = change, change.parent
    while around is not None and around.type not in FUNCTIONS | _LOOPS:
        if around.type == "assignment_expression" and field_of(around, inner) == "left":
            right = around.child_by_field_name("right")
            if right is not None and right.type not in FUNCTIONS:
                yield right
        is_binary = around.type == "binary_expression"
        if is_binary and field_of(around, inner) == "right":
            left = around.child_by_field_name("left")
            yield from () if left is None else (left,)
        if around.type in _DECIDING:
            condition = around.child_by_field_name(_DECIDING[around.type])
            if condition is not None and condition != inner:
                yield condition
        if around.type == "statement_block":
            yield from _passed(around, inner)
        inner, around = around, around.parent


def _passed(block: Node, statement: Node) -> Iterator[Node]:
    """Yield the conditions under which a block is left before a *statement* of it."""
    for each in block.named_children:
        if each == statement:
            return
        condition = each.child_by_field_name("condition")
        then = each.child_by_field_name("consequence")
        if each.type == "if_statement" and condition is not None and then is not None:
            last = then.named_children[-1] if then.named_children else then
            if {then.type, last.type} & _LEAVING:
                yield condition


def _is_done_once(change: Node) -> bool:
    """Return whether the loop around a change ends with it."""
    around = change.parent
    while around is not None and around.type not in FUNCTIONS | _LOOPS:
        if around.type == "statement_block" and around.named_children[-1].type == "break_statement":
            return around.parent is not None and around.parent.type in _LOOPS
        around = around.parent
    return False
