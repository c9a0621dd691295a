"""Tests of the bundles that others are told of."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.index import Index, PlacedRegion
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.build.results import RegionResults
from sphinx_compress.build.written_bundle import WrittenBundle, written_bundles
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.store import Bundle
from sphinx_compress.page.region import Mode, Region


def placed(mode: Mode, nodelist: str) -> PlacedRegion:
    return PlacedRegion(Region("css", mode, "output", nodelist), NO_TEMPLATE)


def test_a_bundle_of_several_regions_is_told_once_with_its_sources() -> None:
    bundle = Bundle("css/output.0123456789ab.css", "0123456789ab", 1)
    critical = Bundle("css/critical.0123456789ab.css", "0123456789ab", 1)
    decisions = (Decision("_static/a.css", bundle.path), Decision("_static/b.css", "", "it stays"))
    index = Index({"1": placed("preload", "a"), "2": placed("file", "b"), "3": placed("file", "c")})
    results = {
        "1": Result("", bundles=(bundle,), decisions=decisions),
        "2": Result("", bundles=(critical, bundle), decisions=decisions),
        "3": Result("<link>"),
    }

    found = list(written_bundles(RegionResults(index, results), Path("x")))

    assert found == [
        WrittenBundle("css", "file", "critical", Path("x", critical.path), ()),
        WrittenBundle("css", "file", "output", Path("x", bundle.path), ("_static/a.css",)),
    ]
