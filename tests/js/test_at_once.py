"""Tests of scripts that do nothing yet when they run."""

from __future__ import annotations

import pytest

from sphinx_compress.core.names import Declarations
from sphinx_compress.js.at_once import declarations

READY = """
const ready = (act) => {
  if (document.readyState !== "loading") { act(); }
  else { document.addEventListener("DOMContentLoaded", act); }
};
"""

IDLE = [
    "",
    "'use strict'; // only a comment",
    "var a = 1, b = [2, {c: 3}]; let d; const e = `x${a}`;",
    "function f() { document.body.className = 'x' } class A { m() { f() } }",
    "const options = {url: document.documentElement.dataset.url, f() { g() }};",
    "const words = new Set(['a']); window.words = words;",
    "DOCUMENTATION_OPTIONS.pagename = 'index';",
    "jQuery.fn.highlight = function () { this.addClass('x') };",
    "document.addEventListener('DOMContentLoaded', () => g());",
    "window.addEventListener('load', g, false); addEventListener('click', g);",
    "(function () { var own = 1; window.Made = function () { own++ } })();",
    "!function (root) { root = root || {} }(window);",
    "(() => { const own = {}; own.x = () => g(); })();",
    "if (typeof Scorer === 'undefined') { var Scorer = {score: 1}; }",
    "try { var session = window.sessionStorage || {}; } catch (e) { var session = {}; }",
    "const key = document.currentScript?.getAttribute('data-x') ?? 'y';",
    "if (!exports) { exports = {}; } exports.f = f; function f() {}",
    "var Stem = function () { this.cursor = 0 }; var made = new Stem();",
    f"{READY} ready(() => {{ document.body.id = 'x' }});",
    f"{READY} ready(Documentation.init); var Documentation = {{}};",
]

ACTING = [
    "document.documentElement.className = 'js';",
    "document.documentElement.dataset.theme = 'dark';",
    "document.body.classList.add('x')",
    "f(); function f() { document.body.className = 'x' }",
    "var f = g; f();var g = function () {}; f = function () {};",
    "const w = document.documentElement.clientWidth;",
    "const rules = document.styleSheets[0];",
    "const b = document.body; b.className = 'x';",
    "const b = document.body; b.foo = 'x';",
    "window.location = 'x'",
    "location.href = 'x'",
    "document.title = 'x'",
    "localStorage.x = 1",
    "for (;;) {}",
    "while (a) { b() }",
    "throw 1",
    "delete window.x",
    "setTimeout(f, 0); function f() {}",
    "requestAnimationFrame(() => 1)",
    "Promise.resolve().then(f)",
    "customElements.define('x-y', class {})",
    "class A { static { document.body.id = 'x' } }",
    "class A { static x = document.body.remove() }",
    "class A extends f() {}",
    "class A { [f()]() {} }",
    "const {a} = f;",
    "const a = {[f()]: 1};",
    "const a = {...f()};",
    "const a = f`x`;",
    "const a = new Widget();",
    "const a = `${f()}`;",
    "document.addEventListener('x', f)",
    "document.addEventListener(name, f)",
    "document.body.addEventListener('load', f)",
    "document.addEventListener('load', f())",
    "document.write('<p>')",
    "(async () => { document.body.id = 'x' })()",
    "(function () { document.body.id = 'x' })()",
    "(function (act) { act() })(function () {})",
    "if (document.readyState === 'loading') { document.body.id = 'x' }",
    "if (window.x) { f() }; function f() { document.body.id = 'x' }",
    "x ? document.body.remove() : 0",
    "a && b.c.d()",
    "foo.className = 'x'",
    "top.innerHTML = 'x'",
    "Widget.element.innerHTML = 'x'",
    "let a = await f()",
    "f(",
]


@pytest.mark.parametrize("text", IDLE)
def test_to_declare_and_to_wait_is_nothing_yet(text: str) -> None:
    found = declarations(text)
    assert found is not None
    assert not found.calls


@pytest.mark.parametrize("text", ACTING)
def test_all_else_acts_at_once(text: str) -> None:
    found = declarations(text)
    assert found is None or found.calls


def test_names_offers_and_calls_of_others_are_told() -> None:
    assert declarations(f"{READY} function f() {{ document.body.id = 'x' }}") == Declarations(
        frozenset({"ready", "f"}), frozenset({"ready"})
    )
    found = declarations("_ready(() => f()); const Search = {};")
    assert found == Declarations(frozenset({"Search"}), frozenset(), frozenset({"_ready"}))


def test_what_a_function_gives_to_a_window_is_a_name() -> None:
    found = declarations("(function () { window.Made = function () {} })()")
    assert found is not None
    assert "Made" in found.names
