"""Puts a build together: one that compresses, or one that looks regions up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..build.reconcile import Reconciler
from ..build.revision import CompressingRevision, LookupRevision
from ..build.session import Session
from ..build.state import PageState
from ..bundle.chunking import Learner
from ..bundle.compressor import Compressor
from ..bundle.sources import Sources, read_memo
from ..bundle.toolchain import Project
from ..core.types import STATIC
from .build import Build, CompressorParts, OfflineParts
from .fonts import icon_scripts, page_readers, subsetting
from .manifests import own_manifest, precompressed, time_of
from .pages import early_arranger, left_out, moving, search, splitting
from .progress import FileProgress
from .site import SphinxSite


def begin(site: SphinxSite, warn: Callable[[str], None]) -> Build:
    """Return a build that compresses.

    :param warn: takes what is wrong with a shared cache.
    :raises ManifestError: if the manifest of a theme, or a bundle of it, is not as it should be.
    """
    memo_file = site.state_directory / "memo.json"
    memo, store = read_memo(memo_file), site.store()
    app, written = site.app, site.written()
    encoding = app.config.html_output_encoding
    project = Project(site.config, Path(app.confdir), encoding)
    sources, shipped = Sources(site.source_roots(), memo), precompressed(site, store)
    compressor = Compressor(project, sources, store, site.cache(warn), shipped)
    state = PageState(site.state_directory, site.configuration())
    moved = moving(site, compressor.sources, compressor.cache)
    session = Session(compressor, state.journal, Learner(state.load_chunking()), **moved)
    session.readers = page_readers(site.config)
    session.links = written.links
    arranger = moved["mover"].arranger if moved else None
    parts = splitting(compressor, state, encoding), arranger
    revision = CompressingRevision(compressor, state, Path(app.outdir, STATIC), *parts)
    progress = _watching(site, compressor.sources)
    revision.subsetting = subsetting(compressor, state, progress.tell)
    revision.icon_scripts = icon_scripts(compressor, state)
    return Build(
        site.config,
        Reconciler(revision, state, written, site.progress),
        state,
        session,
        written,
        CompressorParts(compressor, memo, memo_file),
        is_management=site.is_management,
        is_own=site.is_own,
        arranger=early_arranger(site),
        search=search(site, compressor.sources),
        progress=progress,
    )


def _watching(site: SphinxSite, sources: Sources) -> FileProgress:
    """Return what shows which of these files are looked at."""
    progress = FileProgress(site.app, is_cold=site.local_cache().is_new)
    sources.on_read = progress.look_at
    return progress


def begin_offline(site: SphinxSite) -> Build:
    """Return a build that looks regions up.

    :raises ManifestError: if a manifest, or one of its bundles, is not as it should be.
    """
    # Other builds look nothing up.
    from ..manifest.lookup import ManifestLookup, Manifests

    config, written = site.config, site.written()
    state = PageState(site.state_directory, site.configuration())
    store = site.store()
    of_themes = site.manifests_of_themes()
    own = own_manifest(site, state, is_needed=not of_themes)
    is_in_place = own is not None and own.directory == store.directory
    manifests = Manifests(store, own, of_themes)
    lookup = ManifestLookup(manifests, config.output_dir, site.manifest_command())
    sources = Sources(site.source_roots())
    kept_entries = own.entries if own is not None and is_in_place else {}
    revision = LookupRevision(lookup, manifests, config.output_dir, kept_entries)
    revision.left_out = left_out(site, manifests, sources)
    # Or else pages would be arranged in another way than when the manifest was made.
    session = Session(lookup, state.journal, **moving(site, sources, site.local_cache()))
    # For a build that is not offline, and renders some pages only.
    session.readers = page_readers(config)
    session.links = written.links
    return Build(
        config,
        Reconciler(revision, state, written, site.progress),
        state,
        session,
        written,
        offline=OfflineParts(own, time_of(own), sources),
        copies_manifest=not is_in_place,
        arranger=early_arranger(site),
        search=search(site, sources),
    )
