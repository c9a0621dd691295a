"""Variables, properties and functions that a script gives what may select tags of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from .choices import returned_by
from .constants import Constants
from .functions import Functions, arguments_of, called_by
from .helpers import may_be_any
from .loose_strings import selects
from .origins import Origins
from .property_origins import Origin
from .scopes import FUNCTIONS, Scopes, text_of
from .syntax import is_deep, parse

#: Methods that put what they are given into what they are called on.
_FILLING = frozenset({"add", "push", "set", "unshift"})


def given_selectors(text: str, names: Iterable[str], *, has_loose: bool) -> frozenset[str]:
    """Return which of *names* the script *text* may give a selector of tags.

    :param names: one that ends with a dash is the beginning of names; `[name` is that of an
        attribute, which is set by a method, `.name` that of a property or a function, which
        so many things have that only strings count, and `!name` one that is read as a selector.
    :return: those, and ``name <attribute`` where it is given the value of an attribute.
    :param has_loose: whether it has strings that select tags and have no use that is known.
    """
    wanted = sorted(name for name in names if name.strip("-[.!") in text)
    if not wanted:
        return frozenset()
    source = text.encode()
    root = parse(source).root_node
    if is_deep(root):
        return frozenset(wanted)
    scopes = Scopes(source, root)
    constants = Constants(scopes)
    origins = Origins(scopes, constants, Functions(scopes), may_be_any)
    found = set[str]()
    for name in wanted:
        word, is_attribute = name.lstrip("[.!"), name.startswith("[")
        places = _places(source, root, word)
        given = (each for at in places for each in _given(at, is_attribute=is_attribute))
        written = (match[1] for match in _written(word).finditer(text) if is_attribute)
        values = [origins.of(each) for part in given for each in _with_returned(part)]
        if name[0] in ".!":
            found.update({name} if _is_read(name, values) else ())
            continue
        if any(_may_hold(value, has_loose=has_loose) for value in written) or any(
            _may_select(each, has_loose=has_loose) for each in values
        ):
            found.add(name)
        found.update(f"{name} <{attribute}" for each in values for attribute in each.attributes)
    return frozenset(found)


def _is_read(name: str, values: Iterable[Origin]) -> bool:
    """Return whether a property may be given a selector of tags by one of its *values*."""
    if name.startswith("."):
        return any(selects(text) for each in values for text in each.texts)
    return any(each.is_elsewhere or (each.is_lost and each.read) for each in values)


def _pattern(name: str) -> str:
    return rf"(?<![\w$-]){re.escape(name)}" + (r"[\w-]*" if name.endswith("-") else r"(?![\w$-])")


def _written(name: str) -> re.Pattern[str]:
    """Return what finds an attribute with its value in HTML."""
    return re.compile(_pattern(name) + r"""=\\?["']?([^"'>\\\s]*)""")


def _may_hold(value: str, *, has_loose: bool) -> bool:
    """Return whether an attribute may select tags that is written with a *value* in a script."""
    is_open = not value or value.startswith(("$", "{"))
    return has_loose if is_open else selects(value)


def _places(source: bytes, root: Node, name: str) -> Iterator[Node]:
    for match in re.finditer(_pattern(name).encode(), source):
        node = root.descendant_for_byte_range(*match.span())
        if node is not None and node.type not in {"comment", "regex_pattern"}:
            yield node


def _given(name: Node, *, is_attribute: bool) -> Iterator[Node]:
    """Yield what is given where a *name* is mentioned."""
    if is_attribute and name.type != "string_fragment":
        return
    if (call := called_by(name)) is not None:
        yield from arguments_of(call)
        return
    node = name
    while node.parent is not None and node.parent.type in {"member_expression", "string"}:
        node = node.parent
    around = node.parent
    if around is None:
        return
    yield from _filled_into(node)
    if node.type == "string" and around.type == "arguments":
        # Something may be set by its name.
        yield from (each for each in around.named_children if each != node)
    if node.type == "shorthand_property_identifier":
        yield node
    if node.type == "string" and around.type == "subscript_expression" and around.parent:
        node, around = around, around.parent
    if around.type in {"function_declaration", "method_definition"}:
        yield around
    for part in ("value", "right"):
        value = around.child_by_field_name(part)
        if value is not None and value != node:
            yield value


def _filled_into(node: Node) -> Iterator[Node]:
    """Yield what is put into what an expression means: a list, a map, or an object."""
    around = node.parent
    call = None if around is None else around.parent
    if around is None or call is None:
        return
    method = text_of(node.child_by_field_name("property"))
    if around.type == "call_expression" and method in _FILLING:
        yield from arguments_of(around)
    elif around.type == "arguments" and around.named_children[0] == node:
        callee = text_of(call.child_by_field_name("function"))
        yield from around.named_children[1:] if callee == "Object.assign" else ()
    elif around.type == "subscript_expression" and around.children[0] == node:
        value = call.child_by_field_name("right")
        yield from (value,) if value is not None and value != around else ()


def _with_returned(given: Node) -> Iterator[Node]:
    """Yield what is *given*, and what it returns if it is a function."""
    yield given
    if given.type in FUNCTIONS:
        yield from returned_by(given)


def _may_select(origin: Origin, *, has_loose: bool) -> bool:
    is_open = origin.is_joined or (origin.is_lost and has_loose)
    return origin.is_elsewhere or is_open or any(map(selects, origin.texts))
