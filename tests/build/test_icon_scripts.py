"""Tests of which icons a script gets, and when it gets all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sphinx_compress.build.icon_scripts import IconScripts, names_for_icons
from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse
from sphinx_compress.build.known_texts import KnownTexts
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.bundle.icon_scripts import IconSplitter
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.store import Store
from sphinx_compress.bundle.swaps import Swap
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.page.region import Region
from tests.js.test_icon_packs import MANY, START, pack

AWESOME = '<script defer src="compress-root:_static/awesome.js?v=1"></script>'


class Site:
    def __init__(self, directory: Path) -> None:
        self.static = directory / "_static"
        self.static.mkdir()
        self.write("awesome.js", f"{START}a({pack(*MANY)})")
        self.store = Store(self.static / "compress")
        self.cache = DirectoryCache(directory / "cache", 10_000_000)

    def write(self, name: str, text: str) -> None:
        (self.static / name).write_text(text)

    def decide(self, *tags: str, names: tuple[str, ...] = ()) -> Mapping[str, Swap]:
        region = Region("js", "file", "", "\n".join(tags), implicit=True)
        use = RegionUse(region.id, "")
        pages = {"index": Page("", (use,), names=frozenset(names))}
        index = Index({region.id: PlacedRegion(region, NO_TEMPLATE)}, {}, pages)
        sources = Sources([SourceRoot(self.static)])
        splitter = IconSplitter(self.store, self.cache, sources)
        return IconScripts(splitter, sources, KnownTexts(self.cache)).decide(index)

    def icons(self, *tags: str, names: tuple[str, ...] = ()) -> str:
        """Return the pack in the script."""
        (swap,) = self.decide(*tags, names=names).values()
        text = (self.store.directory / swap.bundle.path).read_text()
        return text.removeprefix(f"{START}a(").partition(")")[0]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_icons_are_those_that_pages_and_scripts_name(site: Site) -> None:
    assert list(site.decide(AWESOME)) == ["_static/awesome.js"]
    assert site.icons(AWESOME, names=("@class fa-n3", "@class fa-n4", ".fa-n5")) == pack("n3", "n4")
    site.write("other.js", "e.className = 'fa fa-n7'")
    other = '<script src="compress-root:_static/other.js"></script>'
    assert site.icons(AWESOME, other) == pack("n7")


@pytest.mark.parametrize(
    "tags",
    [
        [],
        [AWESOME, AWESOME.replace("awesome", "again")],
        [AWESOME, "<script>FontAwesome.config.autoReplaceSvg = 'nest'</script>"],
        [AWESOME, '<script src="compress-root:_static/api.js"></script>'],
        [AWESOME.replace("defer", 'integrity="x"')],
        [AWESOME.replace("defer", 'data-search-pseudo-elements=""')],
        [AWESOME.replace("defer", 'type="module"')],
        [AWESOME.replace("awesome", "odd")],
    ],
    ids=["none", "two", "settings", "API", "integrity", "attribute", "module", "odd"],
)
def test_where_something_else_may_depend_on_icons_all_stay(site: Site, tags: list[str]) -> None:
    site.write("api.js", "window.FontAwesome.icon({})")
    site.write("again.js", f"{START}a({pack(*MANY)})")
    site.write("odd.js", f"{START}a(b)")
    assert site.decide(*tags) == {}


def test_all_that_looks_like_an_icon_of_a_page_is_one() -> None:
    page = '<i class="fas FA-N1"></i><i data-mask=fa-n2></i><p>fa-n3</p><b class="far"></b>'
    assert names_for_icons(page) == {"@class fa-n1", "@class fa-n2", "@class fa-n3"}
