"""Region → the HTML that stands in for it: cache key, main cache, generation.

Nothing here or below knows Sphinx.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Protocol

from ..cache.local import Cache
from ..config import CompressConfig
from ..core.digests import digest_of
from ..core.types import Kind, Problem
from ..core.version import __version__
from ..filters.registry import Step, load_precompiler, load_steps
from ..page.region import Region
from .chunking import NOTHING_KNOWN, Chunking
from .deferred import closing
from .result import Result, from_json, to_json
from .sources import Sources
from .split import compress_run
from .store import Bundle, Store, is_named

#: How many sets of inputs are remembered of one region, so that going back to
#: an earlier state of a stylesheet's imports is a hit.
_REMEMBERED = 4


class Shipped(Protocol):
    """Knows what stands in for some regions."""

    def find(self, region: Region) -> Result | None:
        """Return what stands in for *region*, with all its bundles in the store."""


class Compressor:
    """Compresses regions.

    :param encoding: that of the pages.
    :param directory: see :attr:`~sphinx_compress.filters.FilterContext.directory`.
    :param shipped: what themes bring along, and what need not be compressed.
    """

    def __init__(
        self,
        config: CompressConfig,
        sources: Sources,
        store: Store,
        cache: Cache,
        *,
        encoding: str = "utf-8",
        directory: Path = Path(),
        shipped: Shipped | None = None,
    ) -> None:
        self.config = config
        self.sources = sources
        self.store = store
        self.cache = cache
        self.encoding = encoding
        self.directory = directory
        self._shipped = shipped
        #: What is wrong with the configured filters; known once one was needed.
        self.problems: list[Problem] = []

    def compress(self, region: Region, chunking: Chunking = NOTHING_KNOWN) -> Result:
        """Return what stands in for *region*, with all its bundles in the store.

        :param chunking: which neighbours in an implicit region share a bundle.
        :raises OSError: if the output directory is not writable.
        """
        if region.mode == "delay":
            return closing(self.store, self.config.output_dir)
        if region.implicit:
            return compress_run(region, chunking, self.config.output_dir, self._compress)
        result = self._shipped.find(region) if self._shipped is not None else None
        return result or self._compress(region)

    def _compress(self, region: Region) -> Result:
        region_key = digest_of(self._fingerprints[region.kind], region.id)
        remembered: list[list[str]] = []
        # What others remember is of interest only if what we do does not help.
        for look in (self.cache.get, self.cache.refresh):
            for inputs in _read_inputs(look(region_key)):
                if inputs not in remembered:
                    remembered.append(inputs)
                    result = self._cached(self._cache_key(region_key, inputs))
                    if result is not None:
                        return result
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
        except ValueError:
            return None
        return result if all(map(self._restored, result.bundles)) else None

    def _restored(self, bundle: Bundle) -> bool:
        if not is_named(bundle):
            return False
        if self.store.has(bundle):
            return True
        data = self.cache.get(bundle.digest)
        if data is None or hashlib.sha256(data).hexdigest() != bundle.digest:
            return False
        self.store.write(bundle, data)
        return True

    def _generate(self, region: Region, region_key: str, remembered: list[list[str]]) -> Result:
        with _uncollected():
            # Parsers and minifiers are imported on a miss only.
            from .generate import generate

            result, contents = generate(
                region,
                self.sources,
                config=self.config,
                steps=self._steps[region.kind],
                precompilers=self._precompilers[region.kind],
                encoding=self.encoding,
                directory=self.directory,
                cache=self.cache,
                fingerprint=self._fingerprints[region.kind],
            )
        for bundle, data in contents.items():
            self.store.write(bundle, data)
            self.cache.set(bundle.digest, data)
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
    def _steps(self) -> dict[Kind, tuple[Step, ...]]:
        return {"css": self._load("css"), "js": self._load("js")}

    def _load(self, kind: Kind) -> tuple[Step, ...]:
        steps, problems = load_steps(self.config.filters(kind), kind, self.directory)
        self.problems += problems
        return steps

    @cached_property
    def _precompilers(self) -> dict[Kind, dict[str, Step]]:
        """Kind → MIME type → step; a type whose filter is for the other kind is not there."""
        loaded: dict[Kind, dict[str, Step]] = {"css": {}, "js": {}}
        for type_, spec in self.config.precompilers:
            steps, problems = load_precompiler(spec, self.directory)
            self.problems += problems
            for kind, step in steps.items():
                loaded[kind][type_] = step
        return loaded

    @cached_property
    def _fingerprints(self) -> dict[Kind, str]:
        return {"css": self._fingerprint("css"), "js": self._fingerprint("js")}

    def _fingerprint(self, kind: Kind) -> str:
        precompilers = self._precompilers[kind]
        return digest_of(
            __version__,
            self.encoding,
            self.config.output_dir,
            self.config.joining(kind),
            json.dumps([step.fingerprint for step in self._steps[kind]]),
            json.dumps([(type_, step.fingerprint) for type_, step in precompilers.items()]),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Have no garbage collected.

    Hundreds of thousands of tokens have the collector look through them, and through all that
    Sphinx holds, over and over; and they have no cycles to be found.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_inputs(value: bytes | None) -> list[list[str]]:
    """Return the sets of inputs that are remembered of a region."""
    if value is None:
        return []
    try:
        return [[str(url) for url in inputs] for inputs in json.loads(value)]
    except (ValueError, TypeError, RecursionError):
        return []
