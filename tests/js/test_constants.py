"""Tests of what an expression of a script comes to."""

from __future__ import annotations

import pytest
from tree_sitter import Node

from sphinx_compress.js.constants import Constants
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import parse
from sphinx_compress.js.url_words import UNKNOWN


def text_of_argument(script: str) -> str:
    """Return what the argument of the last call of ``f`` comes to."""
    source = script.encode()
    root = parse(source).root_node

    def calls(node: Node) -> list[Node]:
        found = [call for child in node.children for call in calls(child)]
        is_call = node.type == "call_expression" and node.children[0].text == b"f"
        return found + ([node] if is_call else [])

    arguments = calls(root)[-1].child_by_field_name("arguments")
    assert arguments is not None
    return Constants(Scopes(source, root)).text(arguments.named_children[0])


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("f('a')", "a"),
        ("f('a' + \"b\")", "ab"),
        ("f(('a'))", "a"),
        ("f(`a${'b'}c`)", "abc"),
        ("f('a' + 1)", "a1"),
        ("const x = 'a'; f(x + '.css')", "a.css"),
        ("const x = 'a', y = x + 'b'; f(y)", "ab"),
    ],
)
def test_a_string_is_put_together_from_its_parts(script: str, wanted: str) -> None:
    assert text_of_argument(script) == wanted


@pytest.mark.parametrize(
    "script",
    [
        "f(x)",
        "let x = 'a'; x = 'b'; f(x)",
        "function g(x) { f(x) }",
        "f(g())",
        "const x = x + 'a'; f(x)",
    ],
)
def test_what_is_not_written_in_one_place_is_unknown(script: str) -> None:
    assert UNKNOWN in text_of_argument(script)


def test_a_part_that_is_unknown_leaves_the_others() -> None:
    assert text_of_argument("f('theme-' + name + '.css')") == f"theme-{UNKNOWN}.css"


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        (r"f('a\nb\tc')", "a\nb\tc"),
        (r"f('\x61\u0062\u{63}')", "abc"),
        (r"f('\'\d')", "'d"),
        ("f('a\\\nb')", "ab"),
        (r"f('\1')", UNKNOWN),
        (r"f('\xg')", f"{UNKNOWN}g"),
    ],
)
def test_escapes_are_what_they_stand_for(script: str, wanted: str) -> None:
    assert text_of_argument(script) == wanted
