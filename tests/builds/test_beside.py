"""Beside what starts builds of its own: a server that watches, and sites below a site."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from posixpath import normpath

import pytest

from benchmarks.beside.roots import complete, roots
from benchmarks.beside.versions import build_versions, bundles, tag_versions
from benchmarks.beside.watching import replace, watch
from tests.conftest import Project, tree

pytestmark = pytest.mark.build

MakeProject = Callable[[str], Project]

_SHEET = re.compile(r'href="([^"]*/compress/css/output\.[^"]*)"')


def test_a_server_that_watches_shows_each_edit_and_builds_once_for_it(
    project: MakeProject,
) -> None:
    source = project("test-any")
    source.configure('exclude_patterns = ["_build"]')
    beside = source.source.with_name("new.txt")
    # Within the source, as most projects have it.
    output = source.source / "_build" / "html"
    with watch(source.source, output, source.source.with_name("log.txt")) as server:

        def sheets() -> str:
            urls = _SHEET.findall(server.get("a/b/deep.html"))
            return "".join(server.get(normpath(f"a/b/{url}")) for url in urls)

        server.until(lambda: "compress" in server.get("a/b/deep.html"))
        page = source.source / "a/b/deep.rst"
        replace(page, f"{page.read_text()}\nOne more paragraph.\n", beside)
        server.until(lambda: "One more paragraph" in server.get("a/b/deep.html"))
        replace(source.source / "_static/one.css", "p { color: #123456 }\n", beside)
        server.until(lambda: "#123456" in sheets())
        server.until(lambda: server.builds() == 3)
        # A loop would have begun again by now: changes are collected for 50 ms.
        time.sleep(1.5)
        assert server.builds() == 3
        assert server.log.read_text().count("Detected changes") == 2


def test_a_version_below_the_output_of_another_stays_as_it_was(project: MakeProject) -> None:
    source = project("test-any")
    below = tree(source.run(out="html/v1").directory)
    assert any("/compress/" in path for path in below)
    for text in ("#123456", "#654321"):
        source.write("_static/one.css", f"p {{ color: {text} }}\n")
        site = source.run(out="html").directory
        assert tree(site / "v1") == below


def test_each_version_of_a_site_has_bundles_of_its_own_and_links_to_the_others(
    tmp_path: Path,
) -> None:
    root = roots()["sphinx-polyversion"]
    source, site = complete(root, tmp_path / "source"), tmp_path / "site"
    tag_versions(root, source)
    build_versions(root, source, site, is_enabled=True)
    first, second = bundles(root, site).values()
    assert first & second
    assert first != second
    for opened in root.opened:
        page = site / opened
        text = page.read_text()
        sheets = [(page.parent / url).resolve() for url in _SHEET.findall(text)]
        below = site / opened.partition("/")[0] / "_static" / "compress"
        assert sheets
        assert [s for s in sheets if not s.is_file() or below not in s.parents] == []
        links = [page.parent / url for url in re.findall(r'class="version" href="([^"]*)"', text)]
        assert [link.is_file() for link in links] == [True, True]
