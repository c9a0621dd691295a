"""Which blanks between the tokens of a style sheet mean something.

Browsers differ in how they read broken CSS.  A blank that may mean something to
one of them counts as one that does.  The others are called idle.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from .rules import PartKind, colon_of, skip_layout
from .tokens import CLOSERS, ENDS, LAYOUT, Token

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


def spaced(kind: PartKind, tokens: list[Token], shape: str, colon: int) -> list[Token | None]:
    """Return the tokens of a part without layout; ``None`` is a blank that means something.

    :param colon: the index of the colon of a declaration.
    """
    if "w" not in shape and "c" not in shape:
        return [*tokens]
    found: list[Token | None] = []
    around: list[_Bracket] = []
    before: Token | None = None
    blank = False
    is_idle = _idle_test(kind, tokens, colon)
    for index, token in enumerate(tokens):
        type_ = token.type
        if type_ in LAYOUT:
            blank = blank or type_ == "whitespace"
            continue
        if (
            blank
            and before is not None
            and before.type not in CLOSERS
            and (type_ not in ENDS or _is_in_attr(around))
            and not is_idle(before, token, around)
        ):
            found.append(None)
        blank = False
        found.append(token)
        if type_ in CLOSERS:
            feature = _feature(tokens, shape, index + 1) if kind is PartKind.AT else None
            around.append(_Bracket(type_, token.lower, feature))
        elif type_ in ENDS and around:
            around.pop()
        before = token
    return found


class _Bracket(NamedTuple):
    type: str
    #: In lower case; empty where it is no function.
    name: str
    #: The colon of ``(name: value)``.
    colon: Token | None


#: Whether a blank between two tokens, in these brackets, means nothing.
_IsIdle = Callable[[Token, Token, list[_Bracket]], bool]


def _idle_test(kind: PartKind, tokens: list[Token], colon: int) -> _IsIdle:
    """Return what tells which blanks of a part are idle."""
    first = tokens[0]
    if kind is PartKind.DECLARATION:
        mark = tokens[colon]
        return lambda before, after, around: (
            (before.start <= mark.start and (before is mark or after is mark))
            or (before.start > mark.start and _idle_in_value(before, after, around))
        )
    if kind is PartKind.SELECTOR:
        return _idle_in_selector
    if kind is PartKind.AT:
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


def _feature(tokens: list[Token], shape: str, first: int) -> Token | None:
    """Return the colon of the feature, such as ``width: 1px``, that begins at *first*."""
    first = skip_layout(shape, first)
    if first >= len(tokens) or tokens[first].type != "ident":
        return None
    if tokens[first].value.startswith("--"):
        return None
    colon = colon_of(shape, first)
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
