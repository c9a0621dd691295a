"""Puts a build together: one that compresses, or one that looks regions up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypedDict

from ..build.arranging import Arranger
from ..build.early_scripts import EarlyScripts
from ..build.gated_page import GatedPages
from ..build.injected import INJECTED
from ..build.moving import Mover
from ..build.place import PageContext
from ..build.reconcile import Reconciler
from ..build.revision import CompressingRevision, LookupRevision
from ..build.search_index import SearchIndex, is_of_search
from ..build.session import Session
from ..build.splitting import Splitting
from ..build.state import PageState
from ..build.unused import UnusedRules
from ..bundle.chunking import Learner
from ..bundle.compressor import Compressor, Precompressed
from ..bundle.critical import Splitter
from ..bundle.result import Result
from ..bundle.sources import Memo, Sources, read_memo
from ..bundle.store import Store
from ..bundle.toolchain import Project
from ..cache.local import Cache
from ..config import CompressConfig
from ..core.errors import ManifestError
from ..core.files import write_atomically
from ..core.types import STATIC, Problem
from ..delivery.speculation import with_rules
from ..manifest.lookup import ManifestLookup, Manifests
from ..manifest.manifest import FILE_NAME, Manifest
from ..page.opt_out import OptOut
from ..page.region import Region, site_root_prefix
from .fonts import makes_subsets, subsetting
from .site import SphinxSite

#: The step in which pages are written.
WRITING: Final = "Find regions in pages and compress them"


@dataclass(frozen=True, slots=True)
class CompressorParts:
    """What only a build that compresses has."""

    compressor: Compressor
    #: Digests of files, and where they are kept for the next build.
    memo: Memo
    memo_file: Path


@dataclass(frozen=True, slots=True)
class OfflineParts:
    """What only an offline build has."""

    #: The project's own; ``None`` if all bundles come from themes.
    manifest: Manifest | None
    #: Its file's time when the build began, in seconds; ``None`` where it has none.
    time: float | None
    sources: Sources

    def edited(self) -> list[str]:
        """Return the URLs of the sources that are not what the bundles were made of."""
        if self.manifest is None:
            return []
        self.sources.forget()
        return self.manifest.nodelists.made_of.edited(self.sources.digest)


@dataclass(frozen=True, slots=True)
class Build:
    """A build that writes pages."""

    config: CompressConfig
    reconciler: Reconciler
    state: PageState
    session: Session
    #: The output directory that the bundles are for.
    directory: Path
    compressing: CompressorParts | None = None
    offline: OfflineParts | None = None
    #: Whether the manifest and the bundles are all that it is for.
    is_management: bool = False
    #: Whether the manifest that it leaves in the site is a copy of one that lies elsewhere.
    copies_manifest: bool = False
    #: Returns whether the project itself has the file behind a URL from the site root.
    is_own: Callable[[str], bool] = lambda _: False
    #: Arranges pages by what Sphinx has not copied yet; ``None`` if it moves no scripts.
    arranger: Arranger | None = None
    #: Have pages fetch the search index on demand: while they are written, and before that.
    search: tuple[SearchIndex, SearchIndex] | None = None

    def finish_page(self, html: str, context: Mapping[str, Any]) -> str:
        """Return a page that was rendered with *context* as the settings want it."""
        page, pathto = context.get("pagename"), context.get("pathto")
        if self.session.is_off or not isinstance(page, str) or not callable(pathto):
            return html
        if self.config.prefetch:
            html = with_rules(html)
        if not self.config.implicit:
            return html
        found = PageContext(page, site_root_prefix(pathto), str(context.get("body") or ""))
        if self.search is not None:
            html, names = self.search[0].on_demand(html, found.prefix)
            found = found._replace(names=names)
        return self.session.finish_page(html, found)

    def begins_again(self, html: str, context: Mapping[str, Any]) -> bool:
        """Return whether a page that was rendered with *context* must be rendered anew."""
        page = context.get("pagename")
        return isinstance(page, str) and self.session.begins_again(html, page)

    def rearranged_pages(self) -> set[str]:
        """Return the pages in which scripts were moved, or replaced, that are others now."""
        if self.arranger is None and self.search is None:
            return set()
        return self.state.changed(self._is_changed)

    def _is_changed(self, name: str) -> bool:
        if is_of_search(name):
            return self.search is None or self.search[1].is_changed(name)
        return self.arranger is None or self.arranger.is_changed(name)

    def filter_problems(self) -> list[Problem]:
        """Return what is wrong with the filters that were needed."""
        if self.compressing is None:
            return []
        return list(dict.fromkeys(self.compressing.compressor.problems))

    def save(self) -> int:
        """Keep what saves the next build time; return how many entries others can share."""
        shared = 0
        if self.compressing is not None:
            cache = self.compressing.compressor.cache
            shared = cache.publish()
            cache.prune()
            file = self.compressing.memo_file
            write_atomically(file, json.dumps(self.compressing.memo).encode(), file.parent)
        self.state.mark_as_copy(self.reconciler.manifest if self.copies_manifest else None)
        return shared


def begin(site: SphinxSite, warn: Callable[[str], None]) -> Build:
    """Return a build that compresses.

    :param warn: takes what is wrong with a shared cache.
    :raises ManifestError: if the manifest of a theme, or a bundle of it, is not as it should be.
    """
    memo_file = site.state_directory / "memo.json"
    memo = read_memo(memo_file)
    store = site.store()
    app = site.app
    project = Project(site.config, Path(app.confdir), app.config.html_output_encoding)
    sources, shipped = Sources(site.source_roots(), memo), _precompressed(site, store)
    compressor = Compressor(project, sources, store, site.cache(warn), shipped)
    state = PageState(site.state_directory, site.configuration())
    moving = _moving(site, compressor.sources, compressor.cache)
    session = Session(compressor, state.journal, Learner(state.load_chunking()), **moving)
    session.notes_fonts = makes_subsets(site.config)
    revision = CompressingRevision(
        compressor,
        state,
        Path(app.outdir, STATIC),
        _splitting(compressor, state, app.config.html_output_encoding),
        moving["mover"].arranger if moving else None,
    )
    revision.subsetting = subsetting(compressor, state)
    return Build(
        site.config,
        Reconciler(revision, state, site.written(), site.progress),
        state,
        session,
        site.directory,
        CompressorParts(compressor, memo, memo_file),
        is_management=site.is_management,
        is_own=site.is_own,
        arranger=_early_arranger(site),
        search=_search(site, compressor.sources),
    )


def _splitting(compressor: Compressor, state: PageState, encoding: str) -> Splitting | None:
    config = compressor.config
    if not config.splits:
        return None
    is_inline = config.critical == "inline"
    compressor.critical_parts = state.load_critical_parts()
    splitter = Splitter(compressor.store, compressor.cache, is_inline=is_inline)
    scripts = EarlyScripts(compressor.sources, compressor.cache, with_styles=is_inline)
    splitting = Splitting(splitter, scripts, config.output_dir, encoding)
    if config.unused_css == "drop":
        given = compressor.sources, config.css_keep, config.injected
        splitting.unused = UnusedRules(splitter, scripts, *given)
    return splitting


class _Moving(TypedDict, total=False):
    """What a session needs that moves scripts and lets style sheets be split."""

    gated_pages: GatedPages
    mover: Mover


def _moving(site: SphinxSite, sources: Sources, cache: Cache) -> _Moving:
    if not site.config.splits:
        return {}
    arranger = _arranger(site, sources, cache)
    return {
        "gated_pages": GatedPages(
            arranger.early_scripts,
            site.app.config.html_output_encoding,
            notes_all=site.config.unused_css == "drop",
        ),
        "mover": Mover(arranger, OptOut(site.config.exclude)),
    }


def _early_arranger(site: SphinxSite) -> Arranger | None:
    """Return what arranges pages by the files as they will be when pages are written."""
    if not site.config.splits:
        return None
    return _arranger(site, _later_sources(site), site.local_cache())


def _arranger(site: SphinxSite, sources: Sources, cache: Cache) -> Arranger:
    injected = INJECTED.get(site.config.injected, "")
    return Arranger(sources, cache, waits=site.config.defer_scripts, injected=injected)


def _later_sources(site: SphinxSite) -> Sources:
    """Return the files as they will be when pages are written."""
    in_output, *others = site.source_roots()
    return Sources([*others, in_output])


def _search(site: SphinxSite, sources: Sources) -> tuple[SearchIndex, SearchIndex] | None:
    """Return what has pages fetch the search index on demand, if that is wanted."""
    if not site.fetches_search_on_demand:
        return None
    cache = site.local_cache()
    return SearchIndex(sources, cache), SearchIndex(_later_sources(site), cache)


def _precompressed(site: SphinxSite, store: Store) -> Precompressed | None:
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
        return Manifests(self._store, None, self._site.manifests_of_themes())


def begin_offline(site: SphinxSite) -> Build:
    """Return a build that looks regions up.

    :raises ManifestError: if a manifest, or one of its bundles, is not as it should be.
    """
    config = site.config
    state = PageState(site.state_directory, site.configuration())
    store = site.store()
    of_themes = site.manifests_of_themes()
    own = _own_manifest(site, state, is_needed=not of_themes)
    is_in_place = own is not None and own.directory == store.directory
    manifests = Manifests(store, own, of_themes)
    lookup = ManifestLookup(manifests, config.output_dir, site.manifest_command())
    sources = Sources(site.source_roots())
    kept_entries = own.entries if own is not None and is_in_place else {}
    revision = LookupRevision(lookup, manifests, config.output_dir, kept_entries)
    # Or else pages would be arranged in another way than when the manifest was made.
    session = Session(lookup, state.journal, **_moving(site, sources, site.local_cache()))
    # For a build that is not offline, and renders some pages only.
    session.notes_fonts = makes_subsets(config)
    return Build(
        config,
        Reconciler(revision, state, site.written(), site.progress),
        state,
        session,
        site.directory,
        offline=OfflineParts(own, _time_of(own), sources),
        copies_manifest=not is_in_place,
        arranger=_early_arranger(site),
        search=_search(site, sources),
    )


def _time_of(manifest: Manifest | None) -> float | None:
    file = manifest and manifest.directory / FILE_NAME
    # One in a package need not be a file.
    return file.stat().st_mtime if isinstance(file, Path) else None


def _own_manifest(site: SphinxSite, state: PageState, *, is_needed: bool) -> Manifest | None:
    """Return the manifest of the project itself; ``None`` if it has none and needs none."""
    directory = site.manifest_directory(state)
    is_copy = directory == site.store().directory and state.is_copy(directory / FILE_NAME)
    is_there = (directory / FILE_NAME).is_file() and not is_copy
    if not (site.config.offline_manifest or is_there or is_needed):
        return None
    try:
        manifest = Manifest(directory, site.config.output_dir)
        manifest.check_builder(site.builder.name)
    except ManifestError as error:
        raise ManifestError(
            f"compress_offline is set, but {error}; to make a manifest with all its bundles,"
            f" run: {site.manifest_command()}"
        ) from error
    return manifest
