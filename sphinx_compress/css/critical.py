"""The critical part of a style sheet: the rules that some element of some page can match.

The part is a piece of the sheet: its rules are in the order of the sheet, and none is changed but
for custom properties that nothing uses so far, see :mod:`.unused_properties`.  Before the whole
sheet, directly and at the same place of the cascade, it changes nothing: of two declarations that
compete, the last copies stand in the whole sheet.  What of that need not come a second time,
:mod:`.remainder` says.
"""

from __future__ import annotations

from ..core.names import MayBe
from .part_reader import Piece, Reader, splittable_tokens
from .unused_properties import unused_properties


def critical(css: str, may_be: MayBe, *, has_fonts: bool = True) -> str:
    """Return the critical part of a style sheet, see :func:`critical_pieces`."""
    return "".join(text for text, _ in critical_pieces(css, may_be, has_fonts=has_fonts))


def critical_pieces(
    css: str, may_be: MayBe, *, has_fonts: bool = True, is_all: bool = False
) -> list[Piece]:
    """Return the pieces of a style sheet that are its critical part.

    :param may_be: whether an element of a page that has the sheet may have a name.
    :param has_fonts: whether ``@font-face`` is a part of it.
    :param is_all: whether nothing else of the sheet will ever be there.
    :raises NotSplittable: if the sheet cannot have a part of it before it.
    """
    tokens = splittable_tokens(css)
    unused = frozenset[str]() if is_all else unused_properties(tokens, may_be)
    return [*Reader(tokens, may_be, has_fonts, unused).parts(0, len(tokens.words))]


def names_of(css: str) -> frozenset[str]:
    """Return the names on which it depends what is critical of a style sheet.

    :raises NotSplittable: see :func:`critical`.
    """
    found = set[str]()

    def may_be(name: str) -> bool:
        found.add(name)
        return True

    critical(css, may_be)
    return frozenset(found)
