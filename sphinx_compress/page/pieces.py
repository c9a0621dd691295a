"""A nodelist in pieces: its elements, each of which is read once, and what is between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..core.urls import site_url
from .markup import attributes_of, outermost
from .versions import without_versions


@dataclass(frozen=True)
class Piece:
    """A stretch of a nodelist: one whole element, or what stands between elements."""

    #: ``link``, ``style`` or ``script``; empty for anything else.
    name: str
    text: str
    #: How long the element's start tag is.
    tag_length: int = 0

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The element's attributes, by their names in lower case."""
        return attributes_of(self.text) if self.name else {}

    @cached_property
    def url(self) -> str:
        """The URL of the file that the element names, as it is written; empty if it names none."""
        return self.attributes.get("href" if self.name == "link" else "src", "")

    @cached_property
    def file(self) -> str:
        """The same URL as it is seen from the site root, without its version."""
        return site_url(self.url)

    @cached_property
    def canonical(self) -> str:
        """The marked text without the version queries of static files."""
        if self.name not in {"link", "script"}:
            return self.text
        return without_versions(self.text[: self.tag_length]) + self.text[self.tag_length :]

    @property
    def is_block(self) -> bool:
        """Whether the element stands in the page itself, and names no file."""
        return self.name == "style" or (self.name == "script" and "src" not in self.attributes)


#: Regions that differ in one element have all others in common.
_piece = lru_cache(4096)(Piece)


@lru_cache(4096)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """Cut *text* into its ``link``, ``style`` and ``script`` elements and the rest.

    Only elements that are not within another one count.  The texts of all pieces,
    joined, are *text* again.  From the first place on that a browser might read in
    another way, all is one piece without a name.

    Most pages of a site have the same regions, and each is looked at in several rooms.
    So all of them share the pieces, and what was read of each.
    """
    pieces: list[Piece] = []
    position = 0
    for tag, end in outermost(text):
        if tag.start > position:
            pieces.append(_piece("", text[position : tag.start]))
        pieces.append(_piece(tag.name, text[tag.start : end], tag.end - tag.start))
        position = end
    if position < len(text):
        pieces.append(_piece("", text[position:]))
    return tuple(pieces)


def elements_of(text: str) -> tuple[Piece, ...]:
    """Return the pieces of *text* that are elements."""
    return tuple(piece for piece in pieces_of(text) if piece.name)


#: An element, and where it begins in the page.
Placed = tuple[int, Piece]


def placed(pieces: Iterable[Piece], start: int) -> Iterator[Placed]:
    """Yield the elements of a text that begins at *start*."""
    for piece in pieces:
        if piece.name:
            yield start, piece
        start += len(piece.text)
