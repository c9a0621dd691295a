"""Tests of what an offline build makes of rules that its manifest leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from sphinx_compress.build.early_scripts import EarlyScripts
from sphinx_compress.build.index import Index, Page
from sphinx_compress.build.left_out import LeftOut
from sphinx_compress.build.noted_scripts import IS_NOTED
from sphinx_compress.build.used_names import UsedNames
from sphinx_compress.bundle.result import Result
from sphinx_compress.bundle.store import Store, name_bundle
from sphinx_compress.core.errors import OfflineGenerationError
from tests.sites import Site

CUT, WHOLE = (name_bundle("css", name, b"p{}") for name in ("cut", "whole"))


class Case:
    """A site of two pages, and a manifest."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages = {"a": {".a"}, "b": {".b"}}
        self.missing = [".zebra"]
        self.kept: Sequence[str] | None = None

    def check(self) -> None:
        compressor = self.site.compressor()
        scripts = EarlyScripts(compressor.sources, compressor.cache)
        names = UsedNames(scripts, compressor.sources, self.kept)
        static = self.site.directory / "html" / "_static"
        left_out = LeftOut({CUT.path: self.missing}, names, static, "make it")
        pages = {name: Page("", names=frozenset({IS_NOTED, *s})) for name, s in self.pages.items()}
        left_out.look_at(Index(pages=pages), Store(static / "compress"))
        left_out.check(Result("", bundles=(WHOLE,)))
        left_out.check(Result("", bundles=(WHOLE, CUT)))


@pytest.fixture(name="case")
def a_site_of_two_pages(tmp_path: Path) -> Case:
    return Case(Site(tmp_path))


def test_what_nothing_uses_may_be_missing(case: Case) -> None:
    case.check()


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([".zebra"], "page b uses .zebra. Make the manifest anew:\n    make it"),
        (["=zebra"], "page b uses .zebra"),
        (["@noted <script>e.className = 'zebra'</script>"], "a script uses .zebra"),
        (["@noted <script>e.className = localStorage.x</script>"], "any more what these use: <scr"),
    ],
)
def test_a_page_that_uses_it_fails(case: Case, names: list[str], message: str) -> None:
    case.pages["b"] |= {*names}
    with pytest.raises(OfflineGenerationError, match=re.escape(message)):
        case.check()


def test_a_file_of_the_site_that_uses_it_fails_too(case: Case) -> None:
    case.site.write("new.js", "e.className = 'zebra'")
    with pytest.raises(OfflineGenerationError, match=r"a script uses \.zebra"):
        case.check()


def test_a_setting_says_what_scripts_use(case: Case) -> None:
    case.pages["b"].add("@noted <script>e.className = localStorage.x</script>")
    case.kept = ["lion"]
    case.check()
    case.kept = ["zeb*"]
    with pytest.raises(OfflineGenerationError):
        case.check()


def test_many_names_and_pages_are_cut_short(case: Case) -> None:
    case.missing = ["[zebra", *(f".z{number}" for number in range(9))]
    for names in case.pages.values():
        names |= {*case.missing}
    message = r"page a and 1 more uses \.z0; .*uses \.z4; and 5 more names"
    with pytest.raises(OfflineGenerationError, match=message):
        case.check()
    case.missing = ["[zebra"]
    with pytest.raises(OfflineGenerationError, match=r"uses \[zebra\]\."):
        case.check()
