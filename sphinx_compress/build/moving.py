"""Moves scripts of pages to their ends, while these are rendered: those that can wait, and
those that are deferred anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache, partial
from typing import NamedTuple

from ..page import defer
from ..page.frames import Frames
from ..page.front import can_stand_in, moved, scripts_of
from ..page.loose_scripts import loose_scripts
from ..page.opt_out import KEEPS_NOTHING, OptOut
from ..page.pieces import Piece, elements_of
from ..page.region import can_be_written, mark
from ..page.run import Found
from ..page.scan import Scanner
from .arranging import Arranger, PageNames
from .eager_pages import name_of_eager, why_eager
from .page_end import body_of, elements, sheets_of


class PageToMove(NamedTuple):
    """What is known of a page."""

    name: str
    prefix: str
    #: Names of its elements; none if only deferred scripts may be moved.
    vocabulary: frozenset[str]
    #: Where regions stand that templates mark.
    marked: Collection[tuple[int, int]]
    #: Finds its runs again.
    scan: Callable[[str], list[Found]]


class Mover:
    """Moves scripts of pages.

    :param opt_out: tells which of them a user wants to stay.
    :param frames: tells which frames of a page may look at it.
    """

    def __init__(
        self, arranger: Arranger, opt_out: OptOut = KEEPS_NOTHING, frames: Frames | None = None
    ) -> None:
        self.arranger = arranger
        self._frames = frames or Frames()
        self._opt_out = opt_out
        #: Finds the runs of pages.
        self.scanner: Scanner = Scanner()

    def move(
        self, html: str, found: list[Found], page: PageToMove
    ) -> tuple[str, list[Found], frozenset[str]]:
        """Return a page with scripts moved, its runs, and the names that tell of what was moved.

        :param found: its runs, as they have just been found.
        """
        names = frozenset[str]()
        stays = partial(self._stays, prefix=page.prefix)
        # Many pages need it for nothing.
        referring = cache(partial(self._referring, html, found, page.vocabulary))
        if eager := self._why_eager(html, found, page.vocabulary):
            names = frozenset({name_of_eager(eager)})
        elif self.arranger.waits:
            scripts = [
                each._replace(can_move=False)
                if each.can_move and self._must_stay(each.text, stays)
                else each
                for each in scripts_of(html, found, self.scanner, page.marked)
            ]
            if any(each.can_move for each in scripts):
                sheets = sheets_of(html, found, page.vocabulary)
                known = PageNames(page.name, page.vocabulary, referring(), sheets, body_of(html))
                waiting, name = self.arranger.arrange(scripts, known, page.prefix)
                names = frozenset({name})
                if waiting:
                    html = moved(html, waiting, self.scanner.end, self.arranger.counted)
                    found = page.scan(html)
        last = defer.last_run(found)
        if last is not None:
            words = lambda: self.arranger.words(  # noqa: E731
                tuple(mark(text, page.prefix) for text in referring())
            )
            arranged = defer.rearranged(html, found, last, words, stays)
            if arranged != html:
                html, found = arranged, page.scan(arranged)
        return html, found, names

    def _must_stay(self, script: str, stays: Callable[[Piece], bool]) -> bool:
        is_counted = not can_stand_in(script, self.arranger.counted)
        return is_counted or any(map(stays, elements_of(script)))

    def _stays(self, piece: Piece, prefix: str) -> bool:
        return bool(self._opt_out.reason(piece, prefix))

    def _why_eager(self, html: str, found: Collection[Found], vocabulary: frozenset[str]) -> str:
        """Return why no script of a page may be moved; empty if one may, or if there is none."""
        has_any = self.scanner.alone or any(e.kind == "js" and not e.late for e in found)
        if not (self.arranger.waits and has_any):
            return ""
        reason = why_eager(html, found, vocabulary, self._frames)
        return reason or ("" if self.scanner.end > 0 else "it is not clear where the page ends")

    def _referring(
        self, html: str, found: Collection[Found], vocabulary: frozenset[str]
    ) -> tuple[str, ...]:
        """Return the scripts of a page that may look for tags in it."""
        loose = loose_scripts(html, found, self.scanner.script_starts(html), vocabulary)
        return tuple(dict.fromkeys(filter(can_be_written, (*loose, *elements(found, "js")))))
