"""Real builds of a project whose stylesheets are in Sass and Less."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.compilers import link_package, require_libsass
from tests.conftest import Built, Project, tree

MakeProject = Callable[[str], Project]

INK = "#123456"
PAGES = ("index.html", "a/one.html", "a/two.html")


@pytest.fixture
def sass_project(project: MakeProject, node_tools: Path) -> Project:
    """Return the project with compilers in the directory above it."""
    source = project("test-sass")
    link_package("sass-embedded", source.source.parent, node_tools)
    link_package("less", source.source.parent, node_tools)
    return source


def only_sheet(built: Built, page: str = "index.html") -> str:
    """Return the text of the one bundle that a page has."""
    [url] = built.sheets(page)
    assert "/compress/css/" in url
    assert built.page(page).select("style") == []
    return built.linked(page, url)


def warnings_of(built: Built) -> list[str]:
    return [line for line in built.warnings.splitlines() if "WARNING" in line or "ERROR" in line]


def test_files_and_blocks_of_all_languages_are_one_bundle(sass_project: Project) -> None:
    built = sass_project.run("-W")
    for page in PAGES:
        text = only_sheet(built, page)
        places = [
            text.index(part)
            for part in (
                ".theme{color:#123456",
                ".theme .box{border:1px solid #123456}",
                ".plain{",
                ".indented{color:#123456}",
                ".less{color:#654321}",
                ".inline{color:#123456}",
            )
        ]
        assert places == sorted(places)
        assert "url(../../img/dot.svg)" in text
    place = str(sass_project.source.parent).encode()
    assert not [name for name, data in tree(built.directory / "_static").items() if place in data]


def test_each_compiler_makes_the_same_bundle(
    project: MakeProject, node_tools: Path, tmp_path: Path
) -> None:
    made = set()
    for name in ("sass", "sass-embedded"):
        source = project("test-sass")
        moved = source.source.rename(tmp_path / f"with-{name}")
        link_package(name, tmp_path / name, node_tools)
        link_package("less", tmp_path / name, node_tools)
        moved = moved.rename(tmp_path / name / "docs")
        built = Project(moved, tmp_path / f"{name}-builds").run("-W")
        made.add(only_sheet(built))
    assert len(made) == 1


def test_libsass_compiles_what_uses_imports(project: MakeProject) -> None:
    require_libsass()
    source = project("test-sass")
    source.write(
        "conf.py",
        (source.source / "conf.py").read_text()
        + "compress_precompilers = {'text/x-scss': ('sass', {'compiler': 'libsass'})}\n",
    )
    source.write(
        "_static/scss/theme.scss", '@import "colors"; .theme { color: $ink; &:hover { top: 0 } }'
    )
    source.write(
        "_templates/layout.html",
        "{% compress css %}<link rel='stylesheet' type='text/x-scss'"
        " href='{{ pathto('_static', 1) }}/scss/theme.scss'>{% endcompress %}",
    )
    text = only_sheet(source.run("-W"))
    assert ".theme{color:#123456}" in text
    source.write("_static/scss/_colors.scss", "$ink: #abcdef;")
    source.edit()
    assert ".theme{color:#abcdef}" in only_sheet(source.run("-W"), "a/one.html")


def test_an_edited_partial_reaches_pages_that_are_not_rendered(sass_project: Project) -> None:
    seen = {only_sheet(sass_project.run("-W"))}
    for name, before, after, expected in (
        ("scss/_colors.scss", INK, "#abcdef", ".theme .box{border:1px solid #abcdef}"),
        ("scss/_frame.scss", "solid", "dotted", ".theme .box{border:1px dotted #abcdef}"),
        ("old-parts.less", "#654321", "#fedcba", ".less{color:#fedcba}"),
    ):
        path = sass_project.source / "_static" / name
        path.write_text(path.read_text().replace(before, after))
        sass_project.edit()
        built = sass_project.run("-W")
        [text] = {only_sheet(built, page) for page in PAGES}
        assert expected in text
        assert text not in seen
        assert len(built.bundles_of("css")) == 1
        seen.add(text)


def test_a_partial_that_appears_and_wins_is_noticed(sass_project: Project) -> None:
    path = sass_project.source / "conf.py"
    path.write_text(
        path.read_text()
        + "compress_precompilers['text/x-scss'] = ('sass', {'load_paths': ['_static/lib']})\n"
    )
    (sass_project.source / "_static/scss/_frame.scss").rename(
        sass_project.source / "_static/frame-of-lib.scss"
    )
    sass_project.write("_static/lib/_frame.scss", "@mixin frame { border: 0 }")
    assert ".theme .box{border:0}" in only_sheet(sass_project.run("-W"))
    sass_project.write("_static/scss/_frame.scss", "@mixin frame { border: 9px }")
    sass_project.edit()
    assert ".theme .box{border:9px}" in only_sheet(sass_project.run("-W"), "a/one.html")


def test_a_broken_partial_is_named_and_costs_no_page_its_tags(sass_project: Project) -> None:
    before = only_sheet(sass_project.run("-W"))
    path = sass_project.source / "_static/scss/_frame.scss"
    good = path.read_text()
    path.write_text(good.replace("colors.$ink", "colors.$inc"))
    sass_project.edit()
    built = sass_project.run()
    [warning] = warnings_of(built)
    assert (
        "WARNING: sass: Undefined variable,"
        ' at "border: 1px solid colors.$inc;" in _static/scss/_frame.scss:4'
        " (_static/scss/theme.scss) [page " in warning
    )
    assert warning.endswith("[compress.precompiler]")
    for page, static in (("index.html", "_static"), ("a/one.html", "../_static")):
        tag = f'<link rel="stylesheet" type="text/x-scss" href="{static}/scss/theme.scss" />'
        assert tag in built.text(page)
        # The others are compiled all the same.
        assert ".indented{" in built.linked(page, built.sheets(page)[1])
    path.write_text(good)
    sass_project.edit()
    assert only_sheet(sass_project.run("-W"), "a/one.html") == before


def test_an_error_in_a_file_or_a_block_has_its_line(sass_project: Project) -> None:
    sass_project.write("_static/scss/theme.scss", ".a {\n  b: $nope;\n}\n")
    sass_project.write("_static/old.less", ".a {\n  b: @nope;\n}\n")
    layout = sass_project.source / "_templates/layout.html"
    layout.write_text(layout.read_text().replace("colors.$ink", "colors.$inc"))
    built = sass_project.run()
    first, second, third = (warning.partition("WARNING: ")[2] for warning in warnings_of(built))
    assert first.startswith(
        'sass: Undefined variable, at "b: $nope;" (_static/scss/theme.scss:2) [page '
    )
    assert second.startswith(
        'less: variable @nope is undefined, at "b: @nope;" (_static/old.less:2) [page '
    )
    assert third.startswith(
        'sass: Undefined variable, at ".inline { color: colors.$inc; }"'
        " in line 3 of the inline block [page "
    )
    assert ".inline { color: colors.$inc; }" in built.text()


@pytest.mark.parametrize("how", ["-W", "compress_strict_minify"])
def test_an_error_is_fatal_only_when_the_user_asks(sass_project: Project, how: str) -> None:
    sass_project.write("_static/scss/theme.scss", ".a { b: $nope }")
    options = ["-W"] if how == "-W" else ["-D", f"{how}=1"]
    done = subprocess.run(
        sass_project.command(*options), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Undefined variable" in done.stderr


def test_what_a_sheet_warns_of_is_a_warning_of_its_own_type(sass_project: Project) -> None:
    sass_project.write(
        "_static/scss/theme.scss", "@mixin m { @warn 'use n'; }\n.a { @include m; b: c }"
    )
    built = sass_project.run("-D", "compress_strict_minify=1")
    [warning] = warnings_of(built)
    assert "WARNING: @warn: use n (_static/scss/theme.scss:1) [page " in warning
    assert warning.endswith("[compress.stylesheet]")
    assert ".a{b:c}" in only_sheet(built)
    sass_project.run("-a", "-W", "-D", "suppress_warnings=compress.stylesheet")


def test_one_process_or_two_make_the_same_site(sass_project: Project) -> None:
    one = sass_project.run("-j1", out="one")
    two = sass_project.run("-j2", out="two")
    pages = {name: data for name, data in tree(one.directory).items() if name.endswith(".html")}
    assert len(pages) >= 3
    assert {name: tree(two.directory)[name] for name in pages} == pages
    assert {name: tree(one.directory / "_static")[name] for name in one.bundles} == {
        name: tree(two.directory / "_static")[name] for name in two.bundles
    }


def test_without_a_compiler_the_tags_stay_and_a_warning_says_what_to_install(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project("test-sass")
    path = source.source / "conf.py"
    path.write_text(path.read_text().replace(': "sass"', ': ("sass", {"compiler": "sass"})'))
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    built = source.run()
    warnings = "\n".join(warnings_of(built))
    assert (
        "the filter sass finds no compiler: npm install sass-embedded; it is left out" in warnings
    )
    assert "the filter less finds no compiler: npm install less; it is left out" in warnings
    assert warnings.count("[compress.config]") == len(warnings_of(built)) == 2
    text = built.text("a/one.html")
    assert '<link rel="stylesheet" type="text/x-scss" href="../_static/scss/theme.scss" />' in text
    assert '<link rel="stylesheet" type="text/less" href="../_static/old.less" />' in text
    assert re.search(r'<style type="text/x-scss">\s*@use "scss/colors";', text)


def test_an_inline_block_with_urls_of_its_own_stays(sass_project: Project) -> None:
    layout = sass_project.source / "_templates/layout.html"
    layout.write_text(
        layout.read_text().replace(".inline {", ".inline { background: url(img/dot.svg);")
    )
    built = sass_project.run()
    [warning] = warnings_of(built)
    assert "sass: the inline block has a relative URL, which means another file" in warning
    assert "url(img/dot.svg)" in built.text("a/one.html")
    assert "dot.svg" in built.linked("a/one.html", built.sheets("a/one.html")[0])
