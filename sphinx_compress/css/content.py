"""What the parts of a style sheet say, wherever they stand.

The same declarations come up again and again, in a sheet, in others, and in the result of a
filter.  So each is read once, as long as it is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tinycss2.serializer import BAD_PAIRS

from .rules import Part, PartKind, name_of, parts
from .tokens import APART, CLOSERS, ENDS, LAYOUT, Token, Tokens, ascii_lower
from .values import Key, canonical_value
from .whitespace import spaced

#: A blank that means something.
BLANK: Final[Key] = ("blank",)
#: Types of the tokens that differ in nothing but their values.
_BY_VALUE: Final = frozenset("ident string url literal number percentage function".split())
#: Parts of one token, which have no content.
PUNCTUATION: Final = frozenset({PartKind.OPEN, PartKind.CLOSE, PartKind.SEMICOLON})
#: Types of the tokens that an at-keyword needs a blank in front of.
_SPACED_IN_AT: Final = frozenset({"ident", "function", "() block", "url", "literal", "number"})
#: How many contents are remembered, and how many characters each may have.
_MOST: Final = 4096
_LONGEST: Final = 256


@dataclass(eq=False, slots=True)
class Written:
    """A part of a style sheet as it is written, without layout that means nothing."""

    kind: PartKind
    #: Name of the property in lower case, or of the custom property; empty for other parts.
    name: str
    #: Pieces of text, with their tokens.  A blank, and what keeps two tokens apart, has none.
    pieces: list[tuple[str, Token | None]]
    text: str


@dataclass(eq=False)
class Content:
    """The tokens of a part, and all that they alone decide."""

    kind: PartKind
    #: As it stands in the source.  The positions of the tokens are those in this text.
    text: str
    tokens: list[Token]
    #: Without layout; ``None`` is a blank that means something.  There are none for a
    #: custom property, which counts as it is written.
    spaced: list[Token | None]
    #: Index of the colon of a declaration.
    colon: int
    #: The value of a custom property, as a script would read it.
    value: str = ""

    @cached_property
    def written(self) -> Written:
        """The part as it is written in the fewest characters."""
        if self.kind is PartKind.CUSTOM:
            name = self._source(self.tokens[0])
            pieces: list[tuple[str, Token | None]] = [(f"{name}:{self.value}", None)]
        else:
            name = name_of(self.tokens, 0) if self.kind is PartKind.DECLARATION else ""
            name = ascii_lower(name)
            pieces = list(self._pieces())
        return Written(self.kind, name, pieces, "".join(piece for piece, _ in pieces))

    @cached_property
    def strict_keys(self) -> list[Key]:
        """What it means, compared token by token."""
        return self._keys(lenient=False)

    @cached_property
    def lenient_keys(self) -> list[Key]:
        """What it means, where values that always mean the same have the same key."""
        return self._keys(lenient=True)

    @property
    def is_charset(self) -> bool:
        """Whether it is ``@charset``, which counts to browsers in one spelling only."""
        return self.tokens[0].is_at(("charset",))

    def _keys(self, *, lenient: bool) -> list[Key]:
        if self.kind is PartKind.CUSTOM:
            return [("custom", name_of(self.tokens, 0), self.value)]
        if self.kind is PartKind.DECLARATION and lenient:
            colon = self.spaced.index(self.tokens[self.colon])
            name = ascii_lower(name_of(self.tokens, 0))
            keys = tuple(self._key(token, lenient=True) for token in self.spaced[colon + 1 :])
            hack = self.tokens[0].is_literal("*")
            return [("declaration", hack, name, *canonical_value(name, keys))]
        if self.is_charset:
            return [("charset", self.text)]
        return [(self.kind.value,), *(self._key(token, lenient=lenient) for token in self.spaced)]

    def _key(self, token: Token | None, *, lenient: bool) -> Key:
        if token is None:
            return BLANK
        kind = token.type
        if kind in _BY_VALUE:
            return (kind, token.value)
        if kind == "dimension":
            return (kind, token.value, token.unit)
        if kind == "at-keyword":
            return (kind, token.lower if lenient else token.value)
        if kind == "hash":
            return (kind, token.value, token.is_identifier)
        if kind in CLOSERS or kind in ENDS:
            return (kind,)
        return (kind, self._source(token))

    def _pieces(self) -> Iterator[tuple[str, Token | None]]:
        first = self.tokens[0]
        if self.is_charset:
            yield self.text.rstrip(), None
            return
        before: Token | None = None
        for token in self.spaced:
            if token is None:
                yield " ", None
            else:
                if before is not None and before.end != token.start:
                    if before is first and first.type == "at-keyword":
                        if token.type in _SPACED_IN_AT:
                            yield " ", None
                    elif _fuse(before, token):
                        # Where there is a blank that means nothing, it is shorter than a comment.
                        gap = self.text[before.end : token.start]
                        yield (" " if gap[0].isspace() or gap[-1].isspace() else APART), None
                yield self._source(token), token
            before = token

    def _source(self, token: Token) -> str:
        return self.text[token.start : token.end]


class SpacedPart(NamedTuple):
    """A part of a style sheet, and its content."""

    part: Part
    #: ``None`` for punctuation.
    content: Content | None


_known: Final[dict[tuple[PartKind, str], Content]] = {}


# Right after a sheet is written anew, the result is compared with it.
@lru_cache(maxsize=2)
def spaced_parts(tokens: Tokens) -> list[SpacedPart]:
    """Split a style sheet, or some whole rules of it, into parts without layout."""
    return [
        SpacedPart(part, None if part.kind in PUNCTUATION else _content(tokens, part))
        for part in parts(tokens.shape, nested=tokens.nested)
    ]


def _content(tokens: Tokens, part: Part) -> Content:
    kind, first, last, colon = part
    if kind is PartKind.SELECTOR or kind is PartKind.DECLARATION:
        # So a selector is the same before and after it loses the blank behind it.
        while tokens.shape[last - 1] in "wc":
            last -= 1
    text = tokens.between(first, last)
    content = _known.get((kind, text)) if tokens.closed else None
    if content is None:
        content = _read(tokens, Part(kind, first, last, colon), text)
        # What has its end is the same tokens wherever it stands.
        if tokens.closed and len(text) <= _LONGEST:
            if len(_known) >= _MOST:
                _known.clear()
            _known[kind, text] = content
    return content


def _read(tokens: Tokens, part: Part, text: str) -> Content:
    kind, first, last, colon = part
    starts = tokens.starts[first : last + 1]
    origin = starts[0]
    if kind is PartKind.CUSTOM:
        # It counts as it is written, so that its tokens would only take room.
        name = tokens.token(first)
        name = name._replace(start=0, end=name.end - origin)
        return Content(kind, text, [name], [], 0, _custom_value(tokens, colon + 1, last))
    new = tuple.__new__  # in half the time of the constructor
    items = [
        new(Token, (kind_, start - origin, end - origin, value, unit, is_identifier))
        for (kind_, value, unit, is_identifier, _, _), (start, end) in zip(
            tokens.words[first:last], pairwise(starts), strict=True
        )
    ]
    colon -= first
    shape = tokens.shape[first:last]
    return Content(kind, text, items, spaced(kind, items, shape, colon), colon)


def _custom_value(tokens: Tokens, first: int, last: int) -> str:
    """Return the value of a custom property, as a script would read it.

    A value of nothing but layout becomes one blank: ``--x: ;`` is valid in all
    browsers, ``--x:;`` in newer ones only.
    """
    # To strip the text would not do: the blank in ``--x: a\ ;`` is a part of the name.
    shape = tokens.shape[first:last]
    length = len(shape.rstrip("w"))
    if not length:
        return " " if shape else ""
    return tokens.between(first + len(shape) - len(shape.lstrip("w")), first + length)


def _fuse(before: Token, after: Token) -> bool:
    """Return whether two tokens next to each other would become something else."""
    if before.type in LAYOUT or after.type in LAYOUT:
        return False
    one = before.value if before.type == "literal" else before.type
    two = after.value if after.type == "literal" else after.type
    return (one, two) in BAD_PAIRS or (
        before.type == "ident" and before.lower == "u" and two == "+"
    )
