"""Tests of what other extensions add: filters, precompilers, and handlers of an event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Project

MakeProject = Callable[[str], Project]

FILTER = """
from pathlib import Path

import sphinx_compress
from sphinx_compress.filters import Filter

class Banner(Filter):
    name = "banner"
    version = "1"
    kinds = frozenset({"css"})
    effect = "changes"

    def __call__(self, text, context):
        return "banner {top:%s;}" % context.options.get("size", 0) + text
"""


def extension(source: Project, *lines: str) -> None:
    body = "\n".join(f"    {line}" for line in lines)
    source.add_module("shiny", f"{FILTER}\ndef setup(app):\n{body}\n")
    source.configure("extensions.insert(0, 'shiny')")


def sheet(source: Project) -> str:
    built = source.run()
    assert built.warnings == ""
    return built.linked("index.html", built.sheets()[0])


def test_an_extension_adds_a_filter_behind_those_of_conf_py(project: MakeProject) -> None:
    source = project("test-basic")
    extension(source, "sphinx_compress.add_filter(app, 'css', 'shiny.Banner', {'size': 3})")
    assert "banner {top:3;}" in sheet(source)


def test_it_adds_one_before_them(project: MakeProject) -> None:
    source = project("test-basic")
    extension(source, "sphinx_compress.add_filter(app, 'css', 'shiny.Banner', is_first=True)")
    # The minifier comes behind it.
    assert "banner{top:0}" in sheet(source)


def test_the_word_of_conf_py_counts(project: MakeProject) -> None:
    source = project("test-basic")
    extension(source, "sphinx_compress.add_filter(app, 'css', 'shiny.Banner', {'size': 3})")
    source.configure("compress_css_filters = ['urls', ('shiny.Banner', {'size': 7})]")
    assert "banner {top:7;}" in sheet(source)
    assert "banner {top:3;}" not in sheet(source)


def test_a_theme_brings_its_compiler_and_its_users_set_nothing(project: MakeProject) -> None:
    source = project("test-basic")
    source.write("_static/css/three.scss", "$size: 4px; nav { a { top: $size } }")
    source.configure("html_css_files.append(('css/three.scss', {'type': 'text/x-scss'}))")
    extension(source, "sphinx_compress.add_precompiler(app, 'text/x-scss', 'sass')")
    assert "nav a{top:4px}" in sheet(source)


@pytest.mark.parametrize("value", ["compress_css_filters = 'urls'", "compress_precompilers = 3"])
def test_settings_that_make_no_sense_are_told_all_the_same(
    project: MakeProject, value: str
) -> None:
    source = project("test-basic")
    extension(
        source,
        "sphinx_compress.add_filter(app, 'css', 'shiny.Banner')",
        "sphinx_compress.add_precompiler(app, 'text/x-scss', 'sass')",
    )
    source.configure(value)
    assert f"{value}: must be a" in source.run().warnings


def test_each_bundle_is_told_in_each_build(project: MakeProject, tmp_path: Path) -> None:
    source = project("test-basic")
    told = tmp_path / "told"
    extension(
        source,
        f"told = Path({str(told)!r})",
        "write = lambda b: told.open('a').write(f'{b.kind} {b.mode} {b.path} {b.sources}\\n')",
        "app.setup_extension('sphinx_compress')",
        "app.connect('compress-bundle-written', lambda app, bundle: write(bundle) and None)",
    )
    built = source.run()
    lines = told.read_text().splitlines()
    assert len(lines) == len(built.bundles)
    (path,) = built.bundles_of("css")
    (line,) = (line for line in lines if path in line)
    assert line.startswith(f"css file {built.directory / '_static' / path} ('_static/")
    assert line.endswith("'_static/css/one.css', '_static/css/two.css')")
    told.unlink()
    source.edit()
    source.run()
    assert told.read_text().splitlines() == lines


def test_no_garbage_is_looked_for_when_all_pages_are_written(
    project: MakeProject, tmp_path: Path
) -> None:
    source = project("test-basic")
    extension(
        source,
        "import gc",
        f"told = Path({str(tmp_path / 'told')!r})",
        "note = lambda *_: told.open('a').write(f'{gc.isenabled()}\\n') and None",
        "app.setup_extension('sphinx_compress')",
        "app.connect('compress-bundle-written', note)",
        "app.connect('build-finished', note, priority=1000)",
    )
    source.run()
    assert {*(tmp_path / "told").read_text().split()[:-1]} == {"False"}
    assert (tmp_path / "told").read_text().endswith("True\n")
