"""Swaps the HTML of regions in pages that are written already.

What stood in for a region when its page was written is looked for in the page's bytes.
Where something has written the page again in another style, its elements are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .markup import attributes_of
from .patterns import find_elements


@dataclass(frozen=True, slots=True)
class Swap:
    """One region of a page."""

    #: What may stand in the page for it, the most likely first.
    candidates: tuple[str, ...]
    #: What is to stand there.
    wanted: str
    #: Whether it is the last in the page that looks so.
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the parts of a page the HTML of a region was found."""

    part: int
    start: int
    end: int
    newline: str = "\n"


def relink(page: bytes, swaps: Sequence[Swap], encoding: str) -> tuple[bytes, list[bool]]:
    """Return *page* with each of *swaps* made, and which of them were found.

    :param swaps: in the order in which they stand in the page.
    :param encoding: that of the page; what it lacks is written as Sphinx does,
        in character references.
    """
    # What a swap put in place is settled: no other swap may take it for its own.
    parts = [page]
    settled = [False]
    position = 0
    found: list[bool] = []
    # Windows writes `\r\n` for `\n`; elsewhere, a script in the page may have it.
    newlines = ["\n", "\r\n"] if b"\r\n" in page else ["\n"]
    for swap in swaps:
        candidates = [
            (_encoded(html, newline, encoding), newline)
            for html in swap.candidates
            if html.strip()
            for newline in newlines
        ]
        open_ = [at for at, is_settled in enumerate(settled) if not is_settled]
        behind = [at for at in open_ if at >= position]
        before = [at for at in open_ if at < position]
        place = (
            _place(parts, behind, candidates, swap.is_last)
            or _place(parts, before, candidates, swap.is_last)
            or _reformatted_place(parts, open_, swap.candidates, encoding)
        )
        found.append(place is not None)
        if place is not None:
            at, text = place.part, parts[place.part]
            wanted = _encoded(swap.wanted, place.newline, encoding)
            parts[at : at + 1] = text[: place.start], wanted, text[place.end :]
            settled[at : at + 1] = False, True, False
            position = at + 2
    return b"".join(parts), found


def _encoded(html: str, newline: str, encoding: str) -> bytes:
    return html.replace("\n", newline).encode(encoding, "xmlcharrefreplace")


def _place(
    parts: Sequence[bytes],
    open_: Sequence[int],
    candidates: Sequence[tuple[bytes, str]],
    is_last: bool,
) -> _Place | None:
    """Return where the first candidate is that is in one of the *open_* parts."""
    for html, newline in candidates:
        for at in reversed(open_) if is_last else open_:
            starts = list(_starts(parts[at], html))
            if starts:
                start = starts[-1 if is_last else 0]
                return _Place(at, start, start + len(html), newline)
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
) -> _Place | None:
    """Return where a candidate stands that something has written again, in another style.

    Some themes read each page when all are written, and write it again.
    """
    for html in candidates:
        wanted = [element.key for element in _elements(html)]
        for at in open_ if wanted else ():
            text = parts[at].decode(encoding, "surrogateescape")
            if text.encode(encoding, "surrogateescape") != parts[at]:
                # No way back from a place in the text to one in the file.
                continue
            found = _elements(text)
            for first in range(len(found) - len(wanted) + 1):
                stretch = found[first : first + len(wanted)]
                if [element.key for element in stretch] == wanted and _are_neighbours(
                    text, stretch
                ):
                    start, end = (
                        len(text[:place].encode(encoding, "surrogateescape"))
                        for place in (stretch[0].start, stretch[-1].end)
                    )
                    return _Place(at, start, end)
    return None


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of a page."""

    start: int
    end: int
    #: Its name, attributes and content, which are the same in any style of writing them.
    key: tuple[str, frozenset[tuple[str, str]], str]


def _elements(html: str) -> list[_Element]:
    """Return the elements of a page that regions are made of, and its comments."""
    elements = []
    for found in find_elements(html):
        if found.is_hidden:
            continue
        text = html[found.start : found.end]
        # `defer`, `defer=""` and `defer="defer"` are the same.
        attributes = frozenset(
            (key, "" if value == key else value) for key, value in attributes_of(text).items()
        )
        is_comment = found.name == "comment"
        content = text if is_comment else text[text.find(">") + 1 : text.rfind("<")]
        key = found.name, attributes, content.strip()
        elements.append(_Element(found.start, found.end, key))
    return elements


def _are_neighbours(text: str, elements: Sequence[_Element]) -> bool:
    return all(not text[before.end : after.start].strip() for before, after in pairwise(elements))
