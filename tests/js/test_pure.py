"""Tests of expressions that have a value and no effect."""

from __future__ import annotations

import pytest

from sphinx_compress.js.plain import Scope
from sphinx_compress.js.pure import PureReader
from sphinx_compress.js.syntax import parse


def read(text: str) -> tuple[bool, PureReader]:
    root = parse(f"({text})".encode()).root_node
    reader = PureReader(Scope({}))
    return reader.all_pure(root.named_children[0]), reader


@pytest.mark.parametrize(
    "text",
    [
        "1 + 'x'",
        "a ? b : [c, {d: 1, e() {}}]",
        "`${a}-b`",
        "new Set([1])",
        "Object.assign({}, a)",
        "Object.freeze([1])",
        "document.documentElement.getAttribute('data-x')",
        "class extends A {}",
        "typeof a",
        "'a' in window",
    ],
)
def test_what_only_has_a_value_is_pure(text: str) -> None:
    assert read(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "f()",
        "new F()",
        "a = 1",
        "a++",
        "delete a.b",
        "{get a() { return 1 }}",
        "{[a]: 1}",
        "{valueOf() {}}",
        "[...a]",
        "Object.assign(a, {})",
        "Object.freeze(a)",
        "a.getAttribute('x')",
        "a.clientWidth",
        "innerWidth",
        "a`x`",
        "await a",
    ],
)
def test_what_may_do_more_is_not(text: str) -> None:
    assert not read(text)[0]


def test_of_what_it_looks_at_it_is_known_whether_it_must_be_there() -> None:
    _, reader = read("[a, typeof b, window.c, 'd' in self, e.f]")
    assert reader.reads == {"a", "?b", "?c", "?d", "e", ".f"}


def test_what_a_name_means_is_asked_for_first() -> None:
    root = parse(b"(function (Set) { return new Set() })").root_node
    function = root.named_children[0].named_children[0].named_children[0]
    body = function.child_by_field_name("body")
    assert body is not None
    inner = PureReader(Scope({}).inside(function, body))
    assert inner.is_own("Set")
    assert not inner.all_pure(body.named_children[0])
    assert PureReader(Scope({})).all_pure(body.named_children[0])
