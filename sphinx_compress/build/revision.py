"""What a build that compresses does when all pages are written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from ..bundle.chunking import NOTHING_KNOWN, Runs, learn, tags_of
from ..bundle.compressor import Compressor
from ..bundle.result import Decision, Result
from ..core.types import ROOT_MARKER, STATIC
from ..manifest import decisions
from ..manifest.decisions import explain
from ..manifest.lookup import Layers, Offline
from ..page.region import Region
from .index import Index
from .state import PageState
from .tag_references import Asker


class Online:
    """A :class:`~sphinx_compress.build.reconcile.Revision` that compresses each region again.

    Mostly, that is a look into the main cache.

    :param static: the directory of the site's static files.
    """

    kept: Mapping[str, str] = MappingProxyType({})
    free: Mapping[str, tuple[Decision, ...]] = MappingProxyType({})

    def __init__(self, compressor: Compressor, state: PageState, static: Path) -> None:
        self._compressor = compressor
        self._state = state
        self._static = static
        self._chunking = NOTHING_KNOWN
        self.store = compressor.store
        self.output_dir = compressor.config.output_dir

    def prepare(self, index: Index) -> None:
        """Find out which neighbours share a bundle, now that all pages are known."""
        self._compressor.sources.forget()
        asker = Asker(self._compressor.sources, self._compressor.cache)
        words: set[str] = set()
        pages: Counter[Runs] = Counter()
        scripts = {script for page in index.pages.values() for script in page.scripts}
        for uses, number in index.kinds().items():
            regions = [index.origins[region_id].region for region_id, _ in uses]
            pages[tuple(each.nodelist for each in regions if _is_run(each))] += number
        if any(pages):
            used = {region_id for region_id, _ in index.uses()}
            for region in (index.origins[region_id].region for region_id in used):
                if region.kind == "js" and region.mode != "preload":
                    scripts.update(tags_of(region.nodelist))
        for script in sorted(scripts):
            words |= asker.asks(script)
        if any(pages):
            # A script may load others, in ways that nobody can tell.
            for path in self._static_scripts():
                words |= asker.file_asks(path)
        self._chunking = learn(pages, words)
        self._state.save_chunking(self._chunking)

    def compress(self, region: Region) -> Result:
        """Return what is to stand in for *region*."""
        return self._compressor.compress(region, self._chunking)

    def _static_scripts(self) -> Iterator[str]:
        """Yield the site-relative URLs of all scripts of the site but bundles."""
        for path in sorted(self._static.rglob("*")):
            if path.suffix in {".js", ".mjs"} and not path.is_relative_to(self.store.directory):
                yield STATIC + quote(path.relative_to(self._static).as_posix())


def _is_run(region: Region) -> bool:
    return region.implicit and region.mode != "preload"


class Revisited:
    """A :class:`~sphinx_compress.build.reconcile.Revision` that looks each region up again.

    :param kept: see there.
    """

    def __init__(
        self, offline: Offline, layers: Layers, output_dir: str, kept: Mapping[str, str]
    ) -> None:
        self._offline = offline
        self._layers = layers
        self.store = layers.store
        self.output_dir = output_dir
        self.kept = kept
        own = layers.own
        known = decisions.load(own.directory / decisions.FILE_NAME) if own is not None else {}
        self.free: Mapping[str, tuple[Decision, ...]] = {
            html: known[html] for html in known if ROOT_MARKER not in html
        }

    def prepare(self, index: Index) -> None:
        """Do nothing: what there is to know of the pages is in the manifest."""

    def compress(self, region: Region) -> Result | None:
        """Return what is to stand in for *region*, and what became of its tags."""
        result = self._offline.compress(region)
        if result is None or result.decisions:
            return result
        return replace(result, decisions=self._layers.decisions_of(region))


def explain_regions(index: Index, results: Mapping[str, Result]) -> Iterator[str]:
    """Yield, in lines, what became of each tag of each region in use."""
    users: dict[str, list[str]] = defaultdict(list)
    for name, page in index.pages.items():
        for region_id in dict.fromkeys(region_id for region_id, _ in page.uses):
            users[region_id].append(name)
    for region_id, names in sorted(users.items(), key=lambda item: (item[1], item[0])):
        if results[region_id].decisions:
            others = f" and {len(names) - 1} more" if len(names) > 1 else ""
            yield f"on page {names[0]}{others}:"
            yield from map(explain, results[region_id].decisions)
