"""The filter that minifies CSS with turbohtml; see also test_css_native."""

from __future__ import annotations

import pytest

from sphinx_compress.filters.registry import load_filter
from sphinx_compress.filters.turbohtml import TurboHTMLFilter
from sphinx_compress.filters.verify import css_difference
from tests.filtering import run
from tests.filters.test_csscompressor import LOOSE


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a { color: #AABBCC }", "a{color:#abc}"),
        ("a { top: 0.50em }", "a{top:.5em}"),
        ("@media print { a { left: 0px } }", "@media print{a{left:0}}"),
    ],
)
def test_a_sheet_gets_shorter(text: str, result: str) -> None:
    assert run(TurboHTMLFilter(), LOOSE + text, "css").text == result


def test_what_it_cannot_read_loses_its_blanks_at_least() -> None:
    text = LOOSE + "a { top: 0 }\nb { *zoom : 1 ; }\n"
    result = run(TurboHTMLFilter(), text, "css").text
    assert css_difference(text, result, lenient=True) is None
    assert len(result) <= len("a{top:0}b{*zoom:1}")


def test_it_is_found_by_its_name() -> None:
    assert isinstance(load_filter("turbohtml", "css"), TurboHTMLFilter)
