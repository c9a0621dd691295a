"""Builds of a site that leave out the rules that nothing uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sphinx_compress.__main__ import main
from tests.builds.test_critical import PAGES, rules
from tests.conftest import Built, Project, tree

DROP = ("-D", "compress_unused_css=drop")
BLOCK = """
.. raw:: html

   <script>document.body.offsetTop; f("lion")</script>
"""
CONF = "\ncompress_css_keep = ['docsearch-*']\n"


@pytest.fixture(name="source")
def a_project_with_a_large_sheet(project: Callable[[str], Project]) -> Project:
    source = project("test-gate")
    used = "p { color: rgb(1, 2, 3) } .later-on, .lion { top: 0 } .DocSearch-Hit { top: 0 }\n"
    source.write("_static/one.css", used + rules("zebra"))
    source.write("_static/later.js", "document.body.classList.add('later-on'); seen.push('later')")
    source.write("conf.py", (source.source / "conf.py").read_text() + CONF)
    return source


def sheet(built: Built, page: str = "index.html") -> str:
    """Return the whole sheet of a page."""
    (url,) = {url for url in built.sheets(page) if "/css/output." in url}
    return built.linked(page, url)


def test_rules_are_left_out_and_come_back(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    built = source.run(*DROP, "-j", "2")
    assert built.warnings == ""
    for page in PAGES:
        assert "zebra" not in sheet(built, page)
        for part in ("color:#010203", ".later-on", ".DocSearch-Hit"):
            assert part in sheet(built, page)
    # The original stays, and no other bundle does.
    assert "zebra" in built.linked("index.html", "_static/one.css")
    assert len([name for name in built.bundles if "css/output" in name]) == 1
    assert main(["explain", str(built.directory / "index.html")]) == 0
    assert "rules that nothing uses are left out" in capsys.readouterr().out
    before = tree(built.directory)
    assert tree(source.run(*DROP).directory) == before
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: zebra\n\n   Text\n")
    again = source.run(*DROP)
    assert "zebra" in sheet(again)
    assert tree(again.directory) == tree(source.run(*DROP, out="fresh").directory)
    source.write("a/deep.rst", "Deep\n====\n\nText\n")
    again = source.run(*DROP)
    assert "zebra" not in sheet(again)


def test_what_was_left_out_is_split_when_it_comes_back(source: Project) -> None:
    source.run(*DROP)
    late = source.run()
    assert "zebra" in sheet(late)
    files = tree(late.directory)
    # Sphinx keeps what it knew of its settings.
    del files[".buildinfo.bak"]
    assert files == tree(source.run(out="fresh").directory)


def test_nothing_is_left_out_while_nobody_says_what_scripts_use(source: Project) -> None:
    source.write("conf.py", (source.source / "conf.py").read_text().replace(CONF, ""))
    built = source.run(*DROP)
    assert "searchtools.js uses names from elsewhere" in built.warnings
    assert "zebra" in sheet(built)


def test_an_offline_build_leaves_out_the_same(source: Project) -> None:
    source.run(*DROP, builder="compress")
    offline = source.run(*DROP, "-D", "compress_offline=1")
    fresh = source.run(*DROP, out="fresh")
    for page in PAGES:
        assert offline.text(page) == fresh.text(page)
    assert "zebra" not in sheet(offline)


def test_where_all_rules_keep_their_place_nothing_is_split(source: Project) -> None:
    kept = source.run("-D", "compress_unused_css=keep")
    assert "zebra" in sheet(kept)
    off = source.run("-D", "compress_critical=off", out="off")
    assert tree(kept.directory) == tree(off.directory)


def test_a_page_that_cannot_be_split_counts_too(source: Project) -> None:
    source.write("a/deep.rst", "Deep\n====\n\n.. raw:: html\n\n   <p class=zebra onload=f()>\n")
    source.write("index.rst", (source.source / "index.rst").read_text() + BLOCK)
    built = source.run(*DROP)
    assert built.warnings == ""
    assert "zebra" in sheet(built)
    assert ".lion" in sheet(built)
    assert "data-compress-gate" not in built.text("a/deep.html")


def test_offline_a_page_that_needs_what_was_left_out_fails_the_build(source: Project) -> None:
    source.run(*DROP, builder="compress")
    deep = "Deep\n====\n\n.. container:: zebra\n\n   Text\n"
    source.write("a/deep.rst", deep)
    failed = source.run(*DROP, "-D", "compress_offline=1", exit_status=1)
    assert "ERROR: page a/deep: the offline manifest was made with" in failed.warnings
    assert "page a/deep uses .zebra. Make the manifest anew" in failed.warnings
    # Not every edit brings a name.
    source.write("a/deep.rst", "Deep\n====\n\nOther text\n")
    assert source.run(*DROP, "-D", "compress_offline=1").warnings == ""
    source.write("a/deep.rst", deep)
    source.run(*DROP, builder="compress")
    assert "zebra" in sheet(source.run(*DROP, "-D", "compress_offline=1"))


def test_a_manifest_without_all_rules_is_for_builds_that_look_for_them(source: Project) -> None:
    source.run(*DROP, builder="compress")
    failed = source.run("-D", "compress_offline=1", exit_status=2)
    assert 'was made with compress_unused_css = "drop"' in failed.warnings
    (source.builds / "html/_static/compress/nodelists.json").unlink()
    failed = source.run(*DROP, "-D", "compress_offline=1", exit_status=2)
    assert "which says what the style sheets lack" in failed.warnings


def test_a_build_of_an_unchanged_site_reads_no_page(source: Project) -> None:
    source.run(*DROP)
    # Whoever reads it fails.
    stray = source.builds / "html" / "stray.html"
    stray.symlink_to(stray)
    assert source.run(*DROP).warnings == ""
