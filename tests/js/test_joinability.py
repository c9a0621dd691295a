"""Tests of what scripts are like as parts of a bundle."""

from __future__ import annotations

import pytest

from sphinx_compress.core.joinability import Joinability
from sphinx_compress.js.joinability import js_joinability


def stays(text: str) -> str:
    return js_joinability(text).kept_because


# Scripts


@pytest.mark.parametrize(
    "text",
    [
        "if (",
        "'open",
        "/* open",
        "`open",
        "a => {",
        "}",
        "x = <b>",
        "type X = 1",
        "1 = 2",
        "var x\0",
        # Browsers refuse these, too, though they look well.
        "return",
        "if (a) { return b }",
        "const a = 1; let a = 2;",
        "let a; var a;",
        "let a; { var a }",
        "let a; for (var a of b) {}",
        "function a() {} const a = 1",
        "class a {} let a",
        "const {a, b: [c]} = x, {d: c} = y",
        "await a",
        "for (const a of await b) {}",
        "function f() { await a }",
        "yield a",
        "function f() { yield a }",
        "function* f() { function g() { yield a } }",
    ],
)
def test_a_script_that_browsers_refuse_stays(text: str) -> None:
    # In a bundle it would keep all the others from running.
    assert stays(text) == "it has a syntax error, or syntax that is not known here"


@pytest.mark.parametrize(
    "text",
    [
        "function f() { return 1 }",
        "(() => { return 1 })()",
        "let f = function () { return 1 }, g = () => { return 2 }",
        "class A { m() { return 1 } static { f() } }",
        "async function f() { await a; for await (const b of c) {} }",
        "(async () => await a)()",
        "({ async m() { await a }, *n() { yield b } })",
        "function* f() { yield* g() }",
        "let a; { let a; function b() { var a } }",
        "var a; var a; function a() {} function a() {}",
        "const a = 1; const { b = a, [a]: c, ...d } = x, [e = a] = y",
        "let a; a: for (;;) { break a }",
        "function f() { return new.target }",
        "a ||= b?.c ?? 1_000n ** 2n; class X { #y = 1; z() { return #y in this } }",
        "x = /[/]\\/`'/v; y = a++ / b; `${`${c}`}`",
        "<!-- html comment\nfoo()\n--> another",
        "",
        "// only a comment",
        "\ufeffa()",
    ],
)
def test_a_script_that_browsers_run_may_be_joined(text: str) -> None:
    assert stays(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("import a from 'b'", "it imports, exports or asks for its own URL"),
        ("export default 1", "it imports, exports or asks for its own URL"),
        ("import('a').then(b)", "it imports, exports or asks for its own URL"),
        ("async () => { await import(a) }", "it imports, exports or asks for its own URL"),
        ("f(import.meta.url)", "it imports, exports or asks for its own URL"),
        ("document.currentScript.src", "it may look for its own tag: it mentions currentScript"),
        ("const { currentScript } = document", "it may look for its own tag"),
        ("const { currentScript: me } = document", "it may look for its own tag"),
        ("document['currentScript']", "it may look for its own tag: it mentions currentScript"),
        ("document.scripts[0]", "it may look for its own tag: it mentions scripts"),
        ("let d = document; d?.scripts", "it may look for its own tag: it mentions scripts"),
        ("document.write('<b>')", "it writes into the page where its tag stands"),
        ("document . writeln ('<b>')", "it writes into the page where its tag stands"),
        ("window.document['write']('<b>')", "it writes into the page where its tag stands"),
        ("var d = document; d.write(x)", "it writes into the page where its tag stands"),
        ("document.write.call(document, x)", "it writes into the page where its tag stands"),
        ("const { write } = document; write.call(document, x)", "it writes into the page"),
        ("let w; ({ write: w } = self.document)", "it writes into the page where its tag stands"),
        ("with (document) write(x)", "it writes into the page where its tag stands"),
        ("var w = 'wri' + 'te'; document[w](x)", "it writes into the page where its tag stands"),
        ("var d = document, w = ['wri', 'te'].join(''); d[w](x)", "it writes into the page"),
        ("eval('document.wr' + 'ite(1)')", "it writes into the page where its tag stands"),
        ("new Function('a', 'return import(a)')", "it imports, exports or asks for its own URL"),
        ("setTimeout(\"import('./a.mjs')\")", "it imports, exports or asks for its own URL"),
        ("eval('document.currentScript.src')", "it may look for its own tag"),
        ("var k = 'current'; document[k + 'Script'].dataset.a", "it may look for its own tag"),
        (
            "u = new Error().stack.split('@').pop()",
            "it may read the URL of its file in a stack trace",
        ),
        ("document.getElementsByTagName('script')", "it looks at the page's script tags"),
        ('document.querySelector("script")', "it looks at the page's script tags"),
        ("a.querySelectorAll('script').length", "it looks at the page's script tags"),
        ("$('script').last()", "it looks at the page's script tags"),
        ("q('script[src$=\"a.js\"]')", "it looks for a script tag by its attributes"),
        ("q('body > script:last-of-type')", "it looks for a script tag by its attributes"),
        ("q(`script[data-x=${a}]`)", "it looks for a script tag by its attributes"),
        ("q('[src*=\"a.js\"]')", "it looks for a script tag by its attributes"),
        ("document.curr\\u0065ntScript", "it writes a name with escapes"),
        ("var \\u{61} = 1", "it writes a name with escapes"),
    ],
)
def test_a_script_that_depends_on_its_own_tag_stays(text: str, why: str) -> None:
    assert stays(text).startswith(why)


@pytest.mark.parametrize(
    "text",
    [
        "document.title = 'a'; const { write } = stream; write(x)",
        "document.title = 'a'; function write() {} write(x)",
        "var w = 'wri' + 'te'; document.title = 'a'; stream[w](x)",
        "document[open](x)",
        "eval('go(1)'); setTimeout('stack(')",
        "Function('return this')(); log('import() is not known here')",
        "setTimeout(later, 1); var later = () => log('write')",
    ],
)
def test_a_script_that_only_looks_like_one_of_these_may_be_joined(text: str) -> None:
    assert stays(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "document.createElement('script')",
        "// document.currentScript",
        "f('document.write(1)')",
        "stream.write('x')",
        "document.body; f({ phase: 'write', write: () => 1 })",
        "href = 'javascript:void 0'",
        "getElementsByTagName('div')",
        "s.replace('script', '')",
        "f('noscript[x]')",
        "f('\\u0065')",
    ],
)
def test_what_only_looks_like_that_does_not_count(text: str) -> None:
    assert stays(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "'use strict'",
        '"use strict";a()',
        "'use strict'\n;(a)",
        "// a\n/* b */ 'use strict'",
        "'other'; 'use strict'",
        "#!a\n'use strict'",
    ],
)
def test_a_script_is_strict(text: str) -> None:
    assert js_joinability(text).strict


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a()",
        "('use strict')",
        "'use strict' + a",
        "'use strict'\n(a)",
        "'use\\x20strict'",
        "'use strict '",
        "`use strict`",
        "; 'use strict'",
        "a(); 'use strict'",
        "function f() { 'use strict' }",
        "{ 'use strict' }",
    ],
)
def test_a_script_is_not_strict(text: str) -> None:
    assert not js_joinability(text).strict


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("var a = 1, b", "ab"),
        ("let a; const b = 1; class c {}", "abc"),
        ("function a() { var x; let y; function z() {} }", "a"),
        ("async function a() {} function* b() {}", "ab"),
        ("if (x) { var a; function b() {} let y; const z = 1 }", "ab"),
        ("for (var a = 0;;) { var b } for (let y = 0;;) {}", "ab"),
        ("for (var a of x) var b; for (var {c} in x); for (let y of x);", "abc"),
        ("try { var a } catch (y) { var b } finally { var c }", "abc"),
        ("switch (x) { case 1: var a; function b() {} }", "ab"),
        ("x: var a; y: function b() {}", "ab"),
        ("while (x) { do { var a } while (y) }", "a"),
        ("var {a, x: b, y: {c = z}, ...d} = x, [e, , f = z, [g], ...h] = y", "abcdefgh"),
        ("(function () { var x })(); (() => { var y })(); x = function z() {}", ""),
        ("var a = function () { var x }, b = class z {}", "ab"),
        ("with (x) { var a }", "a"),
    ],
)
def test_the_names_of_the_page_are_known(text: str, names: str) -> None:
    assert js_joinability(text).declared_names == set(names)


def test_deeply_nested_scripts_are_no_error() -> None:
    for text in ("(" * 5000 + ")" * 5000, "[" * 5000, "{" * 5000 + "}" * 5000, "a+" * 5000 + "a"):
        assert isinstance(js_joinability(text), Joinability)
    nested = "function f(){" * 1000 + "await a" + "}" * 1000
    assert stays(nested) != ""


def test_positions_in_a_script_that_is_not_ascii_are_right() -> None:
    assert js_joinability("var ä = 'ö𝒳'; let b").declared_names == {"ä", "b"}


# Attributes of its own tag that a script reads


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("f(document.currentScript.dataset.a)", "data-a"),
        ("f(document.currentScript.dataset.fooBarBaz)", "data-foo-bar-baz"),
        ("f(document.currentScript.dataset['fooBar'])", "data-foo-bar"),
        ("f(document.currentScript['dataset'].a1)", "data-a1"),
        ("var a = document.currentScript.dataset.a || 'b'", "data-a"),
        ("f(document.currentScript?.dataset?.a)", "data-a"),
        ("f(document.currentScript.dataset.a.length)", "data-a"),
        ("f(document.currentScript.dataset.a())", "data-a"),
        ("f(document.currentScript.getAttribute('data-a'))", "data-a"),
        ('f(document.currentScript["getAttribute"]("data-a-b"))', "data-a-b"),
        ("if (document.currentScript.hasAttribute('data-a')) f()", "data-a"),
        ("f(window.document.currentScript.dataset.a)", "data-a"),
        ("f(self.document.currentScript.dataset.a)", "data-a"),
        ("f(globalThis.document.currentScript.dataset.a)", "data-a"),
        ("const { a } = f(document.currentScript.dataset.b)", "data-b"),
        (
            "f(document.currentScript.dataset.a, document.currentScript.getAttribute('data-b'))",
            "data-a data-b",
        ),
    ],
)
def test_the_data_that_a_script_reads_of_its_tag_is_known(text: str, names: str) -> None:
    found = js_joinability(text)
    assert found.kept_because == ""
    assert found.own_data_attributes == set(names.split())


@pytest.mark.parametrize(
    "text",
    [
        "f(document.currentScript)",
        # Later, it is another one.
        "function f() { return document.currentScript.dataset.a }",
        "queueMicrotask(() => f(document.currentScript.dataset.a))",
        "f(class { m() { return document.currentScript.dataset.a } })",
        "f(document.currentScript.src)",
        "f(document.currentScript.dataset)",
        "f({ ...document.currentScript.dataset })",
        "f(class { a = document.currentScript.dataset.a })",
        "f(document.currentScript.dataset[a])",
        "f(document.currentScript.dataset[`a`])",
        "const { ...a } = document.currentScript.dataset",
        "const s = document.currentScript; f(s.dataset.a)",
        "f(document.currentScript.getAttribute(a))",
        "f(document.currentScript.getAttribute('src'))",
        "f(document.currentScript.getAttribute('id'))",
        "f(document.currentScript.getAttribute('data-' + a))",
        "f(document.currentScript.getAttribute('data-A'))",
        "f(document.currentScript.getAttribute('data-a', b))",
        "f(document.currentScript.getAttribute)",
        "f(document.currentScript.getAttribute.call(a, 'data-a'))",
        "document.currentScript.setAttribute('data-a', 'b')",
        "document.currentScript.dataset.a = 'b'",
        "document.currentScript.dataset.a += 'b'",
        "document.currentScript.dataset.a++",
        "delete document.currentScript.dataset.a",
        "[document.currentScript.dataset.a] = [1]",
        "({ b: document.currentScript.dataset.a } = c)",
        "for (document.currentScript.dataset.a of b);",
        "document.currentScript.remove()",
        "document.currentScript.after(document.currentScript.dataset.a)",
        "f(other.currentScript.dataset.a)",
        "f(document.currentScript.dataset.a, document.scripts)",
        "f(document.currentScript.dataset.a, 'currentScript')",
        "f(document['currentScript'].dataset.a)",
        "const { currentScript } = document; f(document.currentScript.dataset.a)",
        "f(document.currentScript.dataset['\\x61'])",
    ],
)
def test_a_script_that_may_want_more_of_its_tag_stays(text: str) -> None:
    found = js_joinability(text)
    assert found.kept_because != ""
    assert found.own_data_attributes == frozenset()


@pytest.mark.parametrize(
    "text",
    ["a = document.currentScript.dataset.b", "if (!document.currentScript.dataset.b) f()"]
    + ["a += document.currentScript.dataset.b", "f(document.currentScript.dataset.b === 'c')"],
)
def test_what_is_read_may_go_anywhere(text: str) -> None:
    assert js_joinability(text).own_data_attributes == {"data-b"}


# Scripts that wait for the end of the page


@pytest.mark.parametrize(
    "text",
    [
        "document.addEventListener('DOMContentLoaded', f)",
        'window.addEventListener("DOMContentLoaded", () => { f() })',
        "$(document).on('DOMContentLoaded', f)",
        "const e = 'DOMContentLoaded'; document.addEventListener(e, f)",
        # Text only.
        "document.addEventListener('DOMContentLoaded', f) // readyState",
        "document.addEventListener('DOMContentLoaded', () => f('readyState'))",
        "document.addEventListener(`DOMContentLoaded`, f)",
    ],
)
def test_a_script_waits(text: str) -> None:
    found = js_joinability(text)
    assert found.kept_because == ""
    assert found.waits_for_page_end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "f()",
        "$(f)",
        "window.addEventListener('load', f)",
        "// DOMContentLoaded",
        "f.DOMContentLoaded",
        "if (document.readyState == 'loading') document.addEventListener('DOMContentLoaded', f)",
    ],
)
def test_a_script_does_not_wait(text: str) -> None:
    found = js_joinability(text)
    assert found.kept_because == ""
    assert not found.waits_for_page_end


DEEP = {
    "a sum": "a" + "+1" * 60_000,
    "a long string": "a" + "+'b'" * 60_000,
    "calls of calls": "a" + ".b()" * 30_000,
    "items of items": "a" + "['b']" * 60_000,
    "functions in functions": "async function f(){await a;" * 8000 + "}" * 8000,
    "branches": "if(a){}" + "else if(a){}" * 20_000,
    "brackets": "[" * 60_000 + "]" * 60_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_a_tree_of_any_depth_is_read_to_its_end(text: str) -> None:
    # Time that grows with the square of the depth would not let this end.
    assert js_joinability(f"{text};var last").declared_names >= {"last"}


def test_a_script_that_is_deeper_than_queries_count_stays() -> None:
    assert stays("a" + ".b()" * 60_000) == "it is nested too deep"


def test_a_script_that_is_too_deep_to_be_followed_may_want_any_part_of_its_tag() -> None:
    read = "document.currentScript.dataset.a"
    assert stays("+".join([read] * 9)) == ""
    assert "currentScript" in stays("+".join([read] * 9000))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("if ('write' in document) document['write'](1)", "it writes into the page"),
        ("document.a; b = { write() {} }", ""),
        ("f.write(1)", ""),
        ("a['scripts']", "it may look for its own tag"),
        ("'scripts' in a", "it may look for its own tag"),
        ("for ('scripts'.a in b);", ""),
        ("['scripts']", ""),
        ("a.$(/* b */ 'script')", "it looks at the page's script tags"),
        ("$(a, 'script'); f('script')", ""),
    ],
)
def test_words_count_where_they_mean_a_property_or_a_tag(text: str, reason: str) -> None:
    assert stays(text).startswith(reason)
    assert bool(stays(text)) is bool(reason)
