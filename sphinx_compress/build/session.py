"""One build of one output directory: gathers regions while pages are rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from typing import Protocol

from ..bundle.chunking import NOTHING_KNOWN, Chunking, Learner, Runs
from ..bundle.result import Result
from ..bundle.split import BETWEEN, announces
from ..core.errors import OfflineGenerationError
from ..core.types import ROOT_MARKER, Kind
from ..page import defer, defer_code
from ..page.loose_scripts import loose_scripts
from ..page.region import DEFAULT_NAME, Mode, Region, mark, unmark
from ..page.scan import Found, Scanner
from .journal import Journal

#: What a region is made of, with its text as it was rendered.  To make one takes longer
#: than to look up what is known of it.
_Parts = tuple[Kind, Mode, str, str, bool, bool]


@dataclass(frozen=True, slots=True)
class _Known:
    #: Unmarked for a page's prefix.
    html: str
    #: What the page's record says of it; nothing if the tags stay as they are.
    record: str | None


class Compresses(Protocol):
    """A compressor, or what stands in for one when nothing is to be compressed."""

    def compress(self, region: Region, chunking: Chunking) -> Result | None:
        """Return what stands in for *region*; ``None`` if its tags stay as they are.

        :param chunking: which neighbours in an implicit region share a bundle.
        :raises OfflineGenerationError: if there is nothing, and there must be something.
        """


class Session:
    """Compresses each distinct region once, and records which page uses which.

    The state of a process that writes pages is lost with it; what must live on
    is in the files of the journal, the store and the main cache.

    :param learner: finds out which neighbours share bundles, page by page; an offline build
        needs none.
    :param delays: whether scripts at the end of a page wait for its style sheets.
    """

    def __init__(
        self,
        compressor: Compresses,
        journal: Journal,
        learner: Learner | None = None,
        *,
        delays: bool = False,
    ) -> None:
        self._compressor = compressor
        self._recorder = journal
        self._delays = delays
        self._known: dict[tuple[_Parts, str], _Known] = {}
        self._results: dict[Region, Result | None] = {}
        self._scanner = Scanner()
        self._learner = learner or Learner(NOTHING_KNOWN)
        #: What was put out for the regions that templates of the current page mark.
        self._marked: list[str] = []

    def begin_page(self, page: str) -> None:
        """Take note that *page* is about to be rendered: what it used before is void."""
        self._marked.clear()
        self._recorder.begin(page)

    def finish_page(self, html: str, *, page: str, prefix: str, body: str = "") -> str:
        """Return a rendered page with its implicit regions compressed.

        :param prefix: the page's site root prefix.
        :param body: the document's own part of the page.
        """
        found = self._scan(html, page, body)
        held = self._held(html, found)
        if held:
            arranged = defer.rearranged(html, found, held)
            if arranged != html:
                html, found = arranged, self._scan(arranged, page, body)
                held = self._held(html, found)
        for script in loose_scripts(html, found, self._scanner.script_starts(html)):
            if _is_fit(script):
                self._recorder.ask(page, mark(script, prefix))
        texts = [each.run.tags for each in found]
        if not self._learner.is_known:
            self._learn(found, texts, prefix)
        parts: list[str] = []
        position = 0
        for run, text in zip(found, texts, strict=True):
            inner = self._implicit(run, text, found, texts, page, prefix)
            if run is held:
                end = self._gather(_HOLDS, page, prefix, ("", 0), "")
                inner = f"{defer_code.OPENING}{inner}{end}"
            parts += html[position : run.start], inner, run.run.comments
            position = run.end
        return "".join([*parts, html[position:]])

    def _scan(self, html: str, page: str, body: str) -> list[Found]:
        taken = list(_places(html, self._marked))
        return self._scanner.scan(html, page=page, taken=taken, body=body)

    def _held(self, html: str, found: list[Found]) -> Found | None:
        return defer.deferred_run(html, found) if self._delays else None

    def _learn(self, found: list[Found], texts: list[str], prefix: str) -> None:
        runs: Runs = tuple(
            _marked(text, prefix) for run, text in zip(found, texts, strict=True) if _is_run(run)
        )
        if self._learner.note(runs):
            self._known = {key: known for key, known in self._known.items() if not key[0][4]}
            self._results = {
                region: result for region, result in self._results.items() if not region.implicit
            }

    def _implicit(
        self, run: Found, text: str, found: list[Found], texts: list[str], page: str, prefix: str
    ) -> str:
        if _is_run(run):
            whole: _Parts = (_kind(run), "file", DEFAULT_NAME, text, True, run.late)
            return self._gather(whole, page, prefix, ("", 0), text)
        told = [
            (other, whole)
            for other, whole in zip(found, texts, strict=True)
            if _is_run(other) and _kind(other) == _kind(run) and announces(text, whole)
        ]
        if not told:
            return text
        nodelist = text + BETWEEN.join(whole for _, whole in told)
        late = all(other.late for other, _ in told)
        parts: _Parts = (_kind(run), "preload", DEFAULT_NAME, nodelist, True, late)
        return self._gather(parts, page, prefix, ("", 0), text)

    def gather(
        self,
        text: str,
        *,
        kind: Kind,
        mode: Mode,
        name: str,
        page: str,
        prefix: str,
        place: tuple[str, int],
    ) -> str:
        """Return what stands in for a region; see ``extension.tag.Gatherer``."""
        # Where it passes through, a preload is a hint, and repeats no tag.
        unfit = "" if mode == "preload" else text
        html = self._gather((kind, mode, name, text, False, False), page, prefix, place, unfit)
        self._marked.append(html)
        return html

    def _gather(
        self, parts: _Parts, page: str, prefix: str, place: tuple[str, int], unfit: str
    ) -> str:
        """Return what stands in for a region.

        :param unfit: what to return if it can be no region, or stays as it is.
        """
        known = self._known.get((parts, prefix))
        if known is None:
            rendered = Region(*parts)
            if not _is_fit(rendered.nodelist):
                return unfit
            region = replace(rendered, nodelist=mark(rendered.nodelist, prefix))
            try:
                known = self._compress(region, prefix, place, unfit)
            except OfflineGenerationError as error:
                template, line = place
                where = f"{template}:{line}" if template else "a run of tags that no template marks"
                raise OfflineGenerationError(f"page {page}, {where}: {error}") from None
            self._known[parts, prefix] = known
        if known.record is not None:
            self._recorder.use(page, prefix, known.record)
        return known.html

    def _compress(self, region: Region, prefix: str, place: tuple[str, int], unfit: str) -> _Known:
        if region not in self._results:
            self._results[region] = self._compressor.compress(region, self._learner.chunking)
        result = self._results[region]
        if result is None:
            return _Known(unfit, None)
        record = self._recorder.define(region, result, place)
        return _Known(unmark(result.html, prefix), record)


#: Of runs, which are the same on most pages.
_marked = lru_cache(1024)(mark)

_HOLDS: _Parts = astuple(defer_code.REGION)


def _is_run(found: Found) -> bool:
    return not found.kind.startswith("preload")


def _kind(found: Found) -> Kind:
    """Return the kind of a run, or of what a preload announces."""
    return "css" if found.kind in {"css", "preload-style"} else "js"


def _places(html: str, parts: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each of *parts* is in a page."""
    for part in filter(str.strip, parts):
        start = html.find(part)
        while start >= 0:
            yield start, start + len(part)
            start = html.find(part, start + len(part))


def _is_fit(text: str) -> bool:
    """Can its marker be told from ours, and can it be kept in a file?"""
    if ROOT_MARKER in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
