"""What became of each tag, written down beside the bundles, and told to who asks.

The record knows regions, not pages: which of them a page has is seen in the page.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from importlib.resources.abc import Traversable

from ..bundle.result import Decision, read_decision

#: Name of the record in the output directory of the bundles.
FILE_NAME = "regions.json"


#: Marked HTML that stands in for a region → what became of its tags.
Record = dict[str, tuple[Decision, ...]]


def dump(record: Record) -> bytes:
    """Return the record as it is written: no times, no paths of the machine, sorted."""
    entries = {
        html: [astuple(decision) for decision in decisions]
        for html, decisions in record.items()
        # What left nothing to see is not seen in a page either.
        if decisions and html.strip()
    }
    text = json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False)
    # UTF-8 has no half characters, but JSON has, written like that.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def load(path: Traversable) -> Record:
    """Return the record in the file *path*; an empty one if there is no good one."""
    try:
        entries = json.loads(path.read_bytes())
        return {
            str(html): tuple(map(read_decision, decisions)) for html, decisions in entries.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def explain(decision: Decision) -> str:
    """Return a line about one tag."""
    reason = f": {decision.reason}" if decision.reason else ""
    if decision.is_left_out:
        return f"  {decision.tag} is left out{reason}"
    if not decision.bundle:
        return f"  {decision.tag} stays{reason}"
    return f"  {decision.tag} is in {decision.bundle}" + (f" (a new one{reason})" if reason else "")
