"""Whether two texts mean the same: what must count as a difference, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_compress.css.tokens import LAYOUT, UntokenizableError, tokenize
from sphinx_compress.filters.verify import (
    css_difference,
    css_syntax_error,
    js_difference,
    js_syntax_error,
    sheet_difference,
)

# The machine may be busy.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PROBES = Path(__file__).parents[1] / "probes"
CSS_PROBES = sorted((PROBES / "css").glob("*.css")) + sorted((PROBES / "url").glob("*.css"))
JS_PROBES = sorted((PROBES / "js").glob("*.js"))


def read(path: Path) -> str:
    """The text with its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


# CSS: blanks

SAME_CSS = [
    ("a{b:c}", "a { b : c ; }"),
    ("a{b:c}", "a{b:c;;}"),
    ("a{b:c}", "/* x */a{/* y */b:/* z */c}"),
    ("a,b>c+d~e{}", "a , b > c + d ~ e { }"),
    ("a:nth-child(2n + 1 of b,c){}", "a:nth-child( 2n + 1 of b , c ){}"),
    ("a:nth-child(2n of :has(+b)){}", "a:nth-child(2n of :has( + b)){}"),
    (".x/**/.y{}", ".x.y{}"),
    ("a{b:c,d/e}", "a{b: c , d / e}"),
    ("a{b:c!important}", "a{b:c ! important}"),
    ("a{width:calc(2*(1px + 2px))}", "a{width:calc( 2 * (1px + 2px) )}"),
    ("a{--x:b}", "a{--x:   b  ;}"),
    ('[a="b"]{}', '[ a = "b" ]{}'),
    ("@media (width>=600px){a{}}", "@media (width >= 600px) {a{}}"),
    ("@media (min-width:1px){a{}}", "@media ( min-width : 1px ){a{}}"),
    ("@media (min-aspect-ratio:16/9){a{}}", "@media (min-aspect-ratio: 16 / 9){a{}}"),
    ("@supports (display:grid) and (not (a:b)){}", "@supports (display: grid) and (not (a: b)){}"),
    ("a{b{c:d}e:f}", "a { b { c : d } e : f }"),
    ('a{b:"c"}', "a{b:'c'}"),
    ("a{b:\\63}", "a{b:c}"),
    ("a{}\r\nb{}", "a{}\nb{}"),
]

OTHER_CSS = [
    ("a b{}", "ab{}"),
    ("a :hover{}", "a:hover{}"),
    ("@media x{a :hover{}}", "@media x{a:hover{}}"),
    ("a{b :hover{c:d}}", "a{b:hover{c:d}}"),
    (".x/**/.y{}", ".x .y{}"),
    ("a{margin:0 -1px}", "a{margin:0-1px}"),
    ("a{width:calc(1px + 2px)}", "a{width:calc(1px+2px)}"),
    ("a{width:calc((1px) + (2px))}", "a{width:calc((1px)+(2px))}"),
    ("a{b:c d}", "a{b:c/**/d}"),
    ("a{--x:;}", "a{--x: ;}"),
    ("a{--x:b, c}", "a{--x:b,c}"),
    ("a{--x:{ a:b }}", "a{--x:{a:b}}"),
    ("a{--x:0px}", "a{--x:0}"),
    ("a{--X:b}", "a{--x:b}"),
    ("@supports not (a:b){}", "@supports not(a:b){}"),
    ("@media (a) and (b){}", "@media (a) and(b){}"),
    ("@media (width > =1px){}", "@media (width >=1px){}"),
    ("@page a :first{}", "@page a:first{}"),
    ("@supports selector(a :hover){}", "@supports selector(a:hover){}"),
    ("@scope (a :hover){}", "@scope (a:hover){}"),
    ("a:nth-child(+ n){}", "a:nth-child(+n){}"),
    ('@property --x{syntax:"*";initial-value:a, b}', '@property --x{syntax:"*";initial-value:a,b}'),
    ("a{b:c}d{e:f}", "d{e:f}a{b:c}"),
    ("a{b:c;d:e}", "a{d:e;b:c}"),
    ("a{b:c;d:e}", "a{b:c d:e}"),
    ("@layer a{}", ""),
    ("a{}", ""),
    ("a{b:c", "a{b:c}"),
    ("a{b:'c", "a{b:'c'"),
    ("a{};b{}", "a{}b{}"),
    ('@charset "utf-8";', '@charset  "utf-8";'),
    ("a{b:0.50}", "a{b:.5}"),
    ("a{b:0px}", "a{b:0}"),
    ("a{b:url(c)}", "a{b:url(C)}"),
    ("a{b:c}", "a{b:C}"),
    ("a{b:c}}", "a{b:c}"),
    ("u+a{}", "u+b{}"),
    ("a{b:'c  d'}", "a{b:'c d'}"),
    ("a{b:c}", "a{b:c}/* not closed"),
    ("a{b:c", "a{b:c/*"),
    ("\u212a{b:c}", "k{b:c}"),
]


@pytest.mark.parametrize(("one", "other"), SAME_CSS)
def test_layout_that_means_nothing_makes_no_difference(one: str, other: str) -> None:
    assert css_difference(one, other) is None
    assert css_difference(other, one) is None


@pytest.mark.parametrize(("one", "other"), OTHER_CSS)
def test_what_means_something_makes_a_difference(one: str, other: str) -> None:
    assert css_difference(one, other) is not None
    assert css_difference(other, one) is not None


# CSS: values

LENIENT = [
    ("a{margin:0px 0em}", "a{margin:0 0}"),
    ("a{margin:0 0 0 0}", "a{margin:0}"),
    ("a{border-radius:0 0 0}", "a{border-radius:0}"),
    ("a{gap:0 0}", "a{gap:0}"),
    ("a{color:#AABBCC}", "a{color:#abc}"),
    ("a{color:#AABBCD}", "a{color:#aabbcd}"),
    ("a{color:rgb(1, 2, 300)}", "a{color:#0102ff}"),
    ("a{color:#f00}", "a{color:red}"),
    ("a{box-shadow:0px 0px 1px #808080}", "a{box-shadow:0 0 1px gray}"),
    ("a{opacity:0.50}", "a{opacity:.5}"),
    ("a{margin:+1.5px}", "a{margin:1.5px}"),
    ("a{background:linear-gradient(#FFFFFF 0%,#000 1px)}",
     "a{background:linear-gradient(#fff 0,#000 1px)}"),
    ("a{transform:rotate(0deg) translate(0px,1px)}", "a{transform:rotate(0) translate(0,1px)}"),
    ("a{}b{c:d}", "b{c:d}"),
    ("@media x{a{}}", ""),
    ("@layer x{a{}b{c:d}}", "@layer x{b{c:d}}"),
    ("@MEDIA x{a{b:c}}", "@media x{a{b:c}}"),
]  # fmt: skip

NEVER = [
    ("a{border:none}", "a{border:0}"),
    ("a{background:none}", "a{background:0}"),
    ("a{flex:1 1 0px}", "a{flex:1 1 0}"),
    ("a{flex:0 0 0}", "a{flex:0}"),
    ("a{width:0%}", "a{width:0}"),
    ("a{transition:all 0s}", "a{transition:all 0}"),
    ("a{rotate:0deg}", "a{rotate:0}"),
    ("a{background:linear-gradient(0deg,red,blue)}", "a{background:linear-gradient(0,red,blue)}"),
    ("a{width:calc(0px + 1%)}", "a{width:calc(0 + 1%)}"),
    ("a{width:max(0px,1%)}", "a{width:max(0,1%)}"),
    ("a{color:color-mix(in srgb,red 0%,blue)}", "a{color:color-mix(in srgb,red 0,blue)}"),
    ("a{transform-origin:0}", "a{transform-origin:0 0}"),
    ("a{box-shadow:0 0 0}", "a{box-shadow:0}"),
    ("a{object-position:0 0}", "a{object-position:0}"),
    ("a{gap:0 0 0}", "a{gap:0}"),
    ("a{margin:0 0 0 0 0}", "a{margin:0}"),
    ("a{z-index:0px}", "a{z-index:0}"),
    ("a{z-index:1}", "a{z-index:1.0}"),
    ("a{opacity:-0}", "a{opacity:0}"),
    ("a{animation-name:red}", "a{animation-name:#f00}"),
    ("#AABBCC{a:b}", "#aabbcc{a:b}"),
    ("100%,0%{a:b}", "100%,0{a:b}"),
    ("a{filter:chroma(color=#AABBCC)}", "a{filter:chroma(color=#abc)}"),
    ("a{--c:#AABBCC}", "a{--c:#abc}"),
    ("@property --c{initial-value:#AABBCC}", "@property --c{initial-value:#abc}"),
    ("a{color:rgb(1 2 3)}", "a{color:#010203}"),
    ("@layer a{}", ""),
    ("@keyframes a{}", ""),
    ("@property --a{}", ""),
    ("@container a{}", ""),
    ("a{}@import 'b';", "@import 'b';"),
    ("a{b{}c:d}", "a{c:d}"),
    ("a{margin:0px}", "a{margin:1px}"),
    ("a{color:#AABBCC}", "a{color:#abd}"),
]


@pytest.mark.parametrize(("one", "other"), LENIENT)
def test_values_that_always_mean_the_same_are_equal_to_the_lenient(one: str, other: str) -> None:
    assert css_difference(one, other, lenient=True) is None
    assert css_difference(one, other) is not None


@pytest.mark.parametrize(("one", "other"), NEVER)
def test_values_that_can_mean_something_else_are_different_to_the_lenient(
    one: str, other: str
) -> None:
    assert css_difference(one, other, lenient=True) is not None


def test_the_content_of_a_block_is_compared_as_such() -> None:
    declarations = tokenize("a : b ; c:d ;", nested=True)
    assert sheet_difference(declarations, "a:b;c:d") is None
    assert sheet_difference(declarations, "a:b;c:e") is not None
    # On the outermost level, the same is a broken selector, in which blanks count.
    assert css_difference("a : b ; c:d ;", "a:b;c:d") is not None


def test_a_difference_names_the_line_and_the_construct() -> None:
    difference = css_difference("a{}\n\nb :hover{c:d}", "a{}b:hover{c:d}")
    assert difference is not None
    assert (difference.line, difference.reason) == (3, "a blank was lost")
    assert "b :hover" in difference.construct


def test_a_construct_stays_short() -> None:
    long = "a{content:'" + "x" * 5000 + "'}"
    difference = css_difference(long, "")
    assert difference is not None
    assert len(difference.construct) <= 60


@pytest.mark.parametrize("text", ["a{", "a{b:'c", "a{b:url(c", "/* a", "a}", "a{b:'\n'}", "a(]{}"])
def test_a_sheet_that_would_damage_its_neighbours_is_told(text: str) -> None:
    assert css_syntax_error(text) is not None


@pytest.mark.parametrize("text", ["", "a{b:c}", "/* a */", "a{b:'}'}", "@import url(x);"])
def test_a_sheet_that_can_be_joined_is_not_complained_about(text: str) -> None:
    assert css_syntax_error(text) is None


def test_a_number_that_python_refuses_is_a_difference_and_no_error() -> None:
    text = "a{b:" + "1" * 5000 + "}"
    with pytest.raises(UntokenizableError):
        tokenize(text)
    assert css_difference(text, text + " ") is not None
    assert css_difference("a{}", text) is not None
    assert css_syntax_error(text) is not None
    assert css_difference(text, text) is None


def test_nesting_of_any_depth_is_no_error() -> None:
    deep = "a{" * 5000 + "}" * 5000
    assert css_difference(deep, deep + "\n") is None
    assert css_difference(deep, deep.replace("a", "b", 1)) is not None


@given(st.text(max_size=60), st.text(max_size=60))
def test_comparing_any_texts_raises_nothing(one: str, other: str) -> None:
    assert css_difference(one, one, lenient=True) is None
    css_difference(one, other, lenient=True)
    js_difference(one, other)
    js_syntax_error(one)
    css_syntax_error(one)


IDENT = st.sampled_from(["a", "b", "color", "margin", "--x", "red", "u", "url", "not", "and"])
VALUE = st.lists(
    st.sampled_from(
        ["0", "1px", "-1px", "red", "'s'", "#abc", "f(1)", ",", "/", "calc(1px + 2px)"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
DECLARATION = st.tuples(IDENT, VALUE).map(lambda pair: f"{pair[0]}: {pair[1]};")
SELECTOR = st.lists(
    st.sampled_from(["a", ".b", "#c", ":hover", ">", "+", ",", "[d=e]", ":not(f)", "*"]),
    min_size=1,
    max_size=5,
).map(" ".join)
RULE = st.tuples(SELECTOR, st.lists(DECLARATION, max_size=4).map(" ".join)).map(
    lambda pair: f"{pair[0]} {{ {pair[1]} }}"
)
SHEET = st.lists(
    st.one_of(RULE, RULE.map(lambda rule: f"@media print {{ {rule} }}")), min_size=1, max_size=5
).map("\n".join)


@given(SHEET, st.data())
def test_a_mutation_of_any_css_token_is_caught(sheet: str, data: st.DataObject) -> None:
    tokens = tokenize(sheet)
    solid = [token for token in tokens.tokens if token.type not in LAYOUT]
    token = data.draw(st.sampled_from(solid))
    mutated = data.draw(st.sampled_from(["", "zzz", "7", "'q'", "{", "}", "!", ":"]))
    assume(mutated != tokens.source(token))
    # One semicolon more or less at the end of a declaration is only layout.
    assume(not (token.is_literal(";") and mutated == ""))
    changed = sheet[: token.start] + mutated + sheet[token.end :]
    assert css_difference(sheet, changed) is not None


@given(SHEET, st.data())
def test_more_layout_where_there_is_some_is_accepted(sheet: str, data: st.DataObject) -> None:
    tokens = tokenize(sheet)
    out = []
    for token in tokens.tokens:
        source = tokens.source(token)
        if token.type == "whitespace":
            source = data.draw(st.sampled_from([" ", "\n", "\t \n", " /* c */ ", "\r\n"]))
        out.append(source)
    changed = "".join(out)
    assume("--x" not in sheet)  # the text of a custom property is what scripts read
    assert css_difference(sheet, changed) is None


@pytest.mark.parametrize("path", CSS_PROBES, ids=lambda path: path.stem)
def test_every_css_probe_means_what_it_means_with_more_blanks(path: Path) -> None:
    text = read(path)
    tokens = tokenize(text)
    spread = "".join(
        "\n\n" if token.type == "whitespace" else tokens.source(token) for token in tokens.tokens
    )
    if "--" not in text and "@charset" not in text:
        assert css_difference(text, spread) is None
    assert css_difference(text, text + "z{y:x}") is not None


# JavaScript

SAME_JS = [
    ("a;\nb;", "a\nb"),
    ("a;b", "a\nb"),
    ("var a = 1 ;", "var a=1"),
    ("function f(){return\n}", "function f(){return}"),
    ("function f(){return;\nfoo}", "function f(){return\nfoo}"),
    ("class A{a;b(){}}", "class A{a\nb(){}}"),
    ("if(a){b;}", "if(a){b}"),
    ("x-- > y", "x-->y"),
    ("a // b\n", "a"),
    ("/* a */b", "b"),
    ("async  x => 1", "async x=>1"),
    ('"a\u2028"; b', '"a\u2028";b'),
    ("do a; while (0) b", "do a;while(0)b"),
    ("", "// nothing"),
    ("\n++a", "++a"),
]

OTHER_JS = [
    ("return/*\n*/1", "return 1"),
    ("function f(){return\n1}", "function f(){return 1}"),
    ("a\n++b", "a++\nb"),
    ("a\n++\nb", "a++\nb"),
    ("async\nx => 1", "async x => 1"),
    ("y < !--z", "y<!--z"),
    ("q\nx-- > y", "q\n-->y"),
    ("5 .toString()", "5.toString()"),
    ("3 in x", "3in x"),
    ("a = 'x  y'", "a = 'x y'"),
    ("a = 'x'", 'a = "x"'),
    ("a = `x  ${b}`", "a = `x ${b}`"),
    ("a = /x  y/", "a = /x y/"),
    ("// a\u2028var b=1;var c", "var b=1;var c"),
    ("a;;b", "a;b"),
    ("a+ +b", "a++b"),
    ("a + b", "a - b"),
    ("a == b", "a === b"),
    ("let a", "var a"),
    ("var a = 1", "var a = 1, b"),
    ("for(;;);", "for(;;){}"),
    ("a.b", "a?.b"),
    ("(a, b)", "(a)"),
    ("a", ""),
    ("<a>b</a>", "<a> b</a>"),
    ("a(", "a( "),
    ("{a\n}b", "{a}c"),
]


@pytest.mark.parametrize(("one", "other"), SAME_JS)
def test_scripts_that_differ_in_layout_only_are_the_same(one: str, other: str) -> None:
    assert js_difference(one, other) is None
    assert js_difference(other, one) is None


@pytest.mark.parametrize(("one", "other"), OTHER_JS)
def test_scripts_that_do_something_else_are_different(one: str, other: str) -> None:
    assert js_difference(one, other) is not None
    assert js_difference(other, one) is not None


@pytest.mark.parametrize("text", ["a(", "var 1", "'a", "`a", "a b", "<a>b</a>", "if(", "3in x"])
def test_a_script_that_does_not_parse_has_an_error(text: str) -> None:
    error = js_syntax_error(text)
    assert error is not None
    assert error.line == 1
    assert js_difference(text, text + "\n") is not None


def test_a_syntax_error_is_found_on_its_line() -> None:
    error = js_syntax_error("var a = 1;\nvar b = 2;\nvar c = = 3;\n")
    assert error is not None
    assert error.line == 3


@pytest.mark.parametrize("text", ["", "a", "import a from 'b'", "class A{#b=1}", "a?.b ?? c"])
def test_a_script_that_parses_has_no_error(text: str) -> None:
    assert js_syntax_error(text) is None


def test_deeply_nested_scripts_are_no_error() -> None:
    deep = "(" * 5000 + "1" + ")" * 5000
    assert js_difference(deep, deep + "\n") is None
    assert js_difference(deep, deep.replace("1", "2")) is not None


STATEMENT = st.sampled_from(
    [
        "var a = 1;",
        "b = a + 2;",
        "f(a, 'x  y');",
        "if (a) { b(); } else { c(); }",
        "for (let i = 0; i < 3; i++) { g(i); }",
        "var r = /a  b/g;",
        "var t = `x  ${a + 1}`;",
        "x = function (y) { return y * 2; };",
        "class A { m() { return this.n; } }",
        "a ? b : c;",
        "o = { p: 1, 'q': [2, 3] };",
    ]
)
SCRIPT = st.lists(STATEMENT, min_size=1, max_size=6).map("\n".join)


@given(SCRIPT, st.data())
def test_a_mutation_of_any_word_of_a_script_is_caught(script: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(script) - 1))
    assume(not script[at].isspace() and script[at] != ";")
    mutated = data.draw(st.sampled_from(["", "zzz", "7", "'q'", "{", "+", "!"]))
    assume(mutated != script[at])
    assert js_difference(script, script[:at] + mutated + script[at + 1 :]) is not None


@given(SCRIPT, st.sampled_from(["\n", "  ", "\t", " /* c */ ", " // c\n"]))
def test_layout_behind_a_statement_is_accepted(script: str, layout: str) -> None:
    assert js_difference(script, script.replace(";\n", ";" + layout)) is None


@pytest.mark.parametrize("path", JS_PROBES, ids=lambda path: path.stem)
def test_every_js_probe_is_different_with_one_statement_more(path: Path) -> None:
    text = read(path)
    assert js_difference(text, text + "\n;surplus()") is not None
    if js_syntax_error(text) is None:
        assert js_difference(text, text + "\n// comment\n") is None
