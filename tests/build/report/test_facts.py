"""Tests of what the report says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from sphinx_compress.build.report.facts import Facts, facts_of
from sphinx_compress.bundle.result import Decision
from sphinx_compress.bundle.transfer import gzip_size
from sphinx_compress.manifest import decisions, nodelists
from sphinx_compress.manifest.nodelists import MadeOf, Nodelists
from tests.build.projects import Unmarked


def facts(site: Unmarked) -> Facts:
    site.build()
    return facts_of(site.html)


def gzip(site: Unmarked, *names: str) -> int:
    return sum(gzip_size((site.html / "_static" / name).read_bytes()) for name in names)


def test_numbers_are_those_of_the_files(site: Unmarked) -> None:
    found = facts(site)
    assert found["pages"] == 5
    typical = found["typical"]
    assert typical["pages"] == 4
    before, after = typical["before"], typical["after"]
    # What a sheet imports counts, too.
    assert before["requests"] == 4
    assert before["gzip"] == gzip(site, "big.css", "x.css", "y.css", "find.js")
    files = [each.removeprefix("_static/") for each in found["kinds"][0]["files"]]
    assert after["requests"] == len(files) == 5
    assert after["gzip"] == gzip(site, *files)
    assert after["bytes"] == sum(len((site.html / "_static" / each).read_bytes()) for each in files)


def test_what_blocks_is_the_critical_part(site: Unmarked) -> None:
    falls = facts(site)["typical"]["waterfall"]
    assert falls["before"]["blocking"] == {
        "requests": 3,
        "gzip": gzip(site, "big.css", "x.css", "y.css"),
    }
    assert falls["after"]["blocking"]["requests"] == 1
    assert falls["after"]["blocking"]["gzip"] < falls["before"]["blocking"]["gzip"]
    assert falls["after"]["shown"] < falls["before"]["shown"]


def test_a_bundle_is_told_with_its_sources_and_pages(site: Unmarked) -> None:
    bundles = {each["file"].partition(".")[0]: each for each in facts(site)["bundles"]}
    sheet = bundles["css/rest"]
    assert sheet["pages"] == 5
    assert [each["tag"] for each in sheet["sources"]] == ["_static/big.css", "_static/x.css"]
    assert sheet["sources"][0]["gzip"] == gzip(site, "big.css")
    assert sheet["critical"]["file"].startswith("css/critical.")
    assert sheet["critical"]["gzip"] < sheet["gzip"]
    # That it is split is no reason for it to begin.
    assert sheet["reasons"] == []
    assert bundles["js/gate"]["sources"] == []
    assert bundles["js/gate"]["pages"] == 5


def test_what_stayed_is_told_with_the_line_that_asked(site: Unmarked) -> None:
    kept = facts(site)["kept"]
    own = next(each for each in kept if each["tags"] == ["_static/own.js"])
    assert own["pages"] == 1
    assert own["reason"].startswith("find.js, line 2, ")
    # The gate is no tag.
    assert not any("" in each["tags"] for each in kept)
    blocks = next(each for each in kept if each["tags"][0].startswith("<script>"))
    assert blocks["pages"] == blocks["distinct"] == 5
    assert len(blocks["tags"]) == 3


def test_one_reason_is_told_once_for_pages_at_all_depths(site: Unmarked) -> None:
    site.build()
    record = site.store / decisions.FILE_NAME
    known = decisions.load(record)
    for html, path in zip(sorted(known), ("../x.js", "x.js", "../../x.js"), strict=False):
        known[html] = (Decision(path, reason=f"{path} is no static file"),)
    known[decisions.HEAD] = (Decision("../x.js"), Decision("x.js", reason="x.js acts"))
    record.write_bytes(decisions.dump(known))
    found = facts_of(site.html)
    assert [each["reason"] for each in found["kept"] if each["tags"] == ["x.js"]] == [
        "x.js is no static file"
    ]
    assert found["scripts"] == [{"tag": "x.js", "waits": True, "stays_because": ["x.js acts"]}]


def test_what_is_kept_as_written_is_told_with_its_source(site: Unmarked) -> None:
    site.build()
    path = site.store / nodelists.FILE_NAME
    before = nodelists.load(path)
    made_of = MadeOf(before.made_of.sources, (("_static/x.css", "line 2: it stays"),))
    path.write_bytes(nodelists.dump(Nodelists("html", before.by_hash, made_of)))
    [sheet] = [each for each in facts_of(site.html)["bundles"] if each["critical"]]
    assert [each["kept_as_written"] for each in sheet["sources"]] == [[], ["line 2: it stays"]]


def test_the_build_notes_what_it_kept_as_written(site: Unmarked) -> None:
    site.site.write("x.css", ".x{color:red}}\n@import 'y.css';\n.z{")
    found = facts(site)
    comments = [
        comment
        for bundle in found["bundles"]
        for source in bundle["sources"]
        for comment in source["kept_as_written"]
    ]
    assert any("kept as written" in comment for comment in comments), found["bundles"]


def test_the_same_site_has_the_same_facts_wherever_it_is(site: Unmarked, tmp_path: Path) -> None:
    found = facts(site)
    shutil.copytree(site.html, tmp_path / "moved")
    assert json.dumps(facts_of(tmp_path / "moved")) == json.dumps(found)
    assert str(tmp_path) not in json.dumps(found)


def test_a_site_without_regions_has_facts(tmp_path: Path) -> None:
    (tmp_path / "_static" / "compress").mkdir(parents=True)
    (tmp_path / "_static" / "compress" / "regions.json").write_text("{}")
    found = facts_of(tmp_path)
    assert (found["pages"], found["typical"], found["bundles"]) == (0, None, [])
