"""Tests of what becomes of values that functions return."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY


@pytest.mark.parametrize(
    "text",
    [
        "function all() { return document.styleSheets } all()[1].disabled = true",
        "const all = () => document.styleSheets; unknown(all()[1])",
        "const page = { get all() { return document.styleSheets } }; page.all[1].disabled = true",
        "(() => document.styleSheets)()[1].disabled = true",
        "[1].map((n) => document.styleSheets[n])[0].disabled = true",
        "[...document.styleSheets].reduce((a, s) => s).disabled = true",
        "[...document.styleSheets].reduceRight((a, s) => a || s).disabled = true",
    ],
)
def test_what_is_returned_is_followed(text: str) -> None:
    assert ANY["css"] in references(text).words


def test_what_is_returned_to_nobody_is_not() -> None:
    assert references("setTimeout(() => document.styleSheets)").words == set()
