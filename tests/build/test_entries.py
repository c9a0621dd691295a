"""Tests of which entries the manifest has that a build leaves."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx_compress.build.entries import entries_of
from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse, id_of_html
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.manifest.manifest import load
from sphinx_compress.page.region import Region
from tests.build.projects import Project
from tests.sites import sheet


def test_the_manifest_keeps_what_a_partial_build_does_not_know(
    project: Project, tmp_path: Path
) -> None:
    project.build()
    before = load(project.store / "manifest.json")
    # As when the doctrees are gone, and only one document is built.
    shutil.rmtree(tmp_path / "state")
    summary, _ = project.build("other")
    assert load(project.store / "manifest.json") == before
    assert len(project.bundles()) == 2
    assert summary.pruned == 0


def test_the_manifest_drops_what_no_page_uses(project: Project) -> None:
    project.build()
    project.pages["other"] = ["a.css"]
    project.build("other")
    manifest = load(project.store / "manifest.json")
    assert len(manifest) == 2
    assert not any("c.css" in html for html in manifest.values())
    assert len(project.bundles()) == 2


def test_an_entry_whose_bundle_is_gone_is_not_kept(project: Project, tmp_path: Path) -> None:
    project.build()
    shutil.rmtree(tmp_path / "state")
    (bundle,) = (name for name in project.bundles() if ".c{}" in (project.store / name).read_text())
    (project.store / bundle).unlink()
    project.build("index", "sub/page")
    assert len(load(project.store / "manifest.json")) == 1


def test_a_spoilt_manifest_is_made_anew(project: Project) -> None:
    project.build()
    good = (project.store / "manifest.json").read_bytes()
    (project.store / "manifest.json").write_bytes(good[:30])
    project.build("other")
    assert (project.store / "manifest.json").read_bytes() == good


def index_of(*uses: tuple[Region, str]) -> Index:
    """Return an index of pages that have one region each, with this HTML for it."""
    index = Index()
    for number, (region, html) in enumerate(uses):
        index.regions[region.id] = PlacedRegion(region, NO_TEMPLATE)
        index.htmls[id_of_html(html)] = html
        index.pages[str(number)] = Page("", (RegionUse(region.id, id_of_html(html)),))
    return index


def test_an_entry_has_the_html_without_the_versions_of_files() -> None:
    region = Region("css", "file", "output", sheet("a.css?v=1"))
    other = Region("css", "file", "output", sheet("a.css?v=2"))
    entries = entries_of(index_of((region, sheet("a.css?v=1")), (other, sheet("a.css?v=2"))))
    assert entries == {region.nodelist_hash: sheet("a.css")}


def test_of_two_htmls_for_one_region_the_entry_is_always_the_same() -> None:
    region = Region("css", "file", "output", sheet("a.css"))
    uses = [(region, sheet("new.css")), (region, sheet("old.css"))]
    expected = {region.nodelist_hash: sheet("new.css")}
    assert entries_of(index_of(*uses)) == entries_of(index_of(*reversed(uses))) == expected


def test_an_implicit_region_that_is_kept_and_has_no_static_file_needs_no_entry() -> None:
    text = '<link rel="stylesheet" href="https://example.org/a.css" />'
    implicit = Region("css", "file", "output", text, implicit=True)
    assert entries_of(index_of((implicit, text))) == {}
    assert entries_of(index_of((implicit, text.replace("a.css", "b.css"))))
    assert entries_of(index_of((implicit._replace(implicit=False), text)))
    static = implicit._replace(nodelist=sheet("a.css"))
    assert entries_of(index_of((static, sheet("a.css"))))
