"""Tests of the tags of scripts that pages load."""

from __future__ import annotations

from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.build.script_tags import script_tags, scripts_of_pages
from sphinx_compress.page.region import Region

ONE, TWO, LOOSE = (f'<script src="compress-root:{name}.js"></script>' for name in "abc")
SHEET = '<link rel="stylesheet" href="compress-root:a.css">'
SCRIPTS = Region("js", "file", "output", f"{ONE}\n{TWO}", implicit=True)


def test_a_region_of_scripts_that_it_loads_has_their_tags() -> None:
    assert [*script_tags(SCRIPTS)] == [ONE, TWO]
    assert [*script_tags(Region("js", "preload", "output", ONE, implicit=False))] == []
    assert [*script_tags(Region("css", "file", "output", SHEET, implicit=True))] == []


def test_scripts_of_pages_stand_in_regions_that_are_used_and_beside_them() -> None:
    index = Index({SCRIPTS.id: PlacedRegion(SCRIPTS, NO_TEMPLATE)})
    index.pages["index"] = Page("", scripts=(LOOSE,))
    assert [*scripts_of_pages(index)] == [LOOSE]
    index.pages["other"] = Page("", (RegionUse(SCRIPTS.id, "x"),))
    assert [*scripts_of_pages(index)] == [LOOSE, ONE, TWO]
