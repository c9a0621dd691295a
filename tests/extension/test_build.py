"""Tests of a build that writes pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sphinx_compress.config import CompressConfig
from sphinx_compress.extension.build import Build
from sphinx_compress.extension.setup import begin
from sphinx_compress.extension.site import SphinxSite
from tests.extension.conftest import MakeApp

PAGE = "<html><head></head><body></body></html>"


@pytest.fixture(name="build")
def a_build(app_of: MakeApp) -> Build:
    app: Any = app_of()
    return begin(SphinxSite(app, app.builder, CompressConfig()), print)


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
