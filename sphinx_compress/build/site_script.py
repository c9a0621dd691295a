"""A script of a site, whose text is read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..js.tag_references import References
from .known_texts import Text


@dataclass(frozen=True, slots=True)
class Script:
    """A script of a site: a file, or one that stands in pages."""

    digest: str
    read: Callable[[], str]
    #: By what its own tag is told from others.
    word: str
    #: Whether it runs while the page is read.
    is_early: bool = False
    is_block: bool = False
    #: How a user is told of it.
    name: str = ""

    @property
    def text(self) -> Text:
        """What is known of its text is kept by this."""
        return Text(self.digest, self.read, self.is_block)

    def at(self, found: References, words: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each of its *words* with the place in it that leads to them."""
        for word in words:
            line, column = found.places.get(word, (1, 1))
            yield word, f"{self.name}, line {line}, column {column}"
