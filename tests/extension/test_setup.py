"""Tests of how a build is put together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.config import CompressConfig
from sphinx_compress.core.errors import ManifestError
from sphinx_compress.extension.setup import Build, begin, begin_offline
from sphinx_compress.extension.site import SphinxSite
from tests.extension.conftest import MakeApp

PAGE = "<html><head></head><body></body></html>"


def site_of(app: Any, **config: Any) -> SphinxSite:
    return SphinxSite(app, app.builder, CompressConfig(**config))


@pytest.fixture(name="build")
def a_build(app_of: MakeApp) -> Build:
    return begin(site_of(app_of()), print)


def test_a_page_is_finished_with_the_prefix_that_its_pathto_gives(build: Build) -> None:
    link = '<link rel="stylesheet" href="{}_static/css/one.css" />'
    html = PAGE.replace("<head>", f"<head>{link.format('/root/') * 2}")

    def pathto(url: str, resource: bool) -> str:
        return f"/root/{url}"

    finished = build.finish_page(html, {"pagename": "a", "pathto": pathto})
    assert finished.count('href="/root/_static/compress/css/output.') == 1


@pytest.mark.parametrize("context", [{}, {"pagename": "a"}, {"pagename": 1, "pathto": print}])
def test_what_is_no_page_of_sphinx_is_left_alone(build: Build, context: dict[str, Any]) -> None:
    assert build.finish_page(PAGE, context) == PAGE


def test_what_saves_the_next_build_time_is_kept(build: Build) -> None:
    assert build.save() == 0
    assert build.compressing is not None
    assert json.loads(build.compressing.memo_file.read_text()) == build.compressing.memo


def test_what_is_wrong_with_filters_is_known_when_one_was_needed(app_of: MakeApp) -> None:
    app = app_of(compress_css_filters=["no-such-filter"])
    app.build()
    assert "no-such-filter" in app.warning.getvalue()


def test_an_offline_build_needs_a_manifest(app_of: MakeApp) -> None:
    with pytest.raises(ManifestError, match="to make a manifest with all its bundles, run: sphinx"):
        begin_offline(site_of(app_of()))


def test_an_offline_build_with_the_manifest_of_another_place_has_a_copy(app_of: MakeApp) -> None:
    app = app_of()
    app.build()
    store = Path(app.outdir, "_static", "compress")
    in_place = begin_offline(site_of(app))
    assert not in_place.copies_manifest
    assert in_place.filter_problems() == []
    elsewhere = begin_offline(site_of(app_of(builder="html"), offline_manifest=str(store)))
    assert elsewhere.copies_manifest == (Path(elsewhere.reconciler.manifest).parent != store)
