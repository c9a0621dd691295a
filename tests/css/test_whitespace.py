"""Tests of which blanks of a style sheet mean something."""

from __future__ import annotations

import pytest

from sphinx_compress.css.content import spaced_parts
from sphinx_compress.css.tokens import tokenize


def spaced(css: str, *, nested: bool = False) -> list[str]:
    """Return each part without its layout, with one blank where it means something."""
    tokens = tokenize(css, nested=nested)
    return [
        "".join(
            " " if token is None else content.text[token.start - start : token.end - start]
            for token in content.spaced
        )
        for _, content in spaced_parts(tokens)
        if content is not None
        for start in [content.tokens[0].start]
    ]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a , b > c + d ~ e || f{}", "a,b>c+d~e||f"),
        ("a b{}", "a b"),
        ("a :hover{}", "a :hover"),
        ("a/**/b{}", "ab"),
        ("a /**/ b{}", "a b"),
        ("[ a = 'b' ]{}", "[a='b']"),
        ("[a = 'b' i]{}", "[a='b' i]"),
        (":not( a , b ){}", ":not(a,b)"),
        (":nth-child( 2n + 1 of a , b ){}", ":nth-child(2n + 1 of a,b)"),
        (":nth-child(+ n){}", ":nth-child(+ n)"),
    ],
)
def test_a_blank_of_a_selector_may_be_a_combinator(css: str, expected: str) -> None:
    assert spaced(css) == [expected]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("b : c", "b:c"),
        ("b: c d", "b:c d"),
        ("b: c , d / e", "b:c,d/e"),
        ("b: c ! important", "b:c!important"),
        ("b: f( c ! d )", "b:f(c ! d)"),
        ("b: 0 -1px", "b:0 -1px"),
        ("b: calc( 1px + 2px * ( 3 * 4 ) )", "b:calc(1px + 2px*(3*4))"),
        ("b: f(2 * 3)", "b:f(2 * 3)"),
        ("b: url( c )", "b:url( c )"),
        ("*zoom : 1", "*zoom:1"),
    ],
)
def test_a_blank_of_a_value_parts_two_of_its_words(css: str, expected: str) -> None:
    assert spaced(css, nested=True) == [expected]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@media  screen , print{}", "@mediascreen,print"),
        ("@media (a) and (b){}", "@media(a) and (b)"),
        ("@media ( min-width : 1px ){}", "@media(min-width:1px)"),
        ("@media (ratio: 16 / 9){}", "@media(ratio:16/9)"),
        ("@media (1px <= width < 2px){}", "@media(1px<=width<2px)"),
        ("@media (width > =1px){}", "@media(width> =1px)"),
        ("@media (--a : b){}", "@media(--a : b)"),
        ("@supports selector( a > b ){}", "@supportsselector(a>b)"),
        ("@supports selector(a :hover){}", "@supportsselector(a :hover)"),
        ("@import 'a' supports( b : c );", "@import'a' supports(b:c)"),
        ("@scope ( a > b ){}", "@scope(a>b)"),
        ("@page a :first{}", "@pagea :first"),
        # Nobody knows its conditions.
        ("@unknown ( a : b ){}", "@unknown(a : b)"),
    ],
)
def test_a_blank_of_an_at_rule_counts_unless_its_grammar_says_otherwise(
    css: str, expected: str
) -> None:
    assert spaced(css) == [expected]


def test_each_blank_of_what_no_grammar_knows_counts() -> None:
    assert spaced("b  c , d;e:f", nested=True) == ["b c , d", "e:f"]
