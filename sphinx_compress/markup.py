"""Where the tags of a nodelist begin and end, to the character.

BeautifulSoup reads a tag's attributes, but what passes through must stay
verbatim, and for that the extent of each tag in the text is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

#: https://html.spec.whatwg.org/multipage/syntax.html#void-elements
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag, with its extent in the text."""

    name: str
    type: Literal["start", "self-closing", "end"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a nodelist: one whole element, or what stands between elements."""

    #: ``link``, ``style`` or ``script``; empty for anything else.
    name: str
    text: str


class _TagFinder(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[Tag] = []
        self._text = text
        self._line_starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
        self.feed(text)
        self.close()

    def _add(self, name: str, type_: Literal["start", "self-closing", "end"]) -> None:
        row, column = self.getpos()
        start = self._line_starts[row - 1] + column
        if type_ == "end":
            end = self._text.find(">", start) + 1 or len(self._text)
        else:
            end = start + len(self.get_starttag_text() or "")
        self.tags.append(Tag(name, type_, start, end))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, "start")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, "start" if tag in _VOID else "self-closing")

    def handle_endtag(self, tag: str) -> None:
        self._add(tag, "end")


def start_tags(text: str) -> list[Tag]:
    """Return the start tags of *text* in order; none from comments or scripts."""
    return [tag for tag in _TagFinder(text).tags if tag.type != "end"]


def split(text: str) -> tuple[Piece, ...]:
    """Cut *text* into its ``link``, ``style`` and ``script`` elements and the rest.

    Only elements that are not within another one count.  The texts of all
    pieces, joined, are *text* again.  From the first place on that a browser
    might read in another way, all is one piece without a name.
    """
    pieces: list[Piece] = []
    position = 0
    for name, start, end in _elements(text):
        if start > position:
            pieces.append(Piece("", text[position:start]))
        pieces.append(Piece(name, text[start:end]))
        position = end
    if position < len(text):
        pieces.append(Piece("", text[position:]))
    return tuple(pieces)


def _elements(text: str) -> Iterator[tuple[str, int, int]]:
    tags = iter(_TagFinder(text).tags)
    for tag in tags:
        if tag.type == "self-closing":
            # HTML knows no `<script/>`: a browser takes all that follows for its content.
            return
        if tag.type == "end" or tag.name in _VOID:
            if tag.name == "link" and tag.type == "start":
                yield tag.name, tag.start, tag.end
        elif tag.name in {"script", "style"}:
            closing = next(tags, None)
            if closing is None or closing.name != tag.name or closing.type != "end":
                return
            if "<!--" in text[tag.end : closing.start]:
                # `<!--` followed by `<script` moves the end of a script element
                # (https://html.spec.whatwg.org/#script-data-double-escaped-state).
                return
            yield tag.name, tag.start, closing.end
        elif not _skip(tags, tag.name):
            return


def _skip(tags: Iterator[Tag], name: str) -> bool:
    """Go on to the end tag that matches an open *name*; is there one?"""
    depth = 1
    for tag in tags:
        if tag.name == name and tag.type != "self-closing":
            depth += 1 if tag.type == "start" else -1
        if not depth:
            return True
    return False
