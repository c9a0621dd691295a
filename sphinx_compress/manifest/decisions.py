"""The decisions on each tag, written down beside the bundles.

The file knows regions, not pages: which of them a page has is seen in the page.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple
from importlib.resources.abc import Traversable
from typing import Any

from ..bundle.result import Decision, read_decision
from ..core.serialization import read_json_or
from .writing import readable_json

#: Name of the file, beside the manifest.
FILE_NAME = "regions.json"

#: Instead of HTML: with it stand the scripts in the heads of pages.  Where no reason is given, one
#: waits until its page has been read, and else stays.
HEAD = "@head"

#: Instead of HTML: with it stand the pages whose documents' metadata say that they are off.
PAGES_OFF = "@off"

#: Instead of HTML: with it stand the pages in which no script of the head may wait, and why.
EAGER = "@eager"

#: Instead of HTML: with it stands a reason, if the build was offline and the project had no
#: manifest of its own.
OFFLINE = "@offline"

#: Marked HTML that stands in for a region → the decisions on its tags.
Decisions = dict[str, tuple[Decision, ...]]


def dump(decisions: Decisions) -> bytes:
    """Return *decisions* as they are written."""
    return readable_json(
        {
            html: [astuple(decision) for decision in of_region]
            for html, of_region in decisions.items()
            # What left nothing to see is not seen in a page either.
            if of_region and html.strip()
        }
    )


def load(path: Traversable) -> Decisions:
    """Return the decisions in the file *path*; none if there is no good one."""
    return read_json_or({}, path, _read)


def _read(values: dict[str, Any]) -> Decisions:
    return {str(html): tuple(map(read_decision, of_region)) for html, of_region in values.items()}


def describe(decision: Decision) -> str:
    """Return a line about what became of one tag."""
    if not decision.tag:
        return f"  {decision.reason}"
    text = decision.reason
    if text.startswith(f"{decision.tag} "):
        text = f"it{text.removeprefix(decision.tag)}"
    reason = f": {text}" if text else ""
    if decision.is_left_out:
        return f"  {decision.tag} is left out{reason}"
    if not decision.bundle:
        return f"  {decision.tag} stays{reason}"
    if decision.is_font:
        return f"  {decision.tag} has a subset, {decision.bundle}{reason}"
    note = f"; {decision.note}" if decision.note else ""
    begins = f" (a new one{reason})" if reason else ""
    return f"  {decision.tag} is in {decision.bundle}{begins}{note}"


def verdict(tag: str, verdicts: Collection[Decision], *, is_late: bool) -> str:
    """Return why a script waits, or why it does not; empty if that is clear.

    :param is_late: whether it stands at the end of its page.
    """
    reasons = {each.reason for each in verdicts if each.tag == tag and is_late != bool(each.reason)}
    if not reasons:
        return ""
    if is_late:
        return "it waits until the page has been read, since it only declares"
    return f"it does not wait: {min(reasons)}"
