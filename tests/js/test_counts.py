"""Tests of scripts that tell by the number of tags."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY


@pytest.mark.parametrize(
    "text",
    [
        "go(document.styleSheets.length)",
        "if (document.styleSheets.length === 3) go()",
        "if ((document.querySelectorAll('link').length) < 3) go()",
        "if (1 < document.styleSheets.length) go()",
        "const n = document.styleSheets.length; go(n)",
        "x.textContent = document.styleSheets.length + ' sheets'",
        "x.title = `${document.styleSheets.length} sheets`",
        "x.dataset.n = document.styleSheets.length",
        "go(document.querySelector('link').sheet.cssRules.length)",
        "new Go(document.styleSheets.length)",
    ],
)
def test_the_number_of_sheets_asks_for_all(text: str) -> None:
    assert references(text).words == {ANY["css"]}


def test_the_number_of_elements_asks_for_all_tags() -> None:
    assert references("go(document.head.childElementCount)").words == set(ANY.values())
    assert references("go(document.scripts.length)").words == {ANY["js"]}


@pytest.mark.parametrize(
    "text",
    [
        "for (let i = 0, n = document.styleSheets.length; i < n; i++) go(i)",
        "for (let i = 0; 9 > document.styleSheets.length; i++) go(i)",
        "if (document.styleSheets.length > 0) go()",
        "if (document.styleSheets.length < 1) go()",
        "if (!document.styleSheets.length) go()",
        "console.log(document.styleSheets.length)",
        "console.log(`${document.styleSheets.length} sheets`)",
        "console.log(document.styleSheets.length + ' sheets')",
        "list.length = document.styleSheets.length",
        "x = (document.styleSheets.length + 1) * 2",
        "go(document.querySelectorAll('p').length)",
        "go(document.querySelector('link').href.length)",
    ],
)
def test_other_uses_of_a_number_ask_for_none(text: str) -> None:
    assert references(text).words == set()
