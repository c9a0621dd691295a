"""Tests of which names a script may give to what is on a page."""

from __future__ import annotations

import pytest

from sphinx_compress.core.names import UNKNOWN, Words
from sphinx_compress.js.words import words


def test_a_pattern_stands_for_all_names_that_it_fits() -> None:
    found = Words(
        patterns=frozenset({f"fa-{UNKNOWN}", f"{UNKNOWN}-open", f"a{UNKNOWN}b{UNKNOWN}c"})
    )

    assert found.may_be("FA-bars")
    assert found.may_be("menu-open")
    assert found.may_be("axbxc")
    assert not found.may_be("far")
    assert not found.may_be("axc")


def test_what_joins_two_names_joins_any_that_are_known() -> None:
    found = Words(frozenset({"fa", "bars"}), joints=frozenset({"-"}))

    assert found.may_be("fa-bars")
    assert found.may_be("fa-2-bars")
    assert not found.may_be("fa-beer")


def test_of_several_scripts_each_may_make_a_name() -> None:
    found = words("x = 'a'") | words("y = 'b-' + z")

    assert found.may_be("a")
    assert found.may_be("b-1")
    assert not found.may_be("c")


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("e.classList.add('a b')", "b"),
        ("e.className = 'foo ' + state", "foo"),
        ("e.innerHTML = \"<div class='x:y w-1/2'>\"", "x:y"),
        ("e.innerHTML = '<a class=\"w-1/2 a&amp;b\">'", "w-1/2"),
        ("e.innerHTML = '<a class=\"w-1/2 a&amp;b\">'", "a&b"),
        ("e.dataset.themeMode = 1", "data-theme-mode"),
        ("Object.assign(e.dataset, {'themeMode': 1})", "data-theme-mode"),
        ("e.dataset['theme' + x] = 1", "data-theme-dark"),
        ("e.ariaExpanded = true", "aria-expanded"),
        ("e.htmlFor = 'x'", "for"),
        ("new Image()", "img"),
        ("e.classList.add(...Object.keys({active: on}))", "active"),
        ("e.className = 'fa-' + name", "fa-bars"),
        ("e.className = `a-${b}-c`", "a-x-c"),
        ("e.className = x + '-open'", "x-open"),
        ("e.className = ''.concat(x, '-open')", "x-open"),
        ("e.className = ['fa', x].join('-')", "fa-bars"),
        ("const p = 'fa' + '-'; e.className = p + name", "fa-bars"),
        ("let p = 'tab'; if (x) p = 'nav'; e.className = p + name", "navbar"),
        ("e.className = 'btn' + (on ? '-on' : '-off')", "btn-off"),
        ("e.className = x + (on ? '-on' : '')", "x-on"),
        ("e.className = x || 'none'", "none"),
        ("e.className += '-x'", "a-x"),
        ("icon('fa-', name)", "fa-bars"),
        ("e.id = title.replace(/\\s/g, '-'); x = 'a'; y = 'b'", "a-b"),
        ("e.className = '\\x61b'", "ab"),
        ("e.className = 'st' + 'yle'", "style"),
        ("x = /fa bars/", "bars"),
    ],
)
def test_a_name_that_a_script_makes_is_found(script: str, name: str) -> None:
    assert words(script).may_be(name)


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("if (x.indexOf('fa-') > 0) y()", "fa-bars"),
        ("x = y === 'fa-' + name", "fa-bars"),
        ("console.log('fa-' + name)", "fa-bars"),
        ("e.style.width = x + 'px'", "20px"),
        ("throw new Error('fa-' + name)", "fa-bars"),
        ("document.querySelector('.fa-' + name)", "fa-bars"),
        ("x = i + 1", "h1"),
        ("e.href = 'a-' + x", "a-b"),
        ("x = 'a-b'", "a-c"),
        ("e.dataset[x + y]", "data-x"),
    ],
)
def test_a_name_that_a_script_does_not_make_is_not_found(script: str, name: str) -> None:
    assert not words(script).may_be(name)


@pytest.mark.parametrize(
    "script",
    ["e.className = a + b", "e.classList.add(a + b)", "e.setAttribute('id', a + b)", "if ("],
)
def test_any_name_may_be_made_by_what_is_not_known(script: str) -> None:
    assert words(script).is_unbounded


@pytest.mark.parametrize("script", ["x = a + b", "s.add(a + b)", "e.className = 'a ' + b"])
def test_what_is_not_made_a_name_at_once_is_no_reason_to_expect_any(script: str) -> None:
    assert not words(script).is_unbounded
