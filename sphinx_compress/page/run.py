"""A run, a stretch of neighbouring tags, which most pages of a site have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from ..core.types import Kind
from .comments import is_ignorable, parted
from .pieces import Piece, pieces_of


@dataclass(frozen=True)
class Run:
    """The text of a run, and what was read of it: once, for all pages that have it."""

    text: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The elements of the run, and what stands between them."""
        return pieces_of(self.text)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is elements with nothing between them that a browser or a tool heeds."""
        return all(piece.name or is_ignorable(piece.text) for piece in self.pieces)

    @property
    def tags(self) -> str:
        """The text without the comments."""
        return self._parted[0]

    @property
    def comments(self) -> str:
        """The comments.  A page may have its own, and shares the tags with others all the same."""
        return self._parted[1]

    @cached_property
    def _parted(self) -> tuple[str, str]:
        return parted(self.pieces)


#: Returns the run with a text.
run_of = lru_cache(1024)(Run)

FoundKind = Kind | Literal["preload", "preload-style"]


@dataclass(frozen=True, slots=True)
class Found:
    """A run, and where it stands in a page."""

    #: ``preload`` for elements that announce what a run of scripts may load, and
    #: ``preload-style`` for those that announce style sheets.
    kind: FoundKind
    start: int
    end: int
    run: Run
    #: Whether it stands at the end of the page.
    late: bool = False
