"""Tests of pages that are put right when they are written already."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from sphinx_compress.build import relinking
from tests.build.projects import FORK, Project, snapshot

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

    monkeypatch.setattr(relinking, "write_atomically", write_one_page)
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
