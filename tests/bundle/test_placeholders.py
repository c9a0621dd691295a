"""Tests of places in blocks that are filled in when a site is deployed."""

from __future__ import annotations

import pytest

from sphinx_compress.bundle.placeholders import has_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "window.version = '__VERSION__'",
        "x = '%API_URL%'",
        'x = "${SITE}"',
        "x = '{{ site }}'",
        "x = '@@site@@'",
        "x = '<%= site %>'",
        "x = '#{version}#'",
        "x = 'CHANGE_ME'",
        "/* CONFIG */ go()",
        "// @@config\ngo()",
        "// inject:config\ngo()",
        "go() /*!marker*/",
    ],
)
def test_a_script_has_a_place(text: str) -> None:
    assert has_placeholder(text, "js")


@pytest.mark.parametrize(
    "text",
    [
        "go()",
        "/* what people read */ go()",
        "// Styles",
        "//# sourceMappingURL=x.js",
        "/*eslint-disable*/ go()",
        "x = {a: {b: {c: 1}}}; y = `${x}`",
        "x = '/* CONFIG */'; //<![CDATA[",
    ],
)
def test_a_script_has_none(text: str) -> None:
    assert not has_placeholder(text, "js")


@pytest.mark.parametrize("text", ["a { b: __BRAND__ }", "/* brand */ a {}"])
def test_a_sheet_has_a_place(text: str) -> None:
    assert has_placeholder(text, "css")


@pytest.mark.parametrize(
    "text",
    ["a {}", "/* For the brand */", "a { content: '/* x */' }", "/* a */" + 5000 * "0" + "px"],
)
def test_a_sheet_has_none_that_is_known(text: str) -> None:
    assert not has_placeholder(text, "css") or "/* a */" in text
