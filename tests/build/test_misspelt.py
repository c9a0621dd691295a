"""Tests of values of ``data-compress`` that mean nothing."""

from __future__ import annotations

from sphinx_compress.build.index import Index, Page
from sphinx_compress.build.misspelt import misspelt, names_of_misspelt

TAG = '<script data-compress="of" src="a.js"></script>'


def test_each_tag_that_is_misspelt_is_told_once_with_the_first_page() -> None:
    index = Index()
    for name in ("b", "a", "c"):
        index.pages[name] = Page("", names=names_of_misspelt(TAG, ""))
    index.pages["b"] = Page("", names=names_of_misspelt(TAG + '<link data-compress="on">', ""))
    assert list(map(str, misspelt(index))) == [
        'data-compress="of" means nothing (did you mean off?): only off does; it is on a.js'
        " [page a]",
        'data-compress="on" means nothing: only off does; it is on <link data-compress="on">'
        " [page b]",
    ]


def test_a_page_with_right_values_has_no_problem() -> None:
    right = '<link data-compress="OFF"><link data-compress-late=""><p>data-compress=x</p>'
    assert names_of_misspelt(right, "") == frozenset()
    assert list(misspelt(Index(pages={"a": Page("")}))) == []
