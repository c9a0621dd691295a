"""Where rules, declarations and their parts begin and end in a list of tokens.

The shape of the tokens tells that, see :class:`~sphinx_compress.css.tokens.Tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from .tokens import Token, Word


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


# That of Enum is written in Python, and takes ten times as long.
PartKind.__hash__ = object.__hash__  # type: ignore[method-assign]

#: What may end a part, or open a block within it.
_STOP: Final = re.compile(r"[;{}()\[\]f]")
_BRACKET: Final = re.compile(r"[{}()\[\]f]")
_SOLID: Final = re.compile("[^wc]|$")
#: The beginning of a declaration, with its colon; ``*zoom: 1`` is a hack for old browsers.
_NAME_AND_COLON: Final = re.compile(r"\*?[-i][wc]*:")

_INNER: Final = r"(?:[^;{}()\[\]f]++|[f(\[][^{}()\[\]f]*+[)\]])*+"
#: A declaration in a block, but for those with brackets in brackets.
_DECLARATION: Final = re.compile(rf"(?:\*[-i]|i)[wc]*+:{_INNER}(?=[;}}])")

#: Parts that a semicolon ends, or nothing at the end of their block.
SEMICOLON_ENDED: Final = frozenset({PartKind.DECLARATION, PartKind.CUSTOM, PartKind.JUNK})


class Part(NamedTuple):
    """A part of a style sheet: the indexes of its first token, and of the first behind it."""

    kind: PartKind
    first: int
    last: int
    #: Index of the colon behind the name of a declaration or custom property.
    colon: int = -1


def parts(shape: str, *, nested: bool = False, deep: bool = True) -> Iterator[Part]:
    """Split the tokens of a style sheet, or of some whole rules of it, into parts.

    :param shape: of the tokens.
    :param nested: whether the tokens are the content of a block.
    :param deep: whether to split the content of blocks, too.

    Layout before a part belongs to none; layout behind it is a part of it.
    """
    index = 0
    depth = 0
    count = len(shape)
    while index < count:
        mark = shape[index]
        if mark == "w" or mark == "c":
            index += 1
        elif mark == "}" and depth:
            yield Part(PartKind.CLOSE, index, index + 1)
            depth -= 1
            index += 1
        elif mark == "{":
            yield Part(PartKind.OPEN, index, index + 1)
            depth += 1
            index += 1
            if not deep:
                index = _end(shape, index, semicolons=False, blocks=False)
        elif mark == ";" and (nested or depth):
            yield Part(PartKind.SEMICOLON, index, index + 1)
            index += 1
        elif (nested or depth) and (found := _DECLARATION.match(shape, index)) is not None:
            yield Part(PartKind.DECLARATION, index, found.end(), shape.index(":", index))
            index = found.end()
        else:
            part = _part(shape, index, nested=nested or depth > 0)
            yield part
            index = part.last
            if part.kind is PartKind.AT and shape.startswith(";", index):
                yield Part(PartKind.SEMICOLON, index, index + 1)
                index += 1


class Rule(NamedTuple):
    """A rule, or a declaration with its semicolon: indexes as those of a part."""

    first: int
    last: int
    #: Where the content of its block begins and ends; ``None`` without a whole block.
    inner: tuple[int, int] | None


def rules(shape: str, *, nested: bool = False) -> Iterator[Rule]:
    """Yield the rules on the outermost level; layout between them belongs to none.

    :param shape: of the tokens.
    """
    first: int | None = None
    inner = last = 0
    for kind, start, last, _ in parts(shape, nested=nested, deep=False):
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
        yield Rule(first, len(shape) if kind is PartKind.OPEN else last, None)


def _part(shape: str, first: int, *, nested: bool) -> Part:
    mark = shape[first]
    if mark == "@":
        return Part(PartKind.AT, first, _end(shape, first, semicolons=True, blocks=True))
    if not nested:
        return Part(PartKind.SELECTOR, first, _end(shape, first, semicolons=False, blocks=True))
    colon = colon_of(shape, first)
    if colon is not None and mark == "-":
        last = _end(shape, first, semicolons=True, blocks=False)
        return Part(PartKind.CUSTOM, first, last, colon)
    last = _end(shape, first, semicolons=True, blocks=True)
    if shape.startswith("{", last):
        return Part(PartKind.SELECTOR, first, last)
    if colon is None:
        return Part(PartKind.JUNK, first, last)
    return Part(PartKind.DECLARATION, first, last, colon)


def _end(shape: str, index: int, *, semicolons: bool, blocks: bool) -> int:
    """Return the index of the first token behind a part.

    :param semicolons: whether a semicolon ends it.
    :param blocks: whether a block in braces ends it.
    """
    while (found := _STOP.search(shape, index)) is not None:
        at, mark = found.start(), found[0]
        if mark == ";":
            if semicolons:
                return at
            index = at + 1
        elif mark in "{([f":
            if blocks and mark == "{":
                return at
            index = _behind_block(shape, at)
        else:
            return at
    return len(shape)


def _behind_block(shape: str, opener: int) -> int:
    """Return the index of the first token behind a block."""
    depth = 0
    for found in _BRACKET.finditer(shape, opener):
        depth += 1 if found[0] in "{([f" else -1
        if not depth:
            return found.end()
    return len(shape)


def colon_of(shape: str, first: int) -> int | None:
    """Return the index of the colon of a declaration that begins at *first*.

    It is ``None`` if no declaration can begin there.
    """
    found = _NAME_AND_COLON.match(shape, first)
    return found.end() - 1 if found else None


def skip_layout(shape: str, index: int) -> int:
    """Return the index of the first token from *index* on that is no layout."""
    found = _SOLID.search(shape, index)
    return found.start() if found else len(shape)


def name_of(tokens: Sequence[Token | Word], first: int) -> str:
    """Return the name of the declaration or custom property that begins at *first*."""
    name = tokens[first]
    return name.value if name.type == "ident" else tokens[first + 1].value
