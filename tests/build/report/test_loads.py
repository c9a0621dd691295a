"""Tests of what an element of a page loads."""

from __future__ import annotations

import pytest

from sphinx_compress.build.report.loads import (
    Load,
    distinct,
    load_of,
)
from sphinx_compress.page.markup import attributes_of


def load(tag: str, *, in_head: bool = True) -> tuple[str, bool] | None:
    """Return the URL that an element loads, and whether the first paint waits for it."""
    found = load_of(tag[1:].split()[0], attributes_of(tag), 0.5, in_head=in_head)
    return None if found is None else (found.url, found.blocks)


@pytest.mark.parametrize(
    ("tag", "blocks"),
    [
        ('<link rel="stylesheet" href="a">', True),
        ('<link rel="preload stylesheet" media="screen" href="a">', True),
        ('<link rel="stylesheet" media=" Print" href="a">', False),
        ('<link rel="stylesheet" disabled href="a">', False),
        ('<script src="a">', True),
        ('<script type="text/javascript" src="a">', True),
        ('<script defer src="a">', False),
        ('<script async src="a">', False),
        ('<script type="module" src="a">', False),
    ],
)
def test_a_file_that_is_loaded_holds_up_the_first_paint_or_not(tag: str, blocks: bool) -> None:
    assert load(tag) == ("a", blocks)
    assert load(tag, in_head=False) == ("a", False)


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="preload" href="a">',
        '<link rel="alternate stylesheet" href="a">',
        '<link rel="stylesheet">',
        '<link href="a">',
        "<script>f()",
        '<script src="">',
        '<script type="application/json" src="a">',
        '<script nomodule src="a">',
    ],
)
def test_all_else_loads_nothing(tag: str) -> None:
    assert load(tag) is None


def test_a_file_is_loaded_once_where_it_stands_first() -> None:
    loads = [Load("b", "js", 0.5), Load("a", "css", 0.1), Load("b", "js", 0.2, blocks=True)]
    assert distinct(loads) == (loads[1], loads[2])
