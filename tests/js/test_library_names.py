"""Tests of names of its own that a script has for jQuery."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import ANY, references

GO = "a('head > *').eq(4).remove() "


@pytest.mark.parametrize(
    "text",
    [
        "!function (a) { %s }(jQuery)",
        "(function (b, a) { %s }).call(this, window, jQuery)",
        "(function (a) { %s })(window.jQuery || window.Zepto)",
        "(function (b) { const a = b; %s })(jQuery)",
        "(() => { const a = $; %s })()",
        "(() => { let a; a = jQuery.noConflict(); %s })()",
        "jQuery(function (a) { %s })",
        "(() => { const a = require('jquery'); %s })()",
        "import a from 'jquery'; %s",
        "define(['x', 'jquery'], function (b, a) { %s })",
        "!function (b) { x ? define(['jquery'], b) : b(jQuery) }(function (a) { %s })",
    ],
)
def test_what_jquery_finds_by_another_name_is_followed(text: str) -> None:
    assert ANY["css"] in references(text % GO).words


@pytest.mark.parametrize(
    "text",
    [
        "!function (a) { %s }(other)",
        "!function (a, b) { %s }(x, jQuery)",
        "import a from 'other'; const b = 'jquery'; %s",
        "define(['jquery', 'x'], function (b, a) { %s })",
    ],
)
def test_another_function_is_not_taken_for_jquery(text: str) -> None:
    assert references(text % GO).words == frozenset()
