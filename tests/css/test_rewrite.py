"""Tests of style sheets that are written with as few characters as they can be."""

from __future__ import annotations

import pytest

from sphinx_compress.css.rewrite import marked_comments, shortest, written
from sphinx_compress.css.rules import PartKind
from sphinx_compress.css.tokens import tokenize
from sphinx_compress.filters.verify import css_difference


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("", ""),
        (" /* a */ ", ""),
        ("a , b { c : d ; }\n", "a,b{c:d}"),
        ("a b{}", "a b{}"),
        ("a{b:c;;d:e;}", "a{b:c;d:e}"),
        ("a{b:c;d{e:f}}", "a{b:c;d{e:f}}"),
        ("@media  screen {a{}}", "@media screen{a{}}"),
        ("@media (a){}", "@media (a){}"),
        ("@import 'a' ;", "@import'a';"),
        ("@x [a]{}", "@x[a]{}"),
        ("a{--B : c  d ;}", "a{--B:c  d}"),
        ("a{--b: ;c:d}", "a{--b: ;c:d}"),
        ('@charset "utf-8"; a{}', '@charset "utf-8";a{}'),
        # Without anything between them, they would be one token.
        ("a{b:c/**/d}", "a{b:c/**/d}"),
        ("a{b:1/**/px}", "a{b:1/**/px}"),
        (".a/**/.b{}", ".a.b{}"),
        ("a/**/ /**/:hover{}", "a :hover{}"),
        ("a{b:c", "a{b:c"),
    ],
)
def test_a_sheet_loses_what_means_nothing(css: str, expected: str) -> None:
    assert shortest(tokenize(css)) == expected
    assert css_difference(css, expected) is None


@pytest.mark.parametrize("css", ["u/**/+a{}", "a{b:-/**/c}", "#a/**/b{}", "a{b:@c/**/d}"])
def test_two_tokens_do_not_become_another_one(css: str) -> None:
    assert css_difference(css, shortest(tokenize(css))) is None


def test_declarations_are_written_as_the_content_of_a_block() -> None:
    assert shortest(tokenize("a : b ; c : d ;", nested=True)) == "a:b;c:d;"


def test_each_part_has_its_kind_and_its_name() -> None:
    found = [(part.kind, part.name, part.text) for part in written(tokenize("a{B:c;--D:e}"))]
    assert found == [
        (PartKind.SELECTOR, "", "a"),
        (PartKind.OPEN, "", "{"),
        (PartKind.DECLARATION, "b", "B:c"),
        (PartKind.SEMICOLON, "", ";"),
        (PartKind.CUSTOM, "--D", "--D:e"),
        (PartKind.CLOSE, "", "}"),
    ]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("/*! a */b{/* c *//*! d */e:f}/*! g */", ["/*! a */", "/*! d */", "/*! g */"]),
        ("/* a! */b{}", []),
        ("a{b:'/*! c */'}", []),
        # It is a part of the value, which stays as it is.
        ("a{--b:c/*! d */}", []),
        ("a{b:c/*! d */}", ["/*! d */"]),
    ],
)
def test_comments_that_are_marked_are_known(css: str, expected: list[str]) -> None:
    assert marked_comments(tokenize(css)) == expected
