"""Tests of scripts that do nothing yet when they run."""

from __future__ import annotations

import pytest

from sphinx_compress.core.names import Declarations
from sphinx_compress.js.at_once import at_once


def declarations(text: str) -> Declarations | None:
    """Return what a script declares, if it does no more."""
    return at_once(text)[0]


#: By these, a script may find the element whose attributes another looks at.
FINDING = frozenset(
    f".{name}"
    for name in """documentElement querySelector querySelectorAll getElementsByTagName
    getElementsByClassName parentElement closest""".split()
)
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
    "(() => { const e = e => { 'loading' != document.readyState ? e() : 0 }; e(() => f()) })()",
    "const own = Object.assign({}, {a: 1});",
    # As sphinx-gallery's sg-tags.js.
    "class Tags extends Set { add(value) { document.body.id = value } } let tags = new Tags();",
    "class A { m() { f() } static n() {} } const a = new A, b = new A(); a.x = b;",
]

ACTING = [
    "document.documentElement.className = 'js';",
    "document.documentElement.dataset.theme = 'dark';",
    "document.body.classList.add('x')",
    "f(); function f() { document.body.className = 'x' }",
    "var f = g; f();var g = function () {}; f = function () {};",
    "const w = document.documentElement.clientWidth;",
    "const o = {}; o.toString = function () { g() };",
    "(function () { function addEventListener(t, f) { f() } addEventListener('load', g) })()",
    "function f\\u006fo() {}",
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
    # What a name means there, and when a function is called.
    "function f(g) { g() } function g() {} f(h)",
    "function g() { document.body.id = 'x' } function f() { g() } (() => { const g = 1; f() })()",
    "(function (a = f()) {})()",
    "(function ({a}) {})(b)",
    "const Map = function () { document.body.id = 'x' }; const m = new Map();",
    # By which names expressions call functions.
    "const o = {get x() { f() }}; o.x",
    "const o = {toString() { f() }}; const t = `${o}`;",
    "const o = {'valueOf': f}; const t = o + 1;",
    "class A { static get x() { f() } } A.x;",
    "Object.assign(document.documentElement.dataset, {theme: 'dark'})",
    # What runs when an object is made.
    "class A { constructor() { f() } } new A();",
    "class A { 'constructor'() { f() } } new A();",
    "class A { x = f() } new A();",
    "class A extends B {} new A();",
    "class A extends Set { add(value) { f() } } new A([1]);",
    "class B { constructor() { f() } } class A extends B {} new A();",
    "class A { set x(v) { f() } } const a = new A(); a.x = 1;",
    "class A { get x() { f() } } const a = new A(); const x = a.x;",
    "class A { toString() { f() } } const a = new A(); const t = a + '';",
    "class A {} A = B; new A();",
    "class A {} A();",
    "class A {} (function () { class A { x = f() } new A() })()",
    "const all = [...f];",
    "(function (W) { W.location = 'x' })(window)",
    "const a = store.getItem('k');",
    "const Set = 1; const a = new Set();",
    "Object.freeze(Array.prototype)",
    # What it gives to whom.
    "var W = window; W.foo = 1;",
    "const Data = document.documentElement.dataset; Data.theme = 'dark';",
    "var name = 'x';",
    "window.toString = function () {};",
    "window.onerror = function () {};",
    "document.addEventListener('load', f, true); function f() {}",
    "document.addEventListener('load', f, !0); function f() {}",
    "document.addEventListener('load', f, {capture: 1}); function f() {}",
    "function f() {} window.f = function () { g() }; f()",
    "Array.from = f;",
    # To a library, this is no function.
    "const nav = $('#nav');",
    "jQuery(act)",
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
        frozenset({"ready", "f"}), frozenset({"ready"}), events=frozenset({"DOMContentLoaded"})
    )
    found = declarations("_ready(() => f()); const Search = {};")
    assert found == Declarations(frozenset({"Search"}), frozenset(), frozenset({"_ready"}))


def test_what_a_function_gives_to_a_window_is_a_name() -> None:
    found = declarations("(function () { window.Made = function () {} })()")
    assert found is not None
    assert "Made" in found.names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("const a = window.b, c = d, e = a;", {"?b", "d"}),
        ("const a = typeof b, c = 'd' in window;", {"?b", "?d"}),
        ("class A extends B {}", {"B"}),
        ("const a = options.b;", {"options", ".b"}),
        ("const a = document.documentElement.lang;", {".lang"}),
        (
            "const a = document.documentElement.dataset.mainTheme;",
            {".main", ".theme", ".mainTheme"},
        ),
        ("const a = document.documentElement.getAttribute('data-x-y');", {".x", ".y"}),
        ("const a = window.localStorage;", set()),
        ("const a = localStorage.getItem('b');", {"localStorage", "sessionStorage"}),
        ("const a = localStorage.b;", {"localStorage", ".b"}),
        ("const a = location.hash;", {"location", ".hash"}),
        ("(function (a) { const b = a; })(1)", set()),
        ("function f() { g() } const h = {m() { return i }};", set()),
    ],
)
def test_it_is_told_what_a_script_looks_at_at_once(text: str, expected: set[str]) -> None:
    found = declarations(text)
    assert found is not None
    assert found.reads - FINDING == expected
    assert FINDING.isdisjoint(found.reads) == ("Attribute" not in text and "dataset" not in text)
    assert not found.reads_page


@pytest.mark.parametrize(
    "text",
    [
        "const a = document.body;",
        "const a = document.title;",
        "const a = document['body'];",
        "const d = document;",
        "(function (d) {})(document)",
        "const w = window['x'];",
        "const a = document.documentElement.className;",
        "const a = document.documentElement;",
        "const a = document.currentScript;",
        "const a = document.currentScript.parentNode;",
        "const a = document.documentElement.getAttribute(b);",
        "const a = window.length;",
        "(function (root) {})(this)",
        "const a = {}; a.b = window;",
        "const a = performance;",
        "const a = (window).b;",
        "const a = window.self.b;",
        "const a = 'b' in (window);",
        "const w = window, a = 'b' in w;",
        "const d = window.document, b = d.body;",
    ],
)
def test_it_is_told_whether_it_looks_at_what_is_there_of_a_page(text: str) -> None:
    found = declarations(text)
    assert found is not None
    assert found.reads_page


def test_what_is_given_to_an_object_of_others_is_a_name() -> None:
    found = declarations("Chart.from = f; const own = {}; own.x = 1; jQuery.fn.y = 2;")
    assert found is not None
    assert found.names == {"Chart", "from", "own", "jQuery", "y"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(function () { function f() {} window.f = f })()", {"f"}),
        ("(function () { function g() { var f = 1 } f = 5 })()", {"f"}),
        ("function setup() { window.f = 1 }", {"f", "setup"}),
        ("window.onload = function () {};", {"onload"}),
    ],
)
def test_no_name_that_others_may_use_is_missed(text: str, expected: set[str]) -> None:
    found = declarations(text)
    assert found is not None
    assert found.names == expected


def test_an_event_may_be_waited_for_by_a_property() -> None:
    found = declarations("window.onmessage = function () {};")
    assert found is not None
    assert found.events == {"message"}


def test_a_script_of_many_functions_that_call_one_another_takes_no_time() -> None:
    text = "".join(f"function f{n}() {{ f{n + 1}(); f{n + 1}() }}" for n in range(20))
    found = declarations(f"{text} function f20() {{}} f0();")
    assert found is not None
    assert len(found.offers) == 21
    assert declarations(f"{text} function f20() {{ document.body.id = 'x' }} f0();") is None


@pytest.mark.parametrize(
    ("text", "line"), [("let a;\n// x\nf().g()", 3), ("let a;", 0), ("f(", 0), ("f\\u006fo()", 0)]
)
def test_it_is_told_where_a_script_begins_to_do_more(text: str, line: int) -> None:
    assert at_once(text)[1] == line
