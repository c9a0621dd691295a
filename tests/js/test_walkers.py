"""Tests of what walkers show of a page."""

from __future__ import annotations

import pytest

from sphinx_compress.js.constants import Constants
from sphinx_compress.js.functions import arguments_of
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import captures, parse
from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY
from sphinx_compress.js.values import Value
from sphinx_compress.js.walkers import walked

LOOK = "; for (let n; (n = it.nextNode()); ) if (n.href.includes(name)) go()"
BESIDE = "; it.nextNode().nextElementSibling.remove()"


def value_of(text: str) -> Value | None:
    source = text.encode()
    root = parse(source).root_node
    call = captures(root, "(call_expression) @call")["call"][0]
    return walked(source, Constants(Scopes(source, root)), arguments_of(call))


@pytest.mark.parametrize(
    "shown",
    [
        "",
        ", NodeFilter.SHOW_ELEMENT",
        ", 1",
        ", -1",
        ", 129",
        ", 0xFFFFFFFF",
        ", 1 | 4",
        ", NodeFilter.SHOW_TEXT | 1",
    ],
)
def test_a_walker_over_elements_has_tags(shown: str) -> None:
    assert value_of(f"document.createTreeWalker(document{shown})") == Value("tags")
    text = f"const it = document.createTreeWalker(document{shown}){LOOK}"
    assert references(text).words == {ANY["css"]}


def test_what_a_walker_shows_may_be_kept_in_a_variable() -> None:
    text = f"var what = 1, it = document.createTreeWalker(document.head, what){LOOK}"
    assert references(text).words == {ANY["css"]}


@pytest.mark.parametrize("shown", ["NodeFilter.SHOW_COMMENT", "128", "0x80"])
def test_a_walker_over_comments_asks_for_what_stands_beside_them(shown: str) -> None:
    text = f"const it = document.createNodeIterator(document.documentElement, {shown})"
    assert references(text + BESIDE).words == set(ANY.values())
    assert not references(f"{text}; log(it.nextNode().data)").words


@pytest.mark.parametrize(
    "text",
    [
        "d.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)",
        "d.createTreeWalker(document.body, 4)",
        "d.createTreeWalker(document, SHOWN)",
        "d.createTreeWalker(template.content, 1)",
        # Such a walker walks through what a library makes.
        "w = d.createTreeWalker(document, 129); w.currentNode = template.content",
    ],
)
def test_others_have_none(text: str) -> None:
    assert value_of(text) is None
