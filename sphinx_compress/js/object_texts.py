"""Functions that another script turns into texts by the names of properties, perhaps by any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

#: Stands for any function of the page.
ANY_FUNCTION: Final = "*"
#: Stands between the name of an object and that of a property; without one, it may be any.
_OF: Final = " ."
#: Objects of browsers, which no script makes.
OF_BROWSERS: Final = frozenset(
    """Symbol document history localStorage location navigator performance screen
    sessionStorage""".split()
)
_WINDOW: Final = re.compile(r"(?:(?:globalThis|self|window)\s*\.\s*)+")


def property_text(owner: str, key: str = "") -> str:
    """Return what stands for a function of an object: for any, if there is no *key*."""
    return f"{owner}{_OF}{key}"


def is_by_property(name: str) -> bool:
    """Return whether a name is one of those that :func:`shown_by_property` knows."""
    return name == ANY_FUNCTION or _OF in name


def shown_by_property(text: str, names: frozenset[str]) -> frozenset[str]:
    """Return those of *names* that stand for functions which a script has."""
    owners = {name.partition(_OF)[0] for name in names}
    if not (ANY_FUNCTION in names or any(owner in text for owner in owners)):
        return frozenset()
    from .syntax import is_deep, parse

    root = parse(text.encode()).root_node
    return names if is_deep(root) else names & frozenset(_declared(root))


def _declared(root: Node) -> Iterator[str]:
    from .scopes import text_of

    for node in root.named_children:
        if node.type.endswith("function_declaration"):
            yield ANY_FUNCTION
        elif node.type in {"lexical_declaration", "variable_declaration"}:
            for each in node.named_children:
                name, value = (each.child_by_field_name(part) for part in ("name", "value"))
                yield from _given(text_of(name), value, is_var=node.type[0] == "v")
        elif node.type == "expression_statement":
            for each in node.named_children:
                left, right = (each.child_by_field_name(part) for part in ("left", "right"))
                yield from _given(_WINDOW.sub("", text_of(left)), right, is_var=True)


def _given(name: str, value: Node | None, *, is_var: bool) -> Iterator[str]:
    """Yield what stands for the functions in a value, by the name that is given to it."""
    from .scopes import FUNCTIONS, text_of

    owner, _, key = name.partition(".")
    if value is None:
        return
    if value.type in FUNCTIONS and not key:
        yield from [ANY_FUNCTION] if is_var else ()
    elif value.type in FUNCTIONS:
        yield from (property_text(owner), property_text(owner, key))
    for each in value.named_children if value.type == "object" and not key else ():
        own = each if each.type == "method_definition" else each.child_by_field_name("value")
        if own is not None and own.type in FUNCTIONS:
            named = each.child_by_field_name("key") or each.child_by_field_name("name")
            inner = text_of(named).strip("\"'")
            yield from (property_text(owner), property_text(owner, inner))
