"""The entries of the manifest that a build leaves."""

from __future__ import annotations

from ..core.types import ROOT_MARKER
from ..page.region import Region
from ..page.versions import canonical_form
from .index import Index


def entries_of(index: Index) -> dict[str, str]:
    """Return nodelist hash → HTML for each region in use that an offline build has to look up."""
    entries: dict[str, str] = {}
    for use in index.uses():
        region, html = index.regions[use.region_id].region, index.htmls[use.html_id]
        if _needs_no_entry(region, html):
            continue
        key = region.nodelist_hash
        # Pages may differ in the versions of files, which each page gets back.
        text = canonical_form(html)
        entries[key] = min(text, entries.get(key, text))
    return entries


def _needs_no_entry(region: Region, html: str) -> bool:
    """Return whether an offline build without an entry does the right thing: nothing."""
    return region.implicit and ROOT_MARKER not in region.nodelist and html == region.nodelist
