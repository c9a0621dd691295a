"""Tests of what is used of the style sheets of a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.early_scripts import EarlyScripts
from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse
from sphinx_compress.build.noted_scripts import IS_NOTED
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.build.unused import UnusedRules, Used
from sphinx_compress.build.used_names import UsedNames
from sphinx_compress.bundle.result import Result
from sphinx_compress.bundle.splitter import Splitter
from sphinx_compress.bundle.store import Store, name_bundle
from sphinx_compress.core.names import ANY
from sphinx_compress.page.region import Region
from tests.sites import Site

SHEET = b".page{a:b}.x.other{a:b}.none{a:b}"
BUNDLE = name_bundle("css", "output", SHEET)


class Case:
    """A site with one sheet, and one page with it."""

    def __init__(self, directory: Path) -> None:
        compressor = Site(directory / "site").compressor()
        self.store = Store(directory / "store")
        self.store.write(BUNDLE, SHEET)
        names = UsedNames(
            EarlyScripts(compressor.sources, compressor.cache), compressor.sources, None
        )
        self.rules = UnusedRules(Splitter(self.store, compressor.cache), names)

    def used(self, *names: str) -> Used:
        region = Region("css", "file", "output", "", implicit=True)
        index = Index({region.id: PlacedRegion(region, NO_TEMPLATE)})
        index.pages["index"] = Page("", (RegionUse(region.id, "x"),), names=frozenset(names))
        return self.rules.find(index, lambda _: Result("", bundles=(BUNDLE,)), ())


@pytest.fixture(name="case")
def a_site_with_a_sheet(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_what_no_page_has_is_left_out_and_it_is_said_what_they_lack(case: Case) -> None:
    parts, missing, problems = case.used(IS_NOTED, ".page", ".x")
    assert not problems
    assert (case.store.directory / parts[BUNDLE.path].path).read_text() == ".page{a:b}"
    assert missing == {parts[BUNDLE.path].path: [".none", ".other"]}


def test_where_all_is_used_nothing_is_left_out(case: Case) -> None:
    assert case.used(IS_NOTED, ANY) == Used({}, {}, ())


def test_nothing_is_left_out_while_something_is_not_known(case: Case) -> None:
    parts, _, (problem,) = case.used("html", ".page")
    assert parts == {}
    assert "it is not known what these use: page index. Say in" in problem.message


def test_a_long_list_is_cut(case: Case) -> None:
    codes = [f"@noted <script>e.className = localStorage.a{n}</script>" for n in range(30)]
    (problem,) = case.used(IS_NOTED, *codes).problems
    assert problem.message.count("localStorage") == 10
    assert "; and 20 more. Say in compress_css_keep" in problem.message
