"""Functions by which a script does what depends on the tag of whoever calls them.

A function that writes into the page where a tag stands, or asks for the tag or the URL of the
script that is running, lends that to each script that calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from .documents import Documents
    from .functions import Functions
    from .scopes import Scopes

#: Instead of a name: what calls the function is not known.
ANY_SCRIPT = "*"

_EFFECT = re.compile(r"(?<![\w$])(?:write|writeln|currentScript)(?![\w$])")
_SIGN = re.compile(r"document|currentScript")
_STACK = re.compile(r"(?<![\w$])(?:stack|prepareStackTrace)(?![\w$])")


def lends(text: str, names: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return names of functions that depend on the tag of the script that calls them.

    :param names: those of other scripts, which this one may call.
    """
    if not may_lend(text) and not any(name in text for name in names):
        return frozenset()
    from .scopes import Scopes
    from .syntax import is_deep, parse

    source = text.encode()
    root = parse(source).root_node
    if is_deep(root):
        return _words(text)
    return lent_below(source, root, Scopes(source, root), names)


def may_lend(text: str) -> bool:
    """Return whether a script might do by itself what depends on its tag."""
    has_effect = _SIGN.search(text) and _EFFECT.search(text)
    return bool(has_effect or _STACK.search(text))


def lent_below(
    source: bytes, root: Node, scopes: Scopes, names: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return what :func:`lends` returns for a script, by its tree."""
    from .aliases import Aliases
    from .constants import Constants
    from .documents import Documents
    from .functions import Functions
    from .stack_traces import stack_reads

    functions = Functions(scopes)
    documents = Documents(Constants(scopes), functions)
    found: set[str] = set()
    pending: list[Node] = []
    for effect in _effects(source, root, documents):
        aliases = Aliases(scopes)
        aliases.follow(effect)
        found |= aliases.names
        pending += (effect, *(call for call, _ in aliases.calls))
    pending += stack_reads(source, root, scopes)
    pending += (node for node, _ in _mentions(source, scopes, root, names))
    return frozenset(found) | _names_around(pending, functions)


def _names_around(places: Sequence[Node], functions: Functions) -> frozenset[str]:
    """Return names of all functions that some *places* are in, and of those that call them."""
    from .callers import has_unknown_callers, runs_at_once
    from .scopes import function_around

    found: set[str] = set()
    pending, seen = [*places], set[int]()
    while pending:
        place = pending.pop()
        found.update(_subclass(place))
        function = function_around(place)
        is_nearest = True
        while function is not None:
            if function.id not in seen:
                seen.add(function.id)
                uses, own = functions.uses(function)
                found.update(own)
                pending += uses or ()
            if is_nearest and not runs_at_once(function):
                is_nearest = False
                if has_unknown_callers(function, functions):
                    found.add(ANY_SCRIPT)
            function = function_around(function)
    return frozenset(found)


def _subclass(name: Node) -> Iterator[str]:
    """Yield the name of the class that extends the one with this *name* here."""
    from .functions import name_of
    from .scopes import text_of

    if name.parent is not None and name.parent.type == "class_heritage":
        class_ = name.parent.parent
        own = None if class_ is None else name_of(class_)
        if own is not None:
            yield text_of(own)


def mentions(text: str, names: frozenset[str]) -> frozenset[str]:
    """Return the functions with these *names* that a script calls, or passes on."""
    if not any(name in text for name in names):
        return frozenset()
    from .scopes import Scopes
    from .syntax import is_deep, parse

    source = text.encode()
    root = parse(source).root_node
    if is_deep(root):
        return names & _words(text)
    return frozenset(name for _, name in _mentions(source, Scopes(source, root), root, names))


def _words(text: str) -> frozenset[str]:
    """Return all words of a script which nobody can follow: its names are among them."""
    return frozenset(re.findall(r"[\w$]+", text))


#: What a page is called in scripts of which the calls are not known.
_PAGE = re.compile(r"document$|^\w$|^doc$")


def _effects(source: bytes, root: Node, documents: Documents) -> Iterator[Node]:
    from .scopes import text_of

    for match in re.finditer(_EFFECT.pattern.encode(), source):
        node = root.descendant_for_byte_range(*match.span())
        if node is None or node.parent is None:
            continue
        if node.type == "property_identifier" and node.parent.type == "member_expression":
            owner = node.parent.child_by_field_name("object")
            is_page = _PAGE.search(text_of(owner)) or documents.is_page(owner)
            if match[0] == b"currentScript" or (is_page and not documents.is_other(owner)):
                yield node
        elif node.type == "identifier" and b"with" in source:
            if _is_with_document(node):
                yield node
        elif node.type == "string_fragment" and node.parent.parent is not None:
            if node.parent.parent.type == "subscript_expression":
                yield node
        elif node.type.endswith("_pattern") or node.parent.type == "pair_pattern":
            yield node


_PROPERTIES = frozenset({"property_identifier", "shorthand_property_identifier_pattern"})
#: Where a property of another script is named: `a.b`, `{b: c} = a`, `{b} = a`.
_TAKING = frozenset({"member_expression", "pair_pattern", "object_pattern"})


def _is_with_document(node: Node) -> bool:
    from .scopes import text_of

    around = node.parent
    while around is not None and around.type != "with_statement":
        around = around.parent
    return around is not None and "document" in text_of(around.child_by_field_name("object"))


def _mentions(
    source: bytes, scopes: Scopes, root: Node, names: frozenset[str]
) -> Iterator[tuple[Node, str]]:
    """Yield where a script means a function of another one, and its name."""
    if not names:
        return
    words = "|".join(re.escape(name) for name in sorted(names))
    for match in re.finditer(rf"(?<![\w$])(?:{words})(?![\w$])".encode(), source):
        node = root.descendant_for_byte_range(*match.span())
        if node is None or node.end_byte != match.end() or node.parent is None:
            continue
        is_variable = node.type == "identifier" and scopes.is_global(node)
        is_property = node.type in _PROPERTIES and node.parent.type in _TAKING
        if is_variable or is_property or node.type == "string_fragment":
            yield node, match[0].decode()
