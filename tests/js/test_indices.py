"""Tests of which expressions come to numbers."""

from __future__ import annotations

import pytest

from sphinx_compress.js.indices import Indices
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import captures, parse


def is_number(script: str) -> bool:
    root = parse(script.encode()).root_node
    found = captures(root, "(subscript_expression index: (_) @index)")["index"]
    return Indices(Scopes(script.encode(), root)).is_number(found[-1])


@pytest.mark.parametrize(
    "script",
    [
        "a[0]",
        "a[i++]",
        "a[-i]",
        "a[(i, 1)]",
        "a[i + 1]",
        "a[i * j]",
        "a[i >> 1]",
        "a[a.length]",
        "a[l.indexOf(x)]",
        "for (let i = 0; i < 9; i++) a[i]",
        "let i = 0; i += 2; i = j - 1; a[i]",
        "a[i = 3]",
        "l.map((x, i) => a[i])",
    ],
)
def test_what_is_counted_is_a_number(script: str) -> None:
    assert is_number(script)


@pytest.mark.parametrize(
    "script",
    [
        "a['b']",
        "a[i]",
        "a[i + j]",
        "a[typeof i]",
        "a[!i]",
        "let i = 0; i = 'b'; a[i]",
        "let i = 0; i += x; i = x; a[i]",
        "for (const i in o) a[i]",
        "function f(i) { a[i] }",
        "let {i} = o; i = 0; a[i]",
        "headers.forEach((x, i) => a[i])",
        "l.map((i, n) => a[i])",
        "map((x, i) => a[i])",
    ],
)
def test_what_may_be_a_name_is_none(script: str) -> None:
    assert not is_number(script)
