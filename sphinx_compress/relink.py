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

    # What a swap put in place is settled: no other swap may take it for its own.
    parts = [page]
    settled = [False]
    position = 0
    found: list[bool] = []
    for swap in swaps:
        candidates = [
            (encoded(html, newline), newline)
            for html in swap.candidates
            if html.strip()
            for newline in newlines
        ]
        open_ = [at for at, is_settled in enumerate(settled) if not is_settled]
        place = _place(parts, [at for at in open_ if at >= position], candidates)
        place = place or _place(parts, [at for at in open_ if at < position], candidates)
        found.append(place is not None)
        if place is not None:
            at, start, end, newline = place
            text = parts[at]
            parts[at : at + 1] = text[:start], encoded(swap.wanted, newline), text[end:]
            settled[at : at + 1] = False, True, False
            position = at + 2
    return b"".join(parts), found


def _place(
    parts: Sequence[bytes], open_: Sequence[int], candidates: Sequence[tuple[bytes, str]]
) -> tuple[int, int, int, str] | None:
    """Return the part in which the first candidate is, from where to where, and its newline."""
    for html, newline in candidates:
        for at in open_:
            start = parts[at].find(html)
            if start >= 0:
                return at, start, start + len(html), newline
    return None
