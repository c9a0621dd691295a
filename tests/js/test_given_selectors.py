"""Tests of what scripts give others for a selector."""

from __future__ import annotations

import pytest

from sphinx_compress.js.given_selectors import given_selectors


def given(text: str, name: str, *, has_loose: bool = False) -> set[str]:
    return set(given_selectors(text, [name], has_loose=has_loose))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("var what = 'link'", "what"),
        ("window.what = localStorage.a", "what"),
        ("window['what'] = 'link'", "what"),
        ("run({ what: 'link' })", ".what"),
        ("kit.what('script')", ".what"),
        ("a.setAttribute('data-what', 'link')", "[data-what"),
        ("a.innerHTML = '<a data-what=\"link\">'", "[data-what"),
        ("a.setAttribute('data-what-for', 'link')", "[data-what-"),
    ],
)
def test_a_selector_of_tags_is_found(text: str, name: str) -> None:
    assert given(text, name) == {name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("var what = '.link'", "what"),
        ("run({ what: localStorage.a })", ".what"),
        ("a.getAttribute('data-what')", "[data-what"),
        ('a.innerHTML = `<a data-what="#${b}">`', "[data-what"),
        ("a.querySelector('[data-what]'); var other = 'link'", "[data-what"),
        ("a.setAttribute('data-whatever', 'link')", "[data-what"),
        ("// what = 'link'", "what"),
    ],
)
def test_others_are_not(text: str, name: str) -> None:
    assert not given(text, name)


def test_what_is_lost_counts_where_a_string_may_be_it() -> None:
    assert not given("var what = f()", "what")
    assert given("var what = f()", "what", has_loose=True) == {"what"}


def test_the_value_of_an_attribute_is_told_by_its_name() -> None:
    text = "a.setAttribute('data-what', a.getAttribute('title'))"
    assert given(text, "[data-what") == {"[data-what <title"}
