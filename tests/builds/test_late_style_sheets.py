"""Real themes that write style sheets after the last page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import TESTDOCS, Built, Project, tree

#: The ways to build a project, by name.
WAYS = {"stock": ["-D", "compress_enabled=0"], "serial": ["-v", "-j", "1"], "parallel": ["-j", "4"]}

Build = Callable[[str, str], Built]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return what builds a project in a way, once."""

    @cache
    def project(name: str) -> Project:
        directory = tmp_path_factory.mktemp(name)
        shutil.copytree(TESTDOCS / name, directory / name)
        project = Project(directory / name, directory / "builds")
        for number in range(12):
            project.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
        return project

    return cache(lambda name, way: project(name).run(*WAYS[way], out=way))


for_both = pytest.mark.parametrize(
    "theme",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(f"late-{name}"))
        for name in ("test-furo", "test-pydata")
    ],
)


def bundled(built: Built, name: str) -> str:
    """Return the text of all style sheets of a page."""
    return "".join(built.linked(name, url.partition("?")[0]) for url in built.sheets(name))


@for_both
def test_the_late_pygments_css_is_what_all_pages_have(build: Build, theme: str) -> None:
    built = build(theme, "serial")
    original = built.text("_static/pygments.css")
    # What Sphinx itself writes before the pages has no part for dark colours.
    rules = re.findall(r"^(\S*dark\S* .*?) *\{ *(.*?) *\}", original, re.MULTILINE)
    assert len(rules) > 10
    for name in ("index.html", "sub/deep/page.html", "genindex.html", "search.html"):
        text = re.sub(r"\s", "", bundled(built, name))
        for selector, _ in rules:
            assert re.sub(r"\s", "", selector) in text
    assert built.warnings == ""
    relinked = re.search(r"(\d+) pages relinked", built.status)
    assert relinked is not None
    assert int(relinked[1]) == 4 + len(list(built.directory.glob("many/*.html"))) == 16


@for_both
def test_parallel_builds_of_a_real_theme_are_the_same(build: Build, theme: str) -> None:
    serial, parallel = build(theme, "serial"), build(theme, "parallel")
    assert tree(serial.directory) == tree(parallel.directory)


@for_both
def test_a_page_of_a_real_theme_loads_fewer_files(build: Build, theme: str) -> None:
    stock, ours = build(theme, "stock"), build(theme, "serial")
    name = "sub/deep/page.html"
    before = stock.sheets(name) + stock.scripts(name)
    after = ours.sheets(name) + ours.scripts(name)
    assert len(after) < len(before)
    for url in after:
        assert Path(ours.directory, name).parent.joinpath(url.partition("?")[0]).is_file()
