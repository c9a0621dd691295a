"""Where rules, declarations and their parts begin and end in a list of tokens,
and which of the blanks between the tokens mean something.

Browsers differ in how they read broken CSS.  Wherever it depends on such a
reading, a blank counts as meaningful.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Final, NamedTuple

from .csstokens import CLOSERS, LAYOUT, Token, Tokens


class Part(Enum):
    """What a run of tokens is."""

    #: The selectors in front of a block; also anything else in front of one.
    SELECTOR = "selector"
    #: From an at-keyword up to its block or semicolon.
    AT = "at"
    #: ``name: value``.
    DECLARATION = "declaration"
    #: ``--name: value``.
    CUSTOM = "custom"
    #: Nothing that CSS knows.
    JUNK = "junk"
    OPEN = "{"
    CLOSE = "}"
    SEMICOLON = ";"


class Segment(NamedTuple):
    """A part, and the indexes of its tokens: ``last`` is one behind the end."""

    part: Part
    first: int
    last: int


def segments(tokens: list[Token], *, nested: bool = False) -> Iterator[Segment]:
    """Split the tokens of a style sheet, or of some whole rules of it, into parts.

    :param nested: whether they are the content of a block.

    Layout at either end of a part belongs to none.
    """
    index = 0
    depth = 0
    count = len(tokens)
    while index < count:
        token = tokens[index]
        if token.type in LAYOUT:
            index += 1
        elif token.type == "}" and depth:
            yield Segment(Part.CLOSE, index, index + 1)
            depth -= 1
            index += 1
        elif token.type == "{} block":
            yield Segment(Part.OPEN, index, index + 1)
            depth += 1
            index += 1
        elif (nested or depth) and token.is_literal(";"):
            yield Segment(Part.SEMICOLON, index, index + 1)
            index += 1
        else:
            segment = _segment(tokens, index, nested=nested or depth > 0)
            yield segment
            index = segment.last
            if segment.part is Part.AT and index < count and tokens[index].is_literal(";"):
                yield Segment(Part.SEMICOLON, index, index + 1)
                index += 1


class Rule(NamedTuple):
    """A rule, or a declaration, with its semicolon: indexes of its tokens."""

    first: int
    last: int
    #: The content of its block, if it has any: where it begins and ends.
    inner: tuple[int, int] | None


def rules(tokens: list[Token], *, nested: bool = False) -> Iterator[Rule]:
    """Split tokens into the rules on their outermost level, without layout between them."""
    depth = 0
    first: int | None = None
    inner = last = 0
    for part, start, last in segments(tokens, nested=nested):
        if first is None:
            first = start
        if part is Part.OPEN:
            inner = inner if depth else last
            depth += 1
        elif part is Part.CLOSE:
            depth -= 1
            if not depth:
                yield Rule(first, last, (inner, start))
                first = None
        elif part is Part.SEMICOLON and not depth:
            yield Rule(first, last, None)
            first = None
    if first is not None:
        yield Rule(first, last, None)


def _segment(tokens: list[Token], first: int, *, nested: bool) -> Segment:
    token = tokens[first]
    if token.type == "at-keyword":
        return Segment(Part.AT, first, _end(tokens, first, semicolons=True, blocks=True))
    if not nested:
        return Segment(Part.SELECTOR, first, _end(tokens, first, semicolons=False, blocks=True))
    named = _colon(tokens, first) is not None
    if named and token.type == "ident" and token.node.value.startswith("--"):
        return Segment(Part.CUSTOM, first, _end(tokens, first, semicolons=True, blocks=False))
    last = _end(tokens, first, semicolons=True, blocks=True)
    if last < len(tokens) and tokens[last].type == "{} block":
        return Segment(Part.SELECTOR, first, last)
    return Segment(Part.DECLARATION if named else Part.JUNK, first, last)


def _end(tokens: list[Token], index: int, *, semicolons: bool, blocks: bool) -> int:
    """Index of the first token that no longer belongs to the part."""
    depth = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type in CLOSERS:
            if blocks and not depth and token.type == "{} block":
                break
            depth += 1
        elif token.type in ")]}":
            if not depth:
                break
            depth -= 1
        elif semicolons and not depth and token.is_literal(";"):
            break
        index += 1
    return index


def _colon(tokens: list[Token], first: int) -> int | None:
    """Index of the colon behind the name of a declaration that begins at ``first``."""
    index = first
    if tokens[index].is_literal("*"):  # ``*zoom: 1``, a hack for old browsers
        index += 1
    if index >= len(tokens) or tokens[index].type != "ident":
        return None
    index = _skip(tokens, index + 1)
    return index if index < len(tokens) and tokens[index].is_literal(":") else None


def _skip(tokens: list[Token], index: int) -> int:
    while index < len(tokens) and tokens[index].type in LAYOUT:
        index += 1
    return index


class Declaration(NamedTuple):
    """A declaration: the index of its colon, and its value without outer layout."""

    name: str
    colon: int
    first: int
    last: int


def declaration(tokens: list[Token], segment: Segment) -> Declaration:
    """Take a segment that is a declaration, or a custom property, apart."""
    colon = _colon(tokens, segment.first)
    if colon is None:
        raise ValueError("not a declaration")
    name = next(t.node for t in tokens[segment.first : colon] if t.type == "ident")
    first, last = _skip(tokens, colon + 1), segment.last
    while last > first and tokens[last - 1].type in LAYOUT:
        last -= 1
    return Declaration(name.value, colon, first, last)


def custom_value(tokens: Tokens, segment: Segment) -> str:
    """The text of a custom property's value, as a script would read it.

    One blank stands for a value that is empty but for layout: ``--x: ;`` is
    valid everywhere, ``--x:;`` in newer browsers only.
    """
    colon = _colon(tokens.tokens, segment.first)
    if colon is None:
        raise ValueError("not a declaration")
    value = tokens.tokens[colon + 1 : segment.last]
    # By tokens, not by characters: the blank in ``--x: a\ ;`` is part of the name.
    text = [token for token in value if token.type != "whitespace"]
    if not text:
        return " " if value else ""
    return tokens.text[text[0].start : text[-1].end]


#: Functions within which ``*`` needs no blanks.
MATH: Final = frozenset(
    """calc -webkit-calc -moz-calc min max clamp round mod rem sin cos tan asin
    acos atan atan2 pow sqrt hypot log exp abs sign""".split()
)
_COMBINATORS: Final = (",", ">", "+", "~", "||")
_MATCHES: Final = ("=", "~=", "|=", "^=", "$=", "*=")
#: At-rules whose preludes are selectors.
_SELECTING: Final = frozenset({"scope", "custom-selector", "nest"})
#: At-rules whose preludes have conditions in parentheses.
_CONDITIONAL: Final = frozenset(
    {"media", "supports", "container", "import", "custom-media", "when"}
)


def spaced(tokens: list[Token], segment: Segment) -> Iterator[Token | None]:
    """The tokens of a part without layout; ``None`` is a blank that means something."""
    around: list[_Bracket] = []
    before: Token | None = None
    blank = False
    idle = _reader(tokens, segment)
    for index in range(segment.first, segment.last):
        token = tokens[index]
        if token.type in LAYOUT:
            blank = blank or token.type == "whitespace"
            continue
        if (
            blank
            and before is not None
            and before.type not in CLOSERS
            and token.type not in ")]}"
            and not idle(before, token, around)
        ):
            yield None
        blank = False
        yield token
        if token.type in CLOSERS:
            name = token.node.lower_name if token.type == "function" else ""
            around.append(_Bracket(token.type, name, _feature(tokens, index + 1)))
        elif token.type in ")]}" and around:
            around.pop()
        before = token


class _Bracket(NamedTuple):
    type: str
    name: str
    #: The colon of ``(name: value)``.
    colon: Token | None


#: Whether a blank between two tokens means nothing.
_Idle = Callable[[Token, Token, list[_Bracket]], bool]


def _reader(tokens: list[Token], segment: Segment) -> _Idle:
    """How to read the blanks of a part."""
    first = tokens[segment.first]
    if segment.part is Part.DECLARATION:
        colon = tokens[declaration(tokens, segment).colon]
        return lambda before, after, around: (
            (before.start <= colon.start and (before is colon or after is colon))
            or (before.start > colon.start and _idle_in_value(before, after, around))
        )
    if segment.part is Part.SELECTOR:
        return _idle_in_selector
    if segment.part is Part.AT:
        name = first.node.lower_value
        if name in _SELECTING:
            return lambda before, after, around: (
                before is first or _idle_in_selector(before, after, around)
            )
        return lambda before, after, around: (
            before is first
            or _idle_in_prelude(before, after, around, conditional=name in _CONDITIONAL)
        )
    return lambda before, after, around: False


def _feature(tokens: list[Token], first: int) -> Token | None:
    first = _skip(tokens, first)
    if first >= len(tokens) or tokens[first].type != "ident":
        return None
    if tokens[first].node.value.startswith("--"):
        return None
    colon = _colon(tokens, first)
    return tokens[colon] if colon is not None else None


def _idle_in_selector(before: Token, after: Token, around: list[_Bracket]) -> bool:
    if around and around[-1].type == "[] block":
        return before.is_literal(*_MATCHES) or after.is_literal(*_MATCHES)
    return before.is_literal(*_COMBINATORS) or after.is_literal(*_COMBINATORS)


def _idle_in_prelude(
    before: Token, after: Token, around: list[_Bracket], *, conditional: bool
) -> bool:
    if any(bracket.name == "selector" for bracket in around):
        return _idle_in_selector(before, after, around)
    if before.is_literal(",") or after.is_literal(","):
        return True
    if not conditional or not around:
        return False
    inner = around[-1]
    if inner.type != "() block" and inner.name != "supports":
        return False
    if inner.colon is not None:
        return (
            before is inner.colon
            or after is inner.colon
            or before.is_literal("/")
            or after.is_literal("/")
        )
    # (400px <= width): but "< =" is not "<=".
    if before.is_literal("<", ">"):
        return not after.is_literal("=")
    return before.is_literal("=") or after.is_literal("<", ">", "=")


def _idle_in_value(before: Token, after: Token, around: list[_Bracket]) -> bool:
    if before.is_literal(",", "/") or after.is_literal(",", "/"):
        return True
    if not around:
        return before.is_literal("!") or after.is_literal("!")
    if before.is_literal("*") or after.is_literal("*"):
        return any(bracket.name in MATH for bracket in around)
    return False
