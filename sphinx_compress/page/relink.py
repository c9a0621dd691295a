"""Swaps the HTML of regions in pages that are written already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .markup import attributes_of
from .scan import elements


@dataclass(frozen=True, slots=True)
class Swap:
    """One region of a page."""

    #: What may stand in the page for it, the most likely first.
    candidates: tuple[str, ...]
    #: What is to stand there.
    wanted: str
    #: Whether it is the last in the page that looks so.
    is_last: bool = False


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
        place = _place(parts, [at for at in open_ if at >= position], candidates, swap.is_last)
        place = place or _place(
            parts, [at for at in open_ if at < position], candidates, swap.is_last
        )
        place = place or _reformatted_place(parts, open_, swap.candidates, encoding)
        found.append(place is not None)
        if place is not None:
            at, start, end, newline = place
            text = parts[at]
            parts[at : at + 1] = text[:start], encoded(swap.wanted, newline), text[end:]
            settled[at : at + 1] = False, True, False
            position = at + 2
    return b"".join(parts), found


def _place(
    parts: Sequence[bytes],
    open_: Sequence[int],
    candidates: Sequence[tuple[bytes, str]],
    is_last: bool,
) -> tuple[int, int, int, str] | None:
    """Return the part in which the first candidate is, from where to where, and its newline."""
    for html, newline in candidates:
        for at in reversed(open_) if is_last else open_:
            starts = list(_starts(parts[at], html))
            if starts:
                start = starts[-1 if is_last else 0]
                return at, start, start + len(html), newline
    return None


def _starts(text: bytes, html: bytes) -> Iterator[int]:
    """Yield where *html* is in a page, and not in a comment of it."""
    start = text.find(html)
    while start >= 0:
        if text.rfind(b"<!--", 0, start) <= text.rfind(b"-->", 0, start):
            yield start
        start = text.find(html, start + 1)


def _reformatted_place(
    parts: Sequence[bytes], open_: Sequence[int], candidates: Sequence[str], encoding: str
) -> tuple[int, int, int, str] | None:
    """Return where a candidate stands that something has written anew, in another style.

    Some themes read each page when all are written, and write it again.
    """
    for html in candidates:
        wanted = [key for _, _, key in _keys(html)]
        for at in open_ if wanted else ():
            text = parts[at].decode(encoding, "surrogateescape")
            if text.encode(encoding, "surrogateescape") != parts[at]:
                # No way back from a place in the text to one in the file.
                continue
            found = _keys(text)
            for first in range(len(found) - len(wanted) + 1):
                stretch = found[first : first + len(wanted)]
                if [key for _, _, key in stretch] == wanted and _are_neighbours(text, stretch):
                    start, end = stretch[0][0], stretch[-1][1]
                    ends = [
                        len(text[:place].encode(encoding, "surrogateescape"))
                        for place in (start, end)
                    ]
                    return at, ends[0], ends[1], "\n"
    return None


#: An element's name, attributes and content.
_Key = tuple[str, frozenset[tuple[str, str]], str]


def _keys(html: str) -> list[tuple[int, int, _Key]]:
    """Return the elements that regions are made of, in any style of writing them."""
    found = []
    for start, end in elements(html):
        text = html[start:end]
        name = text[1:5].lower()
        # `defer`, `defer=""` and `defer="defer"` are the same.
        attributes = frozenset(
            (key, "" if value == key else value) for key, value in attributes_of(text).items()
        )
        content = text if text.startswith("<!--") else text[text.find(">") + 1 : text.rfind("<")]
        found.append((start, end, (name, attributes, content.strip())))
    return found


def _are_neighbours(text: str, stretch: Sequence[tuple[int, int, _Key]]) -> bool:
    pairs = pairwise(stretch)
    return all(not text[before[1] : after[0]].strip() for before, after in pairs)
