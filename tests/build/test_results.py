"""Tests of what is said of the regions of a site when all pages are written."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse, id_of_html
from sphinx_compress.build.place import TemplatePlace
from sphinx_compress.build.results import RegionResults, compress_again
from sphinx_compress.build.revision import CompressingRevision, LookupRevision
from sphinx_compress.build.state import PageState
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.store import Store
from sphinx_compress.manifest.lookup import ManifestLookup, Manifests
from sphinx_compress.page.gate import gate_elements, gate_region, sheet_element, split_element
from sphinx_compress.page.region import Region
from tests.build.projects import Unmarked, css, js
from tests.sites import Site, sheet


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


def index_of(region: Region, *pages: str) -> Index:
    """Return an index of pages that have just this region, and an old HTML for it."""
    use = RegionUse(region.id, id_of_html("<old>"))
    return Index(
        {region.id: PlacedRegion(region, TemplatePlace("layout.html", 3))},
        {use.html_id: "<old>"},
        {name: Page("", (use,)) for name in pages},
    )


def test_a_problem_is_told_once_and_with_a_document(tmp_path: Path) -> None:
    site = Site(tmp_path)
    compressor = site.compressor()
    revision = CompressingRevision(compressor, PageState(tmp_path / "state"), tmp_path)
    region = Region("css", "file", "output", sheet("missing.css"))
    index = index_of(region, "genindex", "guide", "intro")
    found = compress_again(index, revision, {"guide", "intro"})
    [problem] = found.problems
    assert str(problem).endswith("[page guide, region at layout.html:3]")
    assert found.errors == ()
    html = found.results[region.id].html
    assert html == region.nodelist
    assert index.htmls[id_of_html(html)] == html
    assert found.html_ids() == {region.id: id_of_html(html)}
    assert set(found.decisions()) == {html}


def offline(directory: Path) -> LookupRevision:
    """Return what an offline build has that has no manifest at all."""
    manifests = Manifests(Store(directory / "compress"), None, [])
    return LookupRevision(ManifestLookup(manifests, "compress", "make"), manifests, "compress", {})


def test_a_miss_is_an_error_on_the_page_of_a_document_alone(tmp_path: Path) -> None:
    region = Region("css", "file", "output", sheet("a.css"))
    found = compress_again(index_of(region, "gone", "guide"), offline(tmp_path), {"guide"})
    [error] = found.errors
    assert error.startswith("page guide, layout.html:3: the offline manifest has no entry")
    # The pages keep what they have.
    assert found.results[region.id].html == "<old>"
    found = compress_again(index_of(region, "gone"), offline(tmp_path), {"guide"})
    assert found.errors == ()
    assert found.results[region.id].html == "<old>"


def test_what_blocks_a_typical_page_is_the_critical_part_of_a_sheet_that_is_split() -> None:
    marker = "compress-root:_static/"
    region = Region("css", "file", "output", "x", implicit=True)
    gate = gate_region(["x"])
    print_sheet = f'<link rel="stylesheet" media="print" href="{marker}print.css" />'
    results = {
        "1": Result(
            split_element(sheet_element(f"{marker}critical.css"), f"{marker}whole.css")
            + print_sheet
        ),
        "2": Result(sheet_element(f"{marker}other.css")),
        "3": Result(gate_elements("opener.js", f"{marker}gate.css")),
    }
    found = index({"a": ["1", "2", "3"], "b": ["1", "2", "3"], "c": ["2"]})
    for number, each in (("1", region), ("2", region), ("3", gate)):
        found.regions[number] = PlacedRegion(each, TemplatePlace("", 0))

    sheets = RegionResults(found, results).blocking_sheets()

    assert sheets == ["_static/critical.css", "_static/other.css"]
    assert RegionResults(Index(), {}).blocking_sheets() == []


def test_pages_that_differ_in_a_block_alone_are_of_one_kind(unmarked: Unmarked) -> None:
    unmarked.pages = {
        f"p{number}": (css("a", "b"), f"<script>page = {number};</script>{js('a', 'b')}")
        for number in range(5)
    }
    unmarked.pages |= {f"q{number}": (css("c", "d", "e"), "") for number in range(2)}
    summary, _ = unmarked.build()
    assert summary.pages == 7
    assert summary.requests == (4, 2)
