"""Tests of which names a script may give to what is on a page."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("e['ariaExpanded'] = true", "aria-expanded"),
        ("e['aria' + 'Expanded'] = true", "aria-expanded"),
        ("e['html' + 'For'] = 'a'", "for"),
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
        (f"e.className = '{' '.join(f'mt-{n} ml-{n}' for n in range(50))}'", "ml-49"),
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
        (f"x = 'M448 96c0-{'35.3-28.7-64-64-64L64 32zM28 1e-3 ' * 9}'", "35.3-28.7-64-64-64l64"),
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


class Made(NamedTuple):
    """An expression, the statements that it needs, and a text that it may come to."""

    script: str
    before: str
    text: str


#: What comes from elsewhere has words of its own, which are no concern of the script.
UNKNOWN_TEXTS = st.sampled_from(["", "7", "77"])
TEXTS = st.text("ab-_ ", max_size=4)


def more_texts(inner: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    """Return what scripts make of *inner* expressions."""
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds(summed, several),
        st.builds(concatenated, several),
        st.builds(filled_in, several),
        st.builds(listed, several, TEXTS),
        st.builds(chosen, inner, inner, st.booleans()),
        st.builds(named, inner, inner, st.booleans(), st.sampled_from(["let", "var", "const"])),
    )


def summed(parts: list[Made]) -> Made:
    script = " + ".join(f"({part.script})" for part in parts)
    return Made(f"'' + {script}", befores(parts), "".join(part.text for part in parts))


def concatenated(parts: list[Made]) -> Made:
    script = ", ".join(part.script for part in parts)
    return Made(f"''.concat({script})", befores(parts), "".join(part.text for part in parts))


def filled_in(parts: list[Made]) -> Made:
    script = "-".join(f"${{{part.script}}}" for part in parts)
    return Made(f"`{script}`", befores(parts), "-".join(part.text for part in parts))


def listed(parts: list[Made], with_: str) -> Made:
    script = ", ".join(part.script for part in parts)
    text = with_.join(part.text for part in parts)
    return Made(f"[{script}].join('{with_}')", befores(parts), text)


def chosen(one: Made, other: Made, is_one: bool) -> Made:
    script = f"(u() ? {one.script} : {other.script})"
    return Made(script, befores([one, other]), one.text if is_one else other.text)


def named(one: Made, other: Made, is_changed: bool, kind: str) -> Made:
    name = f"v{abs(hash((one, other, is_changed, kind)))}"
    before = f"{befores([one, other])}{kind} {name} = {one.script};"
    if is_changed and kind != "const":
        return Made(name, f"{before} if (u()) {name} += {other.script};", one.text + other.text)
    return Made(name, before, one.text)


def befores(parts: list[Made]) -> str:
    return "".join(dict.fromkeys(part.before for part in parts))


@given(
    st.recursive(
        st.one_of(
            st.builds(lambda text: Made(f"'{text}'", "", text), TEXTS),
            st.builds(lambda text: Made("u()", "", text), UNKNOWN_TEXTS),
        ),
        more_texts,
        max_leaves=8,
    ),
    st.booleans(),
)
def test_each_class_that_a_script_gives_is_a_name_that_it_may_make(
    made: Made, is_in_function: bool
) -> None:
    script = f"{made.before} e.className = {made.script};"
    found = words(f"(() => {{ {script} }})()" if is_in_function else script)

    for name in made.text.split():
        assert found.may_be(name) or found.is_unbounded
