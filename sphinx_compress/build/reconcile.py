"""The end of a build: what only then is known is put right.

Inputs are final only now (themes rewrite style sheets at the very end), and an
incremental build leaves old pages alone.  So every region that a page on disk
uses is looked at again, and the pages whose HTML is no longer right are
*relinked*, without being rendered.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..bundle.result import Decision, Result
from ..bundle.store import Store
from ..core.errors import OfflineGenerationError
from ..core.files import write_atomically
from ..core.types import ROOT_MARKER, STATIC, Problem
from ..manifest.manifest import bundle_reference, load
from ..manifest.writer import ManifestWriter
from ..page.region import Region, unmark
from ..page.versions import canonical_form
from .index import Index, Origin, Page, Use, html_id
from .revision import explain_regions
from .state import PageState
from .summary import PlacedProblem, Summary

if TYPE_CHECKING:
    from ..page.relink import Swap


@dataclass(frozen=True, slots=True)
class Site:
    """What the reconciler has to know of the site that was written."""

    #: The output directory.
    directory: Path
    #: Name of a page → its file.
    page_file: Callable[[str], Path]
    #: Of the pages.
    encoding: str
    #: Returns the names of pages that every full build writes.
    documents: Callable[[], set[str]]
    #: Name of the builder that the pages are made for.
    builder: str = "html"
    #: Whether the files of pages hold what was rendered.
    has_pages: bool = True


class Revision(Protocol):
    """Says, when all pages are written, what is to stand in for each region."""

    store: Store
    #: Where the bundles are, below ``_static/``.
    output_dir: str
    #: Entries that the manifest keeps, whether a page uses them or not.
    kept: Mapping[str, str]
    #: What became of the tags of regions that need no entry, by their HTML.
    free: Mapping[str, tuple[Decision, ...]]

    def prepare(self, index: Index) -> None:
        """Look at the pages of the site as a whole, before any region."""

    def compress(self, region: Region) -> Result | None:
        """Return what is to stand in for *region*; ``None`` for what stands there.

        :raises OfflineGenerationError: if there is nothing, and there must be something.
        """


class Reconciler:
    """Puts a site right at the end of the build that it was made for."""

    def __init__(self, revision: Revision, state: PageState, site: Site) -> None:
        self._revision = revision
        self._store = revision.store
        self._state = state
        self._site = site
        self._manifest_writer = ManifestWriter(self._store)
        self._done: tuple[Index, dict[str, Result]] = Index(), {}
        #: The files beside the bundles that were written.
        self.written: list[Path] = []
        #: What must not be, and fails the build.
        self.errors: list[str] = []
        self._present_before = set(self._store.names())

    def run(self) -> tuple[Summary, list[PlacedProblem]]:
        """Reconcile; return what was done and what the user should hear about.

        :raises OSError: if the output directory is not writable.
        """
        with self._state.lock():
            index, underway = self._state.load()
            # Sphinx has looked for the pages of all documents, and has written those that
            # were not there.
            documents = self._site.documents()
            index.pages = {
                name: page
                for name, page in sorted(index.pages.items())
                if name in documents or self._site.page_file(name).exists()
            }
            self._store.forget()
            self._revision.prepare(index)
            results, problems = self._results(index)
            # What another build writes right now is its own to put right.
            relinked, lost = 0, list[PlacedProblem]()
            if self._site.has_pages:
                relinked, lost = self._relink_pages(index, results, underway.pages)
            else:
                _note_results(index, results)
            index.drop_unused()
            entries = self._entries(index)
            self._prune([*index.htmls.values(), *underway.htmls.values(), *entries.values()])
            decisions = {each.html: each.decisions for each in results.values()}
            self.written += self._manifest_writer.write(
                entries,
                self._site.builder,
                [origin.region for origin in index.origins.values()],
                {**self._revision.free, **decisions},
            )
            self._leave(index.output_dir)
            index.output_dir = self._revision.output_dir
            self._state.save(index)
            self._state.clear_shards()
        summary = self._summary(index, results)
        self._done = index, results
        return replace(summary, relinked=relinked), [*problems, *lost]

    def explanations(self) -> Iterator[str]:
        """Yield, in lines, what became of each tag."""
        return explain_regions(*self._done)

    @property
    def manifest(self) -> Path:
        """The file of the site's manifest."""
        return self._manifest_writer.manifest

    def retire(self) -> None:
        """Remove what earlier builds left, as far as no page refers to it."""
        with self._state.lock():
            index, underway = self._state.load()
            self._prune(underway.htmls.values())
            self._manifest_writer.remove()
            self._leave(index.output_dir)
            self._state.remove()

    def _results(self, index: Index) -> tuple[dict[str, Result], list[PlacedProblem]]:
        """Compress each region in use again: a look into the main cache, mostly."""
        results: dict[str, Result] = {}
        problems: dict[Problem, PlacedProblem] = {}
        documents = self._site.documents()
        seen: set[tuple[Use, ...]] = set()
        # A user knows a document's name better than that of a generated page.
        for name, page in sorted(index.pages.items(), key=lambda item: item[0] not in documents):
            if page.uses in seen:
                continue
            seen.add(page.uses)
            for region_id, _ in page.uses:
                if region_id in results:
                    continue
                origin = index.origins[region_id]
                result = self._revised(name, origin, name in documents)
                # What is known of it in no other way is left as it is, on all pages.
                result = result or Result(index.htmls[_html_of(region_id, index)])
                results[region_id] = result
                index.htmls[html_id(result.html)] = result.html
                for problem in result.problems:
                    placed = PlacedProblem(problem, name, origin.template, origin.line)
                    problems.setdefault(problem, placed)
        return results, list(problems.values())

    def _revised(self, name: str, origin: Origin, is_document: bool) -> Result | None:
        try:
            return self._revision.compress(origin.region)
        except OfflineGenerationError as error:
            # A page that no build writes any more may lie there for ever.
            if is_document:
                where = f", {origin.template}:{origin.line}" if origin.template else ""
                self.errors.append(f"page {name}{where}: {error}")
            return None

    def _relink_pages(
        self, index: Index, results: Mapping[str, Result], left_out: Collection[str]
    ) -> tuple[int, list[PlacedProblem]]:
        wanted = {region_id: html_id(result.html) for region_id, result in results.items()}
        old = {uses for uses in index.kinds() if any(wanted[use[0]] != use[1] for use in uses)}
        stale = {
            name: page
            for name, page in index.pages.items()
            if name not in left_out and (not page.certain or page.uses in old)
        }
        # Not looked for up to now, see `run`: a build of some documents leaves others alone.
        for name in [each for each in stale if not self._site.page_file(each).exists()]:
            del stale[name], index.pages[name]
        if not stale:
            return 0, []
        from ..page.relink import Swap

        variants: dict[str, set[str]] = {}
        for region_id, html in index.uses():
            variants.setdefault(region_id, {wanted[region_id]}).add(html)
        # Were this build killed now, the next one must know what the pages may hold.
        for name, page in stale.items():
            hoped = tuple((region_id, wanted[region_id]) for region_id, _ in page.uses)
            index.pages[name] = replace(page, uses=(*page.uses, *hoped), certain=False)
        self._state.save(index)
        relinked = 0
        lost: list[PlacedProblem] = []
        for name, page in stale.items():
            swaps = [
                Swap(
                    tuple(
                        unmark(index.htmls[html], page.prefix)
                        for html in [use[1], *sorted(variants[use[0]] - {use[1]})]
                    ),
                    unmark(index.htmls[wanted[use[0]]], page.prefix),
                    index.origins[use[0]].region.late,
                )
                for use in page.uses
            ]
            changed, found = self._relink_page(self._site.page_file(name), swaps)
            relinked += changed
            uses = tuple(
                (use[0], wanted[use[0]]) if is_there else use
                for use, is_there in zip(page.uses, found, strict=True)
                if is_there or page.certain
            )
            index.pages[name] = replace(page, uses=uses, certain=True)
            if page.certain and (use := _first_lost(page, found, wanted)):
                origin = index.origins[use[0]]
                lost.append(PlacedProblem(_LOST, name, origin.template, origin.line))
        return relinked, lost

    def _relink_page(self, path: Path, swaps: list[Swap]) -> tuple[bool, list[bool]]:
        try:
            before = path.read_bytes()
        except OSError:
            # Gone, or not ours to read: the page is told of like one that was changed.
            return False, [False] * len(swaps)
        from ..page.relink import relink

        after, found = relink(before, swaps, self._site.encoding)
        if after != before:
            write_atomically(path, after, self._store.directory)
        return after != before, found

    def _entries(self, index: Index) -> dict[str, str]:
        """Return the manifest's entries: those of all pages known, now or earlier."""
        entries: dict[str, str] = {}
        # A partial build does not know all pages, and keeps what it does not know.
        if not index.pages.keys() >= self._site.documents():
            entries = {
                key: html
                for key, html in load(self.manifest).items()
                if all((self._store.directory / path).exists() for path in self._referred(html))
            }
        known: dict[str, str] = {}
        for region_id, html in index.uses():
            region = index.origins[region_id].region
            if _is_free(region, index.htmls[html]):
                continue
            key = region.nodelist_hash
            # Pages may differ in the versions of files, which each page gets back.
            text = canonical_form(index.htmls[html])
            known[key] = min(text, known.get(key, text))
        return {**self._revision.kept, **entries, **known}

    def _referred(self, html: str) -> set[str]:
        """Return the paths of the bundles that *html* names."""
        return set(self._reference.findall(html))

    @cached_property
    def _reference(self) -> re.Pattern[str]:
        return bundle_reference(self._revision.output_dir)

    def _prune(self, htmls: Iterable[str]) -> None:
        kept: set[str] = set().union(*map(self._referred, htmls))
        if not kept.issuperset(self._store.names()):
            kept |= self._referred_on_disk(self._reference)
        self._store.prune(kept)

    def _referred_on_disk(self, reference: re.Pattern[str]) -> set[str]:
        """Ask the pages on disk, which have the last word: some may come from elsewhere."""
        encoding = self._site.encoding
        # html_file_suffix may be any.
        suffixes = (".html", ".htm", ".xhtml", self._site.page_file("index").suffix)
        referred: set[str] = set()
        for page in _files(self._site.directory, suffixes):
            with contextlib.suppress(FileNotFoundError):
                referred.update(reference.findall(page.read_text(encoding, "replace")))
        return referred

    def _leave(self, output_dir: str) -> None:
        """Clear the directory that an earlier build put its bundles into."""
        if output_dir in {"", self._revision.output_dir}:
            return
        store = Store(self._site.directory / STATIC / output_dir)
        store.prune(self._referred_on_disk(bundle_reference(output_dir)))
        ManifestWriter(store).remove()

    def _summary(self, index: Index, results: Mapping[str, Result]) -> Summary:
        # Of what a page of a killed build might have used, some was not there.
        used = {region_id for region_id, _ in index.uses()}
        bundles = {bundle.path for id_ in used for bundle in results[id_].bundles}
        kinds = Counter[tuple[str, ...]]()
        for uses, number in index.kinds().items():
            if uses:
                kinds[tuple(region_id for region_id, _ in uses)] += number
        # Of equally common kinds the smaller, so that the summary is always the same.
        common = min(kinds, key=lambda uses: (-kinds[uses], uses), default=())
        problems = [problem for result in results.values() for problem in result.problems]
        of_page = [results[region_id] for region_id in common]
        return Summary(
            regions=len({index.origins[id_].region.nodelist_hash for id_ in used}),
            pages=kinds.total(),
            written=len(bundles - self._present_before),
            reused=len(bundles & self._present_before),
            pruned=len(self._present_before - self._store.names()),
            kept=len({problem.source for problem in problems if problem.subtype == "minify"}),
            files=len(
                {url.partition("?")[0] for result in results.values() for url in result.inputs}
            ),
            requests=(
                sum(result.requests[0] for result in of_page),
                sum(result.requests[1] for result in of_page),
            ),
            sizes=(
                sum(result.sizes[0] for result in of_page),
                sum(result.sizes[1] for result in of_page),
            ),
        )


_LOST = Problem(
    "relink",
    "a region was not found in the page as it lies on disk, so that the page still has the"
    " older files; something changed the page after it was written: build it anew (sphinx-build"
    " --write-all)",
)


def _is_free(region: Region, html: str) -> bool:
    """Does an offline build without an entry for the region do what is to be done?"""
    return region.implicit and ROOT_MARKER not in region.nodelist and html == region.nodelist


def _html_of(region_id: str, index: Index) -> str:
    """Return the id of the HTML that pages have for a region."""
    return min(html for other, html in index.uses() if other == region_id)


def _first_lost(page: Page, found: list[bool], wanted: Mapping[str, str]) -> Use | None:
    """Return the first use that should have been changed, but was not there."""
    for use, is_there in zip(page.uses, found, strict=True):
        if not is_there and use[1] != wanted[use[0]]:
            return use
    return None


def _note_results(index: Index, results: Mapping[str, Result]) -> None:
    """Have the pages use what is wanted now."""
    for name, page in index.pages.items():
        uses = tuple((region_id, html_id(results[region_id].html)) for region_id, _ in page.uses)
        index.pages[name] = replace(page, uses=uses, certain=True)


def _files(directory: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for folder, folders, files in os.walk(directory):
        folders[:] = [name for name in folders if name not in _WITHOUT_PAGES]
        yield from (Path(folder, name) for name in files if name.endswith(suffixes))


_WITHOUT_PAGES = frozenset({"_static", "_images", "_sources", "_downloads"})
