"""Tests of what scripts do with rules."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY

_RULES = "for (const s of document.styleSheets) for (const r of s.cssRules)"


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('link').sheet.deleteRule(1)",
        "document.querySelector('link').sheet.removeRule()",
        "document.querySelector('link').sheet.insertRule(x, 1)",
        "for (const s of document.styleSheets) s.insertRule(x, s.cssRules.length)",
        "for (const s of document.styleSheets) s.insertRule(x)",
        "for (const s of document.styleSheets) s.addRule('a', 'b: c')",
        f"{_RULES} if (r.conditionText === 'print') r.deleteRule(0)",
        f"{_RULES} if (r.style.color === 'rgb(1, 1, 1)') go()",
        f"{_RULES} if (/red/.test(r.cssText)) go()",
        f"{_RULES} if (r.style.getPropertyValue('color') === 'red') go()",
        f"{_RULES} walk(r.style)",
    ],
)
def test_a_rule_by_its_place_or_text_asks_for_all_sheets(text: str) -> None:
    assert references(text).words == {ANY["css"]}


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('link').sheet.insertRule(x)",
        "document.querySelector('link').sheet.insertRule(x, 0)",
        "for (const s of document.styleSheets) for (let i = 0; i < s.cssRules.length; i++)"
        " if (s.cssRules[i].selectorText === 'a') s.deleteRule(i)",
        f"{_RULES} if (r.selectorText === 'a') r.style.color = 'red'",
        f"{_RULES} if (r.selectorText === 'a') r.style.setProperty('color', 'red')",
        f"{_RULES} copy.insertRule(r.cssText, copy.cssRules.length)",
        "document.createElement('style').sheet.insertRule(x, 1)",
    ],
)
def test_other_uses_of_rules_ask_for_none(text: str) -> None:
    assert references(text).words == set()


def test_a_script_may_read_the_file_of_a_sheet() -> None:
    text = "fetch(document.querySelector('link').href).then(x)"
    assert references(text).words == {ANY["css"]}
    assert references("for (const s of document.styleSheets) fetch(s.href)").words == {ANY["css"]}
    assert references("for (const s of document.styleSheets) console.log(s.href)").words == set()
