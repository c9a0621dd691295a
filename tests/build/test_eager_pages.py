"""Tests of pages in which no script may be moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.eager_pages import eager_pages, name_of_eager, why_eager
from sphinx_compress.build.early_scripts import EarlyScripts
from sphinx_compress.build.gated_page import GatedPages
from sphinx_compress.build.index import Index, Page
from sphinx_compress.build.site import WrittenSite
from sphinx_compress.bundle.result import Decision
from sphinx_compress.page.frames import Frames
from sphinx_compress.page.scan import Scanner
from tests.sites import Site

SHEET = '<link rel="stylesheet" href="_static/a.css" />'
NONCE = "<script nonce='x'></script>"
HANDLER = "<img onerror='f()'>"


def reason(directory: Path, head: str = SHEET, body: str = "", end: str = "</head>") -> str:
    compressor = Site(directory).compressor()
    gated = GatedPages(EarlyScripts(compressor.sources, compressor.cache))
    html = f"<html><head>{head}{end}<body>{body}</body></html>"
    found = Scanner().scan(html)
    return why_eager(html, found, gated.vocabulary(html), Frames("https://docs.example.com/"))


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ({}, ""),
        ({"body": "<iframe src='https://example.org/'></iframe>"}, ""),
        ({"body": "<iframe src=x.html>"}, "<iframe src=x.html> may show a page of this site"),
        ({"body": "<base href=x>"}, "the page may have a base element"),
        ({"body": "<a/class=" * 2000 + ">"}, "the names of the page's elements are not understood"),
        ({"head": ""}, "the page has no style sheet"),
        ({"head": SHEET + NONCE}, "the page has a content security policy or a nonce"),
        ({"body": HANDLER}, "code in an attribute of the page may run before its reader"),
        ({"end": ""}, "the head of the page has no end"),
    ],
)
def test_it_is_said_why_no_script_may_be_moved(
    page: dict[str, str], why: str, tmp_path: Path
) -> None:
    found = reason(tmp_path, **page)
    assert found.startswith(why)
    assert bool(found) == bool(why)


def test_pages_are_told_by_their_files(tmp_path: Path) -> None:
    names = frozenset({name_of_eager("so it is"), "p", ".a"})
    index = Index(pages={"b/c": Page("../", names=names), "a": Page("", names=frozenset({"p"}))})
    file_of = lambda name: tmp_path / "elsewhere" / f"{name}.html"  # noqa: E731
    site = WrittenSite(tmp_path / "out", file_of, "utf-8", set)
    assert list(eager_pages(index, site)) == [Decision("b/c.html", reason="so it is")]
