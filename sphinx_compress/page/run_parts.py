"""Runs without what stands in them that others do not share."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from ..core.types import SPACE
from .pieces import placed
from .run import Found, run_of

#: The attribute that names a file.  A run without it is only blocks in the page.
NAMES_A_FILE: Final = {"css": "href", "js": "src", "preload": "href", "preload-style": "href"}


def parts_of(html: str, run: Found, taken: Collection[tuple[int, int]]) -> Iterator[Found]:
    """Yield what is left of a run of a page, as far as it names a file.

    :param taken: where what stands in it that is no part of it any more.
    """
    start = run.start
    for begin, end in [*sorted(taken), (run.end, run.end)]:
        if start < end and begin <= run.end:
            text = html[start:begin]
            stripped = text.strip(SPACE)
            if NAMES_A_FILE[run.kind] in stripped:
                first = start + len(text) - len(text.lstrip(SPACE))
                yield replace(run, start=first, end=first + len(stripped), run=run_of(stripped))
            start = max(start, end)


def without_own_blocks(html: str, found: Collection[Found], page: str) -> Iterator[Found]:
    """Yield runs without the blocks that say they are the page's own: others share the rest.

    :param found: the runs of a page.
    :param page: its name.
    """
    own = f"'{page}'", f'"{page}"'
    for each in found:
        if each.kind == "js" and any(name in each.run.text for name in own):
            taken = [
                (start, start + len(piece.text))
                for start, piece in placed(each.run.pieces, each.start)
                if piece.is_block and any(name in piece.text for name in own)
            ]
            yield from parts_of(html, each, taken)
        else:
            yield each
