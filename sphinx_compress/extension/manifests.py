"""Finds the manifests of a build: those of themes, and the own one of the project."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..build.state import PageState
from ..bundle.compressor import Precompressed
from ..bundle.result import Result
from ..bundle.store import Store
from ..core.errors import ManifestError
from ..manifest.manifest import FILE_NAME, Manifest
from ..page.region import Region
from .site import SphinxSite

if TYPE_CHECKING:
    from ..manifest.lookup import Manifests


def precompressed(site: SphinxSite, store: Store) -> Precompressed | None:
    """Return what themes ship.

    :raises ManifestError: see :func:`begin`.
    """
    if not site.theme_manifests:
        return None
    shipped = _Shipped(site, store)
    if site.config.offline:
        # It is to be told before any page is written.
        shipped.manifests  # noqa: B018
    return shipped


class _Shipped:
    """What themes ship, read when a region needs it."""

    def __init__(self, site: SphinxSite, store: Store) -> None:
        self._site = site
        self._store = store

    def find(self, region: Region) -> Result | None:
        """Return what stands in for *region*, if a theme ships it."""
        result = self.manifests.find(region)
        return result and replace(result, decisions=self.manifests.decisions_of(region))

    @cached_property
    def manifests(self) -> Manifests:
        # Most projects have no such theme.
        from ..manifest.lookup import Manifests

        return Manifests(self._store, None, self._site.manifests_of_themes())


def time_of(manifest: Manifest | None) -> float | None:
    """Return the time of a manifest's file, in seconds; ``None`` if it has none."""
    file = manifest and manifest.directory / FILE_NAME
    # One in a package need not be a file.
    return file.stat().st_mtime if isinstance(file, Path) else None


def own_manifest(site: SphinxSite, state: PageState, *, is_needed: bool) -> Manifest | None:
    """Return the manifest of the project itself; ``None`` if it has none and needs none."""
    directory = site.manifest_directory(state)
    is_copy = directory == site.store().directory and state.is_copy(directory / FILE_NAME)
    is_there = (directory / FILE_NAME).is_file() and not is_copy
    if not (site.config.offline_manifest or is_there or is_needed):
        return None
    try:
        manifest = Manifest(directory, site.config.output_dir)
        manifest.check_builder(site.builder.name)
        manifest.check_rules(drops=site.config.drops)
    except ManifestError as error:
        raise ManifestError(
            f"compress_offline is set, but {error}; to make a manifest with all its bundles,"
            f" run: {site.manifest_command()}"
        ) from error
    return manifest
