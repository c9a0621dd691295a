"""Tests of pages that are put right when they are written already."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.build import relinking
from sphinx_compress.build.index import Index, Page, RegionUse, id_of_html
from sphinx_compress.build.relinking import Relinker
from sphinx_compress.build.site import WrittenSite
from sphinx_compress.build.state import PageState
from tests.build.projects import FORK, Project, snapshot


def loaded(project: Project) -> Index:
    return PageState(project.site.directory / "state").load()[0]


def relinker_of(
    project: Project, index: Index, wanted: dict[str, str], page_file: Callable[[str], Path]
) -> Relinker:
    site = WrittenSite(project.html, page_file, project.site.encoding, lambda: {*project.pages})
    return Relinker(index, wanted, site, project.store)


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


def test_of_what_a_page_may_use_only_what_its_file_has_is_left(project: Project) -> None:
    project.build()
    (old,) = {page: of_page.uses for page, of_page in loaded(project).pages.items()}["index"]
    project.site.write("a.css", ".new{}")
    killed = project.begin().write("index")
    killed.session.begin_page("sub/page")
    killed.region("sub/page", project.pages["sub/page"])
    killed.state.close()
    index = loaded(project)
    (new,) = {*index.pages["index"].uses} - {old}
    read: list[str] = []

    def page_file(page: str) -> Path:
        read.append(page)
        return project.file(page)

    wanted = {use.region_id: use.html_id for use in index.uses()} | dict([new])
    relinker = relinker_of(project, index, wanted, page_file)
    relinker.settle(())
    assert read == ["index", "sub/page"]
    assert index.pages["index"] == Page("", (new,), is_document=True)
    assert index.pages["sub/page"] == Page("../", (old,), is_document=True)
    # Then they are as certain as any: what is right is not read again.
    relinked = relinker.relink(PageState(project.site.directory / "state"), ())
    assert (relinked.pages, relinked.problems) == (1, ())
    assert {*read[2:]} == {"sub/page"}
    assert project.sheets("index") == project.sheets("sub/page") == [".new{}\n.b{}"]


def test_a_page_does_not_show_whether_it_has_a_region_of_which_nothing_is_left(
    project: Project,
) -> None:
    project.build()
    index = loaded(project)
    (there,) = index.pages["index"].uses
    empty = RegionUse(there.region_id, id_of_html(" "))
    index.htmls[empty.html_id] = " "
    index.pages["index"] = Page("", (empty, there), is_certain=False)
    relinker_of(project, index, dict([there]), project.file).settle(())
    assert index.pages["index"] == Page("", (empty, there), is_certain=False)


def test_pages_that_are_gone_or_written_right_now_are_not_settled(project: Project) -> None:
    project.build()
    index = loaded(project)
    for name in ("index", "other"):
        index.pages[name] = Page("", (*index.pages["other"].uses,) * 2, is_certain=False)
    before = dict(index.pages)
    project.file("index").unlink()
    relinker_of(project, index, {}, project.file).settle({"other"})
    assert index.pages == before


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
