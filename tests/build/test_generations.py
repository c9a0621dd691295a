"""Tests of which bundles of earlier builds are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_compress.build.generations import FILE_NAME, Generations
from sphinx_compress.bundle.store import Store
from tests.build.projects import Project


def edit(project: Project, text: str) -> set[str]:
    """Have *text* be in a bundle; return the bundles that are there then."""
    project.site.write("c.css", text)
    project.build("other")
    return set(project.bundles())


def test_the_bundles_of_so_many_builds_are_kept(project: Project) -> None:
    project.kept_generations = 2
    project.build()
    first = set(project.bundles())
    second = edit(project, ".d{}")
    third = edit(project, ".e{}")
    assert first < second < third
    assert edit(project, ".e{}") == third, "this one made no new bundle"
    (oldest,) = third - edit(project, ".f{}")
    assert oldest in first
    project.kept_generations = 0
    assert len(edit(project, ".f{}")) == 2
    assert not (project.store / FILE_NAME).exists()


def test_the_first_build_that_keeps_bundles_keeps_those_that_are_there(project: Project) -> None:
    project.build()
    before = set(project.bundles())
    project.kept_generations = 1
    assert before < edit(project, ".d{}")


def test_what_no_generation_has_is_removed(project: Project) -> None:
    project.kept_generations = 5
    build = project.begin().write(*project.pages)
    project.site.write("a.css", ".late{}")
    build.finish()
    assert len(project.bundles()) == 2


def test_switched_off_or_elsewhere_no_generation_is_kept(project: Project) -> None:
    project.kept_generations = 5
    project.build()
    edit(project, ".d{}")
    project.build(output_dir="elsewhere")
    assert not project.store.exists()
    project.build()
    for page in project.pages:
        project.file(page).write_text("no bundle")
    build = project.begin()
    build.reconciler.retire()
    build.state.close()
    assert not project.store.exists()


@pytest.mark.parametrize("text", ["", "[1]", "{}", "[[[", '[["css/a.css"], 3]'])
def test_a_damaged_list_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    assert Generations(Store(tmp_path), 1).add({"new"}, {"old"}) >= {"new"}
    assert json.loads((tmp_path / FILE_NAME).read_text())[0] == ["new"]


def test_equal_builds_leave_equal_lists(tmp_path: Path) -> None:
    generations = Generations(Store(tmp_path), 1)
    assert generations.add({"b", "a"}, set()) == {"a", "b"}
    data = (tmp_path / FILE_NAME).read_bytes()
    assert generations.add({"a", "b"}, {"a", "b"}) == {"a", "b"}
    assert (tmp_path / FILE_NAME).read_bytes() == data
    assert generations.add({"c"}, {"a", "b"}) == {"a", "b", "c"}
    assert generations.add({"d"}, {"a", "b", "c"}) == {"c", "d"}
