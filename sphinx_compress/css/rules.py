"""Where rules, declarations and their parts begin and end in a list of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from .tokens import CLOSERS, ENDS, LAYOUT, Token, Tokens


class PartKind(Enum):
    """What some neighbouring tokens are together."""

    #: The selectors in front of a block, and whatever else stands in front of one.
    SELECTOR = "selector"
    #: From an at-keyword up to its block or semicolon.
    AT = "at"
    #: ``name: value``.
    DECLARATION = "declaration"
    #: ``--name: value``, and other declarations whose value counts as it is written.
    CUSTOM = "custom"
    #: Something that CSS does not know.
    JUNK = "junk"
    OPEN = "{"
    CLOSE = "}"
    SEMICOLON = ";"


#: Descriptors of ``@property`` and ``@function``.  They give custom properties their values.
_CUSTOM_VALUES: Final = frozenset({"initial-value", "result"})


#: Parts that a semicolon ends, or nothing at the end of their block.
SEMICOLON_ENDED: Final = frozenset({PartKind.DECLARATION, PartKind.CUSTOM, PartKind.JUNK})


class Part(NamedTuple):
    """A part of a style sheet: the indexes of its first token, and of the first behind it."""

    kind: PartKind
    first: int
    last: int
    #: Index of the colon behind the name of a declaration or custom property.
    colon: int = -1


def parts(tokens: list[Token], *, nested: bool = False, deep: bool = True) -> Iterator[Part]:
    """Split the tokens of a style sheet, or of some whole rules of it, into parts.

    :param nested: whether the tokens are the content of a block.
    :param deep: whether to split the content of blocks, too.

    Layout before a part belongs to none; layout behind it is a part of it.
    """
    index = 0
    depth = 0
    count = len(tokens)
    while index < count:
        token = tokens[index]
        if token.type in LAYOUT:
            index += 1
        elif token.type == "}" and depth:
            yield Part(PartKind.CLOSE, index, index + 1)
            depth -= 1
            index += 1
        elif token.type == "{} block":
            yield Part(PartKind.OPEN, index, index + 1)
            depth += 1
            index += 1
            if not deep:
                index = _end(tokens, index, semicolons=False, blocks=False)
        elif (nested or depth) and token.is_literal(";"):
            yield Part(PartKind.SEMICOLON, index, index + 1)
            index += 1
        else:
            part = _part(tokens, index, nested=nested or depth > 0)
            yield part
            index = part.last
            if part.kind is PartKind.AT and index < count and tokens[index].is_literal(";"):
                yield Part(PartKind.SEMICOLON, index, index + 1)
                index += 1


class Rule(NamedTuple):
    """A rule, or a declaration with its semicolon: indexes as those of a part."""

    first: int
    last: int
    #: Where the content of its block begins and ends; ``None`` without a whole block.
    inner: tuple[int, int] | None


def rules(tokens: list[Token], *, nested: bool = False) -> Iterator[Rule]:
    """Yield the rules on the outermost level; layout between them belongs to none."""
    first: int | None = None
    inner = last = 0
    for kind, start, last, _ in parts(tokens, nested=nested, deep=False):
        if first is None:
            first = start
        if kind is PartKind.OPEN:
            inner = last
        elif kind is PartKind.CLOSE:
            yield Rule(first, last, (inner, start))
            first = None
        elif kind is PartKind.SEMICOLON:
            yield Rule(first, last, None)
            first = None
    if first is not None:
        # A block without its end takes all there is.
        yield Rule(first, len(tokens) if kind is PartKind.OPEN else last, None)


def _part(tokens: list[Token], first: int, *, nested: bool) -> Part:
    token = tokens[first]
    if token.type == "at-keyword":
        return Part(PartKind.AT, first, _end(tokens, first, semicolons=True, blocks=True))
    if not nested:
        return Part(PartKind.SELECTOR, first, _end(tokens, first, semicolons=False, blocks=True))
    colon = colon_of(tokens, first)
    if colon is not None and token.type == "ident" and _is_custom(token):
        last = _end(tokens, first, semicolons=True, blocks=False)
        return Part(PartKind.CUSTOM, first, last, colon)
    last = _end(tokens, first, semicolons=True, blocks=True)
    if last < len(tokens) and tokens[last].type == "{} block":
        return Part(PartKind.SELECTOR, first, last)
    if colon is None:
        return Part(PartKind.JUNK, first, last)
    return Part(PartKind.DECLARATION, first, last, colon)


def _is_custom(name: Token) -> bool:
    return name.value.startswith("--") or name.lower in _CUSTOM_VALUES


def _end(tokens: list[Token], index: int, *, semicolons: bool, blocks: bool) -> int:
    """Return the index of the first token behind a part.

    :param semicolons: whether a semicolon ends it.
    :param blocks: whether a block in braces ends it.
    """
    depth = 0
    for at in range(index, len(tokens)):
        kind = tokens[at].type
        if kind == "literal":
            if semicolons and not depth and tokens[at].value == ";":
                return at
        elif kind in CLOSERS:
            if blocks and not depth and kind == "{} block":
                return at
            depth += 1
        elif kind in ENDS:
            if not depth:
                return at
            depth -= 1
    return len(tokens)


def colon_of(tokens: list[Token], first: int) -> int | None:
    """Return the index of the colon of a declaration that begins at *first*.

    It is ``None`` if no declaration can begin there.
    """
    index = first
    if tokens[index].is_literal("*"):  # ``*zoom: 1``, a hack for old browsers
        index += 1
    if index >= len(tokens) or tokens[index].type != "ident":
        return None
    index = skip_layout(tokens, index + 1)
    return index if index < len(tokens) and tokens[index].is_literal(":") else None


def skip_layout(tokens: list[Token], index: int) -> int:
    """Return the index of the first token from *index* on that is no layout."""
    while index < len(tokens) and tokens[index].type in LAYOUT:
        index += 1
    return index


def name_of(tokens: list[Token], part: Part) -> str:
    """Return the name of a declaration or custom property."""
    name = tokens[part.first]
    return name.value if name.type == "ident" else tokens[part.first + 1].value


def custom_value(tokens: Tokens, part: Part) -> str:
    """Return the value of a custom property, as a script would read it.

    A value of nothing but layout becomes one blank: ``--x: ;`` is valid in all
    browsers, ``--x:;`` in newer ones only.
    """
    value = tokens.tokens[part.colon + 1 : part.last]
    # To strip the text would not do: the blank in ``--x: a\ ;`` is a part of the name.
    text = [token for token in value if token.type != "whitespace"]
    if not text:
        return " " if value else ""
    return tokens.text[text[0].start : text[-1].end]
