"""Tests of which bundles are removed, and which are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sphinx_compress.build.state import PageState
from tests.build.projects import Project
from tests.processes import files


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


def test_pages_of_any_suffix_are_read(project: Project, tmp_path: Path) -> None:
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
