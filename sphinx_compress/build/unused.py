"""Finds, when all pages are written, the rules of style sheets that nothing on the site uses.

A rule is used if the elements of some page have all the names that it needs, or may get them
from any script of the site, whenever that runs.  While a script is not known, or a page, nobody
can tell; then all rules stay, unless a setting says what such scripts use.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from ..bundle.chunking import tags_of
from ..bundle.critical import Splitter
from ..bundle.result import Result, tag_label
from ..bundle.sources import Sources
from ..bundle.store import Bundle
from ..core.names import ANY, MayBe, names_among
from ..core.types import ROOT_MARKER, Problem
from ..core.urls import site_url
from ..js.foreign_files import loads_foreign_files
from ..page.markup import attributes_of
from ..page.region import Region
from ..page.script_types import is_run
from .early_scripts import EarlyScripts
from .gated_page import scripts_among
from .index import Index
from .injected import INJECTED
from .tag_references import content_of

#: So many are listed.
_LISTED = 10


class UnusedRules:
    """Finds what is used of each bundle.

    :param injected: the host that adds scripts of its own to pages, see :mod:`.injected`.
    :param kept: patterns of the names that other scripts use; ``None`` if nobody said which.
    """

    def __init__(
        self,
        splitter: Splitter,
        scripts: EarlyScripts,
        sources: Sources,
        kept: Sequence[str] | None,
        injected: str = "none",
    ) -> None:
        self._injected = injected
        self._sources = sources
        self._splitter = splitter
        self._scripts = scripts
        self._kept = kept

    def find(
        self, index: Index, compress: Callable[[Region], Result], files: Iterable[str]
    ) -> tuple[Mapping[str, Bundle], list[Problem]]:
        """Return what is used of each bundle, by its path, and why nothing is left out.

        :param compress: returns what stands in for a region if all rules stay.
        :param files: site-relative URLs of scripts that a script may load.
        :raises OSError: if the output directory is not writable.
        """
        self._scripts.forget()
        names = set[str]().union(*(page.names for page in index.pages.values()))
        unknown = [f"page {page}" for page in _unknown_pages(index)]
        foreign = [f"scripts that {self._injected} adds"] if self._injected in INJECTED else []
        tags = {
            *_tags(index),
            *scripts_among(names),
            *(_tag_of(ROOT_MARKER + file) for file in files),
        }
        read = ((tag, self._read(tag, names)) for tag in sorted(tags))
        foreign += [f"{tag_label(tag)} {reason}" for tag, reason in read if reason]
        refused = unknown + (foreign if self._kept is None else [])
        if refused:
            return {}, [_problem(refused)]
        may_be = self._may_be(names)
        used = {}
        for region_id in sorted({use.region_id for use in index.uses()}):
            region = index.regions[region_id].region
            if region.kind == "css" and region.mode in {"file", "preload"}:
                for bundle in compress(region._replace(split=False)).bundles:
                    part = self._splitter.used_of(bundle, may_be)
                    if part is not None:
                        used[bundle.path] = part
        return used, []

    def _read(self, tag: str, names: set[str]) -> str:
        """Add the names that a script gives; return why it may give others, if it may."""
        attributes = attributes_of(tag)
        if not is_run(attributes):
            return ""
        url = attributes.get("src")
        # Whenever it runs, it counts.
        plain = f"<script>{content_of(tag)}</script>" if url is None else _tag_of(url)
        script = self._scripts.read(plain)
        names |= script.names - {ANY}
        text = content_of(tag)
        if url is not None:
            path = site_url(url)
            if self._sources.digest(path) is None:
                # Sphinx writes its search index at the very end.
                return "" if script.is_known else "is of another site"
            text = self._sources.read(path).decode("utf-8", "replace")
        if loads_foreign_files(text):
            return "may load scripts of another site"
        return "" if script.is_known else "uses names from elsewhere"

    def _may_be(self, names: set[str]) -> MayBe:
        # Some write names as selectors do.
        patterns = [each.casefold().strip(".#[]") for each in self._kept or ()]
        known = names_among(names)

        def may_be(name: str) -> bool:
            bare = name.lstrip(".#[")
            return known(name) or any(fnmatchcase(bare, pattern) for pattern in patterns)

        return may_be


def _unknown_pages(index: Index) -> Iterator[str]:
    """Yield the pages with a style sheet whose elements are not known."""
    for name, page in sorted(index.pages.items()):
        regions = (index.regions[use.region_id].region for use in page.uses)
        # Each page has one; without it, nobody looked at its elements.
        if "html" not in page.names and any(region.kind == "css" for region in regions):
            yield name


def _tags(index: Index) -> Iterator[str]:
    """Yield the scripts of all pages but those that only their names tell of."""
    for page in index.pages.values():
        yield from page.scripts
    for region_id in {use.region_id for use in index.uses()}:
        region = index.regions[region_id].region
        if region.kind == "js" and region.mode != "preload":
            yield from tags_of(region.nodelist)


def _tag_of(url: str) -> str:
    return f'<script src="{html.escape(url)}"></script>'


def _problem(refused: Sequence[str]) -> Problem:
    more = f"; and {len(refused) - _LISTED} more" if len(refused) > _LISTED else ""
    return Problem(
        "unused_css",
        'compress_unused_css = "drop" leaves out nothing, since it is not known what these use: '
        + "; ".join(refused[:_LISTED])
        + more
        + '. Say in compress_css_keep what scripts use, such as ["DocSearch-*"]; of a page, only'
        " what keeps its style sheets from being split can be mended",
    )
