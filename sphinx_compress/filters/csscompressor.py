"""The filter ``csscompressor``: the default minifier for CSS.

csscompressor rewrites text by regular expressions.  It damages strings, URLs,
selectors, custom properties and functions, and some of its expressions need
exponential time.  So it never sees any of these: each is replaced by a word
of letters before, and put back after.  What is left (names, numbers, colours
and punctuation, a few thousand characters of it) is what it handles well, and
leaves none of its expressions more than quadratic time, see :func:`_is_tame`.
A limit on time, in contrast, would let the result depend on the machine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, product
from string import ascii_lowercase
from typing import ClassVar, Final

import csscompressor

from ..css.content import PUNCTUATION, Written
from ..css.rewrite import written
from ..css.rules import SEMICOLON_ENDED, PartKind
from ..css.tokens import CLOSERS, ENDS, Token, Tokens, ascii_lower
from ..css.values import FOLD_FOUR, FOLD_TWO, GRADIENTS, LENGTH, OPAQUE, drops_unit
from .css_minifier import CHUNK, Attempt, CSSMinifier
from .registry import shipped_version

#: Functions that csscompressor may look into.
_OPEN: Final = GRADIENTS | {"rgb"}
#: Digits of a number; behind a plus sign, its time doubles with each.
_DIGITS: Final = 8
#: Blocks within blocks.
_DEPTH: Final = 6
#: A piece of text, and its token; ``None`` for a blank.
_Piece = tuple[str, Token | None]
#: A piece of text, and whether csscompressor must not see it.
_Masked = tuple[str, bool]
#: What it may turn into a zero that means something else.
_NONE: Final = ("border", "outline", "background")


def compressed(tokens: Tokens) -> str | None:
    """Minify some whole rules with csscompressor.

    The result is to be verified.

    :returns: ``None`` where csscompressor cannot be used.
    """
    parts = list(written(tokens))
    mask = _Mask(tokens.between(0, len(tokens.words)))
    masked = "".join(map(mask.part, parts))
    if mask.exhausted or len(masked) > 2 * CHUNK or not _is_tame(parts):
        return None
    try:
        result = csscompressor.compress(masked)
    except (ValueError, StopIteration, RuntimeError, IndexError):
        return None
    return mask.restore(result)


def _is_tame(parts: list[Written]) -> bool:
    """Return whether csscompressor's regular expressions stay quadratic.

    Quotes, backslashes, comments and long numbers are masked, which leaves
    ``_spaces1_re``: cubic for declarations behind a block within their block.
    """
    depth = 0
    behind = False
    for part in parts:
        if part.kind is PartKind.OPEN:
            depth += 1
            behind = False
        elif part.kind is PartKind.CLOSE:
            depth -= 1
            behind = depth > 0
        elif behind and part.kind in SEMICOLON_ENDED:
            return False
        if depth > _DEPTH:
            return False
    return True


class _Mask:
    """Words that stand for pieces of text."""

    def __init__(self, source: str) -> None:
        self.prefix = "zq"
        while self.prefix in source.lower():
            self.prefix += "q"
        self._pieces: dict[str, str] = {}
        self._words = (
            self.prefix + "".join(letters) for letters in product(ascii_lowercase, repeat=3)
        )
        self.exhausted = False

    def part(self, part: Written) -> str:
        """Return a part of a style sheet, with words in place of what is at risk."""
        if part.kind in PUNCTUATION:
            return part.text
        if part.kind is not PartKind.DECLARATION:
            return self._word(part.text)
        return "".join(
            self._word(piece) if at_risk else piece for piece, at_risk in _declaration(part)
        )

    def restore(self, text: str) -> str:
        """Put the pieces back."""
        # Over words of letters that we made, not over CSS.
        return re.sub(
            f"{self.prefix}[a-z]{{3}}", lambda match: self._pieces.get(match[0], match[0]), text
        )

    def _word(self, piece: str) -> str:
        word = next(self._words, "")
        self.exhausted = self.exhausted or not word
        self._pieces[word] = piece
        return word


# The same declarations come up again and again, as one and the same object.
@lru_cache(maxsize=4096)
def _declaration(part: Written) -> list[_Masked]:
    """Return the pieces of a declaration, and whether each is at risk."""
    colon = next(n for n, (piece, _) in enumerate(part.pieces) if piece == ":")
    value = part.pieces[colon + 1 :]
    name = "".join(piece for piece, _ in part.pieces[:colon])
    if "\\" in name:
        return [(part.text, True)]
    masked = None if part.name in OPAQUE else _value(part.name, value)
    if masked is None or _glues(masked):
        masked = [("".join(piece for piece, _ in value), True)]
    return [(f"{name}:", False), *masked]


def _value(name: str, pieces: list[_Piece]) -> list[_Masked] | None:
    """Return the pieces of a value, and whether each is at risk; ``None`` if all of it is."""
    out: list[_Masked] = []
    hold_zeros = _folds_wrongly(name, pieces)
    functions: list[str] = []
    position = 0
    while position < len(pieces):
        piece, token = pieces[position]
        position += 1
        if token is not None and token.type == "function" and token.lower not in _OPEN:
            end = _end_of_block(pieces, position)
            if end is None:
                return None
            out.append(("".join(text for text, _ in pieces[position - 1 : end]), True))
            position = end
            continue
        if not _is_plain(piece, token):
            return None
        if token is None:
            out.append((piece, False))
            continue
        is_safe = token.type not in ("string", "url") and "\\" not in piece
        at_risk = not is_safe or _is_risky(name, functions, token, hold_zeros)
        out.append((piece, at_risk))
        if token.type == "function":
            functions.append(token.lower)
        elif token.type == ")" and functions:
            functions.pop()
    return out


def _glues(pieces: list[_Masked]) -> bool:
    """Return whether a word stands next to what would become part of it."""
    for (one, hides_one), (two, hides_two) in pairwise(pieces):
        masked = hides_one or hides_two
        one, two = "z" if hides_one else one, "z" if hides_two else two
        if masked and (one[-1:].isalnum() and (two[:1].isalnum() or two[:1] in "-_#(%.+")):
            return True
        if masked and one[-1:] in "-_%" and two[:1].isalnum():
            return True
    return False


def _end_of_block(pieces: list[_Piece], start: int) -> int | None:
    """Return where the block ends that is open at *start*; ``None`` if it does not."""
    depth = 1
    for index in range(start, len(pieces)):
        token = pieces[index][1]
        if token is not None:
            depth += (token.type in CLOSERS) - (token.type in ENDS)
        if not depth:
            return index + 1
    return None


def _is_plain(piece: str, token: Token | None) -> bool:
    """Return whether csscompressor knows what to do with such a piece, or a word for it."""
    if token is None:
        return piece == " "
    if token.type in CLOSERS:
        return token.type == "function"
    if token.type == "literal":
        return piece in (",", "/", "!")
    return token.type not in ("unicode-range", "error")


def _is_risky(name: str, functions: list[str], token: Token, hold_zeros: bool) -> bool:
    """Return whether csscompressor would change the meaning of a word or number."""
    kind = token.type
    if kind == "ident":
        return token.lower == "none" and name.startswith(_NONE)
    if kind not in ("number", "percentage", "dimension"):
        return False
    if len(token.value) > _DIGITS:
        return True
    if float(token.value) != 0:
        return False
    if kind == "number":
        return hold_zeros
    if kind == "percentage":
        return True  # equal, but scripts can tell 0% from 0px
    unit = ascii_lower(token.unit)
    return hold_zeros or not (unit in ("s", "ms") or drops_unit(name, functions, unit))


def _folds_wrongly(name: str, pieces: list[_Piece]) -> bool:
    """Return whether a value is all zeros, which csscompressor would fold into too few."""
    values = [token for piece, token in pieces if token is not None]
    zeros = all(
        token.type in ("number", "percentage", "dimension") and float(token.value) == 0
        for token in values
    )
    if not zeros or (len(values) == 1 and name in LENGTH and not name.endswith(_TWO_VALUES)):
        return False
    most = 4 if name in FOLD_FOUR else 2 if name in FOLD_TWO else 0
    return not 1 < len(values) <= most


#: Properties for which one zero is not short for two.
_TWO_VALUES: Final = ("position", "origin")


class CSSCompressorFilter(CSSMinifier):
    """Minifies CSS with csscompressor where that is safe, else removes its blanks."""

    name: ClassVar[str] = "csscompressor"
    version: ClassVar[str] = shipped_version("csscompressor")
    attempts: ClassVar[tuple[Attempt, ...]] = (compressed,)
