"""Region → the HTML that stands in for it: cache key, main cache, generation.

Nothing here or below knows Sphinx.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.garbage import garbage_left
from ..core.serialization import DamagedError, read_json_or
from ..core.types import Kind, Problem
from ..page.gate import gated_regions
from ..page.region import Region
from .chunking import NOTHING_KNOWN, Chunking
from .critical import NOTHING_SPLIT
from .result import NO_PRECOMPILER, Result, from_json, to_json
from .sources import Sources
from .split import RunSettings, compress_run
from .stand_ins import with_stand_ins
from .store import Bundle, Store, cache_key
from .swaps import NO_SWAPS
from .toolchain import Project, Toolchain, load_toolchains
from .used import without_unused

if TYPE_CHECKING:
    from ..config import CompressConfig

#: How many sets of inputs are remembered of one region, so that going back to
#: an earlier state of a stylesheet's imports is a hit.
_REMEMBERED = 4


class Precompressed(Protocol):
    """Results for regions of a theme, which the theme ships."""

    def find(self, region: Region) -> Result | None:
        """Return what stands in for *region*, with all its bundles in the store.

        ``None`` if it is none of these regions.
        """


class Compressor:
    """Compresses regions, each of them only if the main cache has no result for it."""

    def __init__(
        self,
        project: Project,
        sources: Sources,
        store: Store,
        cache: Cache,
        precompressed: Precompressed | None = None,
    ) -> None:
        self.config: CompressConfig = project.config
        self.sources = sources
        self.store = store
        self.cache = cache
        self._project = project
        self._precompressed = precompressed
        self._run_settings = RunSettings(
            self.config.output_dir, project.opt_out, self.config.base_url
        )
        #: What is wrong with the configured filters; known once one was needed.
        self.problems: list[Problem] = []
        #: How many results this process has found in the main cache, and how many it has made.
        self.found: int = 0
        self.made: int = 0
        #: What the style sheets of implicit regions are split into.
        self.critical_parts = NOTHING_SPLIT
        #: What stands in for bundles with fonts, and for scripts with icons.
        self.swaps = NO_SWAPS
        #: Region → its key, its inputs, the cache key, and what the main cache had for that.
        self._known: dict[Region, tuple[str, list[str], str, Result]] = {}

    def with_whole_fonts(self, region: Region, chunking: Chunking) -> Result:
        """Return what stands in for *region* if nothing is split, and no font is subset.

        Of its bundles, those need not be in the store that others stand in for.

        :raises OSError: if the output directory is not writable.
        """
        whole = region._replace(split=False)
        if not region.implicit:
            return self._compress(whole)
        return compress_run(whole, chunking, self._run_settings, self._compress)

    def compress(self, region: Region, chunking: Chunking = NOTHING_KNOWN) -> Result:
        """Return what stands in for *region*, with all its bundles in the store.

        :param chunking: which neighbours in an implicit region share a bundle.
        :raises OSError: if the output directory is not writable.
        """
        if region.mode == "gate":
            waiting = [(self._whole(each, chunking), each.id) for each in gated_regions(region)]
            return self.critical_parts.gate(waiting, self.store, self.config.output_dir)
        return with_stand_ins(self._put_together(region, chunking), region, self.config.injected)

    def _put_together(self, region: Region, chunking: Chunking) -> Result:
        if not region.implicit:
            return self._without_unused(self._explicit(region))
        result = self._whole(region, chunking)
        if not region.split:
            return result
        return self.critical_parts.split(result, region.id, self.config.output_dir)

    def _explicit(self, region: Region) -> Result:
        if self._precompressed is not None and self.config.offline:
            return self._precompressed.find(region) or self._compress(region)
        result = self.swaps.apply(self._compress(region), self.config.output_dir)
        if self._precompressed is not None and _lacks_a_compiler(result):
            # What is made anew is never out of date, so that what a theme ships comes second.
            return self._precompressed.find(region) or result
        return result

    def _whole(self, region: Region, chunking: Chunking) -> Result:
        """Return what stands in for an implicit region if nothing is split."""
        result = self.with_whole_fonts(region, chunking)
        result = self.swaps.apply(result, self.config.output_dir)
        return self._without_unused(result)

    def _without_unused(self, result: Result) -> Result:
        return without_unused(result, self.critical_parts.used, self.config.output_dir)

    def _compress(self, region: Region) -> Result:
        if region in self._known:
            region_key, inputs, cache_key, result = self._known[region]
            is_same = self._cache_key(region_key, inputs) == cache_key
            if is_same and all(map(self._is_at_hand, result.bundles)):
                self.found += 1
                return result
        region_key = digest_of(self._toolchains[region.kind].fingerprint, region.id)
        remembered: list[list[str]] = []
        # What others have in a shared cache is looked up only if our own entries do not help.
        for look in (self.cache.get, self.cache.refresh):
            for inputs in read_json_or([], look(region_key) or b"", _input_lists):
                if inputs not in remembered:
                    remembered.append(inputs)
                    cache_key = self._cache_key(region_key, inputs)
                    found = self._cached(cache_key)
                    if found is not None:
                        self._known[region] = region_key, inputs, cache_key, found
                        self.found += 1
                        return found
        self.made += 1
        return self._generate(region, region_key, remembered)

    def _cache_key(self, region_key: str, inputs: Iterable[str]) -> str:
        digests = [(url, self.sources.digest(url)) for url in sorted(inputs)]
        return digest_of(region_key, json.dumps(digests))

    def _cached(self, cache_key: str) -> Result | None:
        value = self.cache.get(cache_key)
        if value is None:
            return None
        try:
            result = from_json(value)
        except DamagedError:
            return None
        return result if all(map(self._is_at_hand, result.bundles)) else None

    def _is_at_hand(self, bundle: Bundle) -> bool:
        """Return whether a bundle is in the store, or need not be there and is in the cache."""
        if bundle.path in self.swaps.bundles and self.cache.get(bundle.digest) is not None:
            return True
        return self.store.restore(bundle, self.cache.get)

    def _generate(self, region: Region, region_key: str, remembered: list[list[str]]) -> Result:
        with garbage_left():
            # Parsers and minifiers are imported on a miss only.
            from .generate import generate

            toolchain = self._toolchains[region.kind]
            result, contents = generate(region, toolchain, self.sources, self.cache)
        for bundle, data in contents.items():
            self.store.write(bundle, data)
            self.cache.set(cache_key(bundle), data)
        if any(problem.is_failure for problem in result.problems):
            return result
        inputs = list(result.inputs)
        others = [known for known in remembered if known != inputs]
        self.cache.set(self._cache_key(region_key, inputs), to_json(result).encode())
        # Even if it was remembered: a shared cache may not have it.
        known = json.dumps([inputs, *others][:_REMEMBERED])
        self.cache.set(region_key, known.encode())
        return result

    @cached_property
    def _toolchains(self) -> dict[Kind, Toolchain]:
        toolchains, problems = load_toolchains(self._project)
        self.problems += problems
        return toolchains


def _lacks_a_compiler(result: Result) -> bool:
    is_ignored = any(each.reason.endswith(NO_PRECOMPILER) for each in result.decisions)
    return is_ignored or any(each.subtype == "precompiler" for each in result.problems)


def _input_lists(values: Any) -> list[list[str]]:
    """Return the lists of inputs that are remembered of a region."""
    return [[str(url) for url in inputs] for inputs in values]
