"""Tests of what may share a bundle, and of how it is joined."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.cssmeaning import meaning
from sphinx_compress.csstokens import tokenize
from sphinx_compress.merge import join, why_apart
from sphinx_compress.traits import Traits, traits

#: Style sheets of which nothing reaches beyond the end.
CLOSED_CSS = [
    "",
    " \n",
    "a{}",
    "a{b:c}\r\n",
    "/* only a comment */",
    "@media print{a{b:c}}",
    "a{b:'}'}",
    "a{b:url(c)}",
    "@layer x,y;",
    "@font-face{src:url('}')}",
    "a{b:\\}}",
    "a{b:c;d}",
    "a{--b:{c}}",
]

#: And such as would swallow what follows.
OPEN_CSS = [
    "a{",
    "a{b:c",
    "a{b:c}/* open",
    "a{b:'open",
    "a{}b",
    "a{}b,",
    "a{}}",
    "a{}]",
    "a{}\\",
    "a{b:url(c",
    "@media print{a{}",
    "@media print",
    "a{}(",
    "a{}b:c;",
    "{" * 2000,
]

CSS_PARTS = st.lists(
    st.sampled_from(
        """a b {} { } ; : , /* */ ' " ( ) [ ] @media @import @layer x url( \\
        ! # .c""".split()
    )
    | st.sampled_from("\n ")
).map("".join)


def stays(text: str) -> str:
    return traits(text, "js").stays


def apart(*texts: str) -> str:
    found = [traits(text, "js") for text in texts]
    assert not any(part.stays for part in found)
    return why_apart(found[:-1], found[-1])


# Style sheets


@pytest.mark.parametrize("text", CLOSED_CSS)
def test_a_closed_sheet_may_stand_anywhere(text: str) -> None:
    assert traits(text, "css") == Traits()


@pytest.mark.parametrize("text", OPEN_CSS)
def test_an_open_sheet_is_the_last_of_its_bundle(text: str) -> None:
    assert traits(text, "css").last == "it leaves a block, a comment or a string open at its end"
    assert why_apart([traits(text, "css")], Traits()).startswith("it leaves")
    assert why_apart([Traits()], traits(text, "css")) == ""


@pytest.mark.parametrize("text", ['@import "b";', "a{} @IMPORT url(b);", "/**/@import 'b' print;"])
def test_a_sheet_with_an_import_is_the_first_of_its_bundle(text: str) -> None:
    assert why_apart([Traits()], traits(text, "css")) == "its @import is valid at the top only"
    assert why_apart([traits(text, "css")], Traits()) == ""


def test_imports_may_stand_behind_nothing_but_imports() -> None:
    only, more = traits("@import 'a';/**/@import 'b';", "css"), traits("@import 'c';a{}", "css")
    assert why_apart([only], more) == why_apart([only, only], more) == ""
    assert why_apart([only, Traits()], more) == why_apart([more], only) != ""
    assert why_apart([traits("@import 'a';@layer x;", "css")], more) != ""


def test_an_import_behind_layers_may_not_stand_behind_other_imports() -> None:
    only, layers = traits("@import 'a';", "css"), traits("@layer x;@import 'b';", "css")
    assert why_apart([only], layers) == "its @import is valid at the top only"
    assert why_apart([only], traits("@layer x;", "css")) == ""


def test_an_import_without_an_end_is_alone() -> None:
    found = traits('@import "b"', "css")
    assert found.first
    assert found.last


def test_marks_that_hide_css_from_ancient_browsers_do_no_harm() -> None:
    assert traits("<!-- a{} -->", "css") == traits("--> a{} <!--", "css") == Traits()


@pytest.mark.parametrize("text", ["/* @import 'b'; */", "a{b:'@import'}", "@media x{@import 'b';}"])
def test_what_looks_like_an_import_is_none(text: str) -> None:
    assert traits(text, "css").first == ""


def test_a_sheet_with_a_namespace_is_alone() -> None:
    found = traits("@namespace svg url(http://www.w3.org/2000/svg);a{}", "css")
    reason = "its @namespace would hold for others"
    assert why_apart([found], Traits()) == why_apart([Traits()], found) == reason
    assert why_apart([], found) == ""


@given(CSS_PARTS, CSS_PARTS)
def test_joined_sheets_mean_what_they_meant_one_by_one(one: str, other: str) -> None:
    if why_apart([traits(one, "css")], traits(other, "css")):
        return
    joined = meaning(tokenize(join([one, other], "css")), lenient=False).keys
    parts = [meaning(tokenize(text), lenient=False).keys for text in (one, other)]
    assert list(joined) == [*parts[0], *parts[1]]


@pytest.mark.parametrize(("one", "other"), list(pairwise([*CLOSED_CSS, *CLOSED_CSS[::-1]])))
def test_closed_sheets_mean_the_same_in_any_company(one: str, other: str) -> None:
    joined = meaning(tokenize(join([one, other], "css")), lenient=False).keys
    parts = [meaning(tokenize(text), lenient=False).keys for text in (one, other)]
    assert list(joined) == [*parts[0], *parts[1]]


def test_deeply_nested_css_is_no_error() -> None:
    for text in ("a{" * 3000 + "}" * 3000, "a{b:" + "(" * 3000 + ")" * 3000 + "}", "(" * 3000):
        assert isinstance(traits(text, "css"), Traits)


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
    assert traits(text, "js").strict


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
    assert not traits(text, "js").strict


def test_strict_and_sloppy_scripts_are_apart() -> None:
    reason = "only one of the two scripts is in strict mode"
    assert apart("'use strict'", "a()") == apart("a()", "'use strict'") == reason
    assert apart("'use strict'; a()", "'use strict'; b()") == ""
    # The directive of the second would become that of both.
    assert apart("'a string'", "'use strict'") == apart("// comment", "'use strict'") == reason


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
    assert traits(text, "js").declared == set(names)


MENTIONS = "a|typeof a|f(a)|x = { a }|var a|let a|function a() {}|a = 1".split("|")
PROPERTIES = "x.a|x = { a: 1 }|window['a']|if (!('a' in window)) {}".split("|")


@pytest.mark.parametrize("before", MENTIONS)
@pytest.mark.parametrize("declaration", ["var a", "let a", "function a() {}", "class a {}"])
def test_a_declaration_must_not_come_too_early(before: str, declaration: str) -> None:
    reason = "it declares a, which a script before it mentions"
    assert apart(before, declaration) == reason
    assert apart(before, "unrelated()", declaration) == reason


@pytest.mark.parametrize("before", PROPERTIES)
def test_a_property_may_be_that_of_the_page_if_the_declaration_makes_one(before: str) -> None:
    for declaration in ("var a", "function a() {}", "if (x) { function a() {} }"):
        assert apart(before, declaration) != ""
    for declaration in ("let a", "const a = 1", "class a {}", "let {x: a} = y"):
        assert apart(before, declaration) == ""


def test_a_label_is_no_name() -> None:
    assert apart("a: for (;;) { break a }", "var a") == ""


def test_what_a_script_declares_those_behind_it_may_use() -> None:
    assert apart("var a; let b; function c() {}", "a(b, c); var d", "a; b; c; d; var e") == ""


def test_the_same_script_twice_is_apart() -> None:
    # Each has its own errors: the second one's would end the first.
    assert apart("const a = 1", "const a = 1") != ""


def test_the_name_that_is_said_is_always_the_same() -> None:
    text = ";".join(f"var n{number}" for number in range(50))
    assert apart(text, text) == "it declares n0, which a script before it mentions"


def test_a_line_for_the_shell_is_for_the_top_only() -> None:
    reason = "its first line is for the top only"
    found = traits("#!/usr/bin/env node\na()", "js")
    assert why_apart([traits("b()", "js")], found) == reason
    assert why_apart([found], traits("b()", "js")) == ""


@pytest.mark.parametrize(
    "text",
    ["a()", "a() // b", "a() /* b */", "a = b", "a = function () {}", "a\n", "<!-- a", "a++"],
)
@pytest.mark.parametrize(
    "following", ["(b)()", "[b].c()", "`b`", "/b/.c", "+b", "--> x\nb()", "++b"]
)
def test_joined_scripts_are_the_statements_of_both(text: str, following: str) -> None:
    from sphinx_compress.traits import parse_javascript

    def statements(source: str) -> list[bytes]:
        root = parse_javascript(source).root_node
        assert not root.has_error
        ours = (node for node in root.named_children if node.type != "empty_statement")
        return [(node.text or b"").strip(b"; \n") for node in ours]

    assert statements(join([text, following], "js")) == statements(text) + statements(following)


def test_deeply_nested_scripts_are_no_error() -> None:
    for text in ("(" * 5000 + ")" * 5000, "[" * 5000, "{" * 5000 + "}" * 5000, "a+" * 5000 + "a"):
        assert isinstance(traits(text, "js"), Traits)
    nested = "function f(){" * 1000 + "await a" + "}" * 1000
    assert stays(nested) != ""


def test_one_text_is_joined_to_itself() -> None:
    assert join(["a"], "css") == join(["a"], "js") == "a"
    assert join([], "css") == ""


def test_positions_in_a_script_that_is_not_ascii_are_right() -> None:
    assert traits("var ä = 'ö𝒳'; let b", "js").declared == {"ä", "b"}
