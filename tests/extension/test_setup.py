"""Tests of how a build is put together."""

from __future__ import annotations

from typing import Any

from sphinx_compress.config import CompressConfig
from sphinx_compress.extension.site import SphinxSite
from tests.extension.conftest import MakeApp


def site_of(app: Any, **config: Any) -> SphinxSite:
    return SphinxSite(app, app.builder, CompressConfig(**config))


def test_what_is_wrong_with_filters_is_known_when_one_was_needed(app_of: MakeApp) -> None:
    app = app_of(compress_css_filters=["no-such-filter"])
    app.build()
    assert "no-such-filter" in app.warning.getvalue()
