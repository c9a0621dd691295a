"""Parts of scripts that are easy to tell: what they do at once is known by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tree_sitter import Node

from .scopes import function_around, text_of
from .syntax import captures

#: The types of functions that may be called by a name.
FUNCTIONS: Final = frozenset(
    {"function_expression", "arrow_function", "generator_function", "function_declaration"}
)
#: By which a script has what all of them share.
GLOBALS: Final = frozenset({"window", "self", "globalThis", "this"})
#: By these names, expressions call functions.
CONVERSIONS: Final = frozenset({"toString", "valueOf", "toJSON", "then"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean in a function, or in a whole script."""

    #: Those that mean one function and nothing else.
    functions: Mapping[str, Node]
    #: All that it or functions in it give a meaning to; none for a whole script.
    names: frozenset[str] = frozenset()
    #: Those that mean nothing outside of it.
    own: frozenset[str] = frozenset()
    outer: Scope | None = None

    def inside(self, function: Node, body: Node) -> Scope:
        """Return the scope of the *body* of a *function* that stands in this one."""
        named = captures(function, _NAMED).get("name", [])
        parameters = _parameters(function)
        own = [name for name in named if _function_around(name) == function]
        names = frozenset(map(text_of, [*named, *parameters]))
        return Scope(
            dict(functions_of(body)), names, frozenset(map(text_of, [*own, *parameters])), self
        )

    def function(self, name: str) -> tuple[Node, Scope] | None:
        """Return the function that a name means, and its scope; ``None`` if it is not clear."""
        if name in self.functions:
            return self.functions[name], self
        return None if name in self.names or self.outer is None else self.outer.function(name)

    def is_local(self, name: str) -> bool:
        """Return whether a name means nothing outside of functions."""
        return name in self.own or (self.outer is not None and self.outer.is_local(name))


_NAMED = """[(variable_declarator name: (_) @name) (function_declaration name: (_) @name)
    (generator_function_declaration name: (_) @name) (class_declaration name: (_) @name)
    (catch_clause parameter: (_) @name)]"""


def _function_around(name: Node) -> Node | None:
    """Return the function in which a name is declared; that of a function is declared around it."""
    declaration = name.parent
    if declaration is not None and declaration.type.endswith("function_declaration"):
        return function_around(declaration)
    return function_around(name)


def _parameters(function: Node) -> list[Node]:
    single = function.child_by_field_name("parameter")
    several = function.child_by_field_name("parameters")
    name = function.child_by_field_name("name")
    own = [] if name is None or function.type == "function_declaration" else [name]
    if several is not None:
        own += captures(several, "[(identifier) (shorthand_property_identifier_pattern)] @n").get(
            "n", []
        )
    return own if single is None else [*own, single]


def functions_of(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield the functions of a script whose names mean nothing else, and its bare classes."""
    found: dict[str, list[Node]] = {}
    for node in inner(root):
        if node.type in {"function_declaration", "class_declaration"}:
            found.setdefault(text_of(node.child_by_field_name("name")), []).append(node)
        for each in inner(node) if node.type.endswith("_declaration") else ():
            value = each.child_by_field_name("value")
            if each.type == "variable_declarator" and value is not None:
                found.setdefault(text_of(each.child_by_field_name("name")), []).append(value)
    given = {_OF_WINDOW.sub("", text_of(node)).partition(".")[0] for node in _given(root)}
    for name, nodes in found.items():
        is_known = nodes[0].type in FUNCTIONS or is_bare_class(nodes[0])
        if len(nodes) == 1 and is_known and name not in given:
            yield name, nodes[0]


_OF_WINDOW: Final = re.compile(rf"(?:(?:{'|'.join(sorted(GLOBALS))})\s*\.\s*)*")


def _given(root: Node) -> list[Node]:
    query = """[(assignment_expression left: (_) @left)
    (augmented_assignment_expression left: (_) @left)]"""
    return captures(root, query).get("left", [])


def is_plain_class(node: Node) -> bool:
    """Return whether a class does nothing when it is declared."""
    body = node.child_by_field_name("body")
    parts = inner(body) if body is not None else ()
    heritage = [each for each in inner(node) if each.type == "class_heritage"]
    return (
        all(
            each.type == "method_definition"
            or (each.type == "field_definition" and not text_of(each).startswith("static"))
            for each in parts
        )
        and not any(_acts_when_read(each) for each in parts)
        and not any(
            each.type != "identifier" for inherited in heritage for each in inner(inherited)
        )
        and not any(
            "[" in text_of(each)[: text_of(each).find("(")] or text_of(each).startswith("[")
            for each in parts
        )
    )


def is_bare_class(node: Node) -> bool:
    """Return whether nothing of a class runs when an object is made, or has its properties used.

    What it extends is for others to say.
    """
    body = node.child_by_field_name("body")
    return (
        node.type == "class_declaration"
        and body is not None
        and is_plain_class(node)
        and all(map(_is_called_by_name, inner(body)))
    )


def _is_called_by_name(member: Node) -> bool:
    """Return whether a member of a class is a method that runs only where it is called."""
    name = text_of(member.child_by_field_name("name")).strip("\"'")
    return (
        member.type == "method_definition"
        and name not in CONVERSIONS | {"constructor"}
        and {each.type for each in member.children}.isdisjoint({"get", "set"})
    )


def _acts_when_read(member: Node) -> bool:
    """Return whether to read a property of a class may do more than return a known value."""
    kinds = {each.type for each in member.children}
    if "static" not in kinds or kinds.isdisjoint({"get", "set"}):
        return False
    body = member.child_by_field_name("body")
    statements = [] if body is None else inner(body)
    values = [value.type for each in statements for value in inner(each)]
    is_return = [each.type for each in statements] == ["return_statement"]
    return not is_return or values not in (["string"], ["number"])


def holds_while_reading(condition: Node | None) -> bool | None:
    """Return whether a condition holds while the page is read; ``None`` if that is not clear."""
    text = "".join(text_of(condition).strip("()").split()).replace("'", '"').replace("===", "==")
    found = {_READING.get(part.replace("!==", "!=")) for part in text.split("||")}
    return found.pop() if len(found) == 1 else None


_STATE: Final = "document.readyState"
_READING: Final = {
    comparison: (state == "loading") == (sign == "==")
    for sign, states in {"==": ("loading", "interactive", "complete"), "!=": ("loading",)}.items()
    for state in states
    for comparison in (f'{_STATE}{sign}"{state}"', f'"{state}"{sign}{_STATE}')
}


def inner(node: Node) -> list[Node]:
    """Return the nodes in a node that are no comments."""
    return [each for each in node.named_children if each.type != "comment"]
