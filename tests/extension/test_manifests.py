"""Tests of the manifests that builds look regions up in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.config import CompressConfig
from sphinx_compress.core.errors import ManifestError
from sphinx_compress.extension.setup import begin_offline
from sphinx_compress.extension.site import SphinxSite
from tests.extension.conftest import MakeApp


def site_of(app: Any, **config: Any) -> SphinxSite:
    return SphinxSite(app, app.builder, CompressConfig(**config))


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
