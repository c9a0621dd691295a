"""The filter that minifies CSS with Lightning CSS; see also test_css_native."""

from __future__ import annotations

import pytest

from sphinx_compress.filters.lightningcss import LightningCSSFilter
from sphinx_compress.filters.registry import load_filter
from tests.filtering import run
from tests.filters.test_csscompressor import LOOSE


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a { color: #AABBCC; background: rgb(255, 0, 0) }", "a{color:#abc;background:red}"),
        ("a { margin: 0px 0px 0px 0px }", "a{margin:0}"),
        # It writes nothing for older browsers, or in a way that only newer ones know.
        ("a { -webkit-user-select: none; user-select: none }", None),
        ("@media (min-width: 100px) { a { top: 0 } }", "@media (min-width:100px){a{top:0}}"),
    ],
)
def test_a_sheet_gets_shorter_and_not_older_or_newer(text: str, result: str | None) -> None:
    found = run(LightningCSSFilter(), LOOSE + text, "css").text
    if result is None:
        assert "-webkit-user-select:none" in found
        assert ";user-select:none" in found
    else:
        assert found == result


def test_what_it_cannot_read_loses_its_blanks_still() -> None:
    text = LOOSE + "a { top: 0 }\nb { *zoom : 1 ; }\n"
    assert run(LightningCSSFilter(), text, "css").text == "a{top:0}b{*zoom:1}"


def test_it_is_found_by_its_name() -> None:
    assert isinstance(load_filter("lightningcss", "css"), LightningCSSFilter)
