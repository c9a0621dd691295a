"""Tests of which names the elements must have that a selector can match."""

from __future__ import annotations

import time

import pytest

from sphinx_compress.css.selectors import can_match, is_plain, split
from sphinx_compress.css.tokens import tokenize

NAMES = {"a", "p", ".a", ".b", "#top", "[href", ".ä", ".a:b", ".1a"}


def matches(selectors: str) -> bool:
    return can_match(tokenize(selectors).words, NAMES.__contains__)


def names(selectors: str) -> set[str]:
    """Return all names that are asked for."""
    asked: list[str] = []

    def may_be(name: str) -> bool:
        asked.append(name)
        return False

    can_match(tokenize(selectors).words, may_be)
    return set(asked)


@pytest.mark.parametrize(
    "selector",
    [
        "a",
        "A.A",
        "p > .a + .b ~ a",
        "#TOP",
        "*",
        "",
        "::before",
        ":root:hover",
        "a:nth-child(2n + 1)",
        r".\61",
        r".a\:b",
        r".\31 a",
        ".Ä",
        "p/**/.a",
        "* a",
        "&.a",
    ],
)
def test_a_selector_matches_if_all_its_names_are_there(selector: str) -> None:
    assert matches(selector)


@pytest.mark.parametrize(
    "selector",
    ["z", "a.z", ".z a", ".a > z", "a#other", "#a", "a:hover z", "a/**/.z", r".\7a", "* z", "a||z"],
)
def test_a_selector_with_a_name_that_no_element_has_matches_nothing(selector: str) -> None:
    assert not matches(selector)


def test_one_selector_of_a_list_is_enough() -> None:
    assert matches(".z, .a")
    assert matches("z,z,a")
    assert not matches(".z, .y")


def test_all_names_of_a_list_are_asked_for() -> None:
    assert names("x .y, #z:is(.u, v):not(w)") == {"x", ".y", "#z", ".u", "v"}


@pytest.mark.parametrize("name", ["is", "where", "has", "IS", "matches", "-webkit-any", "-moz-any"])
def test_a_pseudo_class_with_selectors_needs_one_of_them(name: str) -> None:
    assert matches(f"a:{name}(.z, .a)")
    assert matches(f"a:{name}(> .a)")
    assert not matches(f"a:{name}(.z)")
    assert not matches(f"a:{name}(.z, .a:{name}(.z))")
    assert not matches(f"z:{name}(.a)")


@pytest.mark.parametrize(
    "selector",
    [
        "a:not(.z)",
        "a:not(:is(.z))",
        "a:nth-child(1 of .z)",
        "::slotted(.z)",
        ":host(.z)",
        "::part(z)",
        ":lang(z)",
        ":state(z)",
        "::highlight(z)",
    ],
)
def test_what_stands_in_another_pseudo_class_may_be_missing(selector: str) -> None:
    assert matches(selector)


@pytest.mark.parametrize("prefix", ["", "|", "*|", "svg|"])
def test_a_namespace_is_no_name(prefix: str) -> None:
    assert matches(f"{prefix}a")
    assert matches(f"[{prefix}href]")
    assert matches(f"[{prefix}href=z]")
    assert matches(f"{prefix}*")
    assert not matches(f"{prefix}z")
    assert not matches(f"[{prefix}z]")
    assert not matches(f"[{prefix}z=href]")


@pytest.mark.parametrize("condition", ["", "=z", "~=z", "|=z", "^='z'", "$=z", "*=z", "= 'z' i"])
def test_an_attribute_counts_and_its_value_does_not(condition: str) -> None:
    assert matches(f"[HREF{condition}]")
    assert matches(f"a[ href {condition} ]")
    assert not matches(f"[z{condition}]")


def test_commas_in_brackets_and_strings_part_nothing() -> None:
    words = tokenize("a:is(b, c), [d='e,f'], g").words
    assert len([*split(words)]) == 3
    assert [*split([])] == [[]]


def test_selectors_in_each_other_without_end_take_no_time() -> None:
    begin = time.monotonic()
    # What is so deep is taken to match.
    assert matches(f"{':is(' * 5000}.z{')' * 5000}")
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize(
    "selector",
    [
        ".a",
        " a ",
        "*",
        "* a",
        "a.b#c[d]:hover",
        "a > b+c ~ d e",
        "[a='b'][c=d]",
        "a:before",
        "a::after",
        "::before",
        ".a ::before",
        "a:first-child::first-letter",
        ".--a[--b]",
    ],
)
def test_what_all_browsers_know_is_plain(selector: str) -> None:
    assert is_plain(tokenize(selector).words)


@pytest.mark.parametrize(
    "selector",
    [
        "",
        "a:new",
        "--a:hover",
        "a::new",
        "a:is(b)",
        "a:not(.b)",
        # A pseudo-class has one colon, and nothing stands behind a pseudo-element.
        "a::hover",
        "a::root",
        "a:before.b",
        "a::before b",
        "a:before:hover",
        "a:after > b",
        "ns|a",
        "a||b",
        "*html",
        ".1a",
        "#1",
        "a >> b",
        "a >",
        "> a",
        "a, b",
        "a{",
        "}a",
        ";a",
        "[a=b i]",
        "[a",
        "-->a",
        "a/**/.b",
        "&",
        "a b%",
    ],
)
def test_a_selector_that_some_browser_may_take_for_an_error_is_not_plain(selector: str) -> None:
    assert not is_plain(tokenize(selector).words)
