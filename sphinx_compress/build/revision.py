"""What is to stand in for each region when all pages are written: compressed, or looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from ..bundle.chunking import NOTHING_KNOWN, Runs, learn, tags_of
from ..bundle.compressor import Compressor
from ..bundle.critical import NOTHING_SPLIT, CriticalParts
from ..bundle.result import Decision, Result
from ..bundle.store import Bundle, Store
from ..bundle.swaps import NO_SWAPS
from ..bundle.transfer import TransferSizes
from ..core.types import ROOT_MARKER, Problem
from ..manifest import decisions
from ..manifest.nodelists import MadeOf, short
from ..page.region import Region
from .arranging import MOVED, Arranger, verdicts_of
from .index import Index
from .injected import INJECTED
from .splitting import Splitting
from .state import PageState
from .static_scripts import scripts_of_frames, static_scripts
from .subsetting import FontSubsetting
from .tag_references import TagReferences

if TYPE_CHECKING:
    from ..manifest.lookup import ManifestLookup, Manifests
    from .icon_scripts import IconScripts
    from .left_out import LeftOut


class Revision(Protocol):
    """Says, when all pages are written, what is to stand in for each region."""

    store: Store
    #: Where the bundles are, below ``_static/``.
    output_dir: str
    #: Whether the site gets a manifest.  If all its bundles come from themes, it has none that a
    #: later build could take for its own.
    has_manifest: bool
    #: Entries that the manifest keeps, whether a page uses them or not.
    kept_entries: Mapping[str, str]
    #: What became of the tags of regions that need no entry, by their HTML.
    kept_decisions: Mapping[str, tuple[Decision, ...]]
    #: Sizes of files when they are sent; ``None`` where nothing is known of what was bundled.
    transfer: TransferSizes | None

    def prepare(self, index: Index) -> None:
        """Look at the pages of the site as a whole, before any region."""

    def compress(self, region: Region) -> Result | None:
        """Return what is to stand in for *region*; ``None`` for what stands there.

        :raises OfflineGenerationError: if there is nothing, and there must be something.
        """

    def made_of(self, results: Collection[Result]) -> MadeOf:
        """Return what the bundles of these *results* were made of."""


class CompressingRevision:
    """A :class:`Revision` that compresses each region again.

    Mostly, that is a look into the main cache.

    :param static: the directory of the site's static files.
    :param splitting: finds the critical parts of style sheets; without it, none is split.
    :param arranger: tells why scripts stay in the heads of pages.
    """

    has_manifest = True
    kept_entries: Mapping[str, str] = MappingProxyType({})
    kept_decisions: Mapping[str, tuple[Decision, ...]] = MappingProxyType({})

    def __init__(
        self,
        compressor: Compressor,
        state: PageState,
        static: Path,
        splitting: Splitting | None = None,
        arranger: Arranger | None = None,
    ) -> None:
        #: Makes subsets of fonts; without it, all are whole.
        self.subsetting: FontSubsetting | None = None
        #: Splits scripts with icons; without it, all have all icons.
        self.icon_scripts: IconScripts | None = None
        self._arranger = arranger
        self._compressor = compressor
        self._state = state
        self._static = static
        self._chunking = NOTHING_KNOWN
        #: Path of a bundle → the names that nothing had when rules were left out of it.
        self._missing: dict[str, Sequence[str]] = {}
        self._splitting = splitting
        self.store: Store = compressor.store
        self.output_dir: str = compressor.config.output_dir
        self.transfer: TransferSizes | None = TransferSizes(
            compressor.sources, compressor.store, compressor.cache
        )

    def prepare(self, index: Index) -> None:
        """Find out which neighbours share a bundle, now that all pages are known."""
        self._compressor.sources.forget()
        pages: Counter[Runs] = Counter()
        for uses, number in index.pages_by_uses().items():
            regions = [index.regions[use.region_id].region for use in uses]
            pages[tuple(each.nodelist for each in regions if _is_run(each))] += number
        words = self._words(index, has_runs=any(pages))
        self._chunking = learn(pages, words)
        self._state.save_chunking(self._chunking)
        if self.subsetting is not None or self.icon_scripts is not None:
            swaps = NO_SWAPS
            if self.subsetting is not None:
                swaps = self.subsetting.decide(index, self._with_whole_fonts)
            if self.icon_scripts is not None:
                swaps = replace(swaps, scripts=self.icon_scripts.decide(index))
            self._compressor.swaps = swaps
            self._state.save_swaps(swaps)
        if self._splitting is not None:
            self._split(index, self._splitting)
        if self._arranger is not None:
            names = index.names(MOVED)
            self.kept_decisions = {decisions.HEAD: verdicts_of(self._arranger, names)}

    def _split(self, index: Index, splitting: Splitting) -> None:
        """Decide which style sheets are split, and what is left out of them."""
        used: Mapping[str, Bundle] = {}
        # The last build may have left out what stays now.
        self._compressor.critical_parts = NOTHING_SPLIT
        if splitting.unused is not None:
            scripts = static_scripts(self._static, self.store, index)
            found = splitting.unused.find(index, self.compress, scripts)
            used, self._missing = found.parts, dict(found.missing)
            self._compressor.problems += found.problems
            self._compressor.critical_parts = CriticalParts(used=used)
        parts = splitting.decide(index, self.compress)
        icons = self._compressor.swaps.scripts
        parts = splitting.without_icons(parts, index, self.compress, icons)
        parts = replace(parts, used=used)
        self._compressor.critical_parts = parts
        for path, rest in (*parts.remainders.items(), *parts.without_icons.items()):
            if path in self._missing:
                self._missing[rest.path] = self._missing[path]
        self._state.save_critical_parts(parts)

    def compress(self, region: Region) -> Result:
        """Return what is to stand in for *region*."""
        return self._compressor.compress(region, self._chunking)

    def made_of(self, results: Collection[Result]) -> MadeOf:
        """Return what the bundles of these *results* were made of."""
        urls = sorted({url for result in results for url in result.inputs})
        digests = {url: short(self._compressor.sources.digest(url)) for url in urls}
        problems = [problem for result in results for problem in result.problems]
        comments = {
            (each.source or "", _with_line(each)) for each in problems if each.subtype in _COMMENTS
        }
        return MadeOf(digests, tuple(sorted(comments)), self._missing)

    def _with_whole_fonts(self, region: Region) -> Result:
        return self._compressor.with_whole_fonts(region, self._chunking)

    def _words(self, index: Index, *, has_runs: bool) -> dict[str, str]:
        """Return by what the scripts of the site may find tags of its pages, and where."""
        references = TagReferences(self._compressor.sources, self._compressor.cache)
        scripts = {script for page in index.pages.values() for script in page.scripts}
        scripts |= {INJECTED.get(self._compressor.config.injected, "")} - {""}
        sheets = set[str]()
        if has_runs:
            for region_id in {use.region_id for use in index.uses()}:
                region = index.regions[region_id].region
                if region.mode != "preload":
                    (scripts if region.kind == "js" else sheets).update(tags_of(region.nodelist))
            scripts.update(scripts_of_frames(self._static))
        # A script may load others, in ways that nobody can tell.
        files = static_scripts(self._static, self.store, index) if has_runs else ()
        return references.words(sorted(scripts), files, sorted(sheets))


#: Problems with a text that went into its bundle all the same, at least in part as it was written.
_COMMENTS: Final = frozenset({"import", "minify"})


def _with_line(problem: Problem) -> str:
    where = f"line {problem.line}: " if problem.line else ""
    return f"{where}{problem.message}"


def _is_run(region: Region) -> bool:
    return region.implicit and region.mode != "preload"


class LookupRevision:
    """A :class:`Revision` that looks each region up in the manifests again.

    :param kept_entries: see :class:`Revision`.
    """

    #: Tells whether rules are left out that the site needs; without it, all are there.
    left_out: LeftOut | None = None
    transfer: TransferSizes | None = None

    def __init__(
        self,
        lookup: ManifestLookup,
        manifests: Manifests,
        output_dir: str,
        kept_entries: Mapping[str, str],
    ) -> None:
        self._lookup = lookup
        self._manifests = manifests
        self.store: Store = manifests.store
        self.output_dir = output_dir
        self.kept_entries = kept_entries
        own = manifests.own
        self.has_manifest: bool = own is not None
        known = decisions.load(own.directory / decisions.FILE_NAME) if own is not None else {}
        self.kept_decisions: Mapping[str, tuple[Decision, ...]] = {
            html: known[html] for html in known if ROOT_MARKER not in html
        }

    def prepare(self, index: Index) -> None:
        """Find out what pages use, if the manifests leave out what pages did not use."""
        if self.left_out is not None:
            self.left_out.look_at(index, self.store)

    def compress(self, region: Region) -> Result | None:
        """Return what is to stand in for *region*, and what became of its tags."""
        result = self._lookup.compress(region)
        if result is not None and self.left_out is not None:
            self.left_out.check(result)
        if result is None or result.decisions:
            return result
        return replace(result, decisions=self._manifests.decisions_of(region))

    def made_of(self, results: Collection[Result]) -> MadeOf:
        """Return what the manifest says of that."""
        own = self._manifests.own
        return own.nodelists.made_of if own is not None else MadeOf()
