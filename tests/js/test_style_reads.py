"""Tests of which scripts read rules, or what rules make of elements."""

from __future__ import annotations

import pytest

from sphinx_compress.js.style_reads import reads_layout, reads_rules, style_reads


@pytest.mark.parametrize(
    "script",
    [
        "document.styleSheets[0]",
        "const {cssRules} = sheet",
        "document['style' + 'Sheets']",
        "styleSheet.rules",
        "link.sheet.rules",
        "link.sheet",
        "const {sheet: s} = link",
        "new CSSStyleSheet()",
        "get('adoptedStyleSheets')",
        "get('adopted' + 'StyleSheets')",
        "sheet.insertRule('a {}')",
        "document.fonts.ready.then(f)",
        "d['fonts']",
        "if (",
    ],
)
def test_a_script_that_reads_rules_is_noticed(script: str) -> None:
    assert reads_rules(script)


@pytest.mark.parametrize(
    "script",
    ["x = {sheet: 1, fonts: 2}", "this.rules.push(1)", "// styleSheets", "x.y", "x = 'a sheet'"],
)
def test_a_script_that_reads_none_is_not_taken_for_one_that_does(script: str) -> None:
    assert not reads_rules(script)


@pytest.mark.parametrize(
    "script",
    [
        "getComputedStyle(e).color",
        "window['getComputedStyle'](e)",
        "e.offsetWidth",
        "for (const side of ['Width', 'Height']) sizes.push(e['offset' + side])",
        "for (const way of ['offset', 'client']) sizes.push(e[`${way}Width`])",
        "const {clientHeight} = e",
        "x = e.innerText",
        "e.focus()",
        "e['focus']()",
        "new ResizeObserver(f)",
        "e.addEventListener('transitionend', f)",
        "$(e).height()",
        "jQuery(e).hide()",
        "get\\u0043omputedStyle(e)",
        "if (",
    ],
)
def test_a_script_that_reads_what_rules_make_of_elements_is_noticed(script: str) -> None:
    assert reads_layout(script)


@pytest.mark.parametrize(
    "script",
    [
        "e.innerText = 'x'",
        "e.addEventListener('focus', f)",
        "rect.height()",
        "$(e).addClass('x').height = 1",
        "e[name]",
        "e['on' + name]",
        "/* getComputedStyle */",
    ],
)
def test_a_script_that_reads_nothing_of_elements_is_not_taken_for_one(script: str) -> None:
    assert not reads_layout(script)


def test_it_can_be_told_why_a_script_is_noticed() -> None:
    found = style_reads("getComputedStyle(document.styleSheets)")

    assert found.rules == {"styleSheets"}
    assert found.layout == {"getComputedStyle"}
