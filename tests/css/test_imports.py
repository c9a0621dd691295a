"""Tests of the ``@import`` rules of a style sheet: where they are and what they ask for."""

from __future__ import annotations

import pytest

from sphinx_compress.css.imports import (
    NO_CONDITION,
    Condition,
    has_top_level,
    imports,
    why_not_wrapped,
)
from sphinx_compress.css.tokens import tokenize


def conditions(css: str) -> list[tuple[str | None, Condition]] | None:
    found = imports(tokenize(css))
    return found if found is None else [(rule.url, rule.condition) for rule in found]


@pytest.mark.parametrize(
    ("css", "condition"),
    [
        ("@import 'a';", NO_CONDITION),
        ("@import url(a);", NO_CONDITION),
        ("@IMPORT url( 'a' ) ;", NO_CONDITION),
        ("@import/**/'a'/**/;", NO_CONDITION),
        ("@import 'a'", NO_CONDITION),
        ("@import 'a' print;", Condition(media="print")),
        ("@import 'a' screen and (width > 1px), print;",
         Condition(media="screen and (width > 1px), print")),
        ("@import 'a' layer;", Condition(layer="")),
        ("@import 'a' LAYER(b.c);", Condition(layer="b.c")),
        ("@import 'a' layer print;", Condition(layer="", media="print")),
        ("@import 'a' supports(b:c);", Condition(supports="(b:c)")),
        ("@import 'a' supports(not (b:c));", Condition(supports="not (b:c)")),
        ("@import 'a' supports((b:c) and (d:e));", Condition(supports="(b:c) and (d:e)")),
        ("@import 'a' supports(selector(b > c));", Condition(supports="selector(b > c)")),
        ("@import 'a' layer(b) supports(c:d) print;", Condition("b", "(c:d)", "print")),
    ],
)  # fmt: skip
def test_an_import_has_a_url_and_a_condition(css: str, condition: Condition) -> None:
    assert conditions(css) == [("a", condition)]


@pytest.mark.parametrize(
    "css",
    [
        "@import a;",
        "@import;",
        "@import url('a' b);",
        "@import 'a' layer();",
        "@import 'a' layer(b c);",
        "@import 'a' layer(b.);",
        "@import 'a' layer(inherit);",
        "@import 'a' supports();",
        "@import 'a' supports((b:c) and (d:e) or (f:g));",
        "@import 'a' supports(b:c) layer(d);",
        "@import 'a' unknown(b);",
        "@import 'a' print\\",
        "@import 'a' (b",
        "@import 'a",
        "@import 'a' url(b'c);",
    ],
)
def test_an_import_that_browsers_may_read_in_other_ways_has_no_url(css: str) -> None:
    assert conditions(css) == [(None, NO_CONDITION)]


@pytest.mark.parametrize("css", ["", "a{}", "/* @import 'a'; */", "@layer a;b{}", "<!-- a{} -->"])
def test_a_sheet_may_have_no_imports(css: str) -> None:
    assert conditions(css) == []


@pytest.mark.parametrize(
    "css",
    [
        "a{}@import 'b';",
        "@import 'a';b{}@import 'c';",
        "@import 'a';@layer b;@import 'c';",
        "@namespace 'a';@import 'b';",
        "@layer a{}@import 'b';",
        "@import 'a'{}",
        "<!-- @import 'a'; -->",
    ],
)
def test_which_imports_browsers_obey_may_not_be_plain(css: str) -> None:
    assert conditions(css) is None


def test_imports_stand_behind_layers_and_before_all_else() -> None:
    found = conditions("@layer a;@layer b,c;@import 'd';@import 'e';f{}")
    assert found == [("d", NO_CONDITION), ("e", NO_CONDITION)]


def test_an_import_knows_its_place_with_its_semicolon() -> None:
    css = "/* a */ @import 'b' ; c{}"
    (rule,) = imports(tokenize(css)) or []
    assert css[rule.start : rule.end] == "@import 'b' ;"


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@import 'a';", True),
        ("a{}@IMPORT 'b';", True),
        ("<!-- @import 'a';", True),
        ("@media x{@import 'a';}", False),
        ("a{b:'@import'}", False),
        ("@layer a;", False),
    ],
)
def test_an_at_rule_stands_on_the_outermost_level_or_not(css: str, expected: bool) -> None:
    assert has_top_level(tokenize(css), "import") is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (NO_CONDITION, "a{}"),
        (Condition(layer=""), "@layer{\na{}\n}"),
        (Condition(layer="b"), "@layer b{\na{}\n}"),
        (Condition(supports="(c:d)"), "@supports (c:d){\na{}\n}"),
        (Condition("b", "(c:d)", "e"), "@media e{\n@supports (c:d){\n@layer b{\na{}\n}\n}\n}"),
    ],
)
def test_a_condition_is_wrapped_around_rules(condition: Condition, expected: str) -> None:
    assert condition.wrap("a{}") == expected


@pytest.mark.parametrize(
    ("css", "reason"),
    [
        ("a{};b{}", "its ; is read in another way within a block"),
        ("<!-- a{}", "its <!-- is read in another way within a block"),
        ("a{}-->", "its --> is read in another way within a block"),
        ("--a:hover{}", "its --a may be taken for a custom property within a block"),
        ("a{b:c;d:e}@media x{f{}}", ""),
        ("@layer a;b{}", ""),
        ("a{--b:c}", ""),
        ("a(;){}", ""),
    ],
)
def test_rules_may_mean_something_else_within_a_block(css: str, reason: str) -> None:
    assert why_not_wrapped(tokenize(css)) == reason
