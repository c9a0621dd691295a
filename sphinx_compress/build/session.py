"""One build of one output directory, while its pages are rendered: each region is compressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from ..bundle.chunking import NOTHING_KNOWN, Chunking, Learner
from ..bundle.result import Result
from ..bundle.split import BETWEEN, announces
from ..core.errors import OfflineGenerationError
from ..core.types import Kind
from ..page.bundle_links import WITH_THE_SITE
from ..page.gate import gate_region
from ..page.loose_scripts import loose_scripts
from ..page.opt_out import is_off_page
from ..page.region import DEFAULT_NAME, Mode, Region, can_be_marked, mark
from ..page.run import Found
from ..page.run_parts import without_own_blocks
from ..page.scan import Scanner
from .gated_page import GatedPages, PageToGate
from .index import PlacedRegion
from .journal import Journal
from .misspelt import names_of_misspelt
from .moving import Mover, PageToMove
from .place import NO_TEMPLATE, PageContext, TemplatePlace, TemplateRegion
from .rewritten_pages import name_of_size

PageReader = Callable[[str, str, frozenset[str]], frozenset[str]]


class RegionCompressor(Protocol):
    """Compresses regions, or looks up what they were compressed to."""

    def compress(self, region: Region, chunking: Chunking) -> Result | None:
        """Return what stands in for *region*; ``None`` if its tags are kept as they are.

        :param chunking: which neighbours in an implicit region share a bundle.
        :raises OfflineGenerationError: if there is nothing, and there must be something.
        """


#: A region as it was rendered, not marked, and the prefix of its page.
_Rendered = tuple[Region, str]


@dataclass(frozen=True, slots=True)
class _Replacement:
    """What stands in for a region."""

    #: For pages with one prefix.
    html: str
    #: What the journal writes down for it; ``None`` if the tags are kept as they are.
    use: str | None


class Session:
    """Compresses each distinct region once, and writes down which page uses which.

    The state of a process that writes pages is lost with it; what must live on
    is in the files of the journal, the store and the main cache.

    :param learner: finds out which neighbours share bundles, page by page; an offline build
        needs none.
    :param gated_pages: tells which pages may have style sheets that are split; without it, none
        has.
    :param mover: moves scripts to the ends of pages; without it, none is moved.
    """

    def __init__(
        self,
        compressor: RegionCompressor,
        journal: Journal,
        learner: Learner | None = None,
        *,
        gated_pages: GatedPages | None = None,
        mover: Mover | None = None,
    ) -> None:
        #: What else finds names in a page: by its HTML, its prefix and its vocabulary.
        self.readers: Sequence[PageReader] = ()
        #: How pages refer to bundles.
        self.links = WITH_THE_SITE
        self._compressor = compressor
        self._journal = journal
        self._gated_pages = gated_pages
        self._mover = mover
        self._replacements: dict[_Rendered, _Replacement] = {}
        self._results: dict[Region, Result | None] = {}
        self._scanner = Scanner() if mover is None else mover.scanner
        self._learner = learner or Learner(NOTHING_KNOWN)
        #: What was put out for the regions that templates of the current page mark.
        self._marked: list[str] = []
        #: Whether the current page stays as it is.
        self.is_off: bool = False

    def begin_page(self, page: str, *, is_off: bool = False) -> None:
        """Take note that *page* is about to be rendered: what it used before is void.

        :param is_off: whether the page stays as it is, all its regions included.
        """
        self._marked.clear()
        self.is_off = is_off
        self._journal.begin_page(page)

    def begins_again(self, html: str, page: str) -> bool:
        """Return whether a page must be rendered anew, since it says itself that it is off."""
        if self.is_off or not is_off_page(html):
            return False
        has_regions = bool(self._marked)
        self.begin_page(page, is_off=True)
        return has_regions

    def gather(self, text: str, marked: TemplateRegion, page: PageContext) -> str:
        """Return what stands in for a region; see :class:`.tag.Gatherer`."""
        region = Region(marked.kind, marked.mode, marked.name, text)
        # Where it passes through, a preload is a hint, and repeats no tag.
        otherwise = "" if marked.mode == "preload" else text
        if self.is_off:
            return otherwise
        html = self._replaced(region, page, otherwise, marked.place)
        self._marked.append(html)
        return html

    def finish_page(self, html: str, page: PageContext) -> str:
        """Return a rendered page with its implicit regions compressed."""
        if self.is_off:
            return html
        vocabulary, misspelt = frozenset[str](), names_of_misspelt(html, page.prefix)
        # What cannot be marked is in no region, where it is looked at later.
        if self._gated_pages is not None and can_be_marked(html):
            vocabulary = self._gated_pages.vocabulary(html)
        found, names = (scan := partial(self._scan, page=page))(html), frozenset[str]()
        if self._mover is not None:
            marked = [*_places(html, self._marked)]
            asked = PageToMove(page.name, page.prefix, vocabulary, marked, scan)
            html, found, names = self._mover.move(html, found, asked)
        found = [*without_own_blocks(html, found, page.name)]
        for script in loose_scripts(html, found, self._scanner.script_starts(html), vocabulary):
            if can_be_marked(script):
                self._journal.add_script(page.name, mark(script, page.prefix))
        self._learn_from(found, page)
        gate, place, noted = None, len(html), frozenset[str]()
        if self._gated_pages is not None:
            seen = PageToGate(html, found, self._outside(html), page.prefix, vocabulary)
            noted = self._gated_pages.all_names(seen)
            if vocabulary and self._scanner.end:
                place, of_scripts = self._gated_pages.look_at(seen)
                if place:
                    gate = gate_region(each.run.tags for each in found if each.kind == "css")
                    names |= vocabulary | of_scripts
        finished = self._put_together(html, found, page, gate, place)
        if self._gated_pages is not None and (gate is not None or noted):
            names |= noted | {name_of_size(finished, self._gated_pages.encoding)}
        others = (read(html, page.prefix, vocabulary) for read in self.readers)
        if names := names.union(page.names, misspelt, *others):
            self._journal.add_names(page.name, names)
        return finished

    def _outside(self, html: str) -> list[int]:
        """Return where scripts begin in a page that are in no region that a template marks."""
        taken = [*_places(html, self._marked)]
        starts = self._scanner.script_starts(html)
        return [at for at in starts if not any(first <= at < end for first, end in taken)]

    def _put_together(
        self, html: str, found: list[Found], page: PageContext, gate: Region | None, place: int
    ) -> str:
        """Return a page with what stands in for its runs, and with its gate.

        :param place: where the gate stands.
        """
        parts: list[str] = []
        position = 0
        for stretch in found:
            if gate is not None and stretch.start == place:
                parts += html[position:place], self._replaced(gate, page, "")
                position = place
            tags = self._finished(stretch, found, page, splits=gate is not None)
            parts += html[position : stretch.start], tags, stretch.run.comments
            position = stretch.end
        if gate is not None and position < place:
            parts += html[position:place], self._replaced(gate, page, "")
            position = place
        return "".join([*parts, html[position:]])

    def _scan(self, html: str, page: PageContext) -> list[Found]:
        taken = list(_places(html, self._marked))
        return self._scanner.scan(html, page=page.name, taken=taken, body=page.body)

    def _learn_from(self, found: list[Found], page: PageContext) -> None:
        if self._learner.is_known:
            return
        runs = tuple(mark(each.run.tags, page.prefix) for each in found if _is_run(each))
        if self._learner.note(runs):
            self._replacements = {
                rendered: replacement
                for rendered, replacement in self._replacements.items()
                if not rendered[0].implicit
            }
            self._results = {
                region: result for region, result in self._results.items() if not region.implicit
            }

    def _finished(
        self, stretch: Found, found: list[Found], page: PageContext, *, splits: bool
    ) -> str:
        """Return what stands in for the tags of *stretch*, which is one of those *found*.

        :param splits: whether its style sheets may be split.
        """
        tags = stretch.run.tags
        if _is_run(stretch):
            region = _region(stretch, "file", tags, stretch.late)
            if splits and region.kind == "css":
                region = region._replace(split=True)
            return self._replaced(region, page, tags)
        announced = [
            other
            for other in found
            if _is_run(other) and _kind(other) == _kind(stretch) and announces(tags, other.run.tags)
        ]
        if not announced:
            return tags
        nodelist = tags + BETWEEN.join(other.run.tags for other in announced)
        late = all(other.late for other in announced)
        return self._replaced(_region(stretch, "preload", nodelist, late), page, tags)

    def _replaced(
        self,
        region: Region,
        page: PageContext,
        otherwise: str,
        place: TemplatePlace = NO_TEMPLATE,
    ) -> str:
        """Return what stands in for a region on a page.

        :param region: as it was rendered, not marked.
        :param otherwise: what to return if it cannot be marked, or is kept as it is.
        """
        rendered = region, page.prefix
        replacement = self._replacements.get(rendered)
        if replacement is None:
            if not can_be_marked(region.nodelist):
                return otherwise
            try:
                replacement = self._compress(rendered, place, otherwise)
            except OfflineGenerationError as error:
                where = str(place) if place.template else "a run of tags that no template marks"
                raise OfflineGenerationError(f"page {page.name}, {where}: {error}") from None
            self._replacements[rendered] = replacement
        if replacement.use is not None:
            self._journal.use(page.name, page.prefix, replacement.use)
        return replacement.html

    def _compress(self, rendered: _Rendered, place: TemplatePlace, otherwise: str) -> _Replacement:
        region, prefix = rendered
        region = region._replace(nodelist=mark(region.nodelist, prefix))
        if region not in self._results:
            self._results[region] = self._compressor.compress(region, self._learner.chunking)
        result = self._results[region]
        if result is None:
            return _Replacement(otherwise, None)
        use = self._journal.define(PlacedRegion(region, place), result)
        return _Replacement(self.links.write(result.html, prefix), use)


def _is_run(found: Found) -> bool:
    """Return whether it is a run of tags, and not links that announce files of one."""
    return not found.kind.startswith("preload")


def _kind(found: Found) -> Kind:
    """Return the kind of a run, or of what links announce."""
    return "css" if found.kind in {"css", "preload-style"} else "js"


def _region(found: Found, mode: Mode, nodelist: str, late: bool) -> Region:
    return Region(_kind(found), mode, DEFAULT_NAME, nodelist, implicit=True, late=late)


def _places(html: str, parts: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each of *parts* is in a page."""
    for part in filter(str.strip, parts):
        start = html.find(part)
        while start >= 0:
            yield start, start + len(part)
            start = html.find(part, start + len(part))
