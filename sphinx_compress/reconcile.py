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
from urllib.parse import quote

from . import manifest, record
from .asks import Asker
from .compressor import Compressor
from .filters import Problem
from .pages import Index, Page, Use, html_id
from .record import explain_regions
from .region import STATIC, Region, unmark
from .relink import Swap, relink
from .report import PlacedProblem, Summary
from .result import Fate, Result
from .shards import PageState
from .sharing import Runs, Sharing, learn, tags_of
from .store import Store, write_atomically


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


class Reconciler:
    """Puts a site right at the end of the build that it was made for."""

    def __init__(self, compressor: Compressor, state: PageState, site: Site) -> None:
        self._compressor = compressor
        self._store = compressor.store
        self._state = state
        self._site = site
        self._manifest = self._store.directory / manifest.FILE_NAME
        self._record = self._store.directory / record.FILE_NAME
        #: What became of each tag, in lines.
        self.explanations: list[str] = []
        self._present_before = set(self._store.names())

    def run(self) -> tuple[Summary, list[PlacedProblem]]:
        """Reconcile; return what was done and what the user should hear about.

        :raises OSError: if the output directory is not writable.
        """
        with self._state.lock():
            index, underway = self._state.load()
            index.pages = {
                name: page
                for name, page in sorted(index.pages.items())
                if self._site.page_file(name).exists()
            }
            self._compressor.sources.forget()
            self._store.forget()
            sharing = self._learn(index)
            results, problems = self._results(index)
            # What another build writes right now is its own to put right.
            relinked, lost = self._relink_pages(index, results, underway.pages)
            index.drop_unused()
            entries = self._entries(index)
            self._prune([*index.htmls.values(), *underway.htmls.values(), *entries.values()])
            self._write_down(entries, {each.html: each.fates for each in results.values()})
            self._state.save_sharing(sharing)
            self._leave(index.output_dir)
            index.output_dir = self._compressor.config.output_dir
            self._state.save(index)
            self._state.clear_shards()
        summary = self._summary(index, results)
        self.explanations = list(explain_regions(index, results))
        return replace(summary, relinked=relinked), [*problems, *lost]

    def retire(self) -> None:
        """Remove what earlier builds left, as far as no page refers to it."""
        with self._state.lock():
            index, underway = self._state.load()
            self._prune(underway.htmls.values())
            self._write_down({}, {})
            self._leave(index.output_dir)
            self._state.remove()

    def _learn(self, index: Index) -> Sharing:
        """Find out which neighbours share a bundle, now that all pages are known."""
        asker = Asker(self._compressor.sources, self._compressor.cache)
        words: set[str] = set()
        pages: Counter[Runs] = Counter()
        scripts = {script for page in index.pages.values() for script in page.scripts}
        for page in index.pages.values():
            regions = [index.origins[region_id].region for region_id, _ in page.uses]
            pages[tuple(each.nodelist for each in regions if _is_run(each))] += 1
        if any(pages):
            used = {region_id for page in index.pages.values() for region_id, _ in page.uses}
            for region in (index.origins[region_id].region for region_id in used):
                if region.kind == "js" and region.mode != "preload":
                    scripts.update(tags_of(region.nodelist))
        for script in sorted(scripts):
            words |= asker.asks(script)
        if any(pages):
            # A script may load others, in ways that nobody can tell.
            for path in self._static_scripts():
                words |= asker.file_asks(path)
        sharing = self._compressor.sharing = learn(pages, words)
        return sharing

    def _static_scripts(self) -> Iterator[str]:
        """Yield the site-relative URLs of all scripts of the site but bundles."""
        static = self._site.directory / STATIC
        for path in _files(static, (".js", ".mjs")):
            if not path.is_relative_to(self._store.directory):
                yield STATIC + quote(path.relative_to(static).as_posix())

    def _results(self, index: Index) -> tuple[dict[str, Result], list[PlacedProblem]]:
        """Compress each region in use again: a look into the main cache, mostly."""
        results: dict[str, Result] = {}
        problems: dict[Problem, PlacedProblem] = {}
        documents = self._site.documents()
        # A user knows a document's name better than that of a generated page.
        for name, page in sorted(index.pages.items(), key=lambda item: item[0] not in documents):
            for region_id, _ in page.uses:
                if region_id in results:
                    continue
                origin = index.origins[region_id]
                result = results[region_id] = self._compressor.compress(origin.region)
                index.htmls[html_id(result.html)] = result.html
                for problem in result.problems:
                    placed = PlacedProblem(problem, name, origin.template, origin.line)
                    problems.setdefault(problem, placed)
        return results, list(problems.values())

    def _relink_pages(
        self, index: Index, results: Mapping[str, Result], left_out: Collection[str]
    ) -> tuple[int, list[PlacedProblem]]:
        wanted = {region_id: html_id(result.html) for region_id, result in results.items()}
        stale = {
            name: page
            for name, page in index.pages.items()
            if name not in left_out
            and (not page.certain or any(wanted[use[0]] != use[1] for use in page.uses))
        }
        if not stale:
            return 0, []
        variants: dict[str, set[str]] = {}
        for page in index.pages.values():
            for region_id, html in page.uses:
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
                for key, html in manifest.load(self._manifest).items()
                if all((self._store.directory / path).exists() for path in self._referred(html))
            }
        known: dict[str, str] = {}
        for region_id, html in {use for page in index.pages.values() for use in page.uses}:
            key = index.origins[region_id].region.nodelist_hash
            known[key] = min(index.htmls[html], known.get(key, index.htmls[html]))
        return entries | known

    def _referred(self, html: str) -> set[str]:
        """Return the paths of the bundles that *html* names."""
        return set(self._reference.findall(html))

    @cached_property
    def _reference(self) -> re.Pattern[str]:
        return _reference(self._compressor.config.output_dir)

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
        if output_dir in {"", self._compressor.config.output_dir}:
            return
        store = Store(self._site.directory / STATIC / output_dir)
        store.prune(self._referred_on_disk(_reference(output_dir)))
        for name in (manifest.FILE_NAME, record.FILE_NAME):
            (store.directory / name).unlink(missing_ok=True)
        store.remove_empty()

    def _write_down(
        self, entries: Mapping[str, str], fates: Mapping[str, tuple[Fate, ...]]
    ) -> None:
        """Write the manifest with these *entries*, and what became of each tag.

        :param fates: by the HTML that stands in for a region.
        """
        if not entries:
            for path in (self._manifest, self._record):
                path.unlink(missing_ok=True)
            self._store.remove_empty()
            return
        _write_if_new(self._manifest, manifest.dump(entries), self._store.directory)
        known = record.load(self._record) | dict(fates)
        kept = {html: known[html] for html in (*entries.values(), *fates) if html in known}
        _write_if_new(self._record, record.dump(kept), self._store.directory)

    def _summary(self, index: Index, results: Mapping[str, Result]) -> Summary:
        # Of what a page of a killed build might have used, some was not there.
        used = {use[0] for page in index.pages.values() for use in page.uses}
        bundles = {bundle.path for id_ in used for bundle in results[id_].bundles}
        kinds = Counter(
            tuple(use[0] for use in page.uses) for page in index.pages.values() if page.uses
        )
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


def _first_lost(page: Page, found: list[bool], wanted: Mapping[str, str]) -> Use | None:
    """Return the first use that should have been changed, but was not there."""
    for use, is_there in zip(page.uses, found, strict=True):
        if not is_there and use[1] != wanted[use[0]]:
            return use
    return None


def _is_run(region: Region) -> bool:
    return region.implicit and region.mode != "preload"


def _write_if_new(path: Path, data: bytes, scratch: Path) -> None:
    if not path.exists() or path.read_bytes() != data:
        write_atomically(path, data, scratch)


def _reference(output_dir: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(f'{STATIC}{output_dir}/')}((?:css|js)/[\w.-]+)")


def _files(directory: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for folder, folders, files in os.walk(directory):
        folders[:] = [name for name in folders if name not in _WITHOUT_PAGES]
        yield from (Path(folder, name) for name in files if name.endswith(suffixes))


_WITHOUT_PAGES = frozenset({"_static", "_images", "_sources", "_downloads"})
