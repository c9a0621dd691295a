"""Builds of a project whose theme marks no regions."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import TemplateBridge
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_compress.__main__ import main
from tests.conftest import Project, tree

MakeProject = Callable[[str], Project]

#: Pages that have what most pages have.
COMMON = ["index.html", "p1.html", "p4.html", "a/b/deep.html", "genindex.html"]


def bundle(url: str) -> str:
    """Return the part of a URL that is the same on all pages."""
    return url.rpartition("_static/")[2]


@pytest.mark.quick
def test_a_page_of_any_theme_has_one_bundle_of_each_kind(project: MakeProject) -> None:
    built = project("test-any").run()
    for name in COMMON:
        assert len(built.sheets(name)) == len(built.scripts(name)) == 1
    text = built.linked("a/b/deep.html", built.sheets("a/b/deep.html")[0])
    assert ".one{" in text
    assert "div.body" in text
    script = built.linked("index.html", built.scripts()[0])
    assert "const first=1" in script
    # It reads an attribute of its own tag.
    assert '["data-name","own"]' in script
    assert built.warnings == ""
    assert "compress: 12 files became 5 on a typical page" in built.status


def test_what_few_pages_add_gives_them_no_copy_of_the_rest(project: MakeProject) -> None:
    source = project("test-any")
    source.write("formula.rst", ":orphan:\n\nFormula\n=======\n")
    built = source.run()
    plain = [set(map(bundle, built.sheets(name) + built.scripts(name))) for name in COMMON]
    assert all(urls == plain[0] for urls in plain)
    with_formula = set(map(bundle, built.sheets("formula.html") + built.scripts("formula.html")))
    assert plain[0] < with_formula
    own = "".join(
        (built.directory / "_static" / url).read_text() for url in with_formula - plain[0]
    )
    assert ".math{" in own
    assert "const formula=3" in own
    assert "first" not in own


_WITH_REMARKS = """{% extends "!layout.html" %}
{% block extrahead %}{{ super() }}
<link rel="stylesheet" href="{{ pathto('_static/math.css', 1) }}" />
<!-- The page {{ pagename }} -->
<link rel="stylesheet" href="{{ pathto('_static/late.css', 1) }}" />
{% endblock %}
"""


def test_pages_with_remarks_of_their_own_share_bundles_offline_too(project: MakeProject) -> None:
    source = project("test-any")
    source.write("_static/late.css", "late { color: red; }\n")
    source.write("_templates/layout.html", _WITH_REMARKS)
    source.configure("templates_path = ['_templates']")
    online = source.run()
    for name in COMMON:
        text = online.text(name)
        assert text.index("output.") < text.index(f"<!-- The page {name.removesuffix('.html')} -->")
        assert len(online.sheets(name)) == 2
        assert list(map(bundle, online.sheets(name))) == list(map(bundle, online.sheets()))
    source.run(builder="compress", out="offline")
    source.write("_templates/layout.html", _WITH_REMARKS.replace("}} -->", "}} again -->"))
    offline = source.run("-D", "compress_offline=1", out="offline")
    for name in COMMON:
        assert offline.text(name).replace(" again -->", " -->") == online.text(name)


def test_switched_off_pages_are_as_without_the_extension(project: MakeProject) -> None:
    source = project("test-any")
    without = source.run("-D", "compress_implicit=0", out="without")
    stock = source.run("-D", "compress_enabled=0", out="stock")
    assert tree(without.directory) == tree(stock.directory)


def test_parallel_builds_are_the_same(project: MakeProject) -> None:
    source = project("test-any")
    for number in range(12):
        name = "formula" if number % 4 == 0 else "more"
        source.write(f"{name}/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
    serial = source.run("-j", "1", out="serial")
    parallel = source.run("-j", "4", out="parallel")
    assert tree(serial.directory) == tree(parallel.directory)


def test_an_incremental_build_comes_to_what_a_fresh_one_comes_to(project: MakeProject) -> None:
    source = project("test-any")
    source.run()
    # Now there are too many of these pages for the others not to care.
    for number in range(6):
        source.write(f"formula{number}.rst", f":orphan:\n\nFormula {number}\n=========\n")
    source.edit()
    again = source.run("-v")
    fresh = source.run(out="fresh")
    assert tree(again.directory) == tree(fresh.directory)
    assert "pages relinked" in again.status
    assert len(again.sheets("p1.html")) == 2


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_builders_of_sites_are_served_too(project: MakeProject, builder: str) -> None:
    built = project("test-any").run(builder=builder)
    assert len(built.sheets()) == len(built.scripts()) == 1
    assert built.warnings == ""


def test_a_page_with_urls_from_the_root_has_the_same_bundles(project: MakeProject) -> None:
    source = project("test-any")
    source.write("conf.py", (source.source / "conf.py").read_text() + _ABSOLUTE)
    built = source.run()
    (url,) = built.sheets("p1.html")
    assert url.startswith("/en/latest/_static/compress/css/")
    assert bundle(url) == bundle(built.sheets("p2.html")[0])


_ABSOLUTE = """

def absolute(app, page, template, context, doctree):
    if page == "p1":
        # As sphinx-notfound-page does it.
        context["pathto"] = lambda name, *_, **__: f"/en/latest/{name}"
        sheet = '<link rel="stylesheet" href="/en/latest/{}?v=1">'
        context["css_tag"] = lambda css: sheet.format(css.filename)


def setup(app, setup=setup):
    setup(app)
    app.connect("html-page-context", absolute, priority=400)
"""


def test_builders_that_make_no_site_are_left_alone(project: MakeProject) -> None:
    source = project("test-any")
    built = source.run(builder="epub", out="epub")
    assert not (built.directory / "_static" / "compress").exists()
    assert "one.css" in built.text("index.xhtml")


# What scripts ask for


def test_a_sheet_that_a_script_asks_for_stays_on_all_pages(project: MakeProject) -> None:
    source = project("test-any")
    before = source.run()
    assert not any("dark.css" in url for url in before.sheets())
    text = "\ndocument.querySelector('link[href*=\"dark.css\"]').disabled = true;\n"
    path = source.source / "_static" / "two.js"
    path.write_text(path.read_text() + text)
    # Sphinx 8.1 copies static files only when a document was changed.
    source.edit("p1.rst")
    after = source.run()
    for name in COMMON:
        assert any("_static/dark.css?v=" in url for url in after.sheets(name)), name
    assert after.warnings == ""
    fresh = source.run(out="fresh")
    assert after.sheets("p2.html") == fresh.sheets("p2.html")


def test_a_script_in_a_document_may_ask_for_a_sheet(project: MakeProject) -> None:
    source = project("test-any")
    source.write("p1.rst", _RAW)
    built = source.run()
    assert any("_static/dark.css?v=" in url for url in built.sheets("p2.html"))
    assert "<script>use" in built.text("p1.html")


_RAW = """Page
====

.. raw:: html

   <script>use(document.querySelector("link[href$='dark.css']"))</script>
"""


def test_a_script_of_a_document_stays_where_it_is(project: MakeProject) -> None:
    source = project("test-any")
    script = '<script src="_static/math.js"></script>'
    source.write("p1.rst", f"Page\n====\n\n.. raw:: html\n\n   {script}\n   {script}\n")
    built = source.run()
    assert built.text("p1.html").count(script) == 2


# Who renders, and who writes again


class Plain(TemplateBridge):
    """A bridge to no Jinja environment that anybody could extend."""

    def init(self, builder: Any, theme: Any = None, dirs: Any = None) -> None:
        self._loader = BuiltinTemplateLoader()
        self._loader.init(builder, theme, dirs)

    def newest_template_mtime(self) -> float:
        return 0

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        return self._loader.render(template, context)

    def render_string(self, template: str, context: dict[str, Any]) -> str:
        return self._loader.render_string(template, context)


def test_a_bridge_to_another_engine_is_enough(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "plain_bridge", sys.modules[__name__])
    built = project("test-any").build(template_bridge="plain_bridge.Plain")
    assert len(built.sheets()) == 1
    assert built.warnings == ""


def test_without_implicit_regions_a_bridge_without_jinja_is_told_of(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "plain_bridge", sys.modules[__name__])
    built = project("test-any").build(template_bridge="plain_bridge.Plain", compress_implicit=False)
    assert "the template bridge in use has no Jinja environment" in built.warnings


def test_other_extensions_find_the_bridge_that_they_know(project: MakeProject) -> None:
    source = project("test-any")
    source.write("conf.py", (source.source / "conf.py").read_text() + _CURIOUS)
    built = source.run()
    assert "knows own.html" in built.status
    assert built.warnings == ""


_CURIOUS = """

def curious(app):
    from sphinx.jinja2glue import BuiltinTemplateLoader

    assert isinstance(app.builder.templates, BuiltinTemplateLoader)
    app.builder.templates.environment.globals["own"] = 1
    app.builder.templates.loaders.append(None)
    app.builder.templates.loaders.pop()
    print("knows", app.builder.templates.render_string("own{{ '.' }}html", {}))


def setup(app, setup=setup):
    setup(app)
    app.connect("builder-inited", curious, priority=900)
"""


def test_pages_that_a_theme_writes_again_in_another_style_are_relinked(
    project: MakeProject,
) -> None:
    source = project("test-any")
    # As sphinxawesome_theme does it.
    source.write("conf.py", (source.source / "conf.py").read_text() + _AGAIN)
    for number in range(5):
        source.write(f"formula{number}.rst", f":orphan:\n\nFormula {number}\n=========\n")
    built = source.run("-v")
    assert built.warnings == ""
    assert re.search(r"\d pages? relinked", built.status)
    assert len(built.sheets("index.html")) == 2
    for name in COMMON:
        for url in built.sheets(name) + built.scripts(name):
            assert (built.directory / name).parent.joinpath(url).is_file()


_AGAIN = """

def write_again(app, error):
    from pathlib import Path

    from bs4 import BeautifulSoup

    for page in Path(app.outdir).rglob("*.html"):
        page.write_text(str(BeautifulSoup(page.read_text(), "html.parser")))


def setup(app, setup=setup):
    setup(app)
    app.connect("build-finished", write_again)
"""


# Why


def test_the_verbose_build_tells_where_each_tag_went(project: MakeProject) -> None:
    built = project("test-any").run("-v")
    assert re.search(r"compress: on page \S+ and \d+ more:", built.status)
    assert re.search(
        r"compress:   _static/one\.css is in css/output\.[0-9a-f]{12}\.css", built.status
    )
    assert "compress:   _static/custom.css is left out: it is empty" in built.status


def test_a_page_is_explained(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    built = project("test-any").run()
    assert main(["explain", str(built.directory / "a" / "b" / "deep.html")]) == 0
    lines = capsys.readouterr().out.splitlines()
    tags = [line.split()[0] for line in lines]
    assert (
        tags.index("_static/one.css") < tags.index("_static/one.js") < tags.index("_static/two.js")
    )
    assert all(
        " is in " in line or " stays: " in line or " is left out: " in line or " here " in line
        for line in lines
    )


def test_what_is_no_page_of_a_compressed_site_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "index.html"
    page.write_text("<p>")
    assert main(["explain", str(page)]) == 1
    assert "regions.json was found beside or above" in capsys.readouterr().err


def test_a_warm_build_loads_no_parser(project: MakeProject) -> None:
    source = project("test-any")
    source.run()
    source.write("conf.py", (source.source / "conf.py").read_text() + _LOADED)
    # In a process that has imported nothing before.
    done = subprocess.run(source.command("-E", "-a"), capture_output=True, text=True, check=True)
    assert "loaded: []" in done.stdout


_LOADED = """

def tell(app, error):
    import sys

    heavy = {"bs4", "csscompressor", "rjsmin", "tinycss2", "tree_sitter"}
    print("loaded:", sorted(heavy & sys.modules.keys()))


def setup(app, setup=setup):
    setup(app)
    app.connect("build-finished", tell, priority=1000)
"""
