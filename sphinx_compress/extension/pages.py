"""Puts together what changes pages while they are written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from ..build.arranging import Arranger
from ..build.early_scripts import EarlyScripts
from ..build.gated_page import GatedPages
from ..build.inlining import Inlining
from ..build.moving import Mover
from ..build.other_sheets import OtherSheets
from ..build.search_index import SearchIndex
from ..build.splitting import Splitting
from ..build.state import PageState
from ..bundle.compressor import Compressor
from ..bundle.sources import Sources
from ..bundle.splitter import Splitter
from ..cache.local import Cache
from ..core.types import STATIC
from ..page.frames import Frames
from ..page.opt_out import OptOut
from .fonts import makes_subsets
from .site import SphinxSite

if TYPE_CHECKING:
    from ..build.left_out import LeftOut
    from ..manifest.lookup import Manifests


def splitting(compressor: Compressor, state: PageState, encoding: str) -> Splitting | None:
    """Return what finds critical parts, if the settings want any.

    :param encoding: that of pages.
    """
    config = compressor.config
    if not config.splits:
        return None
    compressor.critical_parts = state.load_critical_parts()
    splitter = Splitter(compressor.store, compressor.cache)
    scripts = EarlyScripts(compressor.sources, compressor.cache, with_styles=config.inlines)
    others = OtherSheets(splitter, compressor.sources, compressor.cache, config.output_dir)
    splitting = Splitting(splitter, scripts, others, config.output_dir, encoding)
    if config.inlines:
        splitting.inlining = Inlining(splitter, config.output_dir)
    if config.drops:
        from ..build.unused import UnusedRules
        from ..build.used_names import UsedNames

        given = compressor.sources, config.css_keep, config.injected
        splitting.unused = UnusedRules(splitter, UsedNames(scripts, *given))
    return splitting


def left_out(site: SphinxSite, manifests: Manifests, sources: Sources) -> LeftOut | None:
    """Return what makes sure that no manifest leaves out rules that pages need."""
    missing: dict[str, Sequence[str]] = {}
    for manifest in manifests:
        missing.update(manifest.nodelists.made_of.missing)
    if not missing:
        return None
    # Nobody else waits for the imports.
    from ..build.left_out import LeftOut
    from ..build.used_names import UsedNames

    config = site.config
    scripts = EarlyScripts(sources, site.local_cache(), with_styles=config.inlines)
    names = UsedNames(scripts, sources, config.css_keep, config.injected)
    return LeftOut(missing, names, Path(site.app.outdir, STATIC), site.manifest_command())


class _Moving(TypedDict, total=False):
    """What a session needs that moves scripts and lets style sheets be split."""

    gated_pages: GatedPages
    mover: Mover


def moving(site: SphinxSite, sources: Sources, cache: Cache) -> _Moving:
    """Return what a session moves scripts and splits style sheets with, if it does."""
    if not site.config.splits:
        return {}
    arranger = _arranger(site, sources, cache)
    frames = Frames(site.app.config.html_baseurl)
    return {
        "gated_pages": GatedPages(
            arranger.early_scripts,
            site.app.config.html_output_encoding,
            notes_all=frames if site.config.drops else None,
        ),
        "mover": Mover(arranger, OptOut(site.config.exclude), frames),
    }


def early_arranger(site: SphinxSite) -> Arranger | None:
    """Return what arranges pages by the files as they will be when pages are written."""
    if not site.config.splits:
        return None
    return _arranger(site, _later_sources(site), site.local_cache())


def _arranger(site: SphinxSite, sources: Sources, cache: Cache) -> Arranger:
    config = site.config
    return Arranger(
        sources,
        cache,
        waits=config.defer_scripts,
        host=config.injected,
        has_subsets=makes_subsets(config),
    )


def _later_sources(site: SphinxSite) -> Sources:
    """Return the files as they will be when pages are written."""
    in_output, *others = site.source_roots()
    return Sources([*others, in_output])


def search(site: SphinxSite, sources: Sources) -> tuple[SearchIndex, SearchIndex] | None:
    """Return what has pages fetch the search index on demand, if that is wanted."""
    if not site.fetches_search_on_demand:
        return None
    cache = site.local_cache()
    return SearchIndex(sources, cache), SearchIndex(_later_sources(site), cache)
