"""Tests of what pages refer to."""

from __future__ import annotations

import pytest

from sphinx_compress.build.checks.pages import Reference, imported_urls, references
from sphinx_compress.core.types import ROOT_MARKER
from sphinx_compress.page.bundle_links import BundleLinks
from sphinx_compress.page.gate import gate_elements, sheet_element, split_element

BUNDLES = "_static/compress"
BUNDLE = f"{BUNDLES}/css/x.{'0' * 12}.css"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("../_static/a.css?v=1#x", "_static/a.css"),
        ("#x", None),
        ("", None),
        ("https://example.org/_static/a.css", None),
        ("../../a.css", None),
        # A copy of our own, which another server has.
        (f"https://cdn.example.org/docs/{BUNDLE}", BUNDLE),
        ("https://cdn.example.org/docs/_static/css/x.css", None),
    ],
)
def test_a_reference_has_the_path_of_its_file_if_that_is_of_the_site(
    url: str, path: str | None
) -> None:
    html = f'<link rel="stylesheet" href="{url}">'
    found = [each.path for each in references(html, "guide/index.html", BUNDLES) if each.path]
    assert found == ([path] if path else [])


def test_a_page_for_errors_has_urls_from_the_root_of_its_server() -> None:
    ours = f'<link rel="stylesheet" href="/en/latest/{BUNDLE}">'
    elsewhere = BundleLinks("compress", "https://cdn.example.org/").write(
        f'<link rel="stylesheet" href="{ROOT_MARKER}{BUNDLE}" />', "/en/latest/"
    )
    script = '<script src="/en/latest/_static/a.js"></script>'
    for html in (ours + script, elsewhere + script):
        found = [each.path for each in references(html, "404.html", BUNDLES)]
        assert found == [BUNDLE, "_static/a.js"]


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
    assert list(references(html, "index.html", BUNDLES)) == [Reference("_static/a", "", kind)]  # type: ignore[arg-type]


def test_of_a_split_sheet_each_file_is_loaded_once() -> None:
    head = split_element(sheet_element("c.css"), "w.css")
    html = f"<head>{head}</head><body>{gate_elements('o.js', 'g.css')}"
    found = list(references(html, "index.html", BUNDLES))
    assert {each.path for each in found if each.kind == "css"} == {"c.css", "w.css", "g.css"}
    assert {each.path for each in found if each.kind == "js"} == {"o.js"}
    assert [each.kind for each in found if each.path == "w.css"] == [None, "css"]


def test_integrity_is_taken_as_it_is_written() -> None:
    html = '<script integrity="sha256-x" src="../_static/a.js"></script>'
    expected = Reference("_static/a.js", "sha256-x", "js")
    assert list(references(html, "a/b.html", BUNDLES)) == [expected]


def test_imports_are_read_as_far_as_they_can_be() -> None:
    assert imported_urls(b"@import 'a.css'; @import url(b.css) print; c{}") == ["a.css", "b.css"]
    assert imported_urls(b"c{} @import 'a.css';") == []
    assert imported_urls(b"c{") == []
