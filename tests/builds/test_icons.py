"""Builds of a site with a script of icons: each ends like one from scratch."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main
from tests.builds.test_fonts import run_offline, same_as_fresh
from tests.conftest import Built, Project
from tests.js.test_icon_packs import awesome
from tests.manual import example
from tests.mapping import mapped_texts


@pytest.fixture(name="source")
def a_project_with_icons(project: Callable[[str], Project]) -> Project:
    source = project("test-gate")
    source.write("_static/awesome.js", awesome())
    # No compression makes them small.
    names = [hashlib.sha256(bytes([number])).hexdigest()[:20] for number in range(200)]
    rules = [f".{each}{{--fa:'{each}'}}" for name in names for each in (f"x{name}", f"fa-{name}")]
    source.write("_static/icons.css", "".join([*rules, ".fa-rocket{--fa:'rocket'}"]))
    source.configure("html_css_files += ['icons.css']")
    source.configure(example("fonts", "used-icons"))
    layout = source.source / "_templates" / "layout.html"
    tag = "<script defer src='{{ pathto(\"_static/awesome.js\", 1) }}'></script>\n<script defer"
    layout.write_text(layout.read_text().replace("<script defer", tag, 1))
    return source


def icons_in(built: Built, page: str, links: str) -> int:
    """Return how many rules for icons are in a style sheet that a page names."""
    (link,) = built.page(page).select(links)
    return built.linked(page, str(link["href"])).count(".fa-")


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
    assert icons_in(built, "a/deep.html", "[data-compress-late]") == 0
    # From there, the script has their address, too.
    assert icons_in(built, "a/deep.html", "noscript > link") == 201
    assert main(["explain", str(built.directory / "a" / "deep.html")]) == 0
    explained = capsys.readouterr().out
    assert "awesome.js is in js/awesome." in explained
    assert "bytes of rules for icons that the site does not name are in css/" in explained
    assert main(["check", str(built.directory)]) == 0
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: fas fa-rocket\n\n   .. x\n")
    again = source.run()
    assert "rocket:[" in script(again)
    assert icons_in(again, "index.html", "link[href*='critical.']") == 1
    same_as_fresh(source, again)
    # Its icons are known, although it is not rendered again.
    source.edit()
    again = source.run()
    assert "rocket:[" in script(again)
    off = source.run("-D", "compress_icons=all")
    assert "_static/awesome.js" in off.text("index.html")
    assert [name for name in off.bundles_of("js") if "awesome" in name] == []


def test_a_page_without_the_script_has_all_rules_from_the_beginning(source: Project) -> None:
    layout = source.source / "_templates" / "layout.html"
    tag = "<script defer src='{{ pathto(\"_static/awesome.js\", 1) }}'></script>"
    text = layout.read_text()
    assert tag in text
    layout.write_text(text.replace(tag, f"{{% if pagename != 'index' %}}{tag}{{% endif %}}"))
    built = source.run()
    for page in ("index.html", "a/deep.html"):
        assert icons_in(built, page, "[data-compress-late]") == 201


def test_an_offline_build_has_the_same_pages_and_icons(source: Project) -> None:
    offline = run_offline(source)
    fresh = source.run(out="fresh")
    assert script(offline) == script(fresh)
    for links, number in {"[data-compress-late]": 0, "noscript > link": 201}.items():
        assert icons_in(offline, "index.html", links) == number
    shutil.rmtree(source.source / "manifest" / "icons")
    failed = source.run("-D", "compress_offline=1", exit_status=2)
    assert "refers to icons/awesome." in failed.warnings


def test_icons_go_together_with_source_maps_and_precompressed_files(source: Project) -> None:
    options = ("compress_source_maps=1", "compress_precompress=gz,br,zst")
    built = source.run(*(part for each in options for part in ("-D", each)))
    assert built.warnings == ""
    assert main(["check", str(built.directory)]) == 0
    bundles = built.directory / "_static" / "compress"
    for links in ("[data-compress-late]", "noscript > link"):
        (link,) = built.page().select(links)
        sheet = built.directory / str(link["href"])
        (mapped,) = (each for each in mapped_texts(bundles) if each.file.name == sheet.name)
        assert any(name.endswith("/icons.css") for name in mapped.map["sources"])
        assert all(Path(f"{sheet}.{each}").exists() for each in ("gz", "br", "zst"))
    # The script names no map but its own, and has none.
    assert "sourceMappingURL" not in script(built)


@pytest.mark.parametrize(
    "option", ["base_url=https://example.org/", "critical=off", "unused_css=keep"]
)
def test_icons_are_known_where_no_style_sheet_is_split(source: Project, option: str) -> None:
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: fas fa-rocket\n\n   .. x\n")
    built = source.run("-D", f"compress_{option}")
    (name,) = (each for each in built.bundles_of("js") if "/js/awesome." in each)
    assert "rocket:[" in (built.directory / "_static" / name).read_text()
