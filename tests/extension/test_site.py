"""Tests of what Sphinx knows of a site."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import sphinx

from sphinx_compress.build.state import PageState
from sphinx_compress.bundle.sources import Sources
from sphinx_compress.config import CompressConfig
from sphinx_compress.core.errors import ManifestError
from sphinx_compress.extension.site import SphinxSite
from tests.extension.conftest import MakeApp


def site_of(app: Any, *theme_manifests: str, **config: Any) -> SphinxSite:
    return SphinxSite(app, app.builder, CompressConfig(**config), theme_manifests)


def test_files_come_from_the_output_the_project_and_the_theme(app_of: MakeApp) -> None:
    app = app_of()
    roots = list(site_of(app).source_roots())
    assert roots[0].path == Path(app.outdir, "_static")
    assert roots[1].path == Path(app.srcdir, "_static")
    assert [root.path.name for root in roots[2:]] == ["static"]


def test_what_sphinx_does_not_publish_is_no_source(app_of: MakeApp) -> None:
    app = app_of(exclude_patterns=["drafts/**"])
    Path(app.srcdir, "only.css").touch()
    app.config.html_static_path = ["_static", "only.css"]
    _, single, folder, theme = site_of(app).source_roots()
    assert not single.excluded("only.css")
    assert single.excluded("conf.py")
    assert folder.excluded("drafts/a.css")
    assert folder.excluded(".hidden")
    assert not folder.excluded("css/one.css")
    assert theme.excluded(".hidden.css")


def test_the_configuration_is_all_that_sphinx_builds_anything_again_for(app_of: MakeApp) -> None:
    def configuration(**config: Any) -> str:
        return site_of(app_of(**config)).configuration()

    known = configuration()
    assert known == configuration() == configuration(compress_strict_minify=True)
    # Sphinx writes pages again for the first, and reads documents again for the second.
    assert len({known, configuration(html_title="x"), configuration(rst_prolog="x")}) == 3


IS_OLD = sphinx.version_info < (8, 2)
NAMES = ("a", "x/a", ".e", ".hid/a", "x/.hid/y/a", "priv/b", "x/priv/y/b", "no/c", "no/x/c")


@pytest.mark.parametrize(
    ("patterns", "left_out"),
    [
        (["**/priv", "no/*.css"], {"priv/b", "x/priv/y/b", "no/c"}),
        (["no/**"], {"no/c", "no/x/c"}),
        # At the top, Sphinx matches "./a.css" and "./priv", but did not before 8.2.
        (["a.css", "*.css", "priv"], {"a", "priv/b"} if IS_OLD else set()),
        (
            ["*/priv", "?/a.css"],
            {"x/priv/y/b", "x/a", *(() if IS_OLD else ("priv/b", "a"))},
        ),
    ],
)
def test_the_sources_are_the_files_that_sphinx_copies(
    app_of: MakeApp, patterns: list[str], left_out: set[str]
) -> None:
    app = app_of(exclude_patterns=patterns)
    for name in NAMES:
        path = Path(app.srcdir, "_static", f"{name}.css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    app.builder.copy_html_static_files({})  # type: ignore[attr-defined]
    copied = {name for name in NAMES if Path(app.outdir, "_static", f"{name}.css").exists()}
    assert copied == {name for name in NAMES if "." not in name} - left_out
    sources = Sources(list(site_of(app).source_roots())[1:])
    assert {name for name in NAMES if sources.digest(f"_static/{name}.css")} == copied


def test_the_compress_builder_works_for_another_directory(app_of: MakeApp) -> None:
    app = app_of(builder="compress")
    site = site_of(app)
    assert site.is_management
    assert site.directory.name == "compress"
    assert Path(app.outdir) != site.directory
    assert site.store().directory == site.directory / "_static" / "compress"
    assert not site.written().has_pages


def test_a_site_of_a_single_page_has_one_document(app_of: MakeApp) -> None:
    app = app_of(builder="singlehtml")
    assert site_of(app).written().documents() == {"index"}
    app = app_of()
    assert site_of(app).written().documents() == {"index", "a/one", "a/b/two"}


def test_each_builder_has_a_state_of_its_own(app_of: MakeApp) -> None:
    directories = {site_of(app_of(builder=name)).state_directory for name in ("html", "dirhtml")}
    assert len(directories) == 2


def test_the_command_makes_the_manifest_for_this_site(app_of: MakeApp) -> None:
    app = app_of(builder="dirhtml")
    assert shlex.split(site_of(app).manifest_command()) == [
        *("sphinx-build", "-b", "compress", "-D", "compress_builder=dirhtml"),
        *("-d", str(app.doctreedir), str(app.srcdir), str(app.outdir)),
    ]


def test_a_manifest_that_leads_nowhere_is_told_with_its_setting(app_of: MakeApp) -> None:
    site = site_of(app_of(), "no_such_theme:compress", offline_manifest="no_such_package:x")
    with pytest.raises(ManifestError, match="a theme has an offline manifest, but no_such_theme"):
        site.manifests_of_themes()
    with pytest.raises(ManifestError, match="compress_offline_manifest = no_such_package:x: there"):
        site.manifest_directory(PageState(site.state_directory))


def test_the_cache_lies_beside_the_doctrees_or_where_it_is_said(app_of: MakeApp) -> None:
    app = app_of()
    for config, directory in (
        ({}, Path(app.doctreedir, "compress", "cache")),
        ({"cache_dir": "elsewhere"}, Path(app.confdir, "elsewhere")),
    ):
        site_of(app, **config).cache(print).set("0" * 64, b"value")
        assert [path for path in directory.rglob("*") if path.is_file()]


def test_what_takes_long_shows_how_far_it_is(
    app_of: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of()
    regions = [("index", "1"), ("a/one", "2")]
    assert list(site_of(app).progress(regions)) == regions
    assert "bundling" not in app.status.getvalue()
    monkeypatch.setattr("sphinx_compress.extension.site.SLOW", -1)
    assert list(site_of(app).progress(regions)) == regions
    # It has colours.
    shown = re.sub(r"\x1b\[[\d;]*m", "", app.status.getvalue())
    assert "compress: bundling... [ 50%] index" in shown
    assert "compress: bundling... [100%] a/one" in shown


def test_files_of_the_project_are_told_from_those_of_extensions(app_of: MakeApp) -> None:
    app = app_of()
    for name in ("_static/own.js", "theirs/other.js", "single.css"):
        file = Path(app.srcdir, name)
        file.parent.mkdir(exist_ok=True)
        file.touch()
    app.config.html_static_path = ["_static", "single.css", str(Path(app.srcdir, "theirs"))]
    site = site_of(app)
    assert site.is_own("_static/own.js?v=1")
    assert site.is_own("_static/single.css")
    assert not site.is_own("_static/other.js")
    assert not site.is_own("_static/basic.css")
