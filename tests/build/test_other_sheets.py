"""Tests of what style sheets of a page may use that another one of them sets."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from sphinx_compress.build.other_sheets import OtherSheets
from sphinx_compress.bundle.elements import bundle_url
from sphinx_compress.bundle.result import Result
from sphinx_compress.bundle.splitter import Splitter
from sphinx_compress.bundle.store import Bundle, name_bundle
from sphinx_compress.core.names import ANY_PROPERTY
from sphinx_compress.page.gate import sheet_element
from tests.sites import Site, sheet

DIR = "compress"


@dataclasses.dataclass
class Sheets:
    """Some style sheets, and who reads them."""

    site: Site

    def __post_init__(self) -> None:
        self.compressor = self.site.compressor()

    def bundle(self, css: str) -> Bundle:
        bundle = name_bundle("css", "output", css.encode())
        self.compressor.store.write(bundle, css.encode())
        return bundle

    def of(self, bundle: Bundle, rest: str = "", *others: Bundle) -> set[str]:
        """Return what the others mention that a page has beside the *bundle*."""
        bundles = (bundle, *others)
        html = "".join(sheet_element(bundle_url(DIR, each.path)) for each in bundles)
        splitter = Splitter(self.compressor.store, self.compressor.cache)
        sheets = OtherSheets(splitter, self.compressor.sources, self.compressor.cache, DIR)
        return set(dict(sheets.of([Result(html + rest, bundles=bundles)]))[bundle])


@pytest.fixture(name="sheets")
def some_sheets(tmp_path: Path) -> Sheets:
    return Sheets(Site(tmp_path))


def test_other_bundles_count_and_the_own_one_does_not(sheets: Sheets) -> None:
    first, second = sheets.bundle(".a{--x:1}"), sheets.bundle(".a{top:var(--y)}")
    assert sheets.of(first) == set()
    assert sheets.of(first, "", second) == {"--y"}
    assert sheets.of(second, "", first) == {"--x"}


def test_a_sheet_that_is_kept_counts(sheets: Sheets) -> None:
    bundle = sheets.bundle(".a{--x:1}")
    sheets.site.write("kept.css", ".a{top:var(--z)}")
    assert sheets.of(bundle, sheet("kept.css")) == {"--z"}


@pytest.mark.parametrize("url", ["https://other.example/a.css", "data:text/css,p%7b%7d", "no.css"])
def test_a_sheet_that_cannot_be_read_may_use_anything(sheets: Sheets, url: str) -> None:
    bundle = sheets.bundle(".a{--x:1}")
    assert sheets.of(bundle, f'<link rel="stylesheet" href="{url}">') == {ANY_PROPERTY}
