"""Builds of a site whose scripts wait: each ends like one from scratch."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest

from sphinx_compress.__main__ import main
from tests.conftest import Built, Project, tree

MakeProject = Callable[[str], Project]

#: Searches on all pages.
SEARCHING = """{% extends "!layout.html" %}{% block extrahead %}
<script src="{{ pathto('_static/searchtools.js', 1) }}"></script>
<script src="{{ pathto('searchindex.js', 1) }}"></script>{% endblock %}"""
ACTS = "document.documentElement.dataset.x = 'early';"


def add_own_script(source: Project, text: str) -> None:
    source.write("_static/own.js", text)
    source.configure('html_js_files = ["own.js"]', 'html_theme = "basic"')


def is_moved(built: Built, page: str = "index.html") -> bool:
    """Return whether nothing with a file is left in the head of a page."""
    text = built.text(page)
    return "<script src=" not in text[: text.index("</head>")]


@pytest.fixture(name="source")
def a_project_with_a_script(project: MakeProject) -> Project:
    source = project("test-any")
    source.write("conf.py", 'extensions = ["sphinx_compress"]\nhtml_static_path = ["_static"]\n')
    source.write("index.rst", "Title\n=====\n\n.. toctree::\n\n   a/deep\n")
    source.write("a/deep.rst", "Deep\n====\n\nText\n")
    add_own_script(source, "function own() {}")
    return source


def test_a_script_that_belongs_elsewhere_now_is_found_there(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    built = source.run("-j", "2")
    assert is_moved(built)
    assert is_moved(built, "a/deep.html")
    for text, is_idle in ((ACTS, False), ("function other() {}", True)):
        source.write("_static/own.js", text)
        built = source.run()
        assert is_moved(built) == is_idle
        fresh = source.run(out="fresh")
        assert tree(built.directory) == tree(fresh.directory)
    capsys.readouterr()
    assert main(["explain", str(built.directory / "index.html")]) == 0
    assert "own.js is in js/" in capsys.readouterr().out


def test_an_offline_build_moves_what_was_moved(source: Project) -> None:
    source.run(builder="compress")
    offline = source.run("-D", "compress_offline=1")
    fresh = source.run(out="fresh")
    for page in ("index.html", "a/deep.html"):
        assert offline.text(page) == fresh.text(page)
        assert is_moved(offline, page)


def test_switched_off_scripts_stay(source: Project) -> None:
    assert is_moved(source.run())
    built = source.run("-D", "compress_defer_scripts=0")
    assert not is_moved(built)
    assert not is_moved(source.run("-D", "compress_critical=off"))


def test_a_page_that_needs_the_search_index_at_once_now_loads_it(source: Project) -> None:
    source.configure('templates_path = ["_templates"]', 'compress_search = "on-demand"')
    source.write("_templates/layout.html", SEARCHING)
    built = source.run("-j", "2")
    assert "searchindex.js" not in built.text("a/deep.html")
    for text, is_late in (("Search.query('x')", False), ("function own() {}", True)):
        source.write("_static/own.js", text)
        built = source.run()
        assert ("searchindex.js" not in built.text("a/deep.html")) == is_late
        fresh = source.run(out="fresh")
        assert tree(built.directory) == tree(fresh.directory)
    source.run(builder="compress", out="fresh")
    offline = source.run("-D", "compress_offline=1", out="fresh")
    assert offline.text("a/deep.html") == built.text("a/deep.html")
    assert (offline.directory / "_static" / "search-on-demand.js").is_file()
    eager = source.run("-D", "compress_search=eager")
    assert not (eager.directory / "_static" / "search-on-demand.js").exists()


def test_on_read_the_docs_a_theme_can_be_told_by_its_tags(
    source: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.configure('html_theme = "sphinx_rtd_theme"', "html_js_files = []")
    built = source.run()
    assert 'js/theme.js"' not in built.text("index.html")
    monkeypatch.setenv("READTHEDOCS", "True")
    built = source.run()
    head, _, rest = built.text("index.html").partition("</head>")
    assert len(re.findall(r'<script nomodule [^>]* src="_static/js/theme.js"></script>', head)) == 1
    assert rest.count('<script src="_static/js/./theme.js"></script>') == 1
    assert "doctools.js" not in head
    assert tree(built.directory) == tree(source.run(out="fresh").directory)
    assert 'js/theme.js"' not in source.run("-D", "compress_injected=none").text("index.html")


def test_a_site_whose_output_is_gone_is_written_again_and_not_read_again(source: Project) -> None:
    built = source.run()
    before = tree(built.directory)
    shutil.rmtree(built.directory)
    again = source.run()
    assert "0 added, 0 changed" in again.status
    assert tree(again.directory) == before
