"""Style sheets written with as few characters as their tokens allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tinycss2.serializer import BAD_PAIRS

from .rules import Part, Segment, custom_value, name_of, segments
from .tokens import APART, LAYOUT, Token, Tokens, ascii_lower
from .whitespace import spaced_parts


class Written(NamedTuple):
    """A part of a style sheet, written without the layout that means nothing."""

    part: Part
    #: Name of the property of a declaration, in lower case.
    name: str
    #: Pieces of text; a piece that is no token is a blank or keeps two apart.
    pieces: list[tuple[str, Token | None]]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(piece for piece, _ in self.pieces)


def written(tokens: Tokens) -> Iterator[Written]:
    """Write a style sheet, or some whole rules of it, part by part."""
    idle = False  # whether a semicolon only ends a declaration
    pending = False
    semicolon = Written(Part.SEMICOLON, "", [(";", None)])
    for segment, items in spaced_parts(tokens):
        part = segment.part
        if part is Part.SEMICOLON and idle:
            pending = True
            continue
        if pending and part is not Part.CLOSE:
            yield semicolon
        pending = False
        idle = part in (Part.DECLARATION, Part.CUSTOM, Part.JUNK)
        if part in (Part.OPEN, Part.CLOSE, Part.SEMICOLON):
            yield Written(part, "", [(part.value, None)])
        elif part is Part.CUSTOM:
            name = tokens.source(tokens.tokens[segment.first])
            yield Written(part, name, [(f"{name}:{custom_value(tokens, segment)}", None)])
        else:
            name = name_of(tokens.tokens, segment) if part is Part.DECLARATION else ""
            yield Written(part, ascii_lower(name), list(_pieces(tokens, segment, items)))
    if pending:
        yield semicolon


def shortest(tokens: Tokens) -> str:
    """Write a style sheet without comments and idle blanks and semicolons."""
    return "".join(part.text for part in written(tokens))


def marked_comments(tokens: Tokens) -> list[str]:
    """The comments that are marked to be kept.

    Comments in the value of a custom property are part of that value.
    """
    if "/*!" not in tokens.text:
        return []
    kept = []
    behind = 0
    for part, first, last, _ in segments(tokens.tokens, nested=tokens.nested):
        kept += _marked(tokens, behind, first if part is Part.CUSTOM else last)
        behind = last
    return kept + _marked(tokens, behind, len(tokens.tokens))


def _marked(tokens: Tokens, first: int, last: int) -> list[str]:
    return [
        tokens.source(token)
        for token in tokens.tokens[first:last]
        if token.type == "comment" and token.value.startswith("!")
    ]


def _pieces(
    tokens: Tokens, segment: Segment, items: list[Token | None]
) -> Iterator[tuple[str, Token | None]]:
    first = tokens.tokens[segment.first]
    if first.is_at(("charset",)):
        # Only one way of writing it counts.
        yield tokens.text[first.start : tokens.tokens[segment.last - 1].end].rstrip(), None
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
                    # A blank that means nothing is shorter, where there is one.
                    gap = tokens.text[before.end : token.start]
                    yield (" " if gap[0].isspace() or gap[-1].isspace() else APART), None
            yield tokens.source(token), token
        before = token


def _fuse(before: Token, after: Token) -> bool:
    """Whether two tokens next to each other would become something else."""
    if before.type in LAYOUT or after.type in LAYOUT:
        return False
    one = before.value if before.type == "literal" else before.type
    two = after.value if after.type == "literal" else after.type
    return (one, two) in BAD_PAIRS or (
        before.type == "ident" and before.lower == "u" and two == "+"
    )
