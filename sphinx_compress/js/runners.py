"""Texts that a script runs as code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tree_sitter import Node

from .constants import HOLE, Constants
from .functions import arguments_of, called_by
from .syntax import FUNCTIONS, captures
from .url_words import UNKNOWN

#: Functions that run a text as code, and where they are given it.
RUNNERS: Final = {"eval": 0, "setTimeout": 0, "setInterval": 0, "Function": -1}
_NAMES = " ".join(f'"{name}"' for name in RUNNERS)
_QUERY = f"""
((identifier) @name (#any-of? @name {_NAMES}))
((property_identifier) @name (#any-of? @name {_NAMES}))
"""
#: What may come to a text.  What a timer calls mostly has a name.
_TEXTS = frozenset({"string", "template_string", "binary_expression", "call_expression"})
#: What comes to the function that stands last in it.
_AROUND: Final = frozenset({"parenthesized_expression", "sequence_expression"})


def run_codes(root: Node) -> list[Node]:
    """Return the expressions of the texts that a script runs, as far as they may be known."""
    found = []
    for name in captures(root, _QUERY).get("name", ()):
        code = code_given(name)
        is_named = code is not None and code.type == "identifier"
        is_run_now = name.text in {b"eval", b"Function"}
        if code is not None and (code.type in _TEXTS or (is_named and is_run_now)):
            found.append(code)
    return found


def run_texts(codes: list[Node], constants: Constants) -> Iterator[tuple[Node, str]]:
    """Yield these expressions, and the texts that they come to."""
    for code in codes:
        text = constants.text(code)
        if text != UNKNOWN:
            yield code, text.replace(UNKNOWN, HOLE)


def code_given(runner: Node) -> Node | None:
    """Return the code that is run by a function with the name *runner*."""
    given = arguments_at(runner)
    code = given[RUNNERS[(runner.text or b"").decode()]] if given else None
    return None if code is None or code.type in FUNCTIONS else code


def arguments_at(name: Node) -> list[Node]:
    """Return the arguments of the call of a function, or of what makes an object, at its *name*."""
    called = name
    while called.parent is not None and called.parent.type in _AROUND:
        # As in `(0, eval)(code)`.
        called = called.parent
    call = called_by(called)
    return [] if call is None else arguments_of(call)
