"""The tags of scripts that pages load."""

from __future__ import annotations

from collections.abc import Iterator

from ..bundle.chunking import tags_of
from ..page.region import Region
from .index import Index


def script_tags(region: Region) -> Iterator[str]:
    """Yield the scripts of a region that loads them."""
    if region.kind == "js" and region.mode != "preload":
        yield from tags_of(region.nodelist)


def scripts_of_pages(index: Index) -> Iterator[str]:
    """Yield the scripts of all pages but those that only their names tell of."""
    for page in index.pages.values():
        yield from page.scripts
    for region_id in {use.region_id for use in index.uses()}:
        yield from script_tags(index.regions[region_id].region)
