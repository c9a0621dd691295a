"""Style sheets written with as few characters as their tokens allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .content import PUNCTUATION, Written, spaced_parts
from .rules import SEMICOLON_ENDED, PartKind, parts
from .tokens import Tokens

_PUNCTUATION: Final = {
    kind: Written(kind, "", [(kind.value, None)], kind.value) for kind in PUNCTUATION
}


def written(tokens: Tokens) -> Iterator[Written]:
    """Yield the parts of a style sheet, or of some whole rules of it, as they are written."""
    #: Whether a semicolon here only ends a declaration, and whether there was one.
    idle = pending = False
    semicolon = _PUNCTUATION[PartKind.SEMICOLON]
    for (kind, _, _, _), content in spaced_parts(tokens):
        if kind is PartKind.SEMICOLON and idle:
            pending = True
            continue
        if pending and kind is not PartKind.CLOSE:
            yield semicolon
        pending = False
        if content is None:
            idle = False
            yield _PUNCTUATION[kind]
        else:
            idle = kind in SEMICOLON_ENDED
            yield content.written
    if pending:
        yield semicolon


def shortest(tokens: Tokens) -> str:
    """Return a style sheet without comments, and blanks and semicolons that mean nothing."""
    return "".join(part.text for part in written(tokens))


def marked_comments(tokens: Tokens) -> list[str]:
    """Return the comments that begin with ``/*!``, as authors mark those that must stay.

    One in the value of a custom property is a part of the value, and is left out.
    """
    if "/*!" not in tokens.text:
        return []
    kept = []
    behind = 0
    for kind, first, last, _ in parts(tokens.shape, nested=tokens.nested):
        kept += _marked(tokens, behind, first if kind is PartKind.CUSTOM else last)
        behind = last
    return kept + _marked(tokens, behind, len(tokens.words))


def _marked(tokens: Tokens, first: int, last: int) -> list[str]:
    return [
        tokens.between(at, at + 1)
        for at in range(first, last)
        if tokens.shape[at] == "c" and tokens.words[at].value.startswith("!")
    ]
