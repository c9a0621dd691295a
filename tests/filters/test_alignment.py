"""Each token of a text is traced to the one that it was."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.positions import Positions
from sphinx_compress.core.source_map import NONE, SourceMap
from sphinx_compress.core.types import Kind
from sphinx_compress.css.tokens import LAYOUT, Token, normalize, tokenize
from sphinx_compress.filters.alignment import aligned, cut
from sphinx_compress.filters.base import Filter
from sphinx_compress.filters.csscompressor import CSSCompressorFilter
from sphinx_compress.filters.csswhitespace import CSSWhitespaceFilter
from sphinx_compress.filters.lightningcss import LightningCSSFilter
from sphinx_compress.filters.rjsmin import RJSMinFilter
from sphinx_compress.filters.turbohtml import TurboHTMLFilter
from sphinx_compress.filters.urls import UrlsFilter
from sphinx_compress.filters.verify import css_difference
from sphinx_compress.js.leaves import leaves
from tests.filtering import PROBES, read, run

#: Makes a text look as if it were not minified.
LOOSE: Final = "\n" * 400

CSS_FILTERS: Final[list[Filter]] = [
    CSSCompressorFilter(),
    CSSWhitespaceFilter(),
    LightningCSSFilter(),
    TurboHTMLFilter(),
]
NUMBERS: Final = frozenset({"number", "dimension", "percentage"})
COLOURS: Final = frozenset({"hash", "ident", "function"})


def traced(source_map: SourceMap) -> Iterator[tuple[tuple[int, int], tuple[int, int] | None]]:
    """Yield the places of a map, and from where they come, if from anywhere."""
    for line, segments in enumerate(source_map.lines):
        for segment in segments:
            origin = (segment.line, segment.source_column)
            yield (line, segment.column), None if segment.source == NONE else origin


def css_tokens(text: str) -> dict[tuple[int, int], Token]:
    text = normalize(text)
    places = Positions(text, "css")
    tokens = (each for each in tokenize(text).tokens if each.type not in LAYOUT)
    return {places.at(token.start): token for token in tokens}


def is_known_rewrite(before: Token, after: Token) -> bool:
    """Return whether minifiers may write the one for the other."""
    kinds = {before.type, after.type}
    if kinds <= NUMBERS:
        return float(before.value) == float(after.value)
    if kinds <= COLOURS:
        return before.lower == after.lower or "hash" in kinds
    # Quotes and escapes, and the case of a name.
    return before.type == after.type and before.lower == after.lower


def assert_traced(before: str, after: str) -> None:
    """Check that each token of a style sheet is traced to itself, or to what it stands for."""
    old, new = css_tokens(before), css_tokens(after)
    found = dict(traced(aligned(before, after, "css", "a")))
    assert all(one < other for one, other in pairwise(found))
    for place, origin in found.items():
        if origin is not None:
            assert is_known_rewrite(old[origin], new[place]), (old[origin], new[place])
    missing = [new[place] for place in new if found.get(place) is None]
    # A semicolon may be put in where the end of a block was enough.
    assert all(token.is_literal(";") for token in missing), missing


VALUES: Final = """red RED #AABBCC #a1b2c3 rgb(0,_0,_0) rgb(1,2,3) 0px 0.50em +1.0px -0.0em 1e3 50%
"a" 'b"' url(a.png) url("a_b.png") calc(1px_+_2px) !important var(--x,_0) a , / 0 0 0""".split()
NAMES: Final = "color COLOR margin padding background border top --x font width".split()
SELECTORS: Final = "a .b #c a_>_b a,b *:hover ::before [x='y'] :is(a,_b) 50% from".split()
BLANKS: Final = st.sampled_from(["", " ", "\n", "\r\n  ", "/* ; } */", " /*! kept */ ", "\t"])


@st.composite
def declarations(draw: st.DrawFn) -> str:
    values = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=5))
    blank, name = draw(BLANKS), draw(st.sampled_from(NAMES))
    end = draw(st.sampled_from([";", ";;", " ; ", ";\n"]))
    return f"{blank}{name}{draw(BLANKS)}:{draw(BLANKS)}{' '.join(values)}{end}".replace("_", " ")


@st.composite
def rules(draw: st.DrawFn) -> str:
    body = "".join(draw(st.lists(declarations(), max_size=4)))
    if draw(st.booleans()):
        body = body.rstrip("; \n")
    selector = draw(st.sampled_from(SELECTORS)).replace("_", " ")
    rule = f"{selector}{draw(BLANKS)}{{{body}{draw(BLANKS)}}}{draw(BLANKS)}"
    around = draw(st.sampled_from(["", "", "@media (min-width: 1.0px)", "@supports (a: b)"]))
    return f"{around} {{ {rule} }}" if around else rule


SHEETS: Final = st.lists(rules(), max_size=6).map("".join)


@given(SHEETS, st.sampled_from(CSS_FILTERS))
def test_all_tokens_of_a_minified_sheet_are_traced(text: str, filter_: Filter) -> None:
    text += LOOSE
    assert_traced(text, run(filter_, text, "css").text)


@pytest.mark.parametrize("filter_", CSS_FILTERS, ids=lambda each: each.name)
def test_all_tokens_of_the_probes_are_traced(filter_: Filter) -> None:
    for path in sorted((PROBES / "css").glob("*.css")):
        before = read(path) + LOOSE
        after = run(filter_, before, "css").text
        if css_difference(before, after, lenient=True) is None:
            assert_traced(before, after)


@given(SHEETS)
def test_urls_that_were_rebased_are_traced(text: str) -> None:
    result = run(UrlsFilter(), text, "css").text
    found = dict(traced(aligned(text, result, "css", "a")))
    old, new = css_tokens(text), css_tokens(result)
    assert [*found] == [*new]
    assert [*found.values()] == [*old]


def test_what_stands_for_several_tokens_comes_from_the_first() -> None:
    before = "a { color : rgb(1, 2,3) ; margin: 0 0px 0 0; top: 1px }"
    after = "a{color:#010203;margin:0;top:1px}"
    found = dict(traced(aligned(before, after, "css", "a")))
    pairs = [(after[at:], before[place[1] :]) for (_, at), place in found.items() if place]
    starts = {one.split(";")[0].split("}")[0]: other for one, other in pairs}
    assert starts["#010203"].startswith("rgb(")
    assert starts["0"].startswith("0 0px")
    assert starts["1px"] == "1px }"


def test_one_token_may_become_several() -> None:
    before, after = "a{color:#010203;top:1px}", "a{color:rgb(1,2,3);top:1px}"
    found = dict(traced(aligned(before, after, "css", "a")))
    assert found[0, after.index("rgb")] == (0, before.index("#"))
    assert found[0, after.index("1px")] == (0, before.index("1px"))
    # What is in it leads to nothing of its own.
    assert (0, after.index("1,2")) not in found


def test_a_token_that_was_put_in_comes_from_nowhere() -> None:
    found = dict(traced(aligned("a{b:c}", "new{x:y}a{b:c}", "css", "a")))
    assert [at for (_, at), origin in found.items() if origin is None] == [0, 3, 4, 5, 6, 7]
    assert found[0, 8] == (0, 0)


@given(SHEETS, st.data())
def test_pieces_of_a_sheet_are_traced(text: str, data: st.DataObject) -> None:
    text = normalize(text)
    ends = sorted(data.draw(st.sets(st.sampled_from(range(len(text) + 1)), max_size=6)))
    pieces = [(text[one:other], one) for one, other in pairwise([0, *ends])][::2]
    # Cut anywhere, they may be other tokens, but the characters stay the same.
    whole = "".join(piece for piece, _ in pieces)
    lines, result = text.split("\n"), whole.split("\n")
    for (line, column), origin in traced(cut(pieces, text, "a")):
        assert origin is not None
        assert result[line][column] == lines[origin[0]][origin[1]]


JS_PIECES: Final = [
    *("var a = 1 ;", "let b = 'x' ;\n", "if (a) { b() }\n", "// c\n", "/*! d */", "\n", "  "),
    *("function f ( x ) { return x ; }\n", "`t ${ a + `u` } v` ;\n", "/re/g.test(b) ;\n"),
    *("a = { b : 1.50 , 'c' : [ 1 , 2 ] , } ;\n", "a ++ \n", "(x) => ({}) ;\n", "'é😀' ;\n"),
    *("class A { m () { } ; static n = 1 ; }\n", "for ( ; ; ) break \n", "do { } while ( a ) \n"),
]
SCRIPTS: Final = st.lists(st.sampled_from(JS_PIECES), max_size=12).map("".join)


def assert_script_traced(before: str, after: str) -> None:
    """Check that each token of a script is traced to an equal one."""
    old, new = (
        {Positions(text, "js").at(leaf.start): leaf.text for leaf in leaves(text)}
        for text in (before, after)
    )
    found = dict(traced(aligned(before, after, "js", "a")))
    assert [*found] == [*new]
    for place, origin in found.items():
        # A semicolon may be put in where a statement ends.
        assert new[place] == (b";" if origin is None else old[origin])


@given(SCRIPTS)
def test_all_tokens_of_a_minified_script_are_traced(text: str) -> None:
    text += LOOSE
    assert_script_traced(text, run(RJSMinFilter(), text, "js").text)


def test_all_tokens_of_scripts_among_the_probes_are_traced() -> None:
    for path in sorted((PROBES / "js").glob("*.js")):
        text = read(path) + LOOSE
        assert_script_traced(text, run(RJSMinFilter(), text, "js").text)


@pytest.mark.parametrize("kind", ["css", "js"])
def test_a_text_that_is_the_same_comes_from_itself(kind: Kind) -> None:
    text = "a {\r\n b : c }\n" if kind == "css" else "a = {\r\n b : c }\n"
    assert all(place == origin for place, origin in traced(aligned(text, text, kind, "a")))


def test_what_cannot_be_read_has_no_map() -> None:
    # Python refuses to convert such a number.
    number = f"a{{top:{'1' * 5000}px}}"
    assert [*traced(aligned(number, number, "css", "a"))] == []
