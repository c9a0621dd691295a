"""Tests of what a script reads of its own tag."""

from __future__ import annotations

import pytest

from sphinx_compress.js.own_tag import own_attributes
from sphinx_compress.js.syntax import captures, parse

MENTIONS = '((property_identifier) @own (#eq? @own "currentScript"))'


def read(script: str) -> frozenset[str] | None:
    return own_attributes(captures(parse(script.encode()).root_node, MENTIONS).get("own", ()))


def test_a_script_that_does_not_mention_its_tag_reads_nothing_of_it() -> None:
    assert read("f(document.body.dataset.a)") == frozenset()


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("f(document.currentScript.dataset.aB)", {"data-a-b"}),
        ("f(document.currentScript.dataset['a'])", {"data-a"}),
        ("f(document.currentScript.getAttribute('data-a-1'))", {"data-a-1"}),
        ("const { aB, c: d = 1 } = document.currentScript.dataset", {"data-a-b", "data-c"}),
        ("(() => f(document.currentScript.dataset.a))()", {"data-a"}),
        ("x = document.currentScript.hasAttribute('data-a') && y", {"data-a"}),
        (
            "f(self.document.currentScript.dataset.a, document.currentScript.dataset.b)",
            {"data-a", "data-b"},
        ),
    ],
)
def test_the_data_of_its_tag_that_a_script_reads_is_named(script: str, names: set[str]) -> None:
    assert read(script) == frozenset(names)


@pytest.mark.parametrize(
    "script",
    [
        "f(document.currentScript)",
        "f(document.currentScript.src)",
        "f(document.currentScript.dataset)",
        "f(document.currentScript.dataset[a])",
        "f(document.currentScript.dataset.a = 1)",
        "document.currentScript.dataset.a++",
        "delete document.currentScript.dataset.a",
        "[document.currentScript.dataset.a] = b",
        "f(document.currentScript.getAttribute('src'))",
        "f(document.currentScript.getAttribute('data-A'))",
        "f(document.currentScript.getAttribute('data-a', b))",
        "f(document.currentScript.dataset.a, document.currentScript.id)",
        "f(() => document.currentScript.dataset.a)",
        "class A { b = document.currentScript.dataset.a }",
        "f(other.currentScript.dataset.a)",
    ],
)
def test_what_else_a_script_does_with_its_tag_needs_the_tag(script: str) -> None:
    assert read(script) is None
