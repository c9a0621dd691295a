"""Moves scripts with ``defer`` to the scripts at the end of a page, with which they share files.

They run when the page has been read, wherever they stand.  In the head, browsers fetch them
while the first paint needs the line.  They are moved as long as all scripts that run then keep
their order.  What announced one (``<link rel="preload">``) goes with it.

All decisions depend on the text of the page and of its scripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from ..core.types import SPACE
from ..js.tag_references import asked_for
from .markup import PLAIN_PRELOAD, attributes_of
from .pieces import Piece, Placed, elements_of, placed
from .run import Found


def last_run(found: Collection[Found]) -> Found | None:
    """Return the scripts at the end of a page, if they are one run.

    :param found: the runs of the page.
    """
    late = [each for each in found if each.late]
    # Where a region that a template marks stands within the run, there are two.
    return late[0] if len(late) == 1 else None


def _runs_after_parsing(attributes: Mapping[str, str]) -> bool:
    """Return whether a script runs when the whole page has been read, unless it is async."""
    return "defer" in attributes or attributes.get("type", "").strip().lower() == "module"


#: Returns by what the scripts of a page may find tags, see :func:`.asked_for`.
Words = Callable[[], Collection[str]]


#: Returns whether a user wants an element to stay where it is.
Stays = Callable[[Piece], bool]


def rearranged(
    html: str,
    found: Collection[Found],
    run: Found,
    words: Words = frozenset,
    stays: Stays = lambda _: False,
) -> str:
    """Return a page with the scripts moved that can be.

    :param found: the runs of the page, one of which is *run*, the last.
    """
    moved = [*_movable(html, found, run, (words, stays))]
    late = run.run.text
    if moved:
        place = next(
            (
                start
                for start, element in placed(run.run.pieces, 0)
                if _runs_after_parsing(element.attributes)
            ),
            len(late),
        )
        # All that run after parsing do so in the order in which they stand in the page.
        texts = [late[:place].rstrip(SPACE), *(tag.text for _, tag in moved), late[place:]]
        late = "\n".join(filter(None, texts))
    announcing = ((at, link) for at, link in _announcing(found, late, moved) if not stays(link))
    cuts = dict([*moved, *announcing])
    if not cuts:
        return html
    parts: list[str] = []
    position = 0
    for start in sorted(cuts):
        parts.append(html[position:start])
        position = start + len(cuts[start].text)
    return "".join([*parts, html[position : run.start], late, html[run.end :]])


_SCRIPT = re.compile("<script", re.IGNORECASE)


def _movable(
    html: str, found: Collection[Found], run: Found, asks: tuple[Words, Stays]
) -> Iterator[Placed]:
    """Yield the scripts with ``defer`` that can be moved to *run*."""
    words, stays = asks
    movable = {
        start: script
        for each in found
        if each.kind == "js" and not each.late
        for start, script in placed(each.run.pieces, each.start)
        if _is_just_deferred(script) and not stays(script)
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
    )


def _announcing(found: Collection[Found], late: str, moved: Collection[Placed]) -> Iterator[Placed]:
    """Yield the preloads that announce nothing but scripts of the text *late*."""
    announcements = [each for each in found if each.kind == "preload"]
    if not announcements:
        return
    files = {script.file for script in elements_of(late)}
    gone = {start for start, _ in moved}
    for each in found:
        if each.kind == "js" and not each.late:
            scripts = placed(each.run.pieces, each.start)
            files -= {script.file for start, script in scripts if start not in gone}
    for each in announcements:
        for start, link in placed(each.run.pieces, each.start):
            if link.file and link.file in files and link.attributes.keys() <= PLAIN_PRELOAD:
                yield start, link
