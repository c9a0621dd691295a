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
    newline = "\r\n" if b"\r\n" in page else "\n"

    def encoded(html: str) -> bytes:
        return html.replace("\n", newline).encode(encoding, "xmlcharrefreplace")

    position = 0
    found: list[bool] = []
    for swap in swaps:
        wanted = encoded(swap.wanted)
        place = _place(page, [encoded(html) for html in swap.candidates], position)
        found.append(place is not None)
        if place is not None:
            start, end = place
            page = page[:start] + wanted + page[end:]
            position = start + len(wanted)
    return page, found


def _place(page: bytes, candidates: Sequence[bytes], position: int) -> tuple[int, int] | None:
    # From the last region on first, since two regions may look alike.
    for start in (position, 0):
        for html in candidates:
            at = page.find(html, start) if html.strip() else -1
            if at >= 0:
                return at, at + len(html)
    return None
