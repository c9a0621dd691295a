"""One build of one output directory, while its pages are rendered: each region is compressed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from ..bundle.chunking import NOTHING_KNOWN, Chunking, Learner
from ..bundle.result import Result
from ..bundle.split import BETWEEN, announces
from ..core.errors import OfflineGenerationError
from ..core.types import ROOT_MARKER, Kind
from ..page import defer
from ..page.gate import gate_region
from ..page.loose_scripts import loose_scripts
from ..page.region import DEFAULT_NAME, Mode, Region, mark, unmark
from ..page.scan import Found, Scanner
from .gated_page import GatedPages
from .index import PlacedRegion
from .journal import Journal
from .place import NO_TEMPLATE, PageContext, TemplatePlace, TemplateRegion
from .rewritten_pages import name_of_size
from .tag_references import TagReferences


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
        has, and no script is moved.
    :param references: tells which deferred scripts others look for, which are not moved then.
    """

    def __init__(
        self,
        compressor: RegionCompressor,
        journal: Journal,
        learner: Learner | None = None,
        *,
        gated_pages: GatedPages | None = None,
        references: TagReferences | None = None,
    ) -> None:
        self._compressor = compressor
        self._journal = journal
        self._gated_pages = gated_pages
        self._references = references
        #: By what the scripts of a page may find tags; most pages have the same scripts.
        self._words: dict[tuple[str, ...], Collection[str]] = {}
        self._replacements: dict[_Rendered, _Replacement] = {}
        self._results: dict[Region, Result | None] = {}
        self._scanner = Scanner()
        self._learner = learner or Learner(NOTHING_KNOWN)
        #: What was put out for the regions that templates of the current page mark.
        self._marked: list[str] = []

    def begin_page(self, page: str) -> None:
        """Take note that *page* is about to be rendered: what it used before is void."""
        self._marked.clear()
        self._journal.begin_page(page)

    def gather(self, text: str, marked: TemplateRegion, page: PageContext) -> str:
        """Return what stands in for a region; see :class:`.tag.Gatherer`."""
        region = Region(marked.kind, marked.mode, marked.name, text)
        # Where it passes through, a preload is a hint, and repeats no tag.
        otherwise = "" if marked.mode == "preload" else text
        html = self._replaced(region, page, otherwise, marked.place)
        self._marked.append(html)
        return html

    def finish_page(self, html: str, page: PageContext) -> str:
        """Return a rendered page with its implicit regions compressed."""
        html, found = self._arranged(html, page)
        starts = self._scanner.script_starts(html)
        for script in loose_scripts(html, found, starts):
            if _can_be_marked(script):
                self._journal.add_script(page.name, mark(script, page.prefix))
        self._learn_from(found, page)
        gate, place, names = None, len(html), frozenset[str]()
        # What cannot be marked is in no region, where it is looked at later.
        if self._gated_pages is not None and _can_be_marked(html):
            taken = [*_places(html, self._marked)]
            starts = [at for at in starts if not any(first <= at < end for first, end in taken)]
            place, names = self._gated_pages.look_at(html, found, starts, page.prefix)
            gate = _gate_of(found) if names else None
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
        finished = "".join([*parts, html[position:]])
        if self._gated_pages is not None and names:
            size = name_of_size(finished, self._gated_pages.encoding)
            self._journal.add_names(page.name, names | {size})
        return finished

    def _arranged(self, html: str, page: PageContext) -> tuple[str, list[Found]]:
        """Return the page with its deferred scripts moved, and what is found in it."""
        found = self._scan(html, page)
        last = defer.last_run(found) if self._gated_pages is not None else None
        if last is None:
            return html, found
        arranged = defer.rearranged(html, found, last, lambda: self._asked(html, found, page))
        if arranged != html:
            found = self._scan(arranged, page)
        return arranged, found

    def _asked(self, html: str, found: list[Found], page: PageContext) -> Collection[str]:
        """Return by what the scripts of a page may find tags in it."""
        if self._references is None:
            return ()
        texts = [*loose_scripts(html, found, self._scanner.script_starts(html))]
        for stretch in found:
            if stretch.kind == "js":
                texts += (piece.text for piece in stretch.run.pieces if piece.name)
        marked = (mark(text, page.prefix) for text in texts if _can_be_written(text))
        scripts = tuple(dict.fromkeys(marked))
        if scripts not in self._words:
            self._words[scripts] = self._references.words(scripts)
        return self._words[scripts]

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
            if not _can_be_marked(region.nodelist):
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
        return _Replacement(unmark(result.html, prefix), use)


def _is_run(found: Found) -> bool:
    """Return whether it is a run of tags, and not links that announce files of one."""
    return not found.kind.startswith("preload")


def _kind(found: Found) -> Kind:
    """Return the kind of a run, or of what links announce."""
    return "css" if found.kind in {"css", "preload-style"} else "js"


def _gate_of(found: list[Found]) -> Region:
    """Return the region of the gate of a page, not marked."""
    return gate_region(each.run.tags for each in found if each.kind == "css")


def _region(found: Found, mode: Mode, nodelist: str, late: bool) -> Region:
    return Region(_kind(found), mode, DEFAULT_NAME, nodelist, implicit=True, late=late)


def _places(html: str, parts: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each of *parts* is in a page."""
    for part in filter(str.strip, parts):
        start = html.find(part)
        while start >= 0:
            yield start, start + len(part)
            start = html.find(part, start + len(part))


def _can_be_marked(text: str) -> bool:
    """Return whether our marker can be told from *text*, and whether a file can hold it."""
    return ROOT_MARKER not in text and _can_be_written(text)


def _can_be_written(text: str) -> bool:
    """Return whether a file can hold *text*; none can hold half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
