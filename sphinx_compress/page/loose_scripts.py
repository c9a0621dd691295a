"""Finds scripts of a page, outside of its runs, that may get hold of other tags of the page.

A script may look for a style sheet or for the tag of another script.  Those in runs are
parts of regions, and read there; here is what else a page has: other scripts, code in
attributes, and that of frames whose text stands in an attribute.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from html import unescape

from ..core.names import ANY
from ..core.types import SPACE
from .attribute_code import code_of, library_code_of, tag_around
from .attribute_selectors import records
from .markup import attributes_of
from .patterns import places_of
from .run import Found
from .vocabulary import HANDLER
from .vocabulary import vocabulary as vocabulary_of

#: A script without a file and without any of these has to do with no other tag of the page.
_REFERRING = (
    *("link", "sheet", "Sheet", ".css", ".CSS", "script"),
    *("[data-", "[ data-", "[href", "[src", "querySelector", "getElementsBy", "children"),
    *("Nodes", "Child", "Script", ".head", "HTML", "$(", "Entries", "evaluate", ".write", "jQuery"),
    *("createTreeWalker", "createNodeIterator", "addEventListener", "[rel"),
    # Others may call a function that depends on who calls it, or reads what it is given as a text.
    *("=>", "function"),
)
#: Those that handlers have; a helper of a script is told what to look for.
_IN_HANDLERS = (
    *("styleSheets", "querySelector", "getElementsByTagName", "document.head"),
    *(f"({quote}{name}" for quote in ("'", '"', "&quot;", "&#39;") for name in ("link", "script")),
)

#: The attribute with the text of the page in a frame.
_FRAMED = "srcdoc"
#: Among the names of pages that may have code in attributes, or any names.
_WITH_CODE = frozenset({HANDLER, ANY, f"[{_FRAMED}"})
#: How addresses begin that are code.
_ADDRESSES = ("javascript:", "JavaScript:")

_NAME_ENDS = f"{SPACE}/>"
#: Stands for data that is too long to be kept for each page: it may say anything.
UNSEEN = "*"
_LONGEST = 20_000


def loose_scripts(
    html: str,
    found: Collection[Found],
    starts: Sequence[int],
    vocabulary: Collection[str] = (),
) -> Iterator[str]:
    """Yield the scripts outside of the runs *found* that may refer to other tags of the page.

    Code in an attribute comes as a script, and an attribute that may hold a
    selector of a tag as a record; see :mod:`.attribute_selectors`.

    :param starts: where something in the page begins as a script does.
    :param vocabulary: the names of the elements of the page, if they are known.
    """
    ends = {run.start: run.end for run in found}
    run_starts = sorted(ends)
    passed = 0
    for start in starts:
        if start < passed:
            continue
        before = bisect(run_starts, start)
        if before and start < ends[run_starts[before - 1]]:
            passed = ends[run_starts[before - 1]]
            continue
        if (passed := html.find("</script", start)) < 0:
            break
        name_end = start + len("<script")
        if html[name_end] in _NAME_ENDS:
            content = html[name_end:passed]
            if is_data(tag := html[start : html.find(">", start) + 1]):
                data = html[start + len(tag) : passed]
                yield f"{tag}{UNSEEN if len(data) > _LONGEST else data}</script>"
            elif "src" in content or any(word in content for word in _REFERRING):
                yield html[start : html.find(">", passed) + 1]
    yield from sorted(set(records(vocabulary or vocabulary_of(html))))
    if not vocabulary or not _WITH_CODE.isdisjoint(vocabulary) or any(map(html.count, _ADDRESSES)):
        yield from _handlers(html)


def _handlers(html: str) -> Iterator[str]:
    for word, position in _words_of_handlers(html):
        for name, value in attributes_of(tag_around(html, position)).items():
            code = code_of(name, value) if name != _FRAMED else None
            code = code or library_code_of(name, value)
            if code and unescape(word) in code:
                yield f"<script>{code}</script>"
    for position in places_of(html, _FRAMED):
        # The page in a frame may look at the one around it.
        inner = attributes_of(tag_around(html, position)).get(_FRAMED, "")
        yield from loose_scripts(inner, (), list(places_of(inner, "<script")))


def is_data(tag: str) -> bool:
    """Return whether a script element has JSON by which a page may tell its scripts something."""
    return "json" in tag[: tag.find(">")] and attributes_of(tag).get("type") == "application/json"


def _words_of_handlers(html: str) -> Iterator[tuple[str, int]]:
    """Yield words that are in a handler that refers to tags, and where they are in a page."""
    # A bracket is looked for alone: that is ten times as fast, and pages have few.
    for position in places_of(html, "["):
        if html.endswith("link", 0, position):
            yield "link[", position
        if html.startswith("href", position + 1):
            yield "[href", position
    for position in places_of(html, "]"):
        if html.endswith("stylesheet", 0, position):
            yield "stylesheet]", position
    for word in _IN_HANDLERS:
        for position in places_of(html, word):
            yield word, position
