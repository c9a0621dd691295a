"""Tests of what pages refer to."""

from __future__ import annotations

import pytest

from sphinx_compress.build.checks.pages import Reference, imported_urls, path_of, references
from sphinx_compress.page.gate import gate_elements, sheet_element, split_element


@pytest.mark.parametrize(
    ("url", "directory", "path"),
    [
        ("../_static/a.css?v=1#x", "guide", "_static/a.css"),
        ("_static/a%20b.css", "", "_static/a b.css"),
        ("/en/latest/_static/a.css", "x", "_static/a.css"),
        ("/other.css", "", ""),
        ("//cdn.example.org/_static/a.css", "", ""),
        ("https://example.org/_static/a.css", "", ""),
        ("../../a.css", "guide", ""),
        ("data:text/css,a{}", "", ""),
        ("#x", "guide", ""),
    ],
)
def test_a_url_is_that_of_a_file_of_the_site_or_none(url: str, directory: str, path: str) -> None:
    assert path_of(url, directory) == path


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<link rel="stylesheet" href="_static/a">', "css"),
        ('<link rel="alternate stylesheet" href="_static/a">', None),
        ('<link rel="preload" as="style" href="_static/a">', None),
        ('<noscript><link rel="stylesheet" href="_static/a"></noscript>', None),
        ('<script src="_static/a"></script>', "js"),
        ('<script type="module" src="_static/a"></script>', "js"),
        ('<script type="text/javascript" src="_static/a"></script>', "js"),
        ('<script type="application/json" src="_static/a"></script>', None),
        ('<script nomodule src="_static/a"></script>', None),
    ],
)
def test_what_all_readers_load_has_a_kind(html: str, kind: str | None) -> None:
    assert list(references(html, "index.html")) == [Reference("_static/a", "", kind)]  # type: ignore[arg-type]


def test_of_a_split_sheet_each_file_is_loaded_once() -> None:
    head = split_element(sheet_element("c.css"), "w.css")
    html = f"<head>{head}</head><body>{gate_elements('o.js', 'g.css')}"
    found = list(references(html, "index.html"))
    assert {each.path for each in found if each.kind == "css"} == {"c.css", "w.css", "g.css"}
    assert {each.path for each in found if each.kind == "js"} == {"o.js"}
    assert [each.kind for each in found if each.path == "w.css"] == [None, "css"]


def test_integrity_is_taken_as_it_is_written() -> None:
    html = '<script integrity="sha256-x" src="../_static/a.js"></script>'
    assert list(references(html, "a/b.html")) == [Reference("_static/a.js", "sha256-x", "js")]


def test_imports_are_read_as_far_as_they_can_be() -> None:
    assert imported_urls(b"@import 'a.css'; @import url(b.css) print; c{}") == ["a.css", "b.css"]
    assert imported_urls(b"c{} @import 'a.css';") == []
    assert imported_urls(b"c{") == []
