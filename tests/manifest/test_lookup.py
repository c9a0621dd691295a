"""Builds that look regions up in a manifest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError, ThemeError

from sphinx_compress.manifest.explain import explain_page
from sphinx_compress.manifest.manifest import FILE_NAME
from sphinx_compress.manifest.nodelists import FILE_NAME as NODELISTS_NAME
from tests.conftest import Built, Project, tree

MakeProject = Callable[[str], Project]
STORE = Path("_static", "compress")


def made(source: Project, *arguments: str, out: str = "html") -> Path:
    """Build the manifest; return its directory."""
    return source.run(*arguments, builder="compress", out=out).directory / STORE


def offline(source: Project, **config: Any) -> Built:
    """Build offline, within this process."""
    return source.build(compress_offline=True, **config)


@pytest.fixture
def basic(project: MakeProject) -> Project:
    source = project("test-basic")
    made(source)
    return source


def miss(source: Project, **config: Any) -> str:
    with pytest.raises(ThemeError, match="OfflineGenerationError") as raised:
        offline(source, **config)
    return str(raised.value)


def refused(source: Project, **config: Any) -> str:
    with pytest.raises(ConfigError) as raised:
        offline(source, **config)
    return str(raised.value)


@pytest.mark.quick
def test_nothing_but_the_manifest_is_looked_at(basic: Project) -> None:
    online = tree(basic.build().directory)
    shutil.rmtree(basic.builds / "doctrees")
    # Even what the bundles were made of may be something else.
    basic.write("_static/css/one.css", "@import 'gone.css'; } broken {{{ ")
    built = offline(basic)
    assert {
        name: data for name, data in tree(built.directory).items() if "/one.css" not in name
    } == {name: data for name, data in online.items() if "/one.css" not in name}
    assert built.warnings == ""
    assert "compress: offline: the bundles come from " in built.status
    edit = (
        "1 source changed after the bundles were made, which pages do not show: _static/css/one.css"
    )
    assert f"compress: offline: {edit}\n" in built.status


def test_no_parser_minifier_or_precompiler_is_imported(project: MakeProject) -> None:
    source = project("test-any")
    made(source)
    report = source.builds / "modules.json"
    conf = (source.source / "conf.py").read_text()
    source.write(
        "conf.py",
        conf + "    app.connect('build-finished', report, priority=1000)\n"
        "compress_precompilers = {'text/x-scss': 'sass'}\n"
        "def report(app, exception):\n"
        "    import json, sys\n"
        f"    with open({str(report)!r}, 'w') as file:\n"
        "        json.dump(sorted(sys.modules), file)\n",
    )
    # In a process that has imported nothing before.
    command = source.command("-D", "compress_offline=1", "-j", "1")
    subprocess.run(command, capture_output=True, check=True)
    assert len(Built(source.builds / "html", "", "").sheets()) == 1
    loaded = json.loads(report.read_text())
    assert "sphinx_compress.manifest.lookup" in loaded
    heavy = {"bs4", "tinycss2", "csscompressor", "rjsmin", "tree_sitter", "tree_sitter_javascript"}
    heavy |= {"sass", "lightningcss", "turbohtml", "soupsieve"}
    assert heavy.intersection(name.split(".")[0] for name in loaded) == set()
    ours = {name.partition("sphinx_compress.")[2] for name in loaded}
    assert ours.isdisjoint(
        {
            "bundle.generate",
            "bundle.parse",
            "bundle.prepare",
            "bundle.read",
            "bundle.write",
            "filters.csscompressor",
            "filters.verify",
        }
    )


@pytest.mark.quick
def test_a_miss_says_all_that_is_needed_to_mend_it(basic: Project) -> None:
    layout = (basic.source / "_templates/layout.html").read_text()
    basic.write("_templates/layout.html", "\n" + layout)
    (basic.source / "_static/late.css").write_text("")
    said = miss(basic, html_css_files=["css/one.css", "late.css", "css/two.css"])
    store = basic.builds / "html" / STORE
    known = json.loads((store / NODELISTS_NAME).read_text())["nodelists"]
    [near] = [key for key, (marks, _) in known.items() if "css" in marks]
    assert "page a/b/two, layout.html:3: the offline manifest has no entry" in said
    assert f"manifest: {store / FILE_NAME} (2 entries)" in said
    assert "\n    {% compress css file output %}\n" in said
    assert '<link rel="stylesheet" type="text/css" href="_static/late.css" />\n' in said
    assert f"the nearest entry, {near}, differs" in said
    assert '\n    +<link rel="stylesheet" type="text/css" href="_static/late.css" />\n' in said
    assert "\n    -" not in said
    assert f"sphinx-build -b compress -d {basic.builds}/doctrees {basic.source}" in said
    # So is it found by hand.
    assert "hash: " in said
    assert said.partition("hash: ")[2][:64] not in known


def test_a_miss_fails_serial_and_parallel_builds(basic: Project) -> None:
    basic.write(
        "_templates/layout.html",
        (basic.source / "_templates/layout.html").read_text()
        + "{% block footer %}{% if pagename == 'index' %}{% compress js inline own %}"
        "<script>only = 'here'</script>{% endcompress %}{% endif %}{% endblock %}",
    )
    for jobs in "1", "2":
        built = basic.run("-D", "compress_offline=1", "-E", "-j", jobs, exit_status=2)
        assert "OfflineGenerationError: page index, layout.html:4:" in built.warnings
        assert "{% compress js inline own %}" in built.warnings
        assert "<script>only = 'here'</script>" in built.warnings


def test_a_region_of_another_kind_mode_or_name_is_a_miss(basic: Project) -> None:
    layout = (basic.source / "_templates/layout.html").read_text()
    basic.write("_templates/layout.html", layout.replace("compress js", "compress js inline"))
    said = miss(basic)
    assert "\n    -{% compress js file output %}\n" in said
    assert "\n    +{% compress js inline output %}\n" in said


def test_a_run_of_tags_that_is_missing_is_a_miss_too(project: MakeProject) -> None:
    source = project("test-any")
    made(source)
    source.write("_static/late.css", "")
    said = source.run("-D", "compress_offline=1", "-D", "html_css_files=late.css", exit_status=2)
    assert "a run of tags that no template marks: the offline manifest" in said.warnings
    assert "an implicit region: css, in the head of the page" in said.warnings


def test_without_nodelists_a_miss_has_no_nearest_entry(basic: Project) -> None:
    (basic.builds / "html" / STORE / NODELISTS_NAME).unlink()
    said = miss(basic, html_css_files=["css/two.css"])
    assert "nothing is known of the nodelists in the manifest" in said


def test_a_manifest_that_is_missing_names_the_command(project: MakeProject) -> None:
    source = project("test-basic")
    said = refused(source)
    assert f"there is no {source.builds / 'html' / STORE / FILE_NAME}" in said
    assert "sphinx-build -b compress -d " in said


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{", "cannot be read: not JSON"),
        (b"\xff", "cannot be read: not JSON"),
        (b"[" * 100_000, "cannot be read: not JSON"),
        (b'["a"]', "is not a dictionary of strings"),
        (b'{"a": 1}', "is not a dictionary of strings"),
    ],
)
def test_a_manifest_that_is_none_is_an_error(basic: Project, data: bytes, what: str) -> None:
    path = basic.builds / "html" / STORE / FILE_NAME
    path.write_bytes(data)
    assert f"{path} {what}" in refused(basic)


def test_bundles_have_to_be_there_as_they_were(basic: Project) -> None:
    store = basic.builds / "html" / STORE
    [sheet] = store.glob("css/*")
    good = sheet.read_bytes()
    sheet.write_bytes(good + b" ")
    assert f"{sheet} does not have the bytes that its name promises" in refused(basic)
    sheet.unlink()
    assert f"refers to css/{sheet.name}, which cannot be read" in refused(basic)
    sheet.write_bytes(good)
    assert offline(basic).warnings == ""


def test_another_output_directory_needs_another_manifest(basic: Project) -> None:
    said = refused(
        basic,
        compress_output_dir="assets",
        compress_offline_manifest=str(basic.builds / "html" / STORE),
    )
    assert "was made with compress_output_dir = 'compress', and here it is 'assets'" in said


def test_a_manifest_elsewhere_is_used_and_its_bundles_are_copied(basic: Project) -> None:
    online = tree(basic.build().directory)
    shutil.rmtree(basic.builds / "doctrees")
    elsewhere = basic.source / "offline"
    (basic.builds / "html" / STORE).rename(elsewhere)
    shutil.rmtree(basic.builds / "html")
    for name in "offline", "offline/manifest.json":
        built = offline(basic, compress_offline_manifest=name)
        assert tree(built.directory) == online
        shutil.rmtree(basic.builds / "html")
    said = refused(basic, compress_offline_manifest="gone")
    assert f"there is no {basic.source / 'gone' / FILE_NAME}" in said
    said = refused(basic, compress_offline_manifest="no_such_package:manifest.json")
    assert "no_such_package:manifest.json: there is no package no_such_package" in said
    said = refused(basic, compress_offline_manifest="offline/nodelists.json")
    assert "a manifest is called manifest.json" in said


def test_tags_that_stay_have_the_versions_of_this_build(project: MakeProject) -> None:
    source = project("test-basic")
    conf = (source.source / "conf.py").read_text()
    modules = "html_js_files = ['one.js', ('two.js', {'type': 'module'})]"
    source.write("conf.py", f"{conf}\n{modules}\n")

    def url() -> str:
        [tag] = source.run("-D", "compress_offline=1").page().select('script[type="module"]')
        return str(tag["src"])

    made(source)
    before = url()
    assert "two.js?v=" in before
    source.write("_static/two.js", "export const other = 1;")
    source.edit()
    assert "two.js?v=" in url()
    assert url() != before


def test_pages_that_are_not_rendered_follow_a_new_manifest(basic: Project) -> None:
    before = offline(basic).sheets("a/one.html")
    basic.write("_static/css/one.css", ".edited { color: red }")
    basic.edit()
    made(basic)
    built = offline(basic, verbosity=1)
    assert built.sheets("a/one.html") != before
    assert ".edited" in built.linked("a/one.html", built.sheets("a/one.html")[0])
    assert "relinked" in built.status
    assert built.bundles_of("css") == [built.sheets()[0].partition("_static/")[2]]


def test_a_page_that_is_not_rendered_may_be_missed_too(basic: Project) -> None:
    offline(basic)
    store = basic.builds / "html" / STORE
    entries = json.loads((store / FILE_NAME).read_text())
    [gone] = [key for key, html in entries.items() if "<link" in html]
    del entries[gone]
    (store / FILE_NAME).write_text(json.dumps(entries))
    basic.write("_templates/search.html", "<html><head></head></html>")
    basic.write("_templates/genindex.html", "<html><head></head></html>")
    layout = basic.source / "_templates" / "layout.html"
    # As if no document were outdated for a new template.
    for path in layout.parent.iterdir():
        os.utime(path, (0, 0))
    built = basic.run(
        "-D", "compress_offline=1", "-d", str(basic.builds / "doctrees"), exit_status=1
    )
    assert "the offline manifest has no entry for a region" in built.warnings
    assert "ERROR: page a/b/two, layout.html:2" in built.warnings


def test_an_offline_build_and_one_that_compresses_may_follow_each_other(basic: Project) -> None:
    first = tree(offline(basic).directory)
    basic.edit()
    online = tree(basic.build().directory)
    basic.edit("a/one.rst")
    again = tree(offline(basic).directory)
    assert first.keys() == online.keys() == again.keys()
    assert {name: first[name] for name in first if "compress" in name} == {
        name: again[name] for name in again if "compress" in name
    }


def ship(project: MakeProject) -> Project:
    """Make a theme's bundles with Sass, and put them into its package."""
    source = project("test-shipped")
    store = made(source, "-D", "compress_precompilers.text/x-scss=sass", out="release")
    shutil.copytree(store, source.source / "shipped_theme" / "compress")
    return source


WITHOUT_SASS = """
import sys
sys.modules["sass"] = None
import sphinx_compress.filters.precompilers.sass as ours
from sphinx.cmd.build import main
status = main(sys.argv[1:])
sys.exit(status)
"""


def without_sass(source: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build where there is no Sass of any kind."""
    command = [sys.executable, "-c", WITHOUT_SASS, *arguments]
    command += [str(source.source), str(source.builds / "html")]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": "/nowhere"}
    )


def test_a_theme_that_needs_sass_is_shipped_with_its_bundles(project: MakeProject) -> None:
    pytest.importorskip("sass")
    source = ship(project)
    done = without_sass(source, "-D", "compress_offline=1")
    assert (done.returncode, done.stderr) == (0, "")
    built = Built(source.builds / "html", done.stderr, done.stdout)
    for page in "index.html", "guide/page.html":
        sheet, *others = built.sheets(page)
        assert ".frame .inner{color:navy}" in built.linked(page, sheet)
        # The project's own sheets are in no manifest, and stay.
        assert [url.partition("?")[0].rpartition("/")[2] for url in others] == [
            "project.css",
            "print.css",
        ]
        [script] = built.scripts(page)
        assert "/compress/js/" in script
        assert "dataset.shipped" in built.linked(page, script)


def test_manifests_of_project_and_theme_are_layered(project: MakeProject) -> None:
    pytest.importorskip("sass")
    source = ship(project)
    # The project knows more, but cannot compile Sass.
    done = without_sass(source, "-b", "compress", "-D", "compress_offline=1")
    assert (done.returncode, done.stderr) == (0, "")
    done = without_sass(source, "-D", "compress_offline=1")
    assert (done.returncode, done.stderr) == (0, "")
    built = Built(source.builds / "html", done.stderr, done.stdout)
    first, second = built.sheets()
    assert ".frame .inner{color:navy}" in built.linked("index.html", first)
    assert ".project{color:green}" in built.linked("index.html", second)
    assert "display:none" in built.linked("index.html", second)


def test_a_region_of_the_theme_that_changed_since_its_release_is_a_miss(
    project: MakeProject,
) -> None:
    pytest.importorskip("sass")
    source = ship(project)
    layout = source.source / "shipped_theme/theme/layout.html"
    layout.write_text(layout.read_text().replace("theme.js'", "theme.js?x'"))
    done = without_sass(source, "-D", "compress_offline=1")
    assert done.returncode == 2
    assert "OfflineGenerationError: page guide/page, layout.html:" in done.stderr


def test_a_broken_manifest_of_a_theme_is_an_error(project: MakeProject) -> None:
    source = project("test-shipped")
    source.write("shipped_theme/compress/manifest.json", "{")
    built = source.run("-D", "compress_offline=1", exit_status=2)
    assert "a theme has an offline manifest, but" in built.warnings
    assert "shipped_theme/compress/manifest.json cannot be read: not JSON" in built.warnings


def test_online_a_manifest_of_a_theme_makes_no_difference(project: MakeProject) -> None:
    source = project("test-shipped")
    source.write("shipped_theme/compress/manifest.json", "{")
    built = source.run("-D", "compress_precompilers.text/x-scss=sass")
    assert all("/compress/" in sheet for sheet in built.sheets())


def test_what_a_theme_ships_is_used_where_nothing_can_compile_it(project: MakeProject) -> None:
    pytest.importorskip("sass")
    source = ship(project)
    for _ in range(2):
        built = source.run()
        assert built.warnings == ""
        first, second = built.sheets()
        assert ".frame .inner{color:navy}" in built.linked("index.html", first)
        # All else is compressed as ever.
        assert ".project{color:green}" in built.linked("index.html", second)
        assert "display:none" in built.linked("index.html", second)
    [line, *_] = map(str, explain_page(source.builds / "html" / "index.html"))
    assert line.startswith("  _static/scss/theme.scss is in css/")


def test_a_theme_may_bring_its_compiler_and_its_bundles(project: MakeProject) -> None:
    pytest.importorskip("sass")
    source = ship(project)
    package = source.source / "shipped_theme" / "__init__.py"
    text = package.read_text()
    theme = "    app.add_html_theme("
    assert theme in text
    # Of the compilers for Sass, the one that is not installed.
    sass = '"text/x-scss", "sass", {"compiler": "sass"}'
    brings = f"    sphinx_compress.add_precompiler(app, {sass})\n"
    package.write_text(text.replace(theme, brings + theme))
    done = without_sass(source, "-q")
    assert (done.returncode, done.stderr) == (0, "")
    built = Built(source.builds / "html", done.stderr, done.stdout)
    assert ".frame .inner{color:navy}" in built.linked("index.html", built.sheets()[0])
    # Without the bundles, its users are told what to install.
    shutil.rmtree(package.parent / "compress")
    done = without_sass(source, "-q", "-E")
    assert "the filter sass finds no compiler" in done.stderr


def test_without_a_compiler_and_without_bundles_of_the_theme_there_is_a_warning(
    project: MakeProject,
) -> None:
    source = project("test-shipped")
    built = source.run()
    assert "browsers ignore elements of the type text/x-scss" in built.warnings
    assert "(_static/scss/theme.scss)" in built.warnings
    assert "layout.html:3] [compress.precompiler]" in built.warnings
    # A manifest of such regions is no better.
    source.run(builder="compress")
    built = source.run("-D", "compress_offline=1")
    assert "browsers ignore it: type 'text/x-scss' has no precompiler" in built.warnings
    assert "make the manifest anew (_static/scss/theme.scss)" in built.warnings


def test_a_build_of_nothing_but_bundles_of_themes_can_be_repeated(project: MakeProject) -> None:
    pytest.importorskip("sass")
    source = ship(project)
    for _ in range(2):
        built = source.run("-D", "compress_offline=1")
        assert not (built.directory / STORE / "manifest.json").exists()
        assert len(built.bundles) == 2
        source.write("index.rst", "Edited\n======\n")
    # A later build of the whole site is not misled.
    source.run(
        "-D",
        "compress_offline=1",
        "-D",
        "compress_precompilers.text/x-scss=sass",
        builder="compress",
    )
    built = source.run("-D", "compress_offline=1")
    assert all("/compress/" in sheet for sheet in built.sheets())
