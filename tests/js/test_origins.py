"""Tests of where a selector may come from."""

from __future__ import annotations

import pytest

from tests.js.origins import origin_of


@pytest.mark.parametrize(
    "text",
    [
        "at('link')",
        "const a = x ? 'link' : null; at(a)",
        "for (const a in { link: 1 }) at(a)",
        "at(`${['link'][0]}`)",
        "const a = []; a[0] = 'link'; at(a[0])",
        "const a = new Set(); a.add('link'); for (const b of a) at(b)",
        "let a = '.b'; a = 'link'; f(() => at(a))",
    ],
)
def test_a_string_of_the_script_is_found(text: str) -> None:
    assert "link" in origin_of(text).texts


def test_what_a_name_was_given_before_is_none_of_what_it_is_given_last() -> None:
    assert origin_of("(() => { let a = 'link'; a = '.b'; at(a) })()").texts == {".b"}


@pytest.mark.parametrize("text", ["at(a + b)", "at([a, b].join(''))", "at(`${a}${b}`)"])
def test_of_parts_of_which_none_is_known_nobody_knows_what_they_make(text: str) -> None:
    assert origin_of(text).is_joined
    assert not origin_of("at('.x' + a + b)").is_joined


def test_a_variable_of_all_scripts_is_told_by_its_name() -> None:
    origin = origin_of("at(what)")
    assert origin.variables == {"what"}
    assert not any((origin.is_lost, origin.is_elsewhere))


def test_elements_and_functions_are_no_selectors() -> None:
    for value in ("document.querySelector('a')", "() => 'link'", "3", "document.body", "this"):
        origin = origin_of(f"at({value})")
        assert not any((origin.texts, origin.is_lost, origin.is_elsewhere)), value
