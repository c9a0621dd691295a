"""Tests of where the rules of a style sheet and their parts begin and end."""

from __future__ import annotations

import pytest

from sphinx_compress.css.rules import (
    PartKind,
    colon_of,
    name_of,
    parts,
    rules,
    skip_layout,
)
from sphinx_compress.css.tokens import tokenize


def split(css: str, *, nested: bool = False, deep: bool = True) -> list[tuple[str, str]]:
    """Return the kind and the source of each part but braces and semicolons."""
    tokens = tokenize(css, nested=nested)
    punctuation = (PartKind.OPEN, PartKind.CLOSE, PartKind.SEMICOLON)
    return [
        (part.kind.value, "".join(map(tokens.source, tokens.tokens[part.first : part.last])))
        for part in parts(tokens.shape, nested=nested, deep=deep)
        if part.kind not in punctuation
    ]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("", []),
        (" /* a */ ", []),
        ("a , b { c : d }", [("selector", "a , b "), ("declaration", "c : d ")]),
        ("@media x{a{}}", [("at", "@media x"), ("selector", "a")]),
        ("@import 'a';b{}", [("at", "@import 'a'"), ("selector", "b")]),
        ("a{b:c;d:e}", [("selector", "a"), ("declaration", "b:c"), ("declaration", "d:e")]),
        ("a{b:c;;}", [("selector", "a"), ("declaration", "b:c")]),
        # A custom property may hold a block; another one may not.
        ("a{--b:{c:d}}", [("selector", "a"), ("custom", "--b:{c:d}")]),
        ("a{b:hover{c:d}}", [("selector", "a"), ("selector", "b:hover"), ("declaration", "c:d")]),
        (
            "@property --a{initial-value:{;}}",
            [("at", "@property --a"), ("custom", "initial-value:{;}")],
        ),
        ("a{*zoom:1}", [("selector", "a"), ("declaration", "*zoom:1")]),
        ("a{*--b:c;d:e}", [("selector", "a"), ("declaration", "*--b:c"), ("declaration", "d:e")]),
        # In brackets, nothing ends a declaration.
        ("a{b:c(;)[;]d;}", [("selector", "a"), ("declaration", "b:c(;)[;]d")]),
        ("a{b:c(d(;));}", [("selector", "a"), ("declaration", "b:c(d(;))")]),
        ("a{b:c({;});}", [("selector", "a"), ("declaration", "b:c({;})")]),
        ("a{b:c(;){d:e}}", [("selector", "a"), ("selector", "b:c(;)"), ("declaration", "d:e")]),
        ("a{b c;d:e}", [("selector", "a"), ("junk", "b c"), ("declaration", "d:e")]),
        # Only within a block does a semicolon end anything but an at-rule.
        ("a;b{}", [("selector", "a;b")]),
        ("a{b:c};d{}", [("selector", "a"), ("declaration", "b:c"), ("selector", ";d")]),
        ("a{b:c(;)}", [("selector", "a"), ("declaration", "b:c(;)")]),
        ("a{@x b;c:d}", [("selector", "a"), ("at", "@x b"), ("declaration", "c:d")]),
    ],
)
def test_a_sheet_is_split_into_parts(css: str, expected: list[tuple[str, str]]) -> None:
    assert split(css) == expected


def test_what_is_nested_begins_with_declarations() -> None:
    assert split("a:b;c{}", nested=True) == [("declaration", "a:b"), ("selector", "c")]


def test_the_content_of_blocks_may_be_left_whole() -> None:
    assert split("a{b:c}@media x{d{e:f}}", deep=False) == [("selector", "a"), ("at", "@media x")]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{b:c} d{}", ["a{b:c}", "d{}"]),
        ("@import 'a' ; b{}", ["@import 'a' ;", "b{}"]),
        ("@media x{a{}b{}}c{}", ["@media x{a{}b{}}", "c{}"]),
        ("/* a */b{}/* c */", ["b{}"]),
        ("a{}b{c:", ["a{}", "b{c:"]),
        ("a{}b", ["a{}", "b"]),
        ("@layer a", ["@layer a"]),
        ("{}a{}", ["{}", "a{}"]),
    ],
)
def test_a_sheet_is_split_into_rules(css: str, expected: list[str]) -> None:
    tokens = tokenize(css)
    found = [
        "".join(map(tokens.source, tokens.tokens[r.first : r.last])) for r in rules(tokens.shape)
    ]
    assert found == expected


def test_a_rule_knows_the_content_of_its_block() -> None:
    tokens = tokenize("@layer x;a{b:c}d{")
    inner = [
        "".join(map(tokens.source, tokens.tokens[slice(*rule.inner)])) if rule.inner else None
        for rule in rules(tokens.shape)
    ]
    assert inner == [None, "b:c", None]


@pytest.mark.parametrize(
    ("css", "colon"),
    [
        ("a:b", 1),
        ("a /**/ : b", 4),
        ("*a:b", 2),
        ("a", None),
        ("a b:c", None),
        ("*", None),
        ("1:b", None),
    ],
)
def test_a_declaration_has_a_colon_behind_its_name(css: str, colon: int | None) -> None:
    assert colon_of(tokenize(css).shape, 0) == colon


@pytest.mark.parametrize(("css", "name"), [("A:b", "A"), ("*zoom:1", "zoom"), ("--x:y", "--x")])
def test_a_declaration_has_a_name(css: str, name: str) -> None:
    assert name_of(tokenize(css).tokens, 0) == name


def test_layout_is_skipped_up_to_the_end() -> None:
    shape = tokenize(" /* a */ b ").shape
    assert skip_layout(shape, 0) == 3
    assert skip_layout(shape, 4) == len(shape)
