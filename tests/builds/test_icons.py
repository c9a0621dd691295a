"""Builds of a site with a script of icons: each ends like one from scratch."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from sphinx_compress.__main__ import main
from tests.builds.test_fonts import run_offline, same_as_fresh
from tests.conftest import Built, Project
from tests.js.test_icon_packs import awesome
from tests.manual import example


@pytest.fixture(name="source")
def a_project_with_icons(project: Callable[[str], Project]) -> Project:
    source = project("test-gate")
    source.write("_static/awesome.js", awesome())
    source.configure(example("fonts", "used-icons"))
    layout = source.source / "_templates" / "layout.html"
    tag = "<script defer src='{{ pathto(\"_static/awesome.js\", 1) }}'></script>\n<script defer"
    layout.write_text(layout.read_text().replace("<script defer", tag, 1))
    return source


def script(built: Built) -> str:
    """Return the text of the script, after a look at what refers to it and at what it needs."""
    (name,) = (each for each in built.bundles_of("js") if "/awesome." in each and "/js/" in each)
    (rest,) = (each for each in built.bundles_of("js") if "/icons/awesome." in each)
    text = (built.directory / "_static" / name).read_text()
    assert f"url(../{rest.removeprefix('compress/')})" in text
    for page in ["index.html", "a/deep.html", "search.html"]:
        assert f"_static/{name}" in built.text(page)
        assert "_static/awesome.js" not in built.text(page)
    return text


def test_a_page_with_another_icon_brings_it_to_all_pages(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    built = source.run()
    assert built.warnings == ""
    assert "rocket:[" not in script(built)
    assert main(["explain", str(built.directory / "a" / "deep.html")]) == 0
    assert "awesome.js is in js/awesome." in capsys.readouterr().out
    assert main(["check", str(built.directory)]) == 0
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: fas fa-rocket\n\n   .. x\n")
    again = source.run()
    assert "rocket:[" in script(again)
    same_as_fresh(source, again)
    # Its icons are known, although it is not rendered again.
    source.edit()
    again = source.run()
    assert "rocket:[" in script(again)
    off = source.run("-D", "compress_icons=all")
    assert "_static/awesome.js" in off.text("index.html")
    assert [name for name in off.bundles_of("js") if "awesome" in name] == []


def test_an_offline_build_has_the_same_pages_and_icons(source: Project) -> None:
    offline = run_offline(source)
    fresh = source.run(out="fresh")
    assert script(offline) == script(fresh)
    shutil.rmtree(source.source / "manifest" / "icons")
    failed = source.run("-D", "compress_offline=1", exit_status=2)
    assert "refers to icons/awesome." in failed.warnings


@pytest.mark.parametrize(
    "option", ["base_url=https://example.org/", "critical=off", "unused_css=keep"]
)
def test_icons_are_known_where_no_style_sheet_is_split(source: Project, option: str) -> None:
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: fas fa-rocket\n\n   .. x\n")
    built = source.run("-D", f"compress_{option}")
    (name,) = (each for each in built.bundles_of("js") if "/js/awesome." in each)
    assert "rocket:[" in (built.directory / "_static" / name).read_text()
