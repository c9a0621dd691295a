"""Tests of what is said of the regions of a site when all pages are written."""

from __future__ import annotations

from sphinx_compress.build.index import Index, Page, RegionUse, id_of_html
from sphinx_compress.build.results import RegionResults
from sphinx_compress.bundle.result import Decision, Result


def index(pages: dict[str, list[str]]) -> Index:
    """Return an index of pages that use these regions."""
    return Index(
        pages={
            name: Page("", tuple(RegionUse(region_id, id_of_html("")) for region_id in regions))
            for name, regions in pages.items()
        }
    )


def test_regions_are_explained_by_the_first_page_that_has_them() -> None:
    found = index({"b": ["2", "1"], "a": ["1", "1"], "c": ["2"], "d": ["3"]})
    results = {
        "1": Result("", decisions=(Decision("x", "y"), Decision("z"))),
        "2": Result("", decisions=(Decision("v"),)),
        "3": Result(""),
    }
    assert list(RegionResults(found, results).explanations()) == [
        "on page b and 1 more:",
        "  x is in y",
        "  z stays",
        "on page b and 1 more:",
        "  v stays",
    ]


def test_nothing_is_said_of_no_pages() -> None:
    assert list(RegionResults(Index(), {}).explanations()) == []
