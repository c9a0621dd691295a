"""Tests of the tables of methods."""

from __future__ import annotations

from sphinx_compress.js import methods
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
