"""Tests of which objects a script makes itself."""

from __future__ import annotations

import pytest

from sphinx_compress.js.own_objects import OwnObjects
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import captures, parse


def is_own(script: str) -> bool:
    """Return whether a script makes what it gives an item."""
    root = parse(script.encode()).root_node
    query = "(assignment_expression left: (subscript_expression object: (_) @owner))"
    owner = max(captures(root, query)["owner"], key=lambda node: node.start_byte)
    return OwnObjects(Scopes(script.encode(), root)).has(owner)


@pytest.mark.parametrize(
    "script",
    [
        "({})[k] = x",
        "const o = {}; o[k] = x",
        "let o; o = []; o = f.split(); o[k] = x",
        "const o = new Map(); o[k] = x",
        "const o = new Uint8Array(2); o[k] = x",
        "const o = Object.create(null); o[k] = x",
        "const o = Object.assign({}, x); o[k] = x",
        "const o = c ? {} : []; o[k] = x",
        "const o = this.o || (this.o = {}); o[k] = x",
        "var N = N || {}; N[k] = x",
        "const o = {}; const p = o; p[k] = x",
        "function F() {} F[k] = x",
        "(function (o) { o[k] = x })({})",
        "l.reduce((o, k) => { o[k] = x }, {})",
        "class A { f() { this[k] = x } }",
        "class A { constructor() { this.m = {} } f() { this.m[k] = x } }",
        "const o = {}; o[k] = []; o[k][j] = x",
        "window[k] = x",
        "localStorage[k] = x",
        "e.style[k] = x",
        "F.prototype[k] = x",
    ],
)
def test_what_a_script_makes_is_no_element(script: str) -> None:
    assert is_own(script)


@pytest.mark.parametrize(
    "script",
    [
        "e[k] = x",
        "document.body[k] = x",
        "const o = f(); o[k] = x",
        "const o = new Image(); o[k] = x",
        "let o = {}; o = e; o[k] = x",
        "const {o} = e; o[k] = x",
        "const o = options || {}; o[k] = x",
        "const o = Object.assign(e, {}); o[k] = x",
        "const o = c ? {} : e; o[k] = x",
        "for (const o of l) o[k] = x",
        "function f(o) { o[k] = x }",
        "(function (o) { o[k] = x })(e)",
        "(o => { o[k] = x }).call(e, {})",
        "l.reduce((o, k) => { o[k] = x }, e)",
        "l.reduce((k, o) => { o[k] = x }, {})",
        "class A extends HTMLElement { f() { this[k] = x } }",
        "function f() { this[k] = x }",
        "this.m = {}; this.m = e; this.m[k] = x",
        "const o = {}; o[k] = e; o[k][j] = x",
        "const o = [e]; o[0] = {}; o[1][k] = x",
        "const o = []; o[0] = {}; o.push(e); o[1][k] = x",
        "(function f(o) { o[k] = x; f(e) })({})",
        "function f(window) { window[k] = x }",
        "try {} catch (o) { o[k] = x }",
    ],
)
def test_what_may_come_from_elsewhere_may_be_one(script: str) -> None:
    assert not is_own(script)


def test_a_name_that_is_given_itself_is_looked_up_once() -> None:
    assert is_own("let o = {}; o = o || {}; o[k] = x")
    assert not is_own("let o; o = o.next; o[k] = x")
