"""A build that writes pages, and what it has at hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..build.arranging import Arranger
from ..build.place import PageContext
from ..build.reconcile import Reconciler
from ..build.search_index import SEARCH, SearchIndex
from ..build.session import Session
from ..build.site import WrittenSite
from ..build.state import PageState
from ..bundle.compressor import Compressor
from ..bundle.sources import Memo, Sources
from ..config import CompressConfig
from ..core.files import write_atomically
from ..core.types import Problem
from ..delivery.speculation import with_rules
from ..manifest.manifest import Manifest
from ..page.region import site_root_prefix
from .progress import FileProgress

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
    #: The site that the bundles are for.
    site: WrittenSite
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
    #: Shows which files are looked at; ``None`` if none is.
    progress: FileProgress | None = None

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
        try:
            return self.session.finish_page(html, found)
        finally:
            self.end_progress()

    def end_progress(self) -> None:
        """Take note that no file is looked at now."""
        if self.progress is not None:
            self.progress.end()

    def begins_again(self, html: str, context: Mapping[str, Any]) -> bool:
        """Return whether a page that was rendered with *context* must be rendered anew."""
        page = context.get("pagename")
        return isinstance(page, str) and self.session.begins_again(html, page)

    def rearranged_pages(self) -> set[str]:
        """Return the pages in which scripts were moved, or replaced, that are others now.

        Those without a file are written anyway.
        """
        if self.arranger is None and self.search is None:
            return set()
        changed = self.state.changed(self._is_changed)
        if not self.site.has_pages:
            return changed
        return {page for page in changed if self.site.page_file(page).exists()}

    def _is_changed(self, name: str) -> bool:
        if name.startswith(SEARCH):
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
