"""Tests of what happens at each event of Sphinx."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp

from sphinx_compress.extension.bridge import Bridge
from tests.extension.conftest import MakeApp


def begin_page(app: SphinxTestApp, page: str) -> None:
    context = {"pathto": lambda url, resource=False: url, "css_files": [], "script_files": []}
    app.emit("html-page-context", page, "page.html", context, None)


def test_secrets_are_taken_out_of_what_sphinx_keeps(app_of: MakeApp) -> None:
    config = app_of(compress_cache="redis://user:secret@host", compress_cache_key="k" * 16).config
    assert (config.compress_cache, config.compress_cache_key) == ("", "")


def test_where_pages_are_written_regions_are_gathered(app_of: MakeApp) -> None:
    app = app_of()
    assert type(app.builder.templates) is Bridge
    assert app.builder.templates.environment.sphinx_compress is not None


def test_where_no_site_is_written_content_passes_through(app_of: MakeApp) -> None:
    app = app_of(builder="epub")
    assert type(app.builder.templates) is not Bridge
    assert app.builder.templates.environment.sphinx_compress is None


def test_switched_off_content_passes_through(app_of: MakeApp) -> None:
    app = app_of(compress_enabled=False)
    assert type(app.builder.templates) is not Bridge
    assert app.builder.templates.environment.sphinx_compress is None


@pytest.fixture
def usual() -> Iterator[tuple[int, int, int]]:
    """Have Python look for garbage as it does by itself, also after tests without a build."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield gc.get_threshold()
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("settings", "is_slow"),
    [({}, True), ({"builder": "epub"}, False), ({"compress_enabled": False}, False)],
)
def test_garbage_is_looked_for_rarely_while_a_site_is_built(
    app_of: MakeApp, settings: dict[str, Any], is_slow: bool, usual: tuple[int, int, int]
) -> None:
    app = app_of(**settings)
    assert (gc.get_threshold() != usual) == is_slow
    app.emit("build-finished", RuntimeError("the build failed"))
    assert gc.get_threshold() == usual


def test_garbage_is_looked_for_as_before_after_a_build_that_cannot_begin(
    app_of: MakeApp, usual: tuple[int, int, int]
) -> None:
    with pytest.raises(ConfigError):
        app_of(compress_offline=True)
    assert gc.get_threshold() == usual


def test_a_value_that_makes_no_sense_is_a_warning(app_of: MakeApp) -> None:
    app = app_of(compress_output_dir="../outside")
    assert "compress_output_dir = '../outside': must name a directory" in app.warning.getvalue()


def test_an_offline_build_without_a_manifest_is_an_error(app_of: MakeApp) -> None:
    with pytest.raises(ConfigError, match="compress_offline is set, but there is no "):
        app_of(compress_offline=True)


def test_a_page_that_a_killed_build_was_writing_is_outdated(app_of: MakeApp) -> None:
    def outdated() -> list[str]:
        app = app_of()
        app.env.found_docs.update({"index", "a/one"})
        found = app.emit("env-get-outdated", app.env, set(), set(), set())
        app.emit("build-finished", RuntimeError("the build failed"))
        return [page for pages in found for page in pages]

    assert outdated() == []
    app = app_of()
    begin_page(app, "a/one")
    app.emit("build-finished", RuntimeError("the build failed"))
    assert outdated() == ["a/one"]


def test_if_the_configuration_had_changed_before_a_kill_all_pages_are_outdated(
    app_of: MakeApp,
) -> None:
    def outdated(**config: Any) -> list[str]:
        app = app_of(**config)
        found = app.emit("env-get-outdated", app.env, set(), set(), set())
        app.emit("build-finished", RuntimeError("the build failed"))
        return [page for pages in found for page in pages]

    assert outdated() == outdated() == []
    assert outdated(html_title="other") == outdated() == ["a/b/two", "a/one", "index"]


def test_if_it_had_been_switched_off_before_a_kill_all_pages_are_outdated(app_of: MakeApp) -> None:
    app_of().build()
    app = app_of(compress_enabled=False)
    # From now on, Sphinx takes this configuration for that of all pages.
    assert list(app.builder.get_outdated_docs())
    app.emit("build-finished", RuntimeError("the build failed"))
    app = app_of(compress_enabled=False)
    app.build()
    assert "compress" not in Path(app.outdir, "a/one.html").read_text()
    assert not list(Path(app.outdir).rglob("compress/*"))


def test_an_empty_note_of_sphinx_on_its_configuration_is_as_none(app_of: MakeApp) -> None:
    app = app_of()
    app.emit("build-finished", RuntimeError("the build failed"))
    note = Path(app.outdir, ".buildinfo")
    note.touch()
    app = app_of()
    assert set(app.builder.get_outdated_docs()) == set(app.env.found_docs)
    assert not note.exists()
    app.emit("build-finished", RuntimeError("the build failed"))
    note.write_text("not empty")
    app_of()
    assert note.read_text() == "not empty"


def test_with_an_index_of_another_version_all_pages_are_outdated(app_of: MakeApp) -> None:
    app = app_of()
    app.build()
    [index] = Path(app.doctreedir).glob("compress/*/index.json")
    index.write_text('{"format": 1}')
    app = app_of()
    found = app.emit("env-get-outdated", app.env, set(), set(), set())
    assert {page for pages in found for page in pages} == set(app.env.found_docs)


def test_a_failed_build_leaves_what_it_knows_to_the_next_one(app_of: MakeApp) -> None:
    app = app_of()
    begin_page(app, "index")
    app.emit("build-finished", RuntimeError("the build failed"))
    assert not list(Path(app.doctreedir).glob("compress/*/index.json"))
    assert list(Path(app.doctreedir).glob("compress/*/journals/*/*.jsonl"))
    assert not list(Path(app.doctreedir).glob("compress/*/journals/*.lock"))


def test_an_output_directory_that_cannot_be_written_is_an_error_message(app_of: MakeApp) -> None:
    app = app_of()
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True)
    # A file in the place of the directory.
    (static / "compress").write_text("")
    app.emit("build-finished", None)
    assert "the end of the build failed" in app.warning.getvalue()
    assert app.statuscode == 1
