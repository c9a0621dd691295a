"""The names that elements may have: what pages and scripts bring, and what rules need.

A name is ``p`` for an element, ``.note`` for a class, ``#top`` for an id and ``[href`` for an
attribute.  All went through :meth:`str.casefold`, since pages in quirks mode compare classes and
ids without regard to case.  Scripts bring words that may be any of these: ``=note``, with
:data:`UNKNOWN` for each part that is not known where they are put together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

#: Any name at all.
ANY: Final = "*"
#: Says that elements of a page may have an animation that no style sheet gives them.
ANIMATION: Final = "@animation"
#: Stands for a part of a word.  It is in no text that a browser or a script sees as such.
UNKNOWN: Final = "\0"

_WORD: Final = "="
_KINDS: Final = (".", "#", "[")


@dataclass(frozen=True)
class Words:
    """What is known of the names that scripts make; see :func:`.words.words`.

    All went through :meth:`str.casefold`, as those of :func:`.vocabulary` did.
    """

    names: frozenset[str] = frozenset()
    #: Names with :data:`.UNKNOWN` for each part that is not known, as in `fa-\\0`.
    patterns: frozenset[str] = frozenset()
    #: What is put between two words of which neither is known, as in `a + "-" + b`.
    joints: frozenset[str] = frozenset()
    #: Whether there may be any name.
    is_unbounded: bool = False

    def __or__(self, other: Words) -> Words:
        """Return what scripts make of which some make this, and others that."""
        return Words(*(getattr(self, f.name) | getattr(other, f.name) for f in fields(self)))

    def may_be(self, name: str) -> bool:
        """Return whether a script may make a *name*, such as that of a class."""
        return self._may_be(name.casefold())

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        any_ = [".*".join(map(re.escape, each.split(UNKNOWN))) for each in sorted(self.patterns)]
        return re.compile("|".join(any_), re.DOTALL) if any_ else None

    def _may_be(self, name: str) -> bool:
        if self.is_unbounded:
            return True
        joints = [
            (match.start(), match.start() + len(joint))
            for joint in self.joints
            for match in re.finditer(f"(?={re.escape(joint)})", name)
        ]
        # Where what is before it can be put together.
        starts = {0}
        for first, last in sorted(joints):
            if any(at <= first and self._is_known(name[at:first]) for at in starts):
                starts.add(last)
        return any(self._is_known(name[start:]) for start in starts)

    def _is_known(self, name: str) -> bool:
        if name in self.names or name.isdigit() or not name:
            return True
        return self._pattern is not None and self._pattern.fullmatch(name) is not None


#: Returns whether an element may have a name.
MayBe = Callable[[str], bool]


def word_name(word: str) -> str:
    """Return the name that stands for a word of a script among those of a page."""
    return _WORD + word


def from_words(words: Words) -> Iterator[str]:
    """Yield the names that stand for *words* among those of a page."""
    if words.is_unbounded:
        yield ANY
    for word in words.names | words.patterns:
        yield word_name(word)
    for joint in words.joints:
        yield word_name(f"{UNKNOWN}{joint}{UNKNOWN}")


def names_among(names: Collection[str]) -> MayBe:
    """Return a function that says whether an element may have a name.

    >>> may_be = names_among({".note", "=is-open"})
    >>> may_be(".note"), may_be("#is-open"), may_be("p")
    (True, True, False)
    """
    if ANY in names:
        return lambda name: True
    found = [name.removeprefix(_WORD) for name in names if name.startswith(_WORD)]
    put_together = {word for word in found if UNKNOWN in word}
    joints = {word for word in put_together if not re.search(r"[^\W_]", word)}
    joints = {word for word in joints if word[0] == word[-1] == UNKNOWN}
    words = Words(
        frozenset(found) - put_together,
        frozenset(put_together - joints),
        frozenset(part for word in joints for part in word.split(UNKNOWN) if part),
    )

    def may_be(name: str) -> bool:
        return name in names or words.may_be(name[1:] if name.startswith(_KINDS) else name)

    return may_be
