"""Tests of the end of a build, with real pages in a directory and without Sphinx."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.build import reconcile
from sphinx_compress.build.reconcile import Reconciler
from sphinx_compress.build.reconcile import Site as WrittenSite
from sphinx_compress.build.revision import Online
from sphinx_compress.build.session import Session
from sphinx_compress.build.state import PageState
from sphinx_compress.build.summary import PlacedProblem, Summary
from sphinx_compress.bundle.chunking import Chunking, Learner
from sphinx_compress.bundle.result import Result
from sphinx_compress.manifest.decisions import load as load_record
from sphinx_compress.manifest.explain import explain_page
from sphinx_compress.manifest.manifest import load
from sphinx_compress.page.region import Region
from sphinx_compress.page.versions import canonical_form
from tests.processes import files, run_all
from tests.sites import Site, configured

FORK = multiprocessing.get_context("fork")


@dataclass
class Project:
    """A project whose pages are of a few lines."""

    site: Site
    #: Page → the style sheets of its region.
    pages: dict[str, list[str]] = field(default_factory=dict)
    suffix: str = ".html"

    @property
    def html(self) -> Path:
        return self.site.directory / "html"

    @property
    def store(self) -> Path:
        return self.html / "_static" / "compress"

    def file(self, page: str) -> Path:
        return self.html / f"{page}{self.suffix}"

    def text(self, page: str) -> str:
        return self.file(page).read_bytes().decode()

    def sheets(self, page: str) -> list[str]:
        """Return the contents of all sheets that a page links to."""
        found = []
        for part in self.text(page).split('href="')[1:]:
            url = part.partition('"')[0]
            found.append((self.file(page).parent / url).read_text())
        return found

    def bundles(self) -> list[str]:
        return [name for name in files(self.store) if not name.endswith(".json")]

    def build(self, *only: str, **values: Any) -> tuple[Summary, list[PlacedProblem]]:
        return self.begin(**values).write(*(only or self.pages)).finish()

    def begin(self, **values: Any) -> Build:
        return Build(self, values)

    def link(self, page: str, name: str) -> str:
        return f'<link rel="stylesheet" href="{"../" * page.count("/")}_static/{name}" />'


class Build:
    """A build that has begun."""

    def __init__(self, project: Project, values: dict[str, Any]) -> None:
        self.project = project
        self.compressor = project.site.compressor(**values)
        self.state = PageState(project.site.directory / "state")
        site = WrittenSite(
            project.html, project.file, project.site.encoding, lambda: set(project.pages)
        )
        online = Online(self.compressor, self.state, project.html / "_static")
        self.reconciler = Reconciler(online, self.state, site)
        self.session = Session(self.compressor, self.state.journal)
        self.state.open()

    def write(self, *pages: str) -> Build:
        for page in pages:
            self.session.begin_page(page)
            html = self.region(page, self.project.pages[page])
            path = self.project.file(page)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"<title>{page}</title>\n{html}\n<p>{page}</p>\n".encode())
        return self

    def region(self, page: str, names: list[str], **values: Any) -> str:
        """Render a region of *page*."""
        options: dict[str, Any] = {"kind": "css", "mode": "file", "name": "output"} | values
        return self.session.gather(
            "\n".join(self.project.link(page, name) for name in names),
            page=page,
            prefix="../" * page.count("/"),
            place=("layout.html", 3),
            **options,
        )

    def finish(self) -> tuple[Summary, list[PlacedProblem]]:
        try:
            return self.reconciler.run()
        finally:
            self.state.close()


@pytest.fixture(name="project")
def a_project(tmp_path: Path) -> Project:
    site = Site(tmp_path)
    for name in "abc":
        site.write(f"{name}.css", f".{name}{{}}")
    pages = {"index": ["a.css", "b.css"], "sub/page": ["a.css", "b.css"], "other": ["c.css"]}
    return Project(site, pages)


def snapshot(directory: Path) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in files(directory)}


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
        regions=2, pages=3, files=3, written=2, reused=0, requests=(2, 1), sizes=(8, 9)
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


# Bundles that are kept


@pytest.mark.parametrize("name", ["from-elsewhere.html", "deep/er/x.htm", "x.xhtml"])
def test_what_any_page_on_disk_refers_to_is_kept(name: str, project: Project) -> None:
    project.build()
    (bundle,) = (name for name in project.bundles() if ".c{}" in (project.store / name).read_text())
    (project.html / name).parent.mkdir(parents=True, exist_ok=True)
    (project.html / name).write_bytes(b"\xff <link href='x/_static/compress/%s'>" % bundle.encode())
    project.pages["other"] = ["a.css"]
    project.build("other")
    assert bundle in project.bundles()
    (project.html / name).unlink()
    project.build("other")
    assert bundle not in project.bundles()


def test_pages_of_any_suffix_are_asked(project: Project, tmp_path: Path) -> None:
    project.suffix = ".php"
    project.build()
    shutil.rmtree(tmp_path / "state")
    (project.store / "manifest.json").unlink()
    before = project.bundles()
    project.site.write("d.css", ".d{}")
    project.pages["new"] = ["d.css"]
    project.build("new")
    assert set(project.bundles()) > set(before)
    assert project.sheets("index") == [".a{}\n.b{}"]


def test_files_that_are_not_ours_are_kept(project: Project) -> None:
    project.build()
    for name in ("css/mine.css", "css/mine.0123456789ab.css", "notes.txt", "js/x.js", ".x.tmp"):
        (project.store / name).parent.mkdir(exist_ok=True)
        (project.store / name).write_text("mine")
    for page in project.pages:
        project.pages[page] = []
    project.build()
    kept = {"css/mine.css", "css/mine.0123456789ab.css", "notes.txt", "js/x.js", ".x.tmp"}
    assert kept <= set(files(project.store))
    assert {name for name in files(project.store) if "output." in name} == set()


def test_what_killed_builds_left_is_cleared(project: Project) -> None:
    project.build()
    (project.store / ".123-4-0123abcd.tmp").write_text("of a killed build")
    project.build("other")
    assert ".123-4-0123abcd.tmp" not in files(project.store)


def test_another_output_directory_is_left_clean(project: Project) -> None:
    project.build()
    project.build(output_dir="elsewhere")
    assert not project.store.exists()
    assert len(files(project.html / "_static" / "elsewhere")) == 5
    assert "_static/elsewhere/" in project.text("index")


def test_switched_off_nothing_is_left(project: Project) -> None:
    project.build()
    for page in project.pages:
        project.file(page).write_text("no bundle")
    build = project.begin()
    build.reconciler.retire()
    build.state.close()
    assert not project.store.exists()
    assert not PageState(project.site.directory / "state").exists()


def test_switched_off_what_pages_refer_to_is_left(project: Project) -> None:
    project.build()
    project.file("other").write_text("no bundle")
    build = project.begin()
    build.reconciler.retire()
    build.state.close()
    assert project.sheets("index") == [".a{}\n.b{}"]
    assert len(project.bundles()) == 1


# Pages that are not as they were


def test_a_page_that_something_else_changed_is_told(project: Project) -> None:
    project.build()
    text = project.text("index").replace("<link", "<link data-minified")
    project.file("index").write_text(text)
    project.site.write("a.css", ".new{}")
    summary, (problem,) = project.build("other")
    assert problem.problem.subtype == "relink"
    assert problem.page == "index"
    assert project.text("index") == text
    assert summary.relinked == 1
    # Its bundle must stay, and the warning comes again until the page is right.
    assert ".a{}\n.b{}" in [(project.store / name).read_text() for name in project.bundles()]
    assert len(project.build("other")[1]) == 1
    assert project.build("index")[1] == []


def test_a_page_with_windows_line_ends_is_relinked(project: Project) -> None:
    project.build()
    project.file("index").write_bytes(project.text("index").replace("\n", "\r\n").encode())
    project.site.write("a.css", ".new{}")
    _, problems = project.build("other")
    assert problems == []
    assert b"/>\r\n<p>" in project.file("index").read_bytes()
    assert project.sheets("index") == [".new{}\n.b{}"]


def test_a_relinked_page_keeps_its_mode(project: Project) -> None:
    project.build()
    project.file("index").chmod(0o640)
    project.site.write("a.css", ".new{}")
    project.build("other")
    assert project.file("index").stat().st_mode & 0o777 == 0o640


def test_only_pages_that_change_are_touched(project: Project) -> None:
    project.build()
    before = {page: project.file(page).stat() for page in project.pages}
    project.site.write("c.css", ".new{}")
    project.begin().finish()
    changed = {
        page for page, status in before.items() if project.file(page).stat().st_ino != status.st_ino
    }
    assert changed == {"other"}


def test_several_regions_of_a_page_are_relinked(project: Project) -> None:
    build = project.begin()
    build.session.begin_page("index")
    regions = [["a.css"], ["b.css"], ["a.css"], ["c.css", "a.css"]]
    text = "<hr>".join(build.region("index", names) for names in regions)
    project.file("index").write_text(text)
    build.finish()
    project.site.write("a.css", ".new{}")
    summary, problems = project.begin().finish()
    assert problems == []
    assert project.sheets("index") == [".new{}", ".b{}", ".new{}", ".c{}\n.new{}"]
    assert summary.requests == (5, 4)


def test_an_inline_region_is_relinked(project: Project) -> None:
    project.site.write("a.css", ".a{\r\n}\n")
    build = project.begin()
    build.session.begin_page("index")
    inline = build.region("index", ["a.css"], mode="inline")
    file = build.region("index", ["b.css", "c.css", "no.css"])
    project.file("index").write_bytes(f"<p>\n{inline}\n{file}\n".encode())
    build.finish()
    project.site.write("a.css", ".new{\r\n}\n")
    project.site.write("b.css", ".new-b{}")
    _, problems = project.begin().finish()
    assert [problem.problem.subtype for problem in problems] == ["missing"]
    assert "<style>.new{\r\n}\n</style>" in project.text("index")
    assert "\r" not in project.text("index").replace("{\r\n}", "")


# Builds that were killed


def test_pages_of_a_killed_build_are_put_right(project: Project) -> None:
    project.build()
    # It wrote one page, and began another one, of which the old file is there still.
    project.site.write("a.css", ".new{}")
    killed = project.begin().write("index")
    killed.session.begin_page("sub/page")
    killed.region("sub/page", project.pages["sub/page"])
    killed.state.close()
    summary, problems = project.begin().finish()
    assert problems == []
    assert project.sheets("index") == project.sheets("sub/page") == [".new{}\n.b{}"]
    assert (summary.regions, summary.pages, summary.requests) == (2, 3, (2, 1))
    assert len(project.bundles()) == 2
    before = snapshot(project.html)
    summary, problems = project.begin().finish()
    assert (summary.relinked, problems, snapshot(project.html)) == (0, [], before)


def test_a_page_of_a_killed_build_with_other_regions_is_put_right(project: Project) -> None:
    project.build()
    project.pages["index"] = ["c.css", "b.css"]
    killed = project.begin()
    killed.session.begin_page("index")
    killed.region("index", project.pages["index"])
    killed.state.close()
    # The page still has what it had before.
    project.site.write("b.css", ".new{}")
    _, problems = project.begin().finish()
    assert problems == []
    assert project.sheets("index") == [".a{}\n.new{}"]
    summary, _ = project.begin().finish()
    assert summary.regions == 2


def test_a_build_that_is_killed_while_it_relinks_is_put_right(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    project.build()
    project.site.write("a.css", ".new{}")
    written: list[Path] = []

    def write_one_page(path: Path, data: bytes, scratch: Path) -> None:
        if written:
            raise Killed
        written.append(path)
        path.write_bytes(data)

    monkeypatch.setattr(reconcile, "write_atomically", write_one_page)
    with pytest.raises(Killed):
        project.begin().finish()
    monkeypatch.undo()
    assert [project.sheets(page) for page in ("index", "sub/page")].count([".new{}\n.b{}"]) == 1
    project.site.write("a.css", ".newer{}")
    _, problems = project.begin().finish()
    assert problems == []
    assert project.sheets("index") == project.sheets("sub/page") == [".newer{}\n.b{}"]
    assert len(project.bundles()) == 2


def test_a_site_is_right_whenever_a_build_is_killed(project: Project) -> None:
    pages = {f"sub/page-{number}": ["a.css", "b.css"] for number in range(30)}
    project.pages |= pages
    project.build()

    def build_forever(turn: int) -> None:
        number = 0
        while True:
            number += 1
            project.site.write("a.css", f".turn-{turn}-{number % 3}{{}}")
            # No page is written but by relinking, which is atomic.
            project.begin().finish()

    for turn in range(8):
        process = FORK.Process(target=build_forever, args=(turn,))
        process.start()
        time.sleep(0.1 + turn * 0.0137)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(60)
        # Every page is whole, and what it refers to is there.
        for page in project.pages:
            assert project.text(page).endswith(f"<p>{page}</p>\n")
            assert len(project.sheets(page)) == 1
        project.site.write("a.css", f".right-{turn}{{}}")
        _, problems = project.begin().finish()
        assert problems == []
        assert {tuple(project.sheets(page)) for page in pages} == {(f".right-{turn}{{}}\n.b{{}}",)}
        assert len(project.bundles()) == 2


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


# Regions that no template marks


@dataclass
class Unmarked:
    """A site whose pages are as a theme renders them."""

    site: Site
    #: Page → its head and the last scripts, URLs being those of a page at the root.
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def html(self) -> Path:
        return self.site.directory / "html"

    @property
    def store(self) -> Path:
        return self.html / "_static" / "compress"

    def file(self, page: str) -> Path:
        return self.html / f"{page}.html"

    def text(self, page: str) -> str:
        return self.file(page).read_bytes().decode()

    def build(self, *only: str, **values: Any) -> tuple[Summary, list[PlacedProblem]]:
        """Build all pages, or these."""
        compressor = self.site.compressor(**values)
        state = PageState(self.site.directory / "state")
        written = WrittenSite(self.html, self.file, "utf-8", lambda: set(self.pages))
        session = Session(compressor, state.journal, Learner(state.chunking()))
        state.open()
        for page in only or self.pages:
            prefix = "../" * page.count("/")
            session.begin_page(page)
            head, tail = (part.replace('"_st', f'"{prefix}_st') for part in self.pages[page])
            html = f"<head>{head}</head><body><p>{page}</p>{tail}</body>"
            path = self.file(page)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(session.finish_page(html, page=page, prefix=prefix))
        try:
            online = Online(compressor, state, self.html / "_static")
            return Reconciler(online, state, written).run()
        finally:
            state.close()

    def tags(self, page: str) -> list[str]:
        """Return the files that a page loads, `*` for each that is a bundle."""
        urls = re.findall(r' (?:href|src)="([^"]*)"', self.text(page))
        names = [url.replace("../", "").removeprefix("_static/") for url in urls]
        return ["*" if name.startswith("compress/") else name for name in names]

    def chunking(self) -> Chunking:
        return Chunking.from_json((self.site.directory / "state" / "chunking.json").read_bytes())


def css(*names: str) -> str:
    return "\n".join(f'<link rel="stylesheet" href="_static/{name}.css" />' for name in names)


def js(*names: str) -> str:
    return "\n".join(f'<script src="_static/{name}.js"></script>' for name in names)


@pytest.fixture(name="unmarked")
def an_unmarked_site(tmp_path: Path) -> Unmarked:
    site = Site(tmp_path / "site")
    for name in "abcdef":
        site.write(f"{name}.css", f".{name} {{ color : red ; }}\n\n")
        site.write(f"{name}.js", f"{name} ( ) ; // a comment that is left out\n")
    site.values |= {"css_filters": ["urls", "csscompressor"], "js_filters": ["rjsmin"]}
    pages = {f"p{number}": (css("a", "b"), js("a", "b")) for number in range(6)}
    return Unmarked(site, pages)


def test_what_all_pages_load_is_one_bundle_of_each_kind(unmarked: Unmarked) -> None:
    unmarked.pages["sub/page"] = unmarked.pages["p0"]
    summary, problems = unmarked.build()
    assert problems == []
    assert {tuple(unmarked.tags(page)) for page in unmarked.pages} == {("*", "*")}
    assert (summary.regions, summary.pages, summary.requests) == (2, 7, (4, 2))
    assert unmarked.chunking() == Chunking()


def test_what_some_pages_have_more_is_a_bundle_of_its_own(unmarked: Unmarked) -> None:
    for number in range(6):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a", "b"))
    unmarked.build()
    assert unmarked.tags("p0") == ["*", "*"]
    # Also on those that were rendered before the others were known.
    assert {tuple(unmarked.tags(f"q{number}")) for number in range(6)} == {("*", "*", "*")}
    assert re.findall("href=.*?>", unmarked.text("q0"))[0] in unmarked.text("p0")


@pytest.mark.parametrize("order", [1, -1])
def test_bundles_are_the_same_whatever_the_order_of_pages(
    order: int, unmarked: Unmarked, tmp_path: Path
) -> None:
    block = "<script>common()</script>"
    for number in range(6):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a") + block + js("b"))
        unmarked.pages[f"r{number}"] = (css("a", "b", "d"), js("a") + block + js("b", "c"))
    unmarked.pages["search"] = (css("a"), js("f"))
    other = Unmarked(Site(tmp_path / "other", values=unmarked.site.values))
    shutil.copytree(unmarked.html, other.html)
    names = sorted(unmarked.pages, key=lambda name: (name[1:], name))[::order]
    other.pages = {name: unmarked.pages[name] for name in names}
    unmarked.build()
    other.build()
    assert snapshot(unmarked.html) == snapshot(other.html)
    assert unmarked.chunking() == other.chunking()
    # Nor of how many builds it took.
    for name in names:
        other.build(name)
        assert snapshot(unmarked.html) == snapshot(other.html)


def test_pages_that_are_built_one_by_one_become_the_same(
    unmarked: Unmarked, tmp_path: Path
) -> None:
    for number in range(4):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a", "b", "c"))
    other = Unmarked(Site(tmp_path / "other", values=unmarked.site.values))
    shutil.copytree(unmarked.html, other.html)
    for name, texts in reversed(unmarked.pages.items()):
        other.pages[name] = texts
        other.build(name)
    unmarked.build()
    assert snapshot(unmarked.html) == snapshot(other.html)


def test_a_block_that_all_pages_have_joins_at_the_end(unmarked: Unmarked) -> None:
    block = "<script>common()</script>"
    unmarked.pages = dict.fromkeys(unmarked.pages, (css("a"), js("a") + block + js("b")))
    unmarked.build()
    for page in unmarked.pages:
        assert block not in unmarked.text(page)
        assert unmarked.tags(page)[1:] == ["*"]
    unmarked.pages |= dict.fromkeys(("p0", "p1", "p2"), (css("a"), js("a", "b")))
    unmarked.build()
    # Since half of them have it no more, it is back in those that have it.
    assert [block in unmarked.text(page) for page in sorted(unmarked.pages)] == [False] * 3 + [
        True
    ] * 3


def test_a_tag_that_a_script_of_any_page_asks_for_stays_on_all_pages(unmarked: Unmarked) -> None:
    asks = "<p></p><script>document.querySelector('link[href$=\"b.css\"]').disabled = true</script>"
    unmarked.pages["zz/last"] = (css("a", "b", "c"), asks + "<p></p>" + js("a", "b"))
    unmarked.pages |= {name: (css("a", "b", "c"), "") for name in ("p0", "p1")}
    unmarked.build()
    assert unmarked.tags("p0") == ["*", "b.css", "*"]
    assert unmarked.tags("p5")[:2] == ["*", "b.css"]
    assert unmarked.tags("zz/last")[:3] == ["*", "b.css", "*"]
    assert unmarked.chunking().words == {"b.css"}
    del unmarked.pages["zz/last"]
    unmarked.file("zz/last").unlink()
    # It is free again as soon as no page has the script.
    unmarked.build("p2")
    assert unmarked.tags("p5")[0] == "*"
    assert len(unmarked.tags("p5")) == 2
    assert unmarked.chunking().words == frozenset()


@pytest.mark.parametrize("where", ["run", "head", "alone", "marked"])
def test_a_file_may_ask_wherever_a_page_loads_it(where: str, unmarked: Unmarked) -> None:
    unmarked.site.write("asks.js", "document.styleSheets[0].disabled = true")
    head, tail = unmarked.pages["p3"]
    if where == "run":
        unmarked.pages["p3"] = (head, tail + js("asks"))
    elif where == "head":
        unmarked.pages["p3"] = (head + js("asks"), tail)
    elif where == "alone":
        unmarked.pages["p3"] = (head, f"{js('asks')}<p></p>{tail}")
    else:
        unmarked.pages["p3"] = (head, f"<script type=module src=_static/asks.js></script>{tail}")
    unmarked.build()
    assert {tuple(unmarked.tags(page)[:2]) for page in unmarked.pages} == {("a.css", "b.css")}
    # A change of the script alone is seen, too, though no page is rendered.
    unmarked.site.write("asks.js", "f()")
    unmarked.build("p0")
    assert {unmarked.tags(page)[0] for page in unmarked.pages} == {"*"}


def test_what_is_learnt_is_kept_for_the_next_build(unmarked: Unmarked) -> None:
    for number in range(6):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a", "b"))
    unmarked.build()
    assert len(unmarked.chunking().cuts) == 1
    path = unmarked.site.directory / "state" / "chunking.json"
    before = path.stat()
    summary, _ = unmarked.build()
    assert summary.relinked == 0
    after = path.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    path.write_text("{")
    unmarked.build()
    assert len(unmarked.chunking().cuts) == 1


def test_switched_off_nothing_is_known_any_more(unmarked: Unmarked) -> None:
    unmarked.build()
    state = PageState(unmarked.site.directory / "state")
    written = WrittenSite(unmarked.html, unmarked.file, "utf-8", lambda: set(unmarked.pages))
    for page in unmarked.pages:
        unmarked.file(page).write_text("")
    online = Online(unmarked.site.compressor(), state, unmarked.html / "_static")
    Reconciler(online, state, written).retire()
    assert not (unmarked.site.directory / "state" / "chunking.json").exists()
    assert not unmarked.store.exists()


def test_a_marked_region_that_left_nothing_is_not_recorded(project: Project) -> None:
    build = project.begin()
    build.write(*project.pages)
    # A preload of what stays is nothing at all; no page can be searched for it.
    build.region("index", ["gone.css"], mode="preload")
    build.finish()
    known = load_record(project.store / "regions.json")
    assert known
    assert all(html.strip() for html in known)


def test_the_record_knows_the_region_of_each_page(unmarked: Unmarked) -> None:
    unmarked.build()
    for page in unmarked.pages:
        assert [line.split()[0] for line in explain_page(unmarked.file(page))] == [
            "_static/a.css",
            "_static/b.css",
            "_static/a.js",
            "_static/b.js",
        ]
        assert all("is in" in line for line in explain_page(unmarked.file(page)))


def test_the_record_knows_regions_that_differ_in_checksums(unmarked: Unmarked) -> None:
    # Pages of an earlier build have the checksum of then.
    unmarked.site.write("gone.js", "document.currentScript.src")
    for number, page in enumerate(unmarked.pages):
        tail = js("a", "b") + js("gone").replace(".js", f".js?v={number}")
        unmarked.pages[page] = ("", tail)
    unmarked.build()
    for page in unmarked.pages:
        lines = list(explain_page(unmarked.file(page)))
        assert lines[0].startswith("  _static/a.js is in js/output.")
        assert lines[2].startswith("  _static/gone.js stays: it may look for its own tag")


def test_a_run_is_relinked_where_it_is_and_not_where_it_is_shown(unmarked: Unmarked) -> None:
    # The same text stands in a comment before the run.
    unmarked.pages = {"index": (f"<!-- {css('late')} -->{css('late')}", "")}
    unmarked.build()
    assert unmarked.tags("index") == ["late.css", "late.css"]
    unmarked.site.write("late.css", ".late { color : red ; }\n\n")
    unmarked.pages["other"] = ("", "")
    unmarked.build("other")
    assert unmarked.tags("index") == ["late.css", "*"]


def test_a_script_that_no_page_has_any_more_asks_for_nothing(unmarked: Unmarked) -> None:
    unmarked.site.write("asks.js", "document.styleSheets[0].disabled = true")
    without = dict(unmarked.pages)
    unmarked.pages = dict.fromkeys(without, (css("a", "b"), js("asks", "a")))
    unmarked.build()
    assert unmarked.tags("p0")[:2] == ["a.css", "b.css"]
    unmarked.pages = without
    # As long as it is there, another script may load it.
    (unmarked.html / "_static" / "asks.js").unlink()
    unmarked.build()
    assert unmarked.tags("p0") == ["*", "*"]
    before = snapshot(unmarked.html)
    unmarked.build()
    assert snapshot(unmarked.html) == before
