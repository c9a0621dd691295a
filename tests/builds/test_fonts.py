"""Builds of a site with a font of its own: each ends like one from scratch."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable

import pytest
from fontTools.ttLib import TTFont

from sphinx_compress.__main__ import main
from sphinx_compress.build.report.facts import facts_of
from tests.conftest import Built, Project, tree
from tests.fonts.files import font

FACE = "@font-face { font-family: Slab; src: url(slab.woff2) format('woff2') }\n"


@pytest.fixture(name="source")
def a_project_with_a_font(project: Callable[[str], Project]) -> Project:
    source = project("test-gate")
    source.write("_static/slab.woff2", font())
    source.write("_static/one.css", FACE + "p { font-family: Slab }\n")
    return source


def subset(built: Built) -> str:
    """Return the path of the only subset of a site, after a look at what refers to it."""
    (name,) = built.bundles_of("woff2")
    for page in ["index.html", "a/deep.html", "search.html"]:
        links = built.page(page).select("link[rel=stylesheet]")
        sheets = [built.linked(page, str(link["href"])) for link in links]
        assert [each for each in sheets if name.removeprefix("compress/") in each], page
    return name


def same_as_fresh(source: Project, built: Built) -> None:
    fresh = source.run("-E", "-a", "-j", "2", out="fresh")
    trees = [tree(each.directory) for each in (built, fresh)]
    for each in trees:
        # Sphinx keeps the words in it that no page has any more.
        del each["searchindex.js"]
    assert trees[0] == trees[1]
    shutil.rmtree(fresh.directory)


def run_offline(source: Project) -> Built:
    """Build with a manifest that was made before and lies in the source."""
    made = source.run(builder="compress", out="made")
    shutil.copytree(made.directory / "_static" / "compress", source.source / "manifest")
    source.configure("compress_offline_manifest = 'manifest'", "exclude_patterns += ['manifest']")
    offline = source.run("-D", "compress_offline=1")
    assert offline.warnings == ""
    return offline


def test_a_page_with_another_block_brings_another_subset_to_all_pages(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    built = source.run()
    assert built.warnings == ""
    assert "making subsets of 1 font" in built.status
    first = subset(built)
    assert main(["explain", str(built.directory / "a" / "deep.html")]) == 0
    assert f"_static/slab.woff2 has a subset, {first[9:]}" in capsys.readouterr().out
    facts = facts_of(built.directory)
    # The pages themselves load no font, and a style sheet of theirs names the subset.
    assert facts["typical"]["before"]["bytes"] < len(font())
    (told,) = (each for each in facts["bundles"] if each["file"] == first[9:])
    assert told["pages"] == facts["pages"]
    # No letter that is in no subset, and none that is in each.
    source.write("a/deep.rst", "Deep\n====\n\nGröße 日本\n")
    again = source.run()
    assert subset(again) == first
    assert "making" not in again.status
    source.write("a/deep.rst", "Deep\n====\n\n\u03bb\u03ac\u03b8\n")
    again = source.run()
    assert again.warnings == ""
    assert subset(again) != first
    same_as_fresh(source, again)
    # Its characters are known, although it is not rendered again.
    source.edit()
    assert subset(source.run()) == subset(again)
    source.write("a/deep.rst", "Deep\n====\n\nPlain\n")
    again = source.run()
    assert subset(again) == first
    source.write("_static/late.js", "document.title = '\\u0103'\n")
    source.edit()
    again = source.run()
    assert subset(again) != first
    same_as_fresh(source, again)


def test_a_build_without_changes_leaves_all_as_it_is(source: Project) -> None:
    built = source.run()
    before = {path: path.stat().st_mtime_ns for path in built.directory.rglob("*.*")}
    again = source.run(builder="html")
    assert "making" not in again.status
    for path, time in before.items():
        if "compress" in path.parts or path.name == "deep.html":
            assert path.stat().st_mtime_ns == time, path


def test_an_offline_build_has_the_same_pages_and_fonts(source: Project) -> None:
    offline = run_offline(source)
    fresh = source.run(out="fresh")
    assert subset(offline) == subset(fresh)
    for page in ["index.html", "a/deep.html", "search.html"]:
        assert offline.text(page) == fresh.text(page)
    # A manifest without its fonts is not whole.
    shutil.rmtree(source.source / "manifest" / "fonts")
    failed = source.run("-D", "compress_offline=1", exit_status=2)
    assert "refers to fonts/slab." in failed.warnings


def test_switched_off_there_is_no_subset(source: Project) -> None:
    source.run()
    built = source.run("-D", "compress_fonts=off")
    assert built.bundles_of("woff2") == []
    assert "unicode-range" not in built.linked("index.html", built.sheets()[0])
    source.run()
    off = source.run("-D", "compress_enabled=0")
    assert not (off.directory / "_static" / "compress").exists()


def test_a_font_that_a_page_announces_stays_whole(source: Project) -> None:
    layout = source.source / "_templates" / "layout.html"
    link = (
        "<link rel='preload' as='font' crossorigin href='{{ pathto(\"_static/slab.woff2\", 1) }}'>"
    )
    layout.write_text(layout.read_text() + "{% block extrahead %}" + link + "{% endblock %}")
    built = source.run("-v")
    assert built.bundles_of("woff2") == []
    assert "slab.woff2 stays: a page announces the whole font" in built.status


def test_a_font_that_is_not_published_is_not_read(source: Project) -> None:
    source.configure("exclude_patterns += ['**/slab.woff2']")
    built = source.run()
    assert built.bundles_of("woff2") == []


def test_a_sheet_that_the_cache_has_lost_is_made_again(source: Project) -> None:
    first = subset(source.run())
    lost = 0
    for file in (source.builds / "doctrees-html" / "compress" / "cache").rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        if b"@font-face" in data and b"unicode-range" not in data:
            file.unlink()
            lost += 1
    assert lost
    source.write("a/deep.rst", "Deep\n====\n\n\u03bb\u03ac\u03b8\n")
    again = source.run()
    assert subset(again) != first
    same_as_fresh(source, again)


ICONS = """
@font-face { font-family: Icons; src: url(icons.woff2) }
.icon-a::before { font-family: Icons; content: "\\f015" }
.icon-b::before { font-family: Icons; content: "\\f0c1" }
.icon-c::before { font-family: Icons; content: "\\f0e0" }
"""


def test_icons_that_pages_or_scripts_name_are_in_a_subset(source: Project) -> None:
    source.write("_static/icons.woff2", font("fontawesome-webfont"))
    source.write("_static/one.css", ICONS)

    def icons(built: Built) -> set[int]:
        data = (built.directory / "_static" / subset(built)).read_bytes()
        return {point for point in TTFont(io.BytesIO(data)).getBestCmap() if point >= 0xE000}

    built = source.run("-v")
    assert built.warnings == ""
    assert icons(built) == set()
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: icon-a\n\n   \uf188\n")
    built = source.run()
    assert icons(built) == {0xF015, 0xF188}
    source.write("_static/late.js", "document.body.className = 'icon-b'\n")
    source.edit()
    built = source.run()
    assert icons(built) == {0xF015, 0xF188, 0xF0C1}
    same_as_fresh(source, built)


def test_without_critical_parts_a_font_of_icons_is_whole(source: Project) -> None:
    source.write("_static/icons.woff2", font("fontawesome-webfont"))
    source.write("_static/one.css", ICONS)
    built = source.run("-v", "-D", "compress_critical=off")
    assert built.bundles_of("woff2") == []
    assert "icons.woff2 stays: it is a font of icons, and nobody can tell" in built.status
