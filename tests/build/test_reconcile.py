"""Tests of the end of a build, with real pages in a directory and without Sphinx."""

from __future__ import annotations

import json
import shutil
from gzip import compress
from pathlib import Path

import pytest

from sphinx_compress.build.summary import Summary
from sphinx_compress.bundle.chunking import Chunking
from sphinx_compress.bundle.result import Result
from sphinx_compress.manifest.decisions import load as load_decisions
from sphinx_compress.manifest.manifest import load
from sphinx_compress.page.region import Region
from sphinx_compress.page.versions import canonical_form
from tests.build.projects import Project, snapshot
from tests.processes import run_all
from tests.sites import Site, configured

# A build of all pages


def test_a_build_leaves_pages_bundles_and_a_manifest(project: Project) -> None:
    summary, problems = project.build()
    assert problems == []
    assert project.sheets("index") == project.sheets("sub/page") == [".a{}\n.b{}"]
    assert project.sheets("other") == [".c{}"]
    assert len(project.bundles()) == 2
    manifest = load(project.store / "manifest.json")
    assert len(manifest) == 2
    assert all("compress-root:_static/compress/css/output." in html for html in manifest.values())
    assert summary == Summary(
        regions=2,
        pages=3,
        files=3,
        written=2,
        reused=0,
        requests=(2, 1),
        sizes=(8, 9),
        # Each file for itself, as it is sent.
        gzip=(2 * len(compress(b".a{}")), len(compress(b".a{}\n.b{}"))),
        first_paint=(2 * len(compress(b".a{}")), len(compress(b".a{}\n.b{}"))),
    )


def test_another_build_changes_nothing(project: Project) -> None:
    project.build()
    before = snapshot(project.html)
    summary, problems = project.build()
    assert snapshot(project.html) == before
    assert (summary.written, summary.reused, summary.relinked, problems) == (0, 2, 0, [])


def test_two_machines_make_equal_trees(tmp_path: Path, project: Project) -> None:
    project.build()
    other = Project(Site(tmp_path / "other"), project.pages)
    for name in "abc":
        other.site.write(f"{name}.css", f".{name}{{}}")
    other.build(*reversed(list(project.pages)))
    assert snapshot(other.html) == snapshot(project.html)


def test_nothing_of_the_machine_is_in_the_site(project: Project) -> None:
    project.build()
    assert not any(
        str(project.site.directory).encode() in data for data in snapshot(project.html).values()
    )


def test_without_regions_nothing_is_left(project: Project) -> None:
    project.build()
    build = project.begin()
    for page in project.pages:
        build.session.begin_page(page)
        project.file(page).write_text("bare")
    summary, _ = build.finish()
    assert not project.store.exists()
    assert summary == Summary(pruned=2)


# Partial builds


def test_a_change_reaches_the_pages_that_are_not_written_again(project: Project) -> None:
    project.build()
    project.site.write("a.css", ".new{}")
    summary, problems = project.build("other")
    assert problems == []
    assert project.sheets("index") == project.sheets("sub/page") == [".new{}\n.b{}"]
    assert project.text("sub/page").startswith("<title>sub/page</title>\n<link ")
    assert project.text("sub/page").endswith("/>\n<p>sub/page</p>\n")
    assert (summary.relinked, summary.written, summary.reused, summary.pruned) == (2, 1, 1, 1)
    assert len(project.bundles()) == 2


def test_a_relinked_site_is_as_if_built_anew(project: Project, tmp_path: Path) -> None:
    project.build()
    project.site.write("a.css", ".new{}")
    project.build("other")
    relinked = snapshot(project.html)
    shutil.rmtree(tmp_path / "state")
    project.build()
    assert snapshot(project.html) == relinked


def test_a_build_of_nothing_relinks_too(project: Project) -> None:
    project.build()
    project.site.write("c.css", ".new{}")
    summary, _ = project.begin().finish()
    assert project.sheets("other") == [".new{}"]
    assert summary.relinked == 1


def test_a_late_change_reaches_the_pages_of_the_same_build(project: Project) -> None:
    build = project.begin().write(*project.pages)
    project.site.write("a.css", ".late{}")
    summary, _ = build.finish()
    assert project.sheets("index") == [".late{}\n.b{}"]
    assert summary.relinked == 2
    assert len(project.bundles()) == 2


def test_a_file_that_goes_or_comes_is_a_change(project: Project) -> None:
    project.build()
    (project.html / "_static" / "b.css").unlink()
    _, (problem,) = project.build("other")
    assert str(problem) == (
        "_static/b.css was not found; its tag stays as it is [page index, region at layout.html:3]"
    )
    assert project.text("sub/page").count("<link") == 2
    assert '"../_static/b.css"' in project.text("sub/page")
    project.site.write("b.css", ".back{}")
    _, problems = project.build("other")
    assert problems == []
    assert project.sheets("index") == project.sheets("sub/page") == [".a{}\n.back{}"]


def test_a_page_that_was_removed_is_forgotten(project: Project) -> None:
    project.build()
    project.file("other").unlink()
    del project.pages["other"]
    summary, problems = project.build("index")
    assert problems == []
    assert len(project.bundles()) == len(load(project.store / "manifest.json")) == 1
    assert (summary.pages, summary.pruned) == (2, 1)


def test_a_document_whose_page_is_gone_is_left_out_by_a_build_of_others(project: Project) -> None:
    project.build()
    project.file("other").unlink()
    for name in ("a.css", "b.css", "c.css"):
        project.site.write(name, ".new{}")
    summary, problems = project.build("index")
    assert problems == []
    assert (summary.pages, summary.relinked) == (2, 1)
    assert not project.file("other").exists()


# Builds at once


def test_a_build_keeps_what_another_one_needs(project: Project) -> None:
    project.build()
    other = project.begin()
    project.site.write("a.css", ".new{}")
    other.write("index")
    project.site.write("a.css", ".newer{}")
    project.begin().finish()
    # The first one's bundle must not be gone while its page refers to it.
    assert project.sheets("index") == [".new{}\n.b{}"]
    other.finish()
    assert project.sheets("index") == project.sheets("sub/page") == [".newer{}\n.b{}"]
    assert len(project.bundles()) == 2


def test_a_bundle_of_a_page_that_is_not_written_yet_is_kept(project: Project) -> None:
    project.build()
    other = project.begin()
    project.site.write("c.css", ".new{}")
    other.session.begin_page("new")
    html = other.region("new", ["c.css"])
    project.site.write("c.css", ".newer{}")
    project.build("other")
    project.file("new").write_text(html)
    assert project.sheets("new") == [".new{}"]
    project.pages["new"] = ["c.css"]
    other.finish()
    assert project.sheets("new") == [".newer{}"]


def test_a_page_that_another_build_is_writing_is_not_touched(project: Project) -> None:
    project.build()
    other = project.begin()
    other.session.begin_page("index")
    html = other.region("index", project.pages["index"])
    with project.file("index").open("w") as file:
        file.write(f"<title>index</title>\n{html}\n")
        file.flush()
        project.site.write("a.css", ".new{}")
        project.begin().finish()
        assert project.sheets("sub/page") == [".new{}\n.b{}"]
        # Had the file been replaced, this would go nowhere.
        file.write("<p>index</p>\n")
    other.finish()
    assert project.text("index").endswith("<p>index</p>\n")
    assert project.sheets("index") == [".new{}\n.b{}"]


def test_builds_at_once_leave_a_site_that_is_right(project: Project) -> None:
    pages = {f"own-{number}": [f"{'abc'[number]}.css"] for number in range(3)}
    project.pages |= pages

    def build(page: str) -> None:
        for _ in range(10):
            project.build(page)

    run_all([lambda page=page: build(page) for page in pages])  # type: ignore[misc]
    project.build("index", "sub/page", "other")
    assert [project.sheets(page) for page in pages] == [[".a{}"], [".b{}"], [".c{}"]]
    assert len(load(project.store / "manifest.json")) == 4
    assert len(project.bundles()) == 4
    assert project.begin().finish()[0].relinked == 0


# Costs


def test_the_work_for_a_region_is_done_once_and_not_for_each_page(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.pages = {f"page-{number}": ["a.css?v=1", "b.css?v=1"] for number in range(60)}
    project.build()
    forms: list[str] = []

    def counted(nodelist: str) -> str:
        forms.append(nodelist)
        return canonical_form(nodelist)

    # That is where the nodelist hash is made.
    monkeypatch.setattr("sphinx_compress.page.region.canonical_form", counted)
    compressed: list[Region] = []
    build = project.begin()
    compress = build.compressor.compress

    def compress_and_count(item: Region, chunking: Chunking) -> Result:
        compressed.append(item)
        return compress(item, chunking)

    monkeypatch.setattr(build.compressor, "compress", compress_and_count)
    build.finish()
    assert len(compressed) == 1
    assert len(forms) <= 3


def test_pages_are_read_only_if_there_is_a_reason(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def counted(path: Path) -> bytes:
        read.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    monkeypatch.setattr(Path, "read_text", lambda path, *_: counted(path).decode())
    project.begin().finish()
    assert not [path for path in read if path.suffix == ".html"]


def test_a_typical_page_is_the_most_common_one(project: Project) -> None:
    project.pages["third"] = ["c.css"]
    project.pages["fourth"] = ["c.css"]
    summary, _ = project.build()
    assert (summary.regions, summary.pages) == (2, 5)
    assert (summary.requests, summary.sizes) == ((1, 1), (4, 4))


def test_the_index_names_no_place_of_the_machine(project: Project) -> None:
    project.build()
    text = (project.site.directory / "state" / "index.json").read_text()
    assert str(project.site.directory) not in text
    assert json.loads(text)["output_dir"] == configured().output_dir


def test_a_marked_region_that_left_nothing_is_not_written_down(project: Project) -> None:
    build = project.begin()
    build.write(*project.pages)
    # A preload of what is kept is nothing at all; no page can be searched for it.
    build.region("index", ["gone.css"], mode="preload")
    build.finish()
    known = load_decisions(project.store / "regions.json")
    assert known
    assert all(html.strip() for html in known)
