"""What became of a text is read as it was kept."""

from __future__ import annotations

import pytest

from sphinx_compress.filters import Problem
from sphinx_compress.prepared import Prepared, from_json, to_json
from sphinx_compress.traits import Traits

FULL = Prepared(
    "a{}",
    Traits(
        stays="x",
        declared=frozenset("ab"),
        lexical=frozenset("b"),
        mentioned=frozenset("cd"),
        properties=frozenset("e"),
        imports_only=True,
    ),
    (Problem("minify", "kept", "_static/a.css", 3),),
    (("_static/b.css", "12"), ("_static/c.css", None)),
    ("--a",),
    (1, 2),
)


@pytest.mark.parametrize("prepared", [FULL, Prepared("", Traits())])
def test_what_was_kept_comes_back(prepared: Prepared) -> None:
    assert from_json(to_json(prepared)) == prepared


def test_the_same_is_kept_as_the_same_text() -> None:
    names = [f"name{number}" for number in range(50)]
    one = Prepared("", Traits(mentioned=frozenset(names)))
    other = Prepared("", Traits(mentioned=frozenset(reversed(names))))
    assert to_json(one) == to_json(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        to_json(FULL)[:-1],
        to_json(FULL).replace("inlined", "x"),
        to_json(FULL).replace('"inlined": [1, 2]', '"inlined": [1]'),
        to_json(FULL).replace("stays", "x"),
        to_json(FULL).replace('"inputs": [[', '"inputs": [[1, '),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a prepared text"):
        from_json(text)
