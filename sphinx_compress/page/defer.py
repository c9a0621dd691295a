"""Has the scripts at the end of a page wait until its style sheets are there.

Browsers look ahead in a page, and fetch each script that they find at once.  On a slow
line, scripts that nobody waits for then take their part of what the style sheets need,
for which everybody waits.  A low priority does not help with a server that speaks
HTTP/1.1.  So the last run of scripts is *deferred*: it is put into an element that
browsers do not look into (see :mod:`~sphinx_compress.page.defer_code`).

Scripts of the head with ``defer`` compete in the same way, and run when the page has been
read, wherever they stand.  They are moved to the run, as long as all scripts that run
then keep their order.

A page then sees what it saw before, with these exceptions:

- the element of such a script of the head stands at the end of the page;
- what is deferred is fetched later, and an inline script stands before it for a moment;
- what announced it (``<link rel="preload">``) is gone.

All decisions depend on the text of the page and of its scripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from ..core.types import SPACE
from ..js.tag_references import asked_for
from .markup import PLAIN_PRELOAD, attributes_of
from .pieces import Piece, elements_of
from .scan import Found

#: The name of a content security policy.  It is looked for by its dashes, which are rare.
_POLICY_NAME = re.compile("-(?<=(?i:content)-)(?i:security-policy)")


def deferred_run(html: str, found: Collection[Found]) -> Found | None:
    """Return the run of a page that is to wait, if there is one that can.

    :param found: the runs of the page.
    """
    late = [each for each in found if each.late]
    # Where a region that a template marks stands within the run, there are two.
    if len(late) != 1 or not _can_be_written(late[0].run.tags):
        return None
    (run,) = late
    if html.find("stylesheet", 0, run.start) < 0:
        # There is nothing to wait for.
        return None
    end = max(html.find("</head"), 0) or run.start
    return None if _POLICY_NAME.search(html, 0, end) else run


@lru_cache(1024)
def _can_be_written(tags: str) -> bool:
    """Return whether scripts become the same when a script writes them."""
    if "</noscript" in tags.lower() or "<!--" in tags or "-->" in tags:
        return False
    elements = elements_of(tags)
    return (
        any(element.url for element in elements)
        # A policy may allow just what has these.
        and all(_ALLOWED_BY.isdisjoint(element.attributes) for element in elements)
        and not any(map(_may_be_refused, elements))
    )


_ALLOWED_BY = frozenset({"integrity", "nonce"})


def _may_be_refused(script: Piece) -> bool:
    """Return whether Chromium may not load a script on a slow line, when it is written."""
    url = script.url
    is_of_another_site = "\\" in url or url.startswith("//") or ":" in url.partition("/")[0]
    return (
        is_of_another_site
        and "async" not in script.attributes
        and not _runs_after_parsing(script.attributes)
    )


def _runs_after_parsing(attributes: Mapping[str, str]) -> bool:
    """Return whether a script runs when the whole page has been read, unless it is async."""
    return "defer" in attributes or attributes.get("type", "").strip().lower() == "module"


#: An element, and where it begins in the page.
_Placed = tuple[int, Piece]


def _placed(pieces: Sequence[Piece], start: int) -> Iterator[_Placed]:
    """Yield the elements of a text that begins at *start*."""
    for piece in pieces:
        if piece.name:
            yield start, piece
        start += len(piece.text)


#: Returns by what the scripts of a page may find tags, see :func:`.asked_for`.
Words = Callable[[], Collection[str]]


def rearranged(html: str, found: Collection[Found], run: Found, words: Words = frozenset) -> str:
    """Return a page without what has scripts of its head fetched before its style sheets.

    :param found: the runs of the page, one of which is *run*, the one that is to wait.
    """
    moved = list(_movable(html, found, run, words))
    late = run.run.text
    if moved:
        place = next(
            (
                start
                for start, element in _placed(run.run.pieces, 0)
                if _runs_after_parsing(element.attributes)
            ),
            len(late),
        )
        # All that run after parsing do so in the order in which they stand in the page.
        texts = [late[:place].rstrip(SPACE), *(tag.text for _, tag in moved), late[place:]]
        late = "\n".join(filter(None, texts))
    cuts = dict([*moved, *_announcing(found, late, moved)])
    if not cuts:
        return html
    parts: list[str] = []
    position = 0
    for start in sorted(cuts):
        parts.append(html[position:start])
        position = start + len(cuts[start].text)
    return "".join([*parts, html[position : run.start], late, html[run.end :]])


_SCRIPT = re.compile("<script", re.IGNORECASE)


def _movable(html: str, found: Collection[Found], run: Found, words: Words) -> Iterator[_Placed]:
    """Yield the scripts with ``defer`` that can be moved to *run*."""
    movable = {
        start: script
        for each in found
        if each.kind == "js" and not each.late
        for start, script in _placed(each.run.pieces, each.start)
        if _is_just_deferred(script)
    }
    if not movable:
        return
    asked = words()
    movable = {
        start: script
        for start, script in movable.items()
        if not asked_for(script.text, script.url, "js", asked)
    }
    if not movable:
        return
    # Nothing that runs after parsing may be overtaken.
    last = max(
        (
            match.start()
            for match in _SCRIPT.finditer(html, min(movable), run.start)
            if match.start() not in movable and _may_run_after_parsing(html, match.start())
        ),
        default=-1,
    )
    yield from (placed for placed in movable.items() if placed[0] > last)


#: Nobody writes longer tags, and a page of nothing but beginnings of tags takes no time.
_LONGEST = 2000


def _may_run_after_parsing(html: str, start: int) -> bool:
    """Return whether what begins as a script does at *start* may run after parsing."""
    # Where a tag ends that has no such sign in its values, and most pages have the same.
    short = html[start : html.find(">", start, start + _LONGEST) + 1]
    runs_late = _tag_runs_after_parsing(short)
    if runs_late is None:
        runs_late = _tag_runs_after_parsing(html[start : start + _LONGEST])
    return runs_late is not False


@lru_cache(1024)
def _tag_runs_after_parsing(tag: str) -> bool | None:
    """Return whether the script that begins with *tag* does; ``None`` if that is not clear."""
    attributes = attributes_of(tag)
    is_clear = bool(attributes) or tag.startswith(">", len("<script"))
    return _runs_after_parsing(attributes) if is_clear else None


_PLAIN = frozenset({"charset", "defer", "fetchpriority", "src", "type"})
_TYPES = frozenset({"", "application/javascript", "text/javascript"})


def _is_just_deferred(script: Piece) -> bool:
    """Return whether a script has ``defer``, and nothing by which another may look for it."""
    attributes = script.attributes
    return (
        "defer" in attributes
        and attributes.keys() <= _PLAIN
        and bool(script.url)
        and attributes.get("type", "").strip().lower() in _TYPES
        and attributes.get("fetchpriority", "").lower() != "high"
        and _can_be_written(script.text)
    )


def _announcing(
    found: Collection[Found], late: str, moved: Collection[_Placed]
) -> Iterator[_Placed]:
    """Yield the preloads that announce nothing but scripts of the text *late*."""
    announcements = [each for each in found if each.kind == "preload"]
    if not announcements:
        return
    files = {script.file for script in elements_of(late)}
    gone = {start for start, _ in moved}
    for each in found:
        if each.kind == "js" and not each.late:
            scripts = _placed(each.run.pieces, each.start)
            files -= {script.file for start, script in scripts if start not in gone}
    for each in announcements:
        for start, link in _placed(each.run.pieces, each.start):
            if link.file and link.file in files and link.attributes.keys() <= PLAIN_PRELOAD:
                yield start, link
