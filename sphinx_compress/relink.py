"""Swaps the HTML of regions in pages that are written already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Swap:
    """One region of a page."""

    #: What may stand in the page for it, the most likely first.
    candidates: tuple[str, ...]
    #: What is to stand there.
    wanted: str


def relink(page: bytes, swaps: Sequence[Swap], encoding: str) -> tuple[bytes, list[bool]]:
    """Return *page* with each of *swaps* made, and which of them were found.

    :param swaps: in the order in which they stand in the page.
    :param encoding: that of the page; what it lacks is written as Sphinx does,
        in character references.
    """
    # Windows writes `\r\n` for `\n`; elsewhere, a script in the page may have it.
    newlines = ["\n", "\r\n"] if b"\r\n" in page else ["\n"]

    def encoded(html: str, newline: str) -> bytes:
        return html.replace("\n", newline).encode(encoding, "xmlcharrefreplace")

    position = 0
    found: list[bool] = []
    for swap in swaps:
        candidates = [
            (encoded(html, newline), newline)
            for html in swap.candidates
            if html.strip()
            for newline in newlines
        ]
        place = _place(page, candidates, position)
        found.append(place is not None)
        if place is not None:
            start, end, newline = place
            wanted = encoded(swap.wanted, newline)
            page = page[:start] + wanted + page[end:]
            position = start + len(wanted)
    return page, found


def _place(
    page: bytes, candidates: Sequence[tuple[bytes, str]], position: int
) -> tuple[int, int, str] | None:
    # From the last region on first, since two regions may look alike.
    for start in (position, 0):
        for html, newline in candidates:
            at = page.find(html, start)
            if at >= 0:
                return at, at + len(html), newline
    return None
