"""CSS gets shorter, and never means anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_compress.css.tokens import tokenize
from sphinx_compress.filters.base import Filter
from sphinx_compress.filters.css_minifier import removable
from sphinx_compress.filters.csscompressor import CSSCompressorFilter, compressed
from sphinx_compress.filters.csswhitespace import CSSWhitespaceFilter
from sphinx_compress.filters.verify import css_difference
from tests.filtering import PROBES, read, run

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

FILTERS: list[Filter] = [CSSCompressorFilter(), CSSWhitespaceFilter()]
CSS_PROBES = sorted((PROBES / "css").glob("*.css")) + sorted((PROBES / "url").glob("*.css"))
#: Probes that leave a block open.
UNCLOSED = {"bad-strings", "broken-blocks", "unclosed"}
#: Makes a text look as if it were not minified.
LOOSE = "/* " + "x" * 300 + " */\n"


def minify(text: str, filter_: Filter = FILTERS[0]) -> str:
    """Minify a text although it may be short already."""
    return run(filter_, LOOSE + text, "css").text


@pytest.mark.parametrize("filter_", FILTERS, ids=lambda filter_: filter_.name)
@pytest.mark.parametrize("path", CSS_PROBES, ids=lambda path: path.stem)
def test_every_probe_keeps_its_meaning(path: Path, filter_: Filter) -> None:
    text = read(path)
    result = run(filter_, text, "css")
    assert css_difference(text, result.text, lenient=filter_.name == "csscompressor") is None
    assert len(result.text) <= len(text)
    assert len(result.problems) == (path.stem in UNCLOSED)


def test_csscompressor_shortens_what_blanks_alone_do_not() -> None:
    text = "a { margin: 0px 0px; color: #AABBCC; top: 0.5em } b { }"
    assert minify(text) == "a{margin:0;color:#abc;top:.5em}"
    assert minify(text, FILTERS[1]) == "a{margin:0px 0px;color:#AABBCC;top:0.5em}b{}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a :hover { b: c }", "a :hover{b:c}"),
        ("a:nth-child( 2n + 1 ) { b: c }", "a:nth-child(2n + 1){b:c}"),
        ("a + 0px { b: c }", "a+ 0px{b:c}"),
        ("a + /* d */ 0px { b: c }", "a+ 0px{b:c}"),
        ("a+/* d */0px { b: c }", "a+/**/0px{b:c}"),
        ("a:nth-child(+ n) { b: c }", "a:nth-child(+ n){b:c}"),
        (
            "@property --x { initial-value: #AABBCC, 0.50 }",
            "@property --x{initial-value:#AABBCC, 0.50}",
        ),
        ("@media x { a :hover { b: c } }", "@media x{a :hover{b:c}}"),
        ("a { width: min(100%, 30rem + 2vw) }", "a{width:min(100%,30rem + 2vw)}"),
        ("a { border: none; background: none }", "a{border:none;background:none}"),
        ("a { --x: 0px, 1px }", "a{--x:0px, 1px}"),
        ("a { --x: ; }", "a{--x: }"),
        ("@layer a { } @layer b { }", "@layer a{}@layer b{}"),
        ("a { flex: 0 0 0px }", "a{flex:0 0 0px}"),
        ('a { b: url("c d.png") }', 'a{b:url("c d.png")}'),
        ("a { content: '/* x */' }", "a{content:'/* x */'}"),
        (".a\\' { b: 0px; margin: 0px }", ".a\\'{b:0px;margin:0}"),
        ("a { b: rgb(1 2 3) }", "a{b:rgb(1 2 3)}"),
        ("a { b: ___YUICSSMIN_PRESERVED_TOKEN_0___ }", "a{b:___YUICSSMIN_PRESERVED_TOKEN_0___}"),
        ("a { zqaaa: zqaab; content: 'x' }", "a{zqaaa:zqaab;content:'x'}"),
        ("@font-face { src: local( 'x' ) , url(y) }", "@font-face{src:local('x'),url(y)}"),
        ("@import 'b' layer( c ) ;", "@import'b' layer(c);"),
        ("u + a { b: c }", "u +a{b:c}"),
    ],
)
def test_what_csscompressor_would_damage_stays(text: str, kept: str) -> None:
    assert minify(text) == kept


def test_a_rule_that_csscompressor_spoils_costs_the_others_nothing() -> None:
    text = "a { color: #AABBCC } @keyframes k { } b { margin: 0px }"
    assert minify(text) == "a{color:#abc}@keyframes k{}b{margin:0}"


def test_marked_comments_come_first_and_all_others_go() -> None:
    text = "a { b: c /* gone */ }\n/*! kept */\nd { /*! kept\n too */ e: f }"
    assert minify(text) == "/*! kept *//*! kept\n too */a{b:c}d{e:f}"


def test_the_charset_stays_in_front_of_marked_comments() -> None:
    text = '@charset "utf-8";\n/*! kept */\na { b: c; }\n' + " " * 50
    assert run(FILTERS[0], text, "css").text == '@charset "utf-8";/*! kept */a{b:c}'


def test_a_charset_that_does_not_count_is_not_made_to_count() -> None:
    text = '/*! kept */\n@charset "iso-8859-1";\na { b: c; }\n' + " " * 50
    result = run(FILTERS[0], text, "css").text
    assert result == '/*! kept */@charset "iso-8859-1";a{b:c}'


@pytest.mark.parametrize("text", ["a { b: c }\n\n\n", "a{b:c}" * 100])
def test_the_comment_that_names_a_source_map_goes(text: str) -> None:
    result = run(FILTERS[0], text + "\n/*# sourceMappingURL=a.css.map */\n", "css").text
    assert "sourceMappingURL" not in result
    assert css_difference(text, result) is None


def test_the_comment_that_names_a_source_map_goes_and_nothing_grows_together() -> None:
    text = "a{b:c}" * 100 + "d/*# sourceMappingURL=x */e{f:g}"
    result = run(FILTERS[0], text, "css").text
    assert result == "a{b:c}" * 100 + "d/**/e{f:g}"
    assert css_difference(text, result) is None


def test_a_string_that_looks_like_a_source_map_stays() -> None:
    text = "a{b:c}" * 100 + "d{content:'/*# sourceMappingURL=x */'}"
    assert run(FILTERS[0], text, "css").text == text


def test_minified_text_is_recognised_and_left_alone() -> None:
    text = "a{color:#AABBCC;margin:0px}" * 100
    assert removable(text) == 0
    assert run(FILTERS[0], text, "css").text == text


@pytest.mark.parametrize("text", ["", " ", "\n", "/* a */", ";"])
def test_next_to_nothing_stays_next_to_nothing(text: str) -> None:
    result = run(FILTERS[0], text, "css")
    assert result.text in ("", ";")
    assert not result.problems


def test_a_sheet_that_is_not_closed_stays_as_it_is_and_is_reported_once() -> None:
    text = "a { b: c }\n" * 50 + "d { e: f"
    result = run(FILTERS[0], text, "css")
    assert result.text == text
    [problem] = result.problems
    assert (problem.subtype, problem.source, problem.line) == ("minify", "_static/css/a.css", 51)
    assert "d { e: f" in problem.message
    assert len(problem.message) < 150


def test_a_number_that_cannot_be_read_is_reported() -> None:
    text = "a { b: c }\n" * 50 + "d { e: " + "1" * 5000 + " }"
    result = run(FILTERS[0], text, "css")
    assert result.text == text
    assert len(result.problems) == 1


def test_a_large_group_of_rules_is_taken_rule_by_rule() -> None:
    rules = "".join(f".a{n} :hover {{ color: #AABBCC; margin: 0px }}\n" for n in range(500))
    result = minify(f"@media print {{ @layer x {{ {rules} }} }}")
    assert result.startswith("@media print{@layer x{.a0 :hover{color:#abc;margin:0}.a1 :hover{")
    assert result.endswith(".a499 :hover{color:#abc;margin:0}}}")


HARD = {
    "escaped quotes": ".a\\' { b: c }\n" + ".a\\'b\\'c\\'d\\'e\\'f { g: h }\n" * 60,
    "plus and digits": "a { z-index: +" + "1" * 400 + "; b: c }",
    "many plus and digits": "a { " + "b: +11111111; " * 500 + " }",
    "backslashes in a string": "a { b: '" + "\\\\" * 3000 + "' }",
    "open string": "a { b: '" + "\\\\a" * 3000 + "\n }",
    "colons without a block": "a { b { c: d } " + "e:f;" * 4000 + " }",
    "colons behind nested blocks": "a { " * 40 + "b:c} d:e;" * 40,
    "colons at the end": "a { b: c }" + " :x" * 4000,
    "long selector": "a " * 20000 + " { b: c }",
    "long value": "a { b: " + "c " * 20000 + " }",
    "comments": "a { b: c }" + "/* */ /" * 4000,
    "strings": "".join(f"a {{ b: 's{n}' }}\n" for n in range(2000)),
    "brackets": "a { b: " + "(" * 3000 + " }",
    "functions": "a { b: " + "calc(" * 3000 + " }",
    "rgb": "a { color: " + "rgb(1, 2, 3) " * 3000 + " }",
    "blocks": "a { " * 3000 + "}" * 3000,
    "groups": "@media x { " * 3000 + "}" * 3000,
    "hashes": "a { " + "b: #AABBCC #AABBCC; " * 3000 + " }",
    "charsets": '@charset "x"; ' * 2000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_no_text_hangs_the_filter(text: str) -> None:
    # One of csscompressor's expressions would take minutes, or for ever.
    result = run(FILTERS[0], LOOSE * 20 + text, "css").text
    assert css_difference(LOOSE * 20 + text, result, lenient=True) is None


#: What csscompressor gets to see: nothing quoted, escaped or commented.
TAME = st.lists(
    st.sampled_from(
        ["a", "b:c;", "{", "}", ":", ";", " ", "0", "0px ", "+1 ", "#AABBCC ", "rgb(1,2,3)", ",",
         "none", "zq", "\n", "margin:0 0 0 0;", "@media x{", "@charset ", "(", ")", "!important"]
    ),
    max_size=300,
).map("".join)  # fmt: skip


@given(TAME)
@settings(max_examples=300)
def test_nothing_that_csscompressor_is_given_hangs_it(text: str) -> None:
    tokens = tokenize(text)
    solid = [token for token in tokens.tokens if token.type != "whitespace"]
    if not solid:
        return
    result = compressed(tokens)
    assert result is None or "zq" in text or "zq" not in result


@given(st.text(max_size=80))
def test_any_text_at_all_keeps_its_meaning(text: str) -> None:
    for filter_ in FILTERS:
        assert css_difference(LOOSE + text, minify(text, filter_), lenient=True) is None


SHEET_PIECES = st.lists(
    st.sampled_from(
        ["a", " ", "{", "}", ":", ";", "b", "--x", "0px", "'s'", "/* c */", "/*! d */", "\\", "'",
         "(", ")", "[", "]", "url(", "@media ", "@layer x", "@import ", "@charset ", "+", ">", "*",
         "#AABBCC", "rgb(1,2,3)", "!important", "calc(", "0%", "margin:", "color:", "border:none;",
         "\n", "\r\n", "-", "u", "<!--", "-->", "é", ",", "/", "|", "=", "&", "~", "."]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(SHEET_PIECES)
@settings(max_examples=500)
def test_anything_made_of_pieces_of_css_keeps_its_meaning(text: str) -> None:
    for filter_ in FILTERS:
        result = minify(text, filter_)
        assert css_difference(LOOSE + text, result, lenient=True) is None
        assert result.count("/*! d */") >= (text.count("/*! d */") > 0 and "'" not in text)


@pytest.mark.parametrize("rule", ['@import "b.css"', '@namespace a "b"', '@charset "utf-8"'])
def test_a_rule_that_comes_too_late_does_not_begin_to_work(rule: str) -> None:
    text = f".q{{}}  {rule};   a {{ b : c }}"
    assert run(CSSCompressorFilter(), text, "css").text.startswith(".q{}@")


@pytest.mark.parametrize("filter_", FILTERS, ids=lambda filter_: filter_.name)
@pytest.mark.parametrize("end", [")", ',"x")', "/**/)"])
def test_a_blank_that_makes_attr_invalid_stays(end: str, filter_: Filter) -> None:
    written = minify(f"a {{ content: ATTR( data-a  raw-string {end} }}", filter_)
    assert written == f"a{{content:ATTR(data-a raw-string {end.removeprefix('/**/')}}}"
