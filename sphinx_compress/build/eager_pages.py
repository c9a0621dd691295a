"""Pages in which no script may be moved, whatever it does, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from ..bundle.result import Decision
from ..core.names import ANY
from ..page.frames import ELEMENTS, Frames
from ..page.run import Found
from .gated_page import may_refuse_scripts, place_of_gate
from .index import Index
from .site import WrittenSite

#: How the name begins that tells, among those of a page, why its scripts stay.
_EAGER: Final = "@eager "


def why_eager(
    html: str, found: Collection[Found], vocabulary: frozenset[str], frames: Frames
) -> str:
    """Return why no script of a page may be moved; empty if one may.

    :param found: its runs.
    :param vocabulary: the names of its elements, see :meth:`.GatedPages.vocabulary`.
    """
    if not vocabulary:
        return _why_nothing_is_known(html)
    if place_of_gate(html, found) < 0:
        return "the page has no style sheet, announces one, or its body has no plain end"
    if "base" in vocabulary:
        return "the page may have a base element"
    if ANY in vocabulary:
        return "the names of the page's elements are not understood"
    if vocabulary.isdisjoint(ELEMENTS):
        return ""
    frame = next(frames.of_the_site(html), "")
    return frame and f"{frame} may show a page of this site, which may look at this one"


def _why_nothing_is_known(html: str) -> str:
    head_end = html.find("</head")
    if head_end < 0:
        return "the head of the page has no end"
    if may_refuse_scripts(html, head_end):
        return "the page has a content security policy or a nonce"
    return "code in an attribute of the page may run before its reader does anything"


def name_of_eager(reason: str) -> str:
    """Return what stands, among the names of a page, for a *reason* why its scripts stay."""
    return _EAGER + reason


def eager_pages(index: Index, site: WrittenSite) -> Iterator[Decision]:
    """Yield the files of pages whose scripts stay, by their URLs, and why."""
    # A builder may write pages elsewhere than its output.
    root = site.page_file("index").parent
    eager = frozenset(index.names(_EAGER))
    for name, page in sorted(index.pages.items()) if eager else ():
        for each in sorted(page.names & eager):
            file = Path(site.page_file(name)).relative_to(root).as_posix()
            yield Decision(file, reason=each.removeprefix(_EAGER))
