"""What a script declares at its top level, for the whole page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from .syntax import texts


class Declarations(NamedTuple):
    """The names that a script gives to its page."""

    names: frozenset[str]
    #: Those of them that are no properties of the global object, such as those of `let`.
    lexical: frozenset[str]


@dataclass(slots=True)
class _Found:
    #: Names of `let`, `const` and `class` at the top level, as often as they are declared.
    lexical: list[str] = field(default_factory=list)
    #: Names of `var`, and of functions at the top level: none of them may be lexical, too.
    variables: set[str] = field(default_factory=set)
    #: Names of what is declared in blocks.  Outside of strict mode, a function in a block is
    #: the page's, too, unless there is a lexical name like it (annex B.3.3 of the standard).
    in_blocks: set[str] = field(default_factory=set)


def declarations(root: Node) -> Declarations | None:
    """Return the names that a script declares for its page.

    :param root: the program.
    :return: ``None`` if browsers refuse the script: it declares a name twice, or
        returns outside of a function.
    """
    found = _Found()
    pending = [(child, True) for child in root.named_children]
    while pending:
        node, is_top = pending.pop()
        if node.type == "return_statement":
            return None
        if _note(node, found, is_top=is_top):
            pending += [(child, False) for child in node.named_children]
    lexical = frozenset(found.lexical)
    if len(found.lexical) > len(lexical) or not found.variables.isdisjoint(lexical):
        return None
    return Declarations(lexical | found.variables | found.in_blocks, lexical - found.in_blocks)


def _note(node: Node, found: _Found, *, is_top: bool) -> bool:
    """Take note of what a statement declares; return whether to look at those within it."""
    match node.type:
        case "class_declaration" if is_top:
            found.lexical += _named(node)
        case "function_declaration" | "generator_function_declaration" | "class_declaration":
            (found.variables if is_top else found.in_blocks).update(_named(node))
        case "variable_declaration":
            found.variables.update(_bound(node))
        case "lexical_declaration":
            if is_top:
                found.lexical += _bound(node)
        case "expression_statement":
            pass
        case "for_in_statement":
            kind = node.child_by_field_name("kind")
            left = node.child_by_field_name("left")
            if kind is not None and kind.type == "var" and left is not None:
                found.variables.update(_pattern_names(left))
            return True
        case _:
            return True
    return False


def _named(declaration: Node) -> frozenset[str]:
    """Return the name of a function or class."""
    name = declaration.child_by_field_name("name")
    return texts([name] if name else ())


def _bound(declaration: Node) -> list[str]:
    names: list[str] = []
    for declarator in declaration.named_children:
        if (name := declarator.child_by_field_name("name")) is not None:
            names += _pattern_names(name)
    return names


def _pattern_names(pattern: Node) -> list[str]:
    """Return the names that a pattern declares."""
    names: list[str] = []
    pending: list[Node | None] = [pattern]
    while pending:
        node = pending.pop()
        if node is None:
            continue
        match node.type:
            case "identifier" | "shorthand_property_identifier_pattern":
                names += texts([node])
            case "assignment_pattern" | "object_assignment_pattern":
                pending.append(node.child_by_field_name("left"))
            case "pair_pattern":
                pending.append(node.child_by_field_name("value"))
            case _:
                pending += node.named_children
    return names
