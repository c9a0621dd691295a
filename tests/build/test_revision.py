"""Tests of what a build that compresses does when all pages are written."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.build.revision import CompressingRevision
from sphinx_compress.build.state import PageState
from sphinx_compress.page.region import Region
from tests.sites import AS_IT_IS, Site, sheet


def revision(site: Site) -> CompressingRevision:
    state = PageState(site.directory / "state")
    return CompressingRevision(site.compressor(), state, site.directory / "html" / "_static")


def index(*runs: str) -> Index:
    """Return an index of pages that have one implicit region each."""
    found = Index()
    for number, text in enumerate(runs):
        region = Region("css", "file", "output", text, implicit=True)
        found.regions[region.id] = PlacedRegion(region, NO_TEMPLATE)
        found.pages[str(number)] = Page("", (RegionUse(region.id, "html"),))
    return found


def words(site: Site, pages: Index) -> set[str]:
    compressing = revision(site)
    compressing.prepare(pages)
    kept = PageState(site.directory / "state").load_chunking()
    assert kept is not None
    return set(kept.words)


def test_what_stands_apart_on_many_pages_shares_no_bundle(tmp_path: Path) -> None:
    site = Site(tmp_path, values=AS_IT_IS)
    pages = index(*[sheet("a.css") + sheet("b.css")] * 9, *[sheet("a.css")] * 9)
    revision(site).prepare(pages)
    kept = PageState(tmp_path / "state").load_chunking()
    assert kept is not None
    assert kept.cuts == {(sheet("a.css"), sheet("b.css"))}


def test_scripts_of_the_site_are_analysed_but_no_bundles(tmp_path: Path) -> None:
    site = Site(tmp_path)
    pages = index(sheet("a.css"))
    site.write("compress/js/output.js", "document.querySelector('link[href*=\"bundle\"]')")
    # So are those that the last build has put elsewhere.
    bundle = "old/js/output.0123456789ab.js"
    site.write(bundle, "document.querySelector('link[href*=\"bundle\"]')")
    pages.output_dir = "old"
    assert words(site, pages) == frozenset()
    site.write("deep/er.mjs", "document.querySelector('link[href*=\"mine\"]')")
    assert any("mine" in word for word in words(site, pages))


def test_in_a_site_without_runs_no_script_is_analysed(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("own.js", "document.querySelector('link[href*=\"mine\"]')")
    assert words(site, Index()) == frozenset()


def test_it_compresses_with_what_it_has_learnt(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for name in "ab":
        site.write(f"{name}.css", f".{name} {{ color: red }}")
    text = sheet("a.css") + sheet("b.css")
    compressing = revision(site)
    compressing.prepare(index(*[text] * 9, *[sheet("a.css")] * 9))
    region = Region("css", "file", "output", text, implicit=True)
    assert compressing.compress(region).html.count("<link") == 2
