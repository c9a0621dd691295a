"""Tests of scripts that select the elements of style sheets."""

from __future__ import annotations

import pytest

from sphinx_compress.js.sheet_selectors import selects_sheets


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('link').disabled = true",
        'document.getElementsByTagName("LINK")[0]',
        "document.querySelectorAll(`link[media=print]`)",
        "document.querySelector('noscript').textContent",
        "$('link:first').remove()",
        "f(' link, style')",
        "f('link[rel=stylesheet]')",
        "f('link[rel=\"alternate stylesheet\"]')",
        "f('link[media], link[rel=next]')",
    ],
)
def test_a_selector_of_links_is_found(text: str) -> None:
    assert selects_sheets(text)


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('style')",
        "document.getElementsByTagName('style')[0]",
        "$('style:first').remove()",
    ],
)
def test_a_selector_of_style_elements_is_found_if_one_may_stand_for_a_sheet(text: str) -> None:
    assert selects_sheets(text, with_styles=True)
    assert not selects_sheets(text)


@pytest.mark.parametrize("text", ["e.setAttribute('style', '')", "createElement('style')"])
def test_an_attribute_is_no_style_element(text: str) -> None:
    assert not selects_sheets(text, with_styles=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "link()",
        "document.createElement('link')",
        "f('a link to this', 'linked', '.link', 'link to it')",
        "document.querySelector('.nav-link')",
        "f('link[rel=\"next\"]')",
        "f('link[rel=canonical]').href",
        "['STYLE', 'LINK'].indexOf(element.tagName)",
        "f('link'",
    ],
)
def test_other_strings_select_none(text: str) -> None:
    assert not selects_sheets(text)
