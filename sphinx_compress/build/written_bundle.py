"""The bundles of a site at the end of a build, for whoever does something with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..core.types import Kind
from ..page.region import Mode
from .results import RegionResults


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """A bundle that is there, whether this build has written it or an earlier one."""

    kind: Kind
    #: Of the region that it was made for.
    mode: Mode
    #: What its file name begins with: ``output``, or the name that a template gives; ``critical``
    #: for the critical part of another bundle, ``rest`` for what comes behind that, and ``gate``
    #: for what scripts wait for.
    name: str
    path: Path
    #: What it was made of, in order: URLs from the site root, and for blocks in a page how these
    #: begin.  Empty for what is made of another bundle.
    sources: tuple[str, ...]


def written_bundles(results: RegionResults, directory: Path) -> Iterator[WrittenBundle]:
    """Yield each bundle of a site once.

    :param directory: that of the store.
    """
    found: dict[str, WrittenBundle] = {}
    for region_id, result in sorted(results.results.items()):
        region = results.index.regions[region_id].region
        for bundle in result.bundles:
            sources = tuple(each.tag for each in result.decisions if each.bundle == bundle.path)
            name = Path(bundle.path).name.rsplit(".", 2)[0]
            path = directory / bundle.path
            written = WrittenBundle(region.kind, region.mode, name, path, sources)
            known = found.setdefault(bundle.path, written)
            if (not known.sources, known.mode) > (not sources, region.mode):
                found[bundle.path] = written
    yield from (found[path] for path in sorted(found))
