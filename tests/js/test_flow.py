"""Tests of where a value goes in a script."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY

ALL_SHEETS = ANY["css"]


def of_theme(script: str) -> bool:
    """Return whether a script asks for what has "theme" in its URL, and not for all."""
    words = references(script).words
    return ALL_SHEETS not in words and any("theme" in word for word in words)


@pytest.mark.parametrize(
    "script",
    [
        "const sheets = document.styleSheets; sheets[1].disabled = true",
        "const sheets = [...document.styleSheets]; sheets[1].disabled = true",
        "const sheets = Array.from(document.styleSheets); sheets[1].disabled = true",
        "let sheets; sheets = document.styleSheets; use(sheets[0])",
        "const { styleSheets } = document; styleSheets[2].disabled = true",
        "const last = document.head.children; last[last.length - 1].remove()",
    ],
)
def test_a_place_asks_for_every_sheet_however_it_is_come_by(script: str) -> None:
    assert ALL_SHEETS in references(script).words


@pytest.mark.parametrize(
    "script",
    [
        "for (const s of document.styleSheets) if (s.href.includes('theme')) s.disabled = true",
        "for (const { href } of document.styleSheets) if (href.includes('theme')) go()",
        "function* all() { yield* document.styleSheets }"
        " for (const { href } of all()) if (href.includes('theme')) go()",
        "async function* rules() { for (const s of document.styleSheets) yield* s.cssRules }"
        " for await (const r of rules()) if (r.parentStyleSheet.href.includes('theme')) go(r)",
        "for (const s of document.styleSheets) { const u = s.href; if (/theme/.test(u)) go(s) }",
        "[...document.styleSheets].filter((s) => s.href.indexOf('theme') >= 0).forEach(go)",
        "const is = (url) => url.endsWith('theme.css');"
        " for (const s of document.styleSheets) if (is(s.href)) s.disabled = true",
    ],
)
def test_what_a_url_is_compared_with_is_what_is_asked_for(script: str) -> None:
    assert of_theme(script)


@pytest.mark.parametrize(
    "script",
    [
        "const a = find(); if (a.href && a.target) go(a.href)",
        "const box = document.createElement('div'); box.innerHTML = '<b>'; box.children[0].id",
        "document.head.appendChild(document.createElement('style'))",
        "for (const s of document.styleSheets) s.disabled = false",
    ],
)
def test_a_script_without_a_tag_in_its_hands_asks_for_none(script: str) -> None:
    assert references(script).words == frozenset()
