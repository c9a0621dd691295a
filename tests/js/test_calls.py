"""Tests of what becomes of values in calls."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY


@pytest.mark.parametrize(
    "script",
    [
        "const is = (url) => url.includes('theme'); is(document.scripts[0].src)",
        "function first() { return document.styleSheets } use(first()[0])",
        "unknown(document.styleSheets[0])",
        "use(document.styleSheets.item(1))",
        "$('link').slice(1, 2).remove()",
        "[...document.querySelectorAll('link')].slice(0, 2).forEach((l) => l.remove())",
        "$('link').map(function () { return this.sheet }).get(1).disabled = true",
    ],
)
def test_a_tag_that_is_given_away_is_asked_for(script: str) -> None:
    assert references(script).words & {*ANY.values(), f"{ANY['js']} theme"}


def test_a_callback_gets_each_of_the_tags() -> None:
    script = "[...document.styleSheets].forEach(function (s) { if (s.href.match(/theme/)) go(s) })"
    assert any("theme" in word for word in references(script).words)


def test_what_a_function_returns_is_followed_to_its_callers() -> None:
    script = (
        "function url(s) { return s.href }"
        " for (const s of document.styleSheets) if (url(s).endsWith('theme.css')) s.disabled = true"
    )
    assert any("theme" in word for word in references(script).words)


def test_an_attribute_is_read_as_a_property_is() -> None:
    script = "for (const t of document.scripts) if (t.getAttribute('src').includes('kit')) go(t)"
    assert any("kit" in word for word in references(script).words)


def test_a_message_about_a_tag_asks_for_nothing() -> None:
    assert references("for (const s of document.styleSheets) console.log(s.href)").words == set()


def test_a_script_may_wait_for_the_rules_of_a_sheet() -> None:
    waits = "if (s.length > n && s[n].cssRules && s[n].cssRules.length) go()"
    assert references(f"var s = document.styleSheets; {waits}").words == set()
    for use in (
        "s[n].cssRules",
        "f(s[n].cssRules)",
        "s[n].cssRules[0].x",
        "a && s[n].cssRules",
        "(s[n].cssRules || 1)",
    ):
        assert ANY["css"] in references(f"var s = document.styleSheets; x = {use}").words


def test_what_stands_at_a_place_is_switched_as_a_tag_or_filled_as_an_element() -> None:
    beside = "document.currentScript.nextElementSibling"
    assert references(f"{beside}.disabled = true").words == set(ANY.values())
    assert references(f"{beside}.innerHTML = 'text'").words == set()


def test_one_of_all_sheets_is_switched_or_removed_and_no_bundle() -> None:
    for change in (
        "{}.disabled = true",
        "{}.remove()",
        "{}.setAttribute('media', 'print')",
        "const sheet = {}; sheet.parentNode.removeChild(sheet)",
        "document.head.replaceChild(other, {})",
    ):
        script = change.format("document.querySelector('link[rel=stylesheet]')")
        assert references(script).words == {ANY["css"]}, change
        script = change.format("document.querySelector('link[href*=theme]')")
        assert references(script).words == {f"{ANY['css']} theme"}, change
    # What happens to all happens to a bundle of them.
    every = "document.querySelectorAll('link[rel=stylesheet]')"
    assert references(f"{every}.forEach((each) => each.remove())").words == set()


def test_a_callback_gets_each_of_several_roots() -> None:
    kit = "each => { for (const one of each.children) if (one.src.includes('kit')) go() }"
    assert references(f"[document.head, document.body].forEach({kit})").words == {"*js kit"}
    named = f"const look = {kit}; [document.head].map(look)"
    assert references(named).words == {"*js kit"}


def test_whoever_asks_for_all_attributes_may_find_others() -> None:
    script = "for (const each of document.scripts) note(each.getAttributeNames().join())"
    assert references(script).words == {ANY["js"]}


def test_a_script_that_is_told_by_where_it_stands_stays_there() -> None:
    script = "for (const each of document.scripts) if (each.closest('%s')) go()"
    assert references(script % "head").words == {ANY["js"]}
    assert references(script % "body").words == {ANY["js"]}
    assert references(script % "main").words == set()
