"""Tests of functions that other scripts turn into texts by the names of properties."""

from __future__ import annotations

import pytest

from sphinx_compress.js.function_texts import function_texts, shown
from sphinx_compress.js.object_texts import is_by_property

NAMES = frozenset({"*", "Demos .", "Demos .first"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("box.textContent = window[box.dataset.shows]", {"*"}),
        ("for (const key of Object.keys(window)) note(String(window[key]))", {"*"}),
        ("for (const key in Demos) note(key + ': ' + Demos[key])", {"Demos ."}),
        ("note(Demos.first.toString())", {"Demos .first"}),
        ("const Demos = {}; note(Demos.first.toString())", set()),
        ("note('state: ' + document.readyState)", set()),
    ],
)
def test_functions_are_read_by_the_names_of_properties(text: str, names: set[str]) -> None:
    assert function_texts(text).names == names
    assert all(map(is_by_property, names))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("function demo() {}", {"*"}),
        ("var demo = () => 1", {"*"}),
        ("window.demo = function () {}", {"*"}),
        ("const demo = () => 1", set()),
        ("const Demos = { first() {} }", {"Demos .", "Demos .first"}),
        ("var Demos = { 'first': () => 1 }", {"Demos .", "Demos .first"}),
        ("window.Demos = { other: () => 1 }", {"Demos ."}),
        ("Demos.first = () => 1", {"Demos .", "Demos .first"}),
        ("const Demos = { first: 'a text' }", set()),
        ("go(Demos)", set()),
    ],
)
def test_a_script_with_such_functions_is_found(text: str, found: set[str]) -> None:
    assert shown(text, NAMES) == found


def test_other_functions_are_found_besides() -> None:
    assert shown("function demo() {}", frozenset({"*", "demo"})) == {"*", "demo"}
    assert not is_by_property("demo 1")


def test_a_script_that_nobody_can_follow_may_have_all() -> None:
    deep = "-" * 3000 + "1"
    assert shown(f"Demos = {deep}", NAMES) == NAMES
