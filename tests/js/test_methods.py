"""Tests of the tables of methods."""

from __future__ import annotations

import pytest

from sphinx_compress.js import methods
from sphinx_compress.js.syntax import captures, parse
from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY


def test_what_is_called_with_each_item_includes_what_picks_some() -> None:
    assert methods.PREDICATES <= methods.CALLBACKS


def test_no_function_is_both_harmless_and_handing_on() -> None:
    assert set() == methods.HARMLESS & methods.PASS_ON


def test_each_method_that_picks_one_item_asks_for_all_by_its_place() -> None:
    for name in sorted(methods.PICKS & {"at", "item", "pop", "shift"}):
        script = f"[...document.styleSheets].{name}(1).disabled = true"
        assert ANY["css"] in references(script).words, name


def test_each_method_that_compares_asks_for_its_word() -> None:
    for name in ("indexOf", "includes", "startsWith", "endsWith", "match", "search"):
        script = f"for (const s of document.styleSheets) if (s.href.{name}('theme')) go(s)"
        assert any("theme" in word for word in references(script).words), name


@pytest.mark.parametrize(
    ("script", "name"),
    [("f(1)", "f"), ("x.y.f(1)", "f"), ("new F(1)", "F"), ("new x.F(1)", "F"), ("x[y](1)", "x[y]")],
)
def test_what_is_given_arguments_has_a_name(script: str, name: str) -> None:
    found = captures(parse(script.encode()).root_node, "(arguments) @arguments")
    assert methods.callee_name(found["arguments"][0]) == name
