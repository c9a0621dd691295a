"""Functions that another script gives the page to, or an element around its tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

    from .flow import Flow
    from .functions import Functions
    from .roots import Roots
    from .scopes import Scopes
    from .values import Sources

#: Stands between the name of such a function and the number of the argument, see `helper()`.
_MARK: Final = ":@"
#: Stands before that number if it is the body, which has scripts only.
_BODY: Final = "body "
_SIGN: Final = re.compile(
    r"[(,\[]\s*(?:[\w$]+\s*\.\s*)*(?:document|head|body|documentElement)\s*[,)\]]"
)
#: Methods that call a function with each item of a list.
_EACH: Final = frozenset({"forEach", "map"})
#: Functions of browsers, and that of jQuery, which no script makes anything else.
_KNOWN: Final = frozenset(
    """$ jQuery alert getComputedStyle Array Boolean Error Object Promise Proxy Set String TypeError
    WeakMap WeakRef WeakSet""".split()
)
_QUERY: Final = """
(call_expression function: (identifier)) @call
(new_expression constructor: (identifier)) @call
(call_expression function: (member_expression object: (array) property: (_) @method)) @each
"""


def may_give(text: str) -> bool:
    """Return whether a script might give one to a function at all."""
    return _SIGN.search(text) is not None


def given_below(root: Node, scopes: Scopes) -> frozenset[str]:
    """Return to which functions of other scripts a script gives one."""
    from .constants import Constants
    from .documents import Documents
    from .functions import Functions, arguments_of
    from .roots import Roots
    from .scopes import text_of
    from .syntax import captures

    constants, functions = Constants(scopes), Functions(scopes)
    roots = Roots(scopes, constants, Documents(constants, functions))
    found = captures(root, _QUERY)
    names = set[str]()
    for call in found.get("call", ()):
        callee = call.named_children[0]
        for number, argument in enumerate(arguments_of(call)):
            if mark := _mark(argument, roots):
                names |= _names(callee, f"{mark}{number}", scopes, functions)
    for call in found.get("each", ()):
        callee = call.named_children[0]
        marks = {_mark(item, roots) for item in callee.named_children[0].named_children} - {""}
        if text_of(callee.child_by_field_name("property")) in _EACH:
            for argument in arguments_of(call)[:1]:
                for mark in marks:
                    names |= _names(argument, f"{mark}0", scopes, functions)
    return frozenset(names)


def _mark(given: Node, roots: Roots) -> str:
    """Return what stands behind the name of a function with this argument; empty if it is none."""
    if roots.is_root(given):
        return _MARK
    return f"{_MARK}{_BODY}" if (given.text or b"").endswith(b"document.body") else ""


def _names(function: Node, end: str, scopes: Scopes, functions: Functions) -> set[str]:
    """Return the name of a function with an *end*, if it is one of another script."""
    is_global = function.type == "identifier" and scopes.is_global(function)
    name = (function.text or b"").decode()
    is_of_others = is_global and name not in _KNOWN and not functions.of(function)
    return {f"{name}{end}"} if is_of_others else set()


def told_names(helpers: Collection[str]) -> list[str]:
    """Return the names of those *helpers* that are told what to look for, and not given roots."""
    return sorted({each.partition(":")[0] for each in helpers if _MARK not in each})


def follow_given(
    flow: Flow, found: Sources, words: Callable[[str], Iterator[Node]], helpers: Collection[str]
) -> None:
    """Follow what others give to functions of a script.

    :param words: yields the nodes of the words that a pattern matches.
    :param helpers: names of these functions, as :func:`given_below` has them.
    """
    from .selectors import BOTH, JS
    from .values import Findings, Value

    given = dict[str, list[tuple[int, Value]]]()
    for name, mark, number in (each.partition(_MARK) for each in sorted(helpers)):
        if mark:
            root = Value("root", JS if number.startswith(_BODY) else BOTH)
            given.setdefault(name, []).append((int(number.removeprefix(_BODY)), root))
    names = "|".join(map(re.escape, given))
    seen = set[int]()
    for node in words(rf"(?<![\w$])(?:{names})(?![\w$])") if given else ():
        is_property = node.type == "property_identifier"
        for function in flow.calls.functions.of(node.parent if is_property else node):
            name = (node.text or b"").decode()
            for place, root in given[name] if function.id not in seen else ():
                flow.findings = Findings()
                flow.in_function(function, place, root)
                found.add(flow.drain(root), function)
            seen.add(function.id)
