"""Limits on what minifiers of CSS may be given that are not written in Python.

Too many nested brackets overflow the stack of such a program, and that ends the
build: for lightningcss, ten thousand are too many.  The length is limited, too,
since some of what they do takes quadratic time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..css.rewrite import shortest
from ..css.tokens import CLOSERS, ENDS, Tokens
from .css_minifier import CHUNK, Attempt

#: Brackets within brackets.
_DEPTH: Final = 50


def attempt(minify: Callable[[str], str]) -> Attempt:
    """Return what tries *minify* on some whole rules; the result is to be verified.

    :param minify: raises ``ValueError`` for CSS that it cannot read.
    """

    def tried(tokens: Tokens) -> str | None:
        if _depth(tokens) > _DEPTH:
            return None
        # Comments that are to be kept stand elsewhere already.
        text = shortest(tokens)
        if len(text) > 2 * CHUNK:
            return None
        try:
            result = minify(text).strip()
        except ValueError:
            return None
        except BaseException as error:
            # A panic in Rust becomes a PanicException, which is no Exception.
            if type(error).__name__ != "PanicException":
                raise
            return None
        return result if len(result) < len(text) else text

    return tried


def _depth(tokens: Tokens) -> int:
    depth = deepest = 0
    for token in tokens.words:
        if token.type in CLOSERS:
            depth += 1
            deepest = max(deepest, depth)
        elif token.type in ENDS:
            depth -= 1
    return deepest
