"""Swaps the HTML of regions in pages that are written already.

What stood in for a region when its page was written is looked for in the page's bytes.
Where something has written the page again in another style, its elements are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .markup import attributes_of
from .patterns import LATE_START, find_elements


@dataclass(frozen=True, slots=True)
class Swap:
    """One region of a page."""

    #: What may stand in the page for it, the most likely first.
    candidates: tuple[str, ...]
    #: What is to stand there.
    wanted: str
    #: Whether it is the last in the page that looks so.
    is_last: bool = False
    #: Whether it is a gate, for which nothing may stand in the page.
    is_gate: bool = False


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
    page_parts = _Parts(page, encoding)
    found = []
    for number, swap in enumerate(swaps):
        place = page_parts.place_of(swap)
        if place is None and swap.is_gate:
            found.append(page_parts.open_gate(swap, swaps[number + 1 :]))
            continue
        found.append(place is not None)
        if place is not None:
            page_parts.put(swap.wanted, place)
    return b"".join(page_parts.parts), found


class _Parts:
    """A page in parts.  What a swap put in place is settled: no other may take it for its own."""

    def __init__(self, page: bytes, encoding: str) -> None:
        self.parts = [page]
        self._settled = [False]
        self._position = 0
        self._encoding = encoding
        # Windows writes `\r\n` for `\n`; elsewhere, a script in the page may have it.
        self._newlines = ["\n", "\r\n"] if b"\r\n" in page else ["\n"]

    def place_of(self, swap: Swap) -> _Place | None:
        """Return where what stands for a region is."""
        candidates = [
            (_encoded(html, newline, self._encoding), newline)
            for html in swap.candidates
            if html.strip()
            for newline in self._newlines
        ]
        open_ = [at for at, is_settled in enumerate(self._settled) if not is_settled]
        behind = [at for at in open_ if at >= self._position]
        before = [at for at in open_ if at < self._position]
        return (
            _place(self.parts, behind, candidates, swap.is_last)
            or _place(self.parts, before, candidates, swap.is_last)
            or _reformatted_place(self.parts, open_, swap.candidates, self._encoding)
        )

    def put(self, html: str, place: _Place) -> None:
        """Put *html* in a place, which is settled then."""
        at, text = place.part, self.parts[place.part]
        wanted = _encoded(html, place.newline, self._encoding)
        self.parts[at : at + 1] = text[: place.start], wanted, text[place.end :]
        self._settled[at : at + 1] = False, True, False
        self._position = at + 2

    def open_gate(self, swap: Swap, following: Sequence[Swap]) -> bool:
        """Put a gate in a page that has none; return whether the page is as it should be then.

        It stands before the scripts at the end of the page, or else at the end of the body.
        """
        if not swap.wanted:
            return True
        if _encoded(swap.wanted, "\n", self._encoding) in self.parts:
            return False
        place = next(filter(None, map(self.place_of, following)), None) or self._end_of_body()
        self.put(swap.wanted, _Place(place.part, place.start, place.start, place.newline))
        return True

    def _end_of_body(self) -> _Place:
        """Return where the body ends; the end of the page if no tag says where."""
        for name in (b"</body", b"</html"):
            for at in reversed(range(len(self.parts))):
                start = self.parts[at].lower().rfind(name)
                if start >= 0 and not self._settled[at]:
                    return _Place(at, start, start)
        last = len(self.parts) - 1
        return _Place(last, len(self.parts[last]), len(self.parts[last]))


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
    """Yield where *html* is in a page, and neither in a comment nor a part of a split sheet."""
    start = text.find(html)
    while start >= 0:
        is_in_comment = text.rfind(b"<!--", 0, start) > text.rfind(b"-->", 0, start)
        if not is_in_comment and not text.endswith(_LATE_TAG, 0, start):
            yield start
        start = text.find(html, start + 1)


def _reformatted_place(
    parts: Sequence[bytes], open_: Sequence[int], candidates: Sequence[str], encoding: str
) -> _Place | None:
    """Return where a candidate stands that something has written again, in another style.

    Some themes read each page when all are written, and write it again.
    """
    for html in candidates:
        wanted, attributes = _looked_for(html)
        for at in open_ if wanted else ():
            text = parts[at].decode(encoding, "surrogateescape")
            lowered = text.lower()
            # A page is not read that is without one of them, such as that of a gate.
            if not all(name in lowered for name in attributes):
                continue
            if text.encode(encoding, "surrogateescape") != parts[at]:
                # No way back from a place in the text to one in the file.
                continue
            found = _elements(text)
            for first in range(len(found) - len(wanted) + 1):
                stretch = found[first : first + len(wanted)]
                if (
                    [element.key for element in stretch] == wanted
                    and _are_neighbours(text, stretch)
                    and not _is_in_split_sheet(text[: stretch[0].start].rstrip())
                ):
                    start, end = (
                        len(text[:place].encode(encoding, "surrogateescape"))
                        for place in (stretch[0].start, stretch[-1].end)
                    )
                    return _Place(at, start, end)
    return None


#: The name of an element, its attributes and content: the same in any style of writing them.
_Key = tuple[str, frozenset[tuple[str, str]], str]


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of a page."""

    start: int
    end: int
    key: _Key


# Most pages have the same regions.
@lru_cache(256)
def _looked_for(html: str) -> tuple[list[_Key], frozenset[str]]:
    """Return the keys of the elements of a region, and the names of all their attributes."""
    keys = [element.key for element in _elements(html)]
    return keys, frozenset(name for _, attributes, _ in keys for name, _ in attributes)


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
    return all(
        not _NOSCRIPT.sub("", text[before.end : after.start]).strip()
        for before, after in pairwise(elements)
    )


def _is_in_split_sheet(before: str) -> bool:
    """Return whether a sheet that stands behind this text is the rest of a split one."""
    return before.endswith(">") and before.startswith(LATE_START, before.rfind("<"))


_LATE_TAG = f'{LATE_START}="">'.encode()
#: The rest of a style sheet stands in one, for readers without scripts.
_NOSCRIPT = re.compile("</?noscript[^>]*>", re.IGNORECASE)
