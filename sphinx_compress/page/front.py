"""The scripts of a page, and how those that can wait are moved to its end.

They are put before its last scripts.  So all scripts keep their order, but for those that stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from .markup import attributes_of
from .opt_out import ATTRIBUTE, STAND_IN
from .pieces import placed
from .run import Found
from .scan import SCRIPT, Scanner


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


def moved(
    html: str, scripts: Collection[PageScript], place: int, counted: Collection[str] = ()
) -> str:
    """Return a page with *scripts* moved to a *place* behind all of them.

    :param counted: see :func:`can_stand_in`.
    """
    parts: list[str] = []
    texts = []
    position = 0
    for script in scripts:
        stand_in, text = _stand_in(script.text, counted)
        parts += html[position : script.start], stand_in
        texts.append(text)
        position = script.start + len(script.text)
    return "".join([*parts, html[position:place], "\n".join([*texts, html[place:]])])


def can_stand_in(script: str, counted: Collection[str]) -> bool:
    """Return whether a script that is moved looks, to who counts scripts, as if it were not.

    :param script: its element.
    :param counted: parts of addresses of scripts, by whose number in the head of a page scripts
        of its host tell one theme from another.
    """
    url = attributes_of(script).get("src", "") if counted else ""
    return all(script.count(part) == url.count(part) < 2 for part in counted)


def is_stand_in(script: str) -> bool:
    """Return whether an element stands in for a script that was moved; no browser runs it."""
    return script.startswith(_STAND_IN)


_STAND_IN: Final = f'<script nomodule {ATTRIBUTE}="off" {STAND_IN}=""'


def _stand_in(script: str, counted: Collection[str]) -> tuple[str, str]:
    """Return what stays where a script was, and the script as it is moved."""
    url = attributes_of(script).get("src", "") if counted else ""
    for part in counted:
        if part in url:
            folder, _, name = part.rpartition("/")
            # The same file, in other letters.
            return f'{_STAND_IN} src="{escape(url)}"></script>', script.replace(
                part, f"{folder}/./{name}"
            )
    return "", script
