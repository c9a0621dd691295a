"""Tests of what is read of a built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.report.site import BuiltSite, Kind
from sphinx_compress.bundle.result import Decision
from sphinx_compress.core.errors import ReportError
from sphinx_compress.manifest import decisions
from tests.build.projects import Unmarked
from tests.sites import sheet


def test_a_page_has_its_critical_part_before_the_whole_sheet(site: Unmarked) -> None:
    site.build()
    page = BuiltSite(site.html).page("a/one.html")
    names = [load.url.rpartition("/")[2].partition(".")[0] for load in page.after]
    assert names == ["critical", "rest", "gate", "gate", "find"]
    assert [load.blocks for load in page.after] == [True, False, False, False, False]
    assert [load.url for load in page.before] == [
        "_static/big.css",
        "_static/x.css",
        "_static/find.js",
    ]
    assert [load.blocks for load in page.before] == [True, True, False]


def test_a_script_that_waits_stood_in_the_head(site: Unmarked) -> None:
    site.build()
    record = site.store / decisions.FILE_NAME
    known = decisions.load(record)
    known[decisions.HEAD] = (Decision("_static/find.js"),)
    record.write_bytes(decisions.dump(known))
    [_, _, find] = BuiltSite(site.html).page("index.html").before
    assert (find.url, find.blocks) == ("_static/find.js", True)


def test_pages_that_load_the_same_are_one_kind(site: Unmarked) -> None:
    site.build()
    kinds, regions = BuiltSite(site.html).kinds()
    assert [sorted(name for _, name in kind.pages) for kind in kinds] == [
        ["a/b/three.html", "a/one.html", "a/two.html", "index.html"],
        ["other.html"],
    ]
    assert regions.total() == 5
    # Each has a block of its own.
    assert len(regions) > 1


def test_the_order_of_files_makes_no_other_kind(tmp_path: Path) -> None:
    one, other = (sheet(f"compress/css/{name}.css") for name in "ab")
    store = tmp_path / "_static" / "compress"
    store.mkdir(parents=True)
    known: decisions.Decisions = {
        html: (Decision(f"_static/{name}.css", f"css/{name}.css"),)
        for html, name in ((one, "a"), (other, "b"))
    }
    (store / decisions.FILE_NAME).write_bytes(decisions.dump(known))
    for name, html in (("p", one + other), ("q", other + one), ("r", one)):
        page = html.replace("compress-root:", "")
        (tmp_path / f"{name}.html").write_text(f"<head>{page}</head>")
    kinds, _ = BuiltSite(tmp_path).kinds()
    assert [[name for _, name in kind.pages] for kind in kinds] == [
        ["p.html", "q.html"],
        ["r.html"],
    ]


def test_the_typical_page_of_a_kind_is_neither_small_nor_large() -> None:
    assert Kind((), (), [(9, "a"), (1, "b"), (5, "c")]).typical == "c"
    assert Kind((), (), [(1, "b"), (1, "a")]).typical == "b"


def test_a_site_says_what_it_is_called(site: Unmarked) -> None:
    site.build()
    index = site.html / "index.html"
    assert BuiltSite(site.html).title() == ""
    index.write_text(f"<title>\n Fish &amp;\n chips </title>{index.read_text()}")
    assert BuiltSite(site.html).title() == "Fish & chips"


def test_what_was_not_built_with_us_has_no_report(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is it the output directory of a build with sphinx_com"):
        BuiltSite(tmp_path)
