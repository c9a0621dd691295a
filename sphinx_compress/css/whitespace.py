"""Which blanks between the tokens of a style sheet mean something.

Browsers differ in how they read broken CSS.  A blank that may mean something to
one of them counts as one that does.  The others are called idle.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from .rules import Part, PartKind, colon_of, parts, skip_layout
from .tokens import CLOSERS, ENDS, LAYOUT, Token, Tokens

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
#: The parts in which a blank can mean something.
_SPACED: Final = frozenset({PartKind.SELECTOR, PartKind.AT, PartKind.DECLARATION, PartKind.JUNK})


class SpacedPart(NamedTuple):
    """A part of a style sheet, and its tokens."""

    part: Part
    #: Without layout; ``None`` is a blank that means something.  There are none for a
    #: custom property, which counts as it is written, and for punctuation.
    tokens: list[Token | None]


# Right after a sheet is written anew, the result is compared with it.
@lru_cache(maxsize=2)
def spaced_parts(tokens: Tokens) -> list[SpacedPart]:
    """Split a style sheet, or some whole rules of it, into parts without layout."""
    items = tokens.tokens
    return [
        SpacedPart(part, _spaced(items, part) if part.kind in _SPACED else [])
        for part in parts(items, nested=tokens.nested)
    ]


def _spaced(tokens: list[Token], part: Part) -> list[Token | None]:
    spaced: list[Token | None] = []
    around: list[_Bracket] = []
    before: Token | None = None
    blank = False
    is_idle = _idle_test(tokens, part)
    for index, token in enumerate(tokens[part.first : part.last], part.first):
        kind = token.type
        if kind in LAYOUT:
            blank = blank or kind == "whitespace"
            continue
        if (
            blank
            and before is not None
            and before.type not in CLOSERS
            and (kind not in ENDS or _is_in_attr(around))
            and not is_idle(before, token, around)
        ):
            spaced.append(None)
        blank = False
        spaced.append(token)
        if kind in CLOSERS:
            feature = _feature(tokens, index + 1) if part.kind is PartKind.AT else None
            around.append(_Bracket(kind, token.lower, feature))
        elif kind in ENDS and around:
            around.pop()
        before = token
    return spaced


class _Bracket(NamedTuple):
    type: str
    #: In lower case; empty where it is no function.
    name: str
    #: The colon of ``(name: value)``.
    colon: Token | None


#: Whether a blank between two tokens, in these brackets, means nothing.
_IsIdle = Callable[[Token, Token, list[_Bracket]], bool]


def _idle_test(tokens: list[Token], part: Part) -> _IsIdle:
    """Return what tells which blanks of a part are idle."""
    first = tokens[part.first]
    if part.kind is PartKind.DECLARATION:
        colon = tokens[part.colon]
        return lambda before, after, around: (
            (before.start <= colon.start and (before is colon or after is colon))
            or (before.start > colon.start and _idle_in_value(before, after, around))
        )
    if part.kind is PartKind.SELECTOR:
        return _idle_in_selector
    if part.kind is PartKind.AT:
        name = first.lower
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
    """Return the colon of the feature, such as ``width: 1px``, that begins at *first*."""
    first = skip_layout(tokens, first)
    if first >= len(tokens) or tokens[first].type != "ident":
        return None
    if tokens[first].value.startswith("--"):
        return None
    colon = colon_of(tokens, first)
    return tokens[colon] if colon is not None else None


def _idle_in_selector(before: Token, after: Token, around: list[_Bracket]) -> bool:
    if around and around[-1].type == "[] block":
        return before.is_literal(*_MATCHES) or after.is_literal(*_MATCHES)
    if around and around[-1].name.startswith("nth-"):
        # No combinator: ``nth-child(+n)`` is valid, ``nth-child(+ n)`` is not.
        return before.is_literal(",") or after.is_literal(",")
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


def _is_in_attr(around: list[_Bracket]) -> bool:
    """Return whether a blank before the next comma or bracket means something.

    For Chromium, ``attr(data-a raw-string )`` is invalid, and ``attr(data-a raw-string)`` is not.
    """
    return bool(around) and around[-1].name == "attr"


def _idle_in_value(before: Token, after: Token, around: list[_Bracket]) -> bool:
    if _is_in_attr(around) and after.is_literal(","):
        return False
    if before.is_literal(",", "/") or after.is_literal(",", "/"):
        return True
    if not around:
        return before.is_literal("!") or after.is_literal("!")
    if before.is_literal("*") or after.is_literal("*"):
        return any(bracket.name in MATH for bracket in around)
    return False
