"""Which conditions decide whether a part of a script is run, and what only counts for one."""

from __future__ import annotations

import re

from tree_sitter import Node

from .scopes import FUNCTIONS, text_of

_CONDITIONAL = frozenset({"if_statement", "ternary_expression", "binary_expression"})


def field_of(parent: Node, node: Node) -> str:
    """Return the name of the part of *parent* that *node* is."""
    for number, child in enumerate(parent.children):
        if child == node:
            return parent.field_name_for_child(number) or ""
    return ""


def is_guarded(node: Node) -> bool:
    """Return whether a comparison decides, within a function, if *node* is ever run."""
    inner, around = node, node.parent
    while around is not None and around.type not in FUNCTIONS:
        if re.search("[\"'`/]", text_of(_condition(around, inner))):
            return True
        inner, around = around, around.parent
    return False


def _condition(node: Node, part: Node) -> Node | None:
    """Return what must be true for a *part* of a node to run."""
    if node.type not in _CONDITIONAL:
        # It may have so many parts that to ask which one it is takes long.
        return None
    field = field_of(node, part)
    is_branch = node.type == "if_statement" and field in {"consequence", "alternative"}
    if is_branch or (node.type == "ternary_expression" and field != "condition"):
        return node.child_by_field_name("condition")
    if node.type == "binary_expression" and field == "right":
        is_logical = text_of(node.child_by_field_name("operator")) in {"&&", "||", "??"}
        return node.child_by_field_name("left") if is_logical else None
    return None


def implied(node: Node, part: Node) -> Node | None:
    """Return what is true whenever a *part* of a node runs, if it is told right there."""
    if node.type not in _CONDITIONAL or field_of(node, part) not in {"consequence", "right"}:
        return None
    is_other = node.type == "binary_expression" and (
        text_of(node.child_by_field_name("operator")) != "&&"
    )
    return None if is_other else _condition(node, part)


def is_counted(sheet: Node) -> bool:
    """Return whether all that a script wants of a sheet is whether it has rules, and how many."""
    rules = sheet.parent
    if rules is None or text_of(rules.child_by_field_name("property")) not in {"cssRules", "rules"}:
        return False
    inner, around = rules, rules.parent
    while around is not None and around.type in {"binary_expression", "parenthesized_expression"}:
        if around.type == "binary_expression":
            if text_of(around.child_by_field_name("operator")) != "&&":
                return False
            if field_of(around, inner) == "left":
                return True
        inner, around = around, around.parent
    if around is None:
        return False
    is_condition = field_of(around, inner) == "condition"
    return is_condition or text_of(around.child_by_field_name("property")) == "length"


def is_last(index: Node | None) -> bool:
    """Return whether an index is that of the last one of a list."""
    return bool(re.fullmatch(r"[\w.$]+\.length\s*-\s*1", text_of(index)))
