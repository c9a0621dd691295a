"""Tests of what jQuery makes of a text and puts into the page."""

from __future__ import annotations

import pytest

from sphinx_compress.js.library_givers import LibraryGivers
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import parse


def given(script: str) -> set[str]:
    root = parse(script.encode()).root_node
    return {text_of(node) for node in LibraryGivers(Scopes(script.encode(), root)).given(root)}


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("$(x).appendTo(e)", {"x"}),
        ("window.jQuery(x).addClass('a').insertAfter(e)", {"x"}),
        ("const made = $(x); made.replaceAll(e)", {"x"}),
        ("e.appendChild($(x)[0])", {"x"}),
        ("$(e).add($(x).get(0))", {"x"}),
        ("$(e).load(x)", {"$(e).load(x)"}),
        ("$('<b>', {html: x, 'addClass': y, title: z})", {"x", "y"}),
        ("$('<b>', x)", {"x"}),
        ("const q = $; q(x).addClass('a').appendTo(e)", {"x"}),
        ("$.fn.html.call(q, x)", {"$.fn.html.call(q, x)"}),
        ("e.insertAdjacentElement('beforeend', $(x)[0])", {"x"}),
    ],
)
def test_what_may_be_html_is_found(script: str, found: set[str]) -> None:
    assert given(script) == found


@pytest.mark.parametrize(
    "script",
    [
        "$(x).hide()",
        "e.insertBefore(a, b)",
        "s.replaceAll(a, b)",
        "f.call(e, x)",
        "e.appendChild(x)",
        "$(window).load()",
        "audio.load(x)",
        "$('a', x)",
        "$(x, {html: y})",
    ],
)
def test_what_only_looks_like_it_is_not(script: str) -> None:
    assert not given(script)
