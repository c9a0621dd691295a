"""Real builds of bundles and manifest without pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from tests.conftest import BUILDERS, Built, Project, tree

MakeProject = Callable[[str], Project]

#: What a page's own extension might do.
EXTENSION = """
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

class Asking(nodes.General, nodes.Element):
    pass

class AskingDirective(SphinxDirective):
    def run(self):
        return [Asking()]

class MarkDirective(SphinxDirective):
    def run(self):
        self.state.document.is_marked = True
        return []

def visit(self, node):
    self.body.append('<script>document.querySelector(\\'link[href*="one.css"]\\')</script>')

def depart(self, node):
    pass

def add(app, page, template, context, doctree):
    if doctree is not None and any(doctree.findall(nodes.table)):
        app.add_css_file("dark.css")
    if getattr(doctree, "is_marked", False):
        app.add_js_file("own.js", priority=900)

def setup(app):
    app.add_node(Asking, html=(visit, depart))
    app.add_directive("asking", AskingDirective)
    app.add_directive("mark", MarkDirective)
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


def written(built: Built) -> dict[str, bytes]:
    """Return what the ``compress`` builder wrote where the user wants it."""
    return tree(built.directory)


def bundles(built: Built) -> dict[str, bytes]:
    return tree(built.directory / "_static" / "compress")


def compress(source: Project, *arguments: str, out: str = "html", exit_status: int = 0) -> Built:
    return source.run(*arguments, builder="compress", out=out, exit_status=exit_status)


@pytest.mark.quick
@pytest.mark.parametrize("name", ["test-any", "test-basic"])
def test_it_writes_what_an_html_build_writes_beside_its_pages(
    project: MakeProject, name: str
) -> None:
    source = project(name)
    made = compress(source, out="made")
    assert {path.partition("/compress/")[0] for path in written(made)} == {"_static"}
    assert bundles(made) == bundles(source.run(out="html"))
    assert "manifest.json" in bundles(made)
    assert made.warnings == ""


@pytest.mark.parametrize("name", ["test-any", "test-late"])
def test_an_offline_build_of_it_equals_one_that_compresses(project: MakeProject, name: str) -> None:
    source = project(name)
    compress(source, "-j", "2", out="made")
    online = tree(source.run(out="html").directory)
    offline = source.run("-D", "compress_offline=1", "-j", "2", out="made")
    assert tree(offline.directory) == online
    assert offline.warnings == ""


def test_it_is_made_for_one_builder(project: MakeProject) -> None:
    source = project("test-any")
    online = source.run(builder="dirhtml", out="online")
    compress(source)
    # Scripts of a bundle know which builder it was.
    said = source.run("-D", "compress_offline=1", builder="dirhtml", exit_status=2).warnings
    assert "was made for the builder html, whose scripts are not those of dirhtml" in said
    assert "sphinx-build -b compress -D compress_builder=dirhtml " in said
    compress(source, "-D", "compress_builder=dirhtml")
    offline = source.run("-D", "compress_offline=1", builder="dirhtml")
    assert tree(offline.directory) == tree(online.directory)


def test_it_is_made_for_no_builder_that_writes_no_site(project: MakeProject) -> None:
    source = project("test-basic")
    for name in "text", "compress", "gone", "epub", "singlehtml":
        with pytest.raises(ConfigError, match=f"compress_builder = '{name}': that is no builder"):
            source.build("compress", compress_builder=name)


def test_again_it_writes_nothing_and_says_so(project: MakeProject) -> None:
    source = project("test-basic")
    first = compress(source)
    assert f"wrote {first.directory}/_static/compress/manifest.json (2 entries)" in first.status
    before = {path: path.stat().st_mtime_ns for path in first.directory.rglob("*")}
    for arguments in ((), ("-a", "-E")):
        again = compress(source, *arguments)
        assert "are up to date; nothing was written" in again.status
        assert {path: path.stat().st_mtime_ns for path in first.directory.rglob("*")} == before


def test_when_what_is_known_of_pages_is_lost_all_are_rendered(project: MakeProject) -> None:
    source = project("test-basic")
    before = bundles(compress(source))
    [index] = source.builds.rglob("index.json")
    for text in None, '{"format": 0}':
        shutil.rmtree(source.builds / "html" / "_static")
        if text is None:
            index.unlink()
        else:
            index.write_text(text)
        assert bundles(compress(source)) == before


def test_a_style_sheet_that_was_edited_is_enough_to_write_again(project: MakeProject) -> None:
    source = project("test-basic")
    before = bundles(compress(source))
    source.write("_static/css/one.css", ".edited { color: red }")
    after = compress(source)
    assert "wrote" in after.status
    [sheet] = [name for name in bundles(after) if name.endswith(".css")]
    assert b".edited{color:red}" in bundles(after)[sheet]
    assert sheet not in before
    assert bundles(after) == bundles(source.run(out="html"))


def test_a_region_that_a_template_gets_is_seen(project: MakeProject) -> None:
    source = project("test-basic")
    compress(source)
    layout = (source.source / "_templates/layout.html").read_text()
    source.write(
        "_templates/layout.html",
        layout + "{% block footer %}{% if pagename == 'a/b/two' %}{% compress js %}"
        "<script>only = 'two'</script>{% endcompress %}{% endif %}{% endblock %}",
    )
    after = compress(source)
    assert len(after.manifest) == 3
    assert bundles(after) == bundles(source.run(out="html"))


def test_what_extensions_make_of_documents_is_seen(project: MakeProject) -> None:
    source = project("test-any")
    source.add_module("ext", EXTENSION, "extensions = [*extensions, 'ext']")
    source.edit("p1.rst")
    plain = bundles(compress(source, out="plain"))
    for document, text in {
        "p1": "\n.. asking::\n",
        "p2": "\n.. mark::\n",
        "p3": "\n=== ===\n a   b\n=== ===\n",
        "p4": '\n.. raw:: html\n\n   <script>document.querySelector("link[href*=dark]")</script>\n',
    }.items():
        path = source.source / f"{document}.rst"
        source.write(f"{document}.rst", path.read_text() + text)
        made = compress(source, out="made")
        assert bundles(made) == bundles(source.run(out="html"))
        assert bundles(made) != plain
        plain = bundles(made)


def test_it_is_the_same_in_any_order_place_time_zone_and_language(
    project: MakeProject, tmp_path: Path
) -> None:
    source = project("test-any")
    made = bundles(compress(source))
    there = tmp_path / "some where" / "else"
    there.parent.mkdir()
    source.source.rename(there)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "compress", "-j", "3"]
    environment = {"TZ": "Pacific/Kiritimati", "HOME": "/", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    subprocess.run(
        [*command, str(there), str(tmp_path / "made")],
        check=True,
        env={**os.environ, **environment},
    )
    assert tree(tmp_path / "made" / "_static" / "compress") == made


def test_make_has_a_target_for_it(project: MakeProject) -> None:
    source = project("test-basic")

    def make(target: str, *arguments: str) -> str:
        command = ["-M", target, str(source.source), str(source.builds), *arguments]
        done = BUILDERS.build(command, {**os.environ})
        assert done.returncode == 0, done.stderr
        return done.stdout

    make("compress")
    manifest = source.builds / "compress" / "_static" / "compress" / "manifest.json"
    assert manifest.exists()
    make("html", "-D", "compress_offline=1")
    assert (source.builds / "html/_static/compress/manifest.json").read_bytes() == (
        manifest.read_bytes()
    )
    # The copy is not taken for a manifest that was made for this very place.
    source.write("_static/css/one.css", ".edited { color: red }")
    source.edit()
    make("compress")
    make("html", "-D", "compress_offline=1")
    [sheet] = (source.builds / "html/_static/compress/css").iterdir()
    assert ".edited" in sheet.read_text()


def test_no_page_is_kept_anywhere(project: MakeProject) -> None:
    source = project("test-any")
    compress(source)
    pages = list(source.builds.rglob("*.html"))
    assert len(pages) > 5
    assert {path.read_bytes() for path in pages} == {b""}


def test_switched_off_it_says_so(project: MakeProject) -> None:
    built = compress(project("test-basic"), "-D", "compress_enabled=0")
    assert "compress_enabled is False, so that nothing is compressed" in built.warnings
    assert written(built) == {}


def test_a_project_without_regions_has_no_manifest(project: MakeProject) -> None:
    source = project("test-basic")
    source.write("_templates/layout.html", "<html><head></head><body>{{ body }}</body></html>")
    built = compress(source)
    assert "no page has a region" in built.status
    assert written(built) == {}
