"""What a build that compresses does when all pages are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from .asks import Asker
from .compressor import Compressor
from .pages import Index
from .region import STATIC, Region
from .result import Fate, Result
from .shards import PageState
from .sharing import Runs, learn, tags_of


class Online:
    """A :class:`~sphinx_compress.reconcile.Revision` that compresses each region again.

    Mostly, that is a look into the main cache.

    :param static: the directory of the site's static files.
    """

    kept: Mapping[str, str] = MappingProxyType({})
    free: Mapping[str, tuple[Fate, ...]] = MappingProxyType({})

    def __init__(self, compressor: Compressor, state: PageState, static: Path) -> None:
        self._compressor = compressor
        self._state = state
        self._static = static
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
        sharing = self._compressor.sharing = learn(pages, words)
        self._state.save_sharing(sharing)

    def compress(self, region: Region) -> Result:
        """Return what is to stand in for *region*."""
        return self._compressor.compress(region)

    def _static_scripts(self) -> Iterator[str]:
        """Yield the site-relative URLs of all scripts of the site but bundles."""
        for path in sorted(self._static.rglob("*")):
            if path.suffix in {".js", ".mjs"} and not path.is_relative_to(self.store.directory):
                yield STATIC + quote(path.relative_to(self._static).as_posix())


def _is_run(region: Region) -> bool:
    return region.implicit and region.mode != "preload"
