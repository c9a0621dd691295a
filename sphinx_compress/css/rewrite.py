"""Style sheets written with as few characters as their tokens allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tinycss2.serializer import BAD_PAIRS

from .rules import SEMICOLON_ENDED, Part, PartKind, custom_value, name_of, parts
from .tokens import APART, LAYOUT, Token, Tokens, ascii_lower
from .whitespace import spaced_parts


class Written(NamedTuple):
    """A part of a style sheet as it is written, without layout that means nothing."""

    kind: PartKind
    #: Name of the property in lower case, or of the custom property; empty for other parts.
    name: str
    #: Pieces of text, with their tokens.  A blank, and what keeps two tokens apart, has none.
    pieces: list[tuple[str, Token | None]]

    @property
    def text(self) -> str:
        """The part as a text."""
        return "".join(piece for piece, _ in self.pieces)


def written(tokens: Tokens) -> Iterator[Written]:
    """Yield the parts of a style sheet, or of some whole rules of it, as they are written."""
    #: Whether a semicolon here only ends a declaration, and whether there was one.
    idle = pending = False
    semicolon = Written(PartKind.SEMICOLON, "", [(";", None)])
    for part, items in spaced_parts(tokens):
        kind = part.kind
        if kind is PartKind.SEMICOLON and idle:
            pending = True
            continue
        if pending and kind is not PartKind.CLOSE:
            yield semicolon
        pending = False
        idle = kind in SEMICOLON_ENDED
        if kind in (PartKind.OPEN, PartKind.CLOSE, PartKind.SEMICOLON):
            yield Written(kind, "", [(kind.value, None)])
        elif kind is PartKind.CUSTOM:
            name = tokens.source(tokens.tokens[part.first])
            yield Written(kind, name, [(f"{name}:{custom_value(tokens, part)}", None)])
        else:
            name = name_of(tokens.tokens, part) if kind is PartKind.DECLARATION else ""
            yield Written(kind, ascii_lower(name), list(_pieces(tokens, part, items)))
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
    for kind, first, last, _ in parts(tokens.tokens, nested=tokens.nested):
        kept += _marked(tokens, behind, first if kind is PartKind.CUSTOM else last)
        behind = last
    return kept + _marked(tokens, behind, len(tokens.tokens))


def _marked(tokens: Tokens, first: int, last: int) -> list[str]:
    return [
        tokens.source(token)
        for token in tokens.tokens[first:last]
        if token.type == "comment" and token.value.startswith("!")
    ]


def _pieces(
    tokens: Tokens, part: Part, items: list[Token | None]
) -> Iterator[tuple[str, Token | None]]:
    first = tokens.tokens[part.first]
    if first.is_at(("charset",)):
        # To browsers, the rule counts in one spelling only.
        yield tokens.text[first.start : tokens.tokens[part.last - 1].end].rstrip(), None
        return
    before: Token | None = None
    for token in items:
        if token is None:
            yield " ", None
        else:
            if before is not None and before.end != token.start:
                if before is first and first.type == "at-keyword":
                    if token.type in ("ident", "function", "() block", "url", "literal", "number"):
                        yield " ", None
                elif _fuse(before, token):
                    # Where there is a blank that means nothing, it is shorter than a comment.
                    gap = tokens.text[before.end : token.start]
                    yield (" " if gap[0].isspace() or gap[-1].isspace() else APART), None
            yield tokens.source(token), token
        before = token


def _fuse(before: Token, after: Token) -> bool:
    """Return whether two tokens next to each other would become something else."""
    if before.type in LAYOUT or after.type in LAYOUT:
        return False
    one = before.value if before.type == "literal" else before.type
    two = after.value if after.type == "literal" else after.type
    return (one, two) in BAD_PAIRS or (
        before.type == "ident" and before.lower == "u" and two == "+"
    )
