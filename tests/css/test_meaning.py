"""Tests of the keys by which style sheets are compared."""

from __future__ import annotations

import pytest

from sphinx_compress.css.content import BLANK
from sphinx_compress.css.meaning import UNCLOSED, Meaning, meaning
from sphinx_compress.css.tokens import tokenize


def read(css: str, *, lenient: bool = False, nested: bool = False) -> Meaning:
    return meaning(tokenize(css, nested=nested), lenient=lenient)


def is_empty(css: str) -> bool:
    """Whether the lenient find nothing in a sheet."""
    return not read(css, lenient=True).keys


def test_each_key_knows_where_its_source_is() -> None:
    css = "/* x */ a b { c : d ; }"
    found = read(css)
    places = zip(found.keys, found.spans, strict=True)
    pairs = [(key[0], css[start:end]) for key, (start, end) in places]
    assert pairs == [
        ("selector", "a b "),
        ("ident", "a"),
        # A blank has none, so that it is shown with what stands before it.
        (BLANK[0], "a"),
        ("ident", "b"),
        ("{", "{"),
        ("declaration", "c : d "),
        ("ident", "c"),
        ("literal", ":"),
        ("ident", "d"),
        ("}", "}"),
    ]


def test_the_lenient_have_one_key_for_a_declaration() -> None:
    found = read("a{MARGIN:0px 0px}", lenient=True)
    assert found.keys == read("a{margin:0}", lenient=True).keys
    assert [key[:3] for key in found.keys if key[0] == "declaration"] == [
        ("declaration", False, "margin"),
    ]


@pytest.mark.parametrize("css", ["a{b:c}", "a{b:c;}", "a{b:c;;}", "a{;b:c}"])
def test_a_semicolon_counts_only_where_it_begins_something_broken(css: str) -> None:
    found = [key for key in read(css).keys if key == (";",)]
    assert len(found) == (css == "a{;b:c}")


@pytest.mark.parametrize(
    "css",
    ["a{}", "@media x{}", "@supports (a:b){}", "@media x{a{}@supports (b:c){d{}}}", "a{}b{}"],
)
def test_an_empty_rule_means_nothing_to_the_lenient(css: str) -> None:
    assert is_empty(css)
    assert read(css).keys


@pytest.mark.parametrize(
    "css",
    [
        # They have an effect of their own.
        *("@layer a{}", "@keyframes a{}", "@font-face{}", "@container a{}", "@page{}"),
        # Of a block that is no group, it is a part of something.
        *("a{b{}}", "@keyframes a{from{}}"),
        # Before them, another rule than these makes them invalid.
        *("a{}@import 'b';", "a{}@namespace 'b';", "a{}@charset 'b';"),
        *("a{b:c}", "a{--b:}", "a{;}", "a{"),
    ],
)
def test_what_looks_empty_and_is_not_has_keys(css: str) -> None:
    assert not is_empty(css)


def test_an_empty_rule_in_a_layer_goes_and_the_layer_stays() -> None:
    assert read("@layer a{b{}}", lenient=True).keys == read("@layer a{}", lenient=True).keys


@pytest.mark.parametrize("rule", ["@import 'b';", "@namespace 'b';", "@charset 'b';"])
def test_an_empty_rule_before_an_import_stays(rule: str) -> None:
    assert read(f"a{{}}{rule}", lenient=True).keys != read(rule, lenient=True).keys


def test_a_semicolon_behind_a_rule_counts() -> None:
    assert (";",) in read("b{c:d};e:f", nested=True).keys


def test_an_empty_rule_behind_the_last_import_goes() -> None:
    with_rule = read("@import 'a';b{}", lenient=True)
    assert with_rule.keys == read("@import 'a';", lenient=True).keys


def test_the_end_that_is_missing_is_a_key() -> None:
    assert read("a{b:c").keys[-1] == (UNCLOSED, "c")
    assert read("a{b:'c").keys[-1] == (UNCLOSED, "'c")
    assert read("a{b:c").spans[-1] == (5, 5)


def test_a_charset_counts_as_it_is_written() -> None:
    assert read("@charset 'utf-8';").keys[0] == ("charset", "@charset 'utf-8'")
    assert read('@charset "utf-8";').keys != read("@charset 'utf-8';").keys


def test_a_custom_property_counts_as_it_is_written() -> None:
    for lenient in (False, True):
        assert read("a{--B: c  d ;}", lenient=lenient).keys[3] == ("custom", "--B", "c  d")


def test_names_of_at_rules_have_no_case_to_the_lenient() -> None:
    assert read("@MEDIA x{a{b:c}}").keys != read("@media x{a{b:c}}").keys
    one, other = (read(css, lenient=True).keys for css in ("@MEDIA x{a{b:c}}", "@media x{a{b:c}}"))
    assert one == other


def test_a_property_with_a_star_is_another_one() -> None:
    one, other = (read(css, lenient=True, nested=True).keys for css in ("*a:b", "a:b"))
    assert one != other
