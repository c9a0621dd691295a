"""Tests of what is written down of pages for the sake of fonts."""

from __future__ import annotations

import pytest

from sphinx_compress.build.subsetting import names_for_fonts


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        ('<link rel="preload" as="font" crossorigin href="../_static/a.woff2?v=1">', "a.woff2"),
        ("<link rel=preload as=font href=../_static/b/a.woff2>", "b/a.woff2"),
    ],
)
def test_a_font_that_a_page_announces_is_told(tag: str, url: str) -> None:
    html = f"<head>{tag}<link rel='stylesheet' href='../_static/a.css'></head>→"
    names = {"@block 2190", f"@font preloaded _static/{url}"}
    assert names_for_fonts(html, "../") == names
    assert names_for_fonts(html, "../", frozenset({"link", "[as"})) == names
    # Without the attribute, no element has a value of it.
    assert names_for_fonts(html, "../", frozenset({"link"})) == {"@block 2190"}
    twice = html.replace("a.woff2", "b.woff2")
    assert len(names_for_fonts(html + twice, "../")) == 3


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="preload" as="font" href="https://example.org/a.woff2">',
        '<link rel="preload" as="style" href="../_static/a.css">',
        '<p title="as="font"" rel="preload" href="../_static/a.woff2">',
    ],
)
def test_nothing_else_is(tag: str) -> None:
    assert names_for_fonts(f"<head>{tag}</head>", "../") == frozenset()
