"""The end of a build: what is known only then is put right.

Inputs are final only now (themes rewrite style sheets at the very end), and an
incremental build leaves old pages alone.  So every region that a page on disk
uses is looked at again, and the pages whose HTML is no longer right are
*relinked*, without being rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..bundle.result import Decision
from ..manifest.decisions import EAGER, OFFLINE, PAGES_OFF
from ..manifest.manifest import load
from ..manifest.writer import ManifestWriter
from .clock import Clock
from .eager_pages import eager_pages
from .entries import entries_of
from .generations import Generations
from .index import Index, RegionUse
from .misspelt import misspelt
from .pruning import Pruner, clear_output_directory
from .relinking import Relinked, Relinker
from .results import Progress, RegionResults, compress_again
from .revision import Revision
from .rewritten_pages import read_again
from .site import WrittenSite
from .state import PageState
from .summary import PlacedProblem, Summary
from .written_bundle import WrittenBundle, written_bundles

_NO_OWN = Decision(
    "",
    reason="compress_offline is set, and the project has no manifest of its own, so that only what"
    " templates of a theme mark is compressed",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the end of a build came to."""

    summary: Summary
    #: What the user should hear about.
    problems: tuple[PlacedProblem, ...]
    #: What must not be, and fails the build.
    errors: tuple[str, ...]
    #: The files beside the bundles that were written.
    written: tuple[Path, ...]
    _results: RegionResults
    #: Where the bundles are.
    _directory: Path

    def explanations(self) -> Iterator[str]:
        """Yield, in lines, what became of each tag."""
        return self._results.explanations()

    def blocking_sheets(self) -> Iterator[str]:
        """Yield the URLs, from the site root, of the bundles that block a typical page."""
        yield from self._results.blocking_sheets()

    def bundles(self) -> Iterator[WrittenBundle]:
        """Yield each bundle of the site once."""
        return written_bundles(self._results, self._directory)


class Reconciler:
    """Puts a site right at the end of the build that it was made for."""

    def __init__(
        self,
        revision: Revision,
        state: PageState,
        site: WrittenSite,
        progress: Progress = iter,
    ) -> None:
        self._revision = revision
        self._progress = progress
        #: How long the steps take.
        self.clock: Clock = Clock()
        self._store = revision.store
        self._state = state
        self._site = site
        self._manifest_writer = ManifestWriter(self._store)
        self._pruner = Pruner(site, self._store, revision.output_dir)
        self._generations = Generations(self._store, site.kept_generations)
        self._bundles_before = self._store.names()

    @property
    def manifest(self) -> Path:
        """The file of the site's manifest."""
        return self._manifest_writer.manifest

    def reconcile(self) -> Outcome:
        """Put pages, bundles, manifest and index right.

        :raises OSError: if the output directory is not writable.
        """
        step = self.clock.step
        with self._state.lock():
            with step("Read what pages use"):
                index, underway = self._load()
            documents = self._site.documents()
            with step("Look at the site as a whole"):
                self._revision.prepare(index.without_removed(documents))
            with step("Look at each region again"):
                results = compress_again(index, self._revision, documents, self._progress)
            with step("Relink pages"):
                relinked = self._relink(results, underway)
            with step("Write the manifest, remove old bundles"):
                index.drop_unused()
                written = self._write(results, underway)
                self._state.finish(index, documents)
        bundles = self._store.names()
        summary = results.summary(self._bundles_before, bundles, relinked.pages, self._revision)
        problems = (*results.problems, *relinked.problems, *misspelt(index))
        return Outcome(
            summary, problems, results.errors, tuple(written), results, self._store.directory
        )

    def _load(self) -> tuple[Index, Index]:
        """Return what pages on disk use, and what other builds write right now."""
        index, underway = self._state.load(has_pages=self._site.has_pages)
        # Sphinx has looked for the pages of all documents, and has written those that were not
        # there.
        documents = self._site.documents()
        index.forget_gone(documents, lambda name: self._site.page_file(name).exists())
        self._settle(index, underway)
        self._store.forget()
        read_again(index, self._site)
        return index, underway

    def _write(self, results: RegionResults, underway: Index) -> list[Path]:
        """Write what lies beside the bundles, remove old ones; return the files that are new."""
        index, revision = results.index, self._revision
        entries = self._entries(index)
        self._prune([*index.htmls.values(), *entries.values()], underway)
        decided = {
            **revision.kept_decisions,
            **results.decisions(),
            PAGES_OFF: tuple(map(Decision, self._site.pages_off())),
            EAGER: tuple(eager_pages(index, self._site)),
        }
        regions = [placed.region for placed in index.regions.values()]
        if revision.has_manifest:
            made_of = revision.made_of(results.results.values())
            written = self._manifest_writer.write(
                entries, self._site.builder, regions, decided, made_of
            )
        else:
            written = self._manifest_writer.write_decisions({**decided, OFFLINE: (_NO_OWN,)})
        self._leave(index.output_dir)
        index.output_dir = revision.output_dir
        return written

    def retire(self) -> None:
        """Remove what earlier builds left, as far as no page refers to it."""
        with self._state.lock():
            index, underway = self._state.load()
            self._generations.forget()
            self._pruner.prune(underway.htmls.values())
            self._manifest_writer.remove()
            self._leave(index.output_dir)
            self._state.remove()

    def _settle(self, index: Index, underway: Index) -> None:
        """Find out what the pages hold that a killed build may have written."""
        if self._site.has_pages:
            wanted = {use.region_id: use.html_id for use in index.uses()}
            Relinker(index, wanted, self._site, self._store.directory).settle(underway.pages)

    def _relink(self, results: RegionResults, underway: Index) -> Relinked:
        wanted = results.html_ids()
        if not self._site.has_pages:
            _take_as_relinked(results.index, wanted)
            return Relinked()
        relinker = Relinker(results.index, wanted, self._site, self._store.directory)
        # What another build writes right now is its own to put right.
        return relinker.relink(self._state, underway.pages)

    def _entries(self, index: Index) -> dict[str, str]:
        """Return the manifest's entries: those of all pages known, now or earlier."""
        earlier: dict[str, str] = {}
        # A partial build does not know all pages, and keeps what it does not know.
        if not index.pages.keys() >= self._site.documents():
            known = load(self.manifest)
            if not self._revision.has_manifest:
                known = {html: html for html in self._manifest_writer.known_decisions()}
            earlier = {key: html for key, html in known.items() if self._pruner.has_all(html)}
        return {**self._revision.kept_entries, **earlier, **entries_of(index)}

    def _prune(self, htmls: list[str], underway: Index) -> None:
        # First, for a build that is killed now must not make others lose what it knows.
        earlier = self._generations.add(self._pruner.referred(*htmls), self._bundles_before)
        self._pruner.prune([*htmls, *underway.htmls.values()], earlier, self._bundles_before)

    def _leave(self, output_dir: str) -> None:
        """Clear the directory that an earlier build put its bundles into, if it was another."""
        if output_dir not in {"", self._revision.output_dir}:
            clear_output_directory(self._site, output_dir)


def _take_as_relinked(index: Index, wanted: Mapping[str, str]) -> None:
    """Have *index* say that all pages, which no file holds, have the HTML that is wanted."""
    for name, page in index.pages.items():
        uses = tuple(RegionUse(use.region_id, wanted[use.region_id]) for use in page.uses)
        index.pages[name] = replace(page, uses=uses, is_certain=True)
