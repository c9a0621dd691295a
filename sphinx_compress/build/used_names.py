"""The names that anything on a site may ever have: from its pages, and from all their scripts.

While a script is not known, or a page, nobody can tell.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from ..bundle.result import tag_label
from ..bundle.sources import Sources
from ..core.names import ANY, MayBe, names_among
from ..core.types import ROOT_MARKER
from ..core.urls import site_url
from ..js.foreign_files import loads_foreign_files
from ..page.markup import attributes_of
from ..page.script_types import is_run
from .early_scripts import EarlyScripts
from .index import Index
from .injected import INJECTED
from .noted_scripts import IS_NOTED, frames_among, scripts_among
from .script_tags import scripts_of_pages
from .tag_references import content_of


class UsedNames:
    """Finds the names of a site.

    :param kept: patterns of the names that other scripts use; ``None`` if nobody said which.
    :param injected: the host that adds scripts of its own to pages, see :mod:`.injected`.
    """

    def __init__(
        self,
        scripts: EarlyScripts,
        sources: Sources,
        kept: Sequence[str] | None,
        injected: str = "none",
    ) -> None:
        self._scripts = scripts
        self._sources = sources
        self._kept = kept
        self._injected = injected

    def find(self, index: Index, files: Iterable[str]) -> tuple[MayBe, list[str]]:
        """Return whether something may have a name, and what may have others, and why.

        :param files: site-relative URLs of scripts that a script may load.
        """
        self._scripts.forget()
        names = set[str]().union(*(page.names for page in index.pages.values()))
        unknown = [f"page {page}" for page in _unknown_pages(index)]
        foreign = [f"scripts that {self._injected} adds"] if self._injected in INJECTED else []
        tags = {
            *scripts_of_pages(index),
            *scripts_among(names),
            *(_tag_of(ROOT_MARKER + file) for file in files),
        }
        foreign += [
            f"{tag_label(tag)} may show a page of this site" for tag in frames_among(sorted(names))
        ]
        read = ((tag, self._read(tag, names)) for tag in sorted(tags))
        foreign += [f"{tag_label(tag)} {reason}" for tag, reason in read if reason]
        refused = unknown + (foreign if self._kept is None else [])
        return self._may_be(names), [*dict.fromkeys(refused)]

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
        if IS_NOTED not in page.names and any(region.kind == "css" for region in regions):
            yield name


def _tag_of(url: str) -> str:
    return f'<script src="{html.escape(url)}"></script>'
