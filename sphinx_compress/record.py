"""What became of each tag, written down beside the bundles, and told to who asks.

The record knows regions, not pages: which of them a page has is seen in the page.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from importlib.resources.abc import Traversable

from .pages import Index
from .result import Fate, Result, read_fate

#: Name of the record in the output directory of the bundles.
FILE_NAME = "regions.json"


#: Marked HTML that stands in for a region → what became of its tags.
Record = dict[str, tuple[Fate, ...]]


def dump(record: Record) -> bytes:
    """Return the record as it is written: no times, no paths of the machine, sorted."""
    entries = {
        html: [astuple(fate) for fate in fates]
        for html, fates in record.items()
        # What left nothing to see is not seen in a page either.
        if fates and html.strip()
    }
    text = json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False)
    # UTF-8 has no half characters, but JSON has, written like that.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def load(path: Traversable) -> Record:
    """Return the record in the file *path*; an empty one if there is no good one."""
    try:
        entries = json.loads(path.read_bytes())
        return {str(html): tuple(map(read_fate, fates)) for html, fates in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def explain_regions(index: Index, results: Mapping[str, Result]) -> Iterator[str]:
    """Yield, in lines, what became of each tag of each region in use."""
    users: dict[str, list[str]] = defaultdict(list)
    for name, page in index.pages.items():
        for region_id in dict.fromkeys(region_id for region_id, _ in page.uses):
            users[region_id].append(name)
    for region_id, names in sorted(users.items(), key=lambda item: (item[1], item[0])):
        if results[region_id].fates:
            others = f" and {len(names) - 1} more" if len(names) > 1 else ""
            yield f"on page {names[0]}{others}:"
            yield from map(explain, results[region_id].fates)


def explain(fate: Fate) -> str:
    """Return a line about one tag."""
    reason = f": {fate.reason}" if fate.reason else ""
    if fate.is_left_out:
        return f"  {fate.tag} is left out{reason}"
    if not fate.bundle:
        return f"  {fate.tag} stays{reason}"
    return f"  {fate.tag} is in {fate.bundle}" + (f" (a new one{reason})" if reason else "")
