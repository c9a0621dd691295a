"""Real themes that write style sheets after the last page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Built, Project, tree

MakeProject = Callable[[str], Project]


def bundled(built: Built, name: str) -> str:
    """Return the text of all style sheets of a page."""
    return "".join(built.linked(name, url.partition("?")[0]) for url in built.sheets(name))


@pytest.mark.parametrize("theme", ["test-furo", "test-pydata"])
def test_the_late_pygments_css_is_what_all_pages_have(project: MakeProject, theme: str) -> None:
    built = project(theme).run()
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
    assert int(relinked[1]) == 4


@pytest.mark.parametrize("theme", ["test-furo", "test-pydata"])
def test_parallel_builds_of_a_real_theme_are_the_same(project: MakeProject, theme: str) -> None:
    source = project(theme)
    for number in range(12):
        source.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
    serial = source.run("-j", "1", out="serial")
    parallel = source.run("-j", "4", out="parallel")
    assert tree(serial.directory) == tree(parallel.directory)


@pytest.mark.parametrize("theme", ["test-furo", "test-pydata"])
def test_a_page_of_a_real_theme_loads_fewer_files(project: MakeProject, theme: str) -> None:
    source = project(theme)
    stock = source.run("-D", "compress_enabled=0", out="stock")
    ours = source.run(out="ours")
    name = "sub/deep/page.html"
    before = stock.sheets(name) + stock.scripts(name)
    after = ours.sheets(name) + ours.scripts(name)
    assert len(after) < len(before)
    for url in after:
        assert Path(ours.directory, name).parent.joinpath(url.partition("?")[0]).is_file()
