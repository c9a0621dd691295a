"""Puts pages right that are written already, without rendering them.

Each page whose HTML for some region is no longer what it should be is *relinked*.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.files import write_atomically
from ..core.types import Problem
from ..page.relink import Swap, relink
from .index import Index, Page, RegionUse
from .site import WrittenSite
from .state import PageState
from .summary import PlacedProblem


@dataclass(frozen=True, slots=True)
class Relinked:
    """What relinking came to."""

    #: How many pages were changed.
    pages: int = 0
    #: Of each page that something else has changed, the first region that was not found.
    problems: tuple[PlacedProblem, ...] = ()


class Relinker:
    """Relinks the pages of an index, and keeps in the index what they hold then.

    :param wanted: the id of the HTML that each region is to have, by the region's id.
    :param scratch: a directory for unfinished files, see :func:`.write_atomically`.
    """

    def __init__(
        self, index: Index, wanted: Mapping[str, str], site: WrittenSite, scratch: Path
    ) -> None:
        self._index = index
        self._wanted = wanted
        self._site = site
        self._scratch = scratch
        #: Region's id → the ids of all HTML that a page may have for it.
        self._variants: dict[str, set[str]] = {}

    def relink(self, state: PageState, skipped: Collection[str]) -> Relinked:
        """Relink each page that needs it.

        :param skipped: pages that another build writes right now, which puts them right itself.
        """
        stale = self._stale_pages(skipped)
        if not stale:
            return Relinked()
        for use in self._index.uses():
            variants = self._variants.setdefault(use.region_id, {self._wanted[use.region_id]})
            variants.add(use.html_id)
        # If this build is killed in between, the next one must know what the pages may hold.
        for name, page in stale.items():
            uses = (*page.uses, *(self._wanted_use(use) for use in page.uses))
            self._index.pages[name] = replace(page, uses=uses, is_certain=False)
        state.save(self._index)
        changed = 0
        problems: list[PlacedProblem] = []
        for name, page in stale.items():
            is_changed, found = self._relink_page(name, page)
            changed += is_changed
            problems += self._problems(name, page, found)
        return Relinked(changed, tuple(problems))

    def settle(self, skipped: Collection[str]) -> None:
        """Leave to each page that is not certain only those uses that are found in its file.

        Otherwise a page would count as two kinds of pages, which no build from scratch has.
        """
        for name, page in list(self._index.pages.items()):
            if page.is_certain or name in skipped:
                continue
            try:
                data = self._site.page_file(name).read_bytes()
            except OSError:
                continue
            swaps = [self._same(use, page.prefix) for use in page.uses]
            _, found = relink(data, swaps, self._site.encoding)
            # No page shows whether it has a region of which nothing is left.
            empty = [not swap.wanted.strip() for swap in swaps]
            uses = tuple(itertools.compress(page.uses, map(operator.or_, found, empty)))
            self._index.pages[name] = replace(page, uses=uses, is_certain=not any(empty))

    def _same(self, use: RegionUse, prefix: str) -> Swap:
        html = self._site.links.write(self._index.htmls[use.html_id], prefix)
        region = self._index.regions[use.region_id].region
        return Swap((html,), html, region.late, is_gate=region.mode == "gate")

    def _stale_pages(self, skipped: Collection[str]) -> dict[str, Page]:
        outdated = {
            uses
            for uses in self._index.pages_by_uses()
            if any(self._wanted_use(use) != use for use in uses)
        }
        stale = {
            name: page
            for name, page in self._index.pages.items()
            if name not in skipped and (not page.is_certain or page.uses in outdated)
        }
        # Pages of documents were not looked for up to now; a build of some documents leaves the
        # others alone, whose pages may be gone.
        for name in [each for each in stale if not self._site.page_file(each).exists()]:
            del stale[name], self._index.pages[name]
        return stale

    def _wanted_use(self, use: RegionUse) -> RegionUse:
        return RegionUse(use.region_id, self._wanted[use.region_id])

    def _relink_page(self, name: str, page: Page) -> tuple[bool, list[bool]]:
        """Relink one page; return whether it was changed, and which of its uses were found."""
        path = self._site.page_file(name)
        is_changed, found = False, [False] * len(page.uses)
        try:
            before = path.read_bytes()
        except OSError:
            # Gone, or not ours to read: the user is told of it like of a page that was changed.
            pass
        else:
            swaps = [self._swap(use, page.prefix) for use in page.uses]
            after, found = relink(before, swaps, self._site.encoding)
            is_changed = after != before
            if is_changed:
                write_atomically(path, after, self._scratch)
        uses = tuple(
            self._wanted_use(use) if is_found else use
            for use, is_found in zip(page.uses, found, strict=True)
            if is_found or page.is_certain
        )
        self._index.pages[name] = replace(page, uses=uses, is_certain=True)
        return is_changed, found

    def _swap(self, use: RegionUse, prefix: str) -> Swap:
        region = self._index.regions[use.region_id].region
        others = sorted(self._variants[use.region_id] - {use.html_id})
        candidates = [self._index.htmls[html_id] for html_id in (use.html_id, *others)]
        write = self._site.links.write
        return Swap(
            tuple(write(html, prefix) for html in candidates),
            write(self._index.htmls[self._wanted[use.region_id]], prefix),
            region.late,
            is_gate=region.mode == "gate",
        )

    def _problems(self, name: str, page: Page, found: list[bool]) -> list[PlacedProblem]:
        """Return a problem for the first use that should have been changed, but was not there."""
        for use, is_found in zip(page.uses, found, strict=True):
            if page.is_certain and not is_found and use != self._wanted_use(use):
                place = self._index.regions[use.region_id].place
                return [PlacedProblem(_NOT_FOUND, name, place)]
        return []


_NOT_FOUND = Problem(
    "relink",
    "a region was not found in the page as it lies on disk, so that the page still has the"
    " older files; something changed the page after it was written: build it anew (sphinx-build"
    " --write-all)",
)
