"""Tests of what is noted of pages that end without scripts."""

from __future__ import annotations

from sphinx_compress.build.page_end import END, PageEnd, body_of, sheets_of
from sphinx_compress.page.scan import Scanner

SHEET = '<link rel="stylesheet" href="_static/a.css" />'
STYLE = "<style>p { a: b }</style>"


def test_the_end_of_a_page_is_found_again_in_its_name() -> None:
    end = PageEnd((SHEET, STYLE), ("body", ".wide"))
    assert PageEnd.from_name(end.name) == end
    assert PageEnd.from_name(END) is None
    assert PageEnd.from_name(f"{END}[1]") is None


def test_all_style_sheets_of_a_page_count_and_all_names_of_its_body() -> None:
    html = f"<head>{SHEET}</head><BODY class='wide b'><p>{STYLE}</p></body>"
    found = Scanner().scan(html)
    assert sheets_of(html, found, {"style"}) == (SHEET, STYLE)
    assert sheets_of(html, found, set()) == (SHEET,)
    assert body_of(html) == tuple(sorted([".b", ".wide", "[class", "body"]))
