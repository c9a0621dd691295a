"""Tests of what changes pages while they are written."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_compress.bundle.sources import Sources
from sphinx_compress.config import CompressConfig
from sphinx_compress.config.options import Critical, Search
from sphinx_compress.extension.pages import early_arranger, search
from sphinx_compress.extension.setup import begin
from sphinx_compress.extension.site import SphinxSite
from tests.extension.conftest import MakeApp

PAGE = (
    '<html><head><link rel="stylesheet" href="_static/css/one.css" />'
    '<script src="_static/doctools.js"></script></head><body><p></p></body></html>'
)


@pytest.mark.parametrize(("critical", "moves"), [("file", True), ("off", False)])
def test_scripts_move_if_style_sheets_may_be_split(
    critical: Critical, moves: bool, app_of: MakeApp
) -> None:
    app: Any = app_of()
    app.build()
    site = SphinxSite(app, app.builder, CompressConfig(critical=critical))
    assert (early_arranger(site) is not None) is moves
    context = {"pagename": "a", "pathto": lambda url, resource: url}
    head = begin(site, print).finish_page(PAGE, context).partition("</head>")[0]
    assert ("<script" not in head) is moves


def test_the_search_index_is_left_alone_unless_the_settings_say_otherwise(
    app_of: MakeApp,
) -> None:
    app: Any = app_of()
    values: dict[Search, bool] = {"eager": False, "on-demand": True}
    for value, is_late in values.items():
        site = SphinxSite(app, app.builder, CompressConfig(search=value))
        assert (search(site, Sources(site.source_roots())) is not None) is is_late
