"""The scripts of a page, and how those that can wait are moved to its end.

They are put before its last scripts.  So all scripts keep their order, but for those that stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from .pieces import placed
from .scan import SCRIPT, Found, Scanner


class PageScript(NamedTuple):
    """A script of a page, in the order in which they stand there."""

    #: Where it begins.
    start: int
    #: The text of its element.
    text: str
    #: Whether it stands plainly in the head, and nothing but other scripts may need it there.
    can_move: bool
    #: Whether it is one of the last, or stands behind these.
    is_last: bool


def scripts_of(
    html: str, found: Collection[Found], scanner: Scanner, taken: Collection[tuple[int, int]] = ()
) -> list[PageScript]:
    """Return the scripts of a page, or what looks like one.

    :param found: its runs, as *scanner* has just found them.
    :param taken: where regions stand that templates mark.
    """
    scripts = [*_scripts(html, scanner.script_starts(html))]
    if any("<!--" in text for _, text in scripts):
        # Within it, the end of a script may be none.
        return []
    movable = {start for start in scanner.alone if not any(a <= start < b for a, b in taken)}
    for each in found:
        if each.kind == "js" and not each.late:
            movable.update(start for start, _ in placed(each.run.pieces, each.start))
    return [
        PageScript(start, text, start in movable, start >= scanner.end) for start, text in scripts
    ]


def _scripts(html: str, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    end = 0
    for start in starts:
        if start >= end:
            found = SCRIPT.match(html, start)
            end = len(html) if found is None else found.end()
            yield start, html[start:end]


def moved(html: str, scripts: Collection[PageScript], place: int) -> str:
    """Return a page with *scripts* moved to a *place* behind all of them."""
    parts = []
    position = 0
    for script in scripts:
        parts.append(html[position : script.start])
        position = script.start + len(script.text)
    texts = [script.text for script in scripts]
    return "".join([*parts, html[position:place], "\n".join([*texts, html[place:]])])
