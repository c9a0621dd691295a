"""The names that elements may have: what pages and scripts bring, and what rules need.

A name is ``p`` for an element, ``.note`` for a class, ``#top`` for an id and ``[href`` for an
attribute.  All are case-folded, since pages in quirks mode compare classes and ids without
regard to case.  Scripts bring words that may be any of these: ``=note``, and, where they are
put together, ``=beginning*`` and ``=*end``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

#: Any name at all.
ANY: Final = "*"
#: How the words of scripts begin.
WORD: Final = "="
#: Says that elements of a page may have an animation that no style sheet gives them.
ANIMATION: Final = "@animation"

#: Returns whether an element may have a name.
MayBe = Callable[[str], bool]

_KINDS: Final = (".", "#", "[")


def names_among(names: Collection[str]) -> MayBe:
    """Return a function that says whether an element may have a name.

    >>> may_be = names_among({".note", "=is-*"})
    >>> may_be(".note"), may_be("#is-open"), may_be("p")
    (True, True, False)
    """
    if ANY in names:
        return lambda name: True
    words = [name[1:] for name in names if name.startswith(WORD)]
    plain = frozenset(word for word in words if "*" not in word)
    beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
    ends = tuple(word[1:] for word in words if word.startswith("*"))

    def may_be(name: str) -> bool:
        if name in names:
            return True
        bare = name[1:] if name.startswith(_KINDS) else name
        return bare in plain or bare.startswith(beginnings) or bare.endswith(ends)

    return may_be
