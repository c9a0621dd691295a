"""CSS text as a flat list of tokens that know where they stand.

This is the tokenizer of the CSS standard, https://drafts.csswg.org/css-syntax,
and it writes down what tinycss2's does not: where a token ends, which is what
rewriting a URL in place or dropping a blank takes.  A flat list cannot overflow
on deep nesting, either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

#: Types of the tokens that open a block, with the character that closes it.
CLOSERS: Final = {"function": ")", "() block": ")", "[] block": "]", "{} block": "}"}
#: Types of the tokens that close one.
ENDS: Final = frozenset(CLOSERS.values())
#: Types of the tokens that mean nothing by themselves.
LAYOUT: Final = frozenset({"whitespace", "comment"})

_BLOCKS: Final = {"(": "() block", "[": "[] block", "{": "{} block"}
_SURROGATES: Final = range(0xD800, 0xE000)
#: More digits than Python reads as one number, and so more than tinycss2 does.
_DIGITS: Final = 4300


class Token(NamedTuple):
    """One token; a block is its opening token, its content and its closing token."""

    #: What tinycss2 calls it, or the character that closes a block.
    type: str
    #: Where the token begins and ends in the text.
    start: int
    end: int
    #: A name, string, URL or comment without its marks and escapes, a number
    #: as it is written, or what is wrong with an error.
    value: str = ""
    #: The unit of a dimension.
    unit: str = ""
    #: Whether a hash could be the name of an element.
    is_identifier: bool = False

    @property
    def lower(self) -> str:
        """The value with the letters of ASCII in lower case."""
        return ascii_lower(self.value)

    def is_literal(self, *values: str) -> bool:
        """Whether this is one of these punctuation tokens."""
        return self.type == "literal" and self.value in values


@dataclass(frozen=True, eq=False)
class Tokens:
    """A run of tokens together with the text that their positions refer to."""

    text: str
    tokens: list[Token]
    #: False when a block, string, URL, comment or escape lacks its end.
    closed: bool
    #: Whether this is the content of a block: declarations may stand in it.
    nested: bool = False
    #: Whether the last token is a string or URL without its end.
    torn: bool = False

    def source(self, token: Token) -> str:
        """The token as it is written."""
        return self.text[token.start : token.end]

    def cut(self, first: int, last: int, *, nested: bool | None = None) -> Tokens:
        """The tokens from index ``first`` up to, but not including, ``last``."""
        closed = self.closed or last < len(self.tokens)
        inner = self.nested if nested is None else nested
        torn = self.torn and last >= len(self.tokens)
        return Tokens(self.text, self.tokens[first:last], closed, inner, torn)


class UntokenizableError(ValueError):
    """The text has a number of thousands of digits."""


def normalize(css: str) -> str:
    """Do what the CSS standard does to a text before it is tokenized.

    Positions of tokens refer to this text.
    """
    css = css.replace("\0", "\ufffd")
    return css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def ascii_lower(text: str) -> str:
    """Put the letters of ASCII into lower case: to CSS, ``K`` (U+212A) is no ``k``."""
    if text.isascii():
        return text.lower()
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


_HEX: Final = "[0-9A-Fa-f]"
_ESCAPE: Final = rf"\\(?:{_HEX}{{1,6}}[ \n\t]?|[^\n0-9A-Fa-f]|\Z)"
_PLAIN: Final = r"[-\w\x80-\U0010ffff]"
# Nothing in here is ever tried twice, so that no text takes more than linear time.
_NAME: Final = rf"{_PLAIN}*+(?:{_ESCAPE}{_PLAIN}*+)*+"
_IDENT: Final = rf"(?:(?:--|-?(?:[A-Za-z_\x80-\U0010ffff]|{_ESCAPE})){_NAME})"
_RANGE: Final = "|".join(
    [f"{_HEX}{{1,6}}-{_HEX}{{1,6}}"]
    + [rf"{_HEX}{{{digits}}}\?{{0,{6 - digits}}}" for digits in range(6, 0, -1)]
    + [r"\?{1,6}"]
)
#: The group that matched last says what it is.
_TOKEN: Final = re.compile(
    rf"""
    (?P<whitespace>[ \n\t]++)
    |(?P<range>[Uu]\+(?:{_RANGE}))
    |(?P<cdc>-->)
    |(?P<ident>{_IDENT})
    |(?P<number>[-+]?(?:[0-9]*\.)?[0-9]+(?:[eE][-+]?[0-9]+)?)(?:(?P<unit>{_IDENT})|(?P<percent>%))?
    |(?P<open>[({{\[])
    |(?P<close>[)}}\]])
    |@(?P<keyword>{_IDENT})
    |\#(?:(?P<name>{_IDENT})|(?P<hash>(?!{_IDENT}){_PLAIN}{_NAME}))
    |(?P<quote>["'])
    |(?P<comment>/\*)
    |(?P<literal><!--|\|\||[~|^$*]=|.)
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
_IN_STRING: Final = {
    quote: re.compile(rf"(?:[^{quote}\\\n]++|\\\n|{_ESCAPE})*+", re.DOTALL) for quote in "\"'"
}
_BLANKS: Final = re.compile(r"[ \n\t]*")
_IN_URL: Final = re.compile(
    rf"(?:[^\\\"'() \n\t\x00-\x08\x0b\x0e-\x1f\x7f]++|{_ESCAPE})*+", re.DOTALL
)
#: What a URL with something wrong in it swallows.
_REST_OF_URL: Final = re.compile(r"(?:[^\\)]++|\\.?)*+\)?", re.DOTALL)
_ESCAPES: Final = re.compile(rf"\\(?:({_HEX}{{1,6}})[ \n\t]?|(.?))", re.DOTALL)


# One step after the other asks for the tokens of one and the same text.
@lru_cache(maxsize=1)
def tokenize(css: str, *, nested: bool = False) -> Tokens:
    """Split a text into tokens; every character belongs to exactly one of them.

    :raises UntokenizableError: for a number that other readers refuse.
    """
    text = normalize(css)
    tokens: list[Token] = []
    #: The characters that close what is open.
    closers: list[str] = []
    closed = True
    torn = False
    start = 0
    match = _TOKEN.match
    while found := match(text, start):
        end = found.end()
        kind = found.lastgroup
        if kind == "whitespace":
            token = Token("whitespace", start, end)
        elif kind == "ident":
            if text.startswith("(", end):
                token, url_closed, torn = _function(text, start, end)
                closed = closed and url_closed
                if token.type == "function":
                    closers.append(")")
            else:
                token = Token("ident", start, end, _unescaped(found[0]))
        elif kind in ("literal", "cdc"):
            token = Token("literal", start, end, found[0])
        elif kind in ("number", "unit", "percent"):
            token = _number(found, start, end)
        elif kind == "open":
            block = _BLOCKS[found[0]]
            closers.append(CLOSERS[block])
            token = Token(block, start, end)
        elif kind == "close":
            if closers and closers[-1] == found[0]:
                token = Token(closers.pop(), start, end)
            else:
                token = Token("error", start, end, f"Unmatched {found[0]}")
        elif kind in ("name", "hash"):
            value = _unescaped(text[start + 1 : end])
            token = Token("hash", start, end, value, is_identifier=kind == "name")
        elif kind == "keyword":
            token = Token("at-keyword", start, end, _unescaped(found["keyword"]))
        elif kind == "quote":
            token, torn = _string(text, start)
        elif kind == "comment":
            last = text.find("*/", end)
            closed = closed and last >= 0
            last = last if last >= 0 else len(text)
            token = Token("comment", start, min(last + 2, len(text)), text[end:last])
        else:
            token = Token("unicode-range", start, end)
        tokens.append(token)
        start = token.end
    # An escape takes in whatever is put behind the text.
    escaping = bool(tokens) and tokens[-1].type != "comment" and _ends_in_escape(text)
    return Tokens(text, tokens, closed and not (torn or closers or escaping), nested, torn)


def line_of(tokens: Tokens, position: int) -> int:
    """Line, counted from 1, that a position is on."""
    return tokens.text.count("\n", 0, position) + 1


def _number(found: re.Match[str], start: int, end: int) -> Token:
    written = found["number"]
    if len(written) > _DIGITS:
        raise UntokenizableError(f"a number of more than {_DIGITS} digits")
    if found["unit"] is not None:
        return Token("dimension", start, end, written, _unescaped(found["unit"]))
    return Token("number" if found["percent"] is None else "percentage", start, end, written)


def _string(text: str, start: int) -> tuple[Token, bool]:
    """A string, and whether the text ends within it."""
    quote = text[start]
    end = _match_end(_IN_STRING[quote], text, start + 1)
    value = _unescaped(text[start + 1 : end], at_end="")
    if end == len(text):
        return Token("string", start, end, value), True
    if text[end] != quote:
        return Token("error", start, end, "Bad string token"), False
    return Token("string", start, end + 1, value), False


def _function(text: str, start: int, end: int) -> tuple[Token, bool, bool]:
    """The opening of a function, or a whole URL; whether it has its end, and whether it is torn."""
    name = _unescaped(text[start:end])
    first = _match_end(_BLANKS, text, end + 1)
    if ascii_lower(name) != "url" or text.startswith(('"', "'"), first):
        return Token("function", start, end + 1, name), True, False
    last = _match_end(_IN_URL, text, first)
    behind = _match_end(_BLANKS, text, last)
    value = _unescaped(text[first:last])
    if behind == len(text):
        return Token("url", start, behind, value), False, True
    if text[behind] == ")":
        return Token("url", start, behind + 1, value), True, False
    end = _match_end(_REST_OF_URL, text, last)
    return Token("error", start, end, "bad URL token"), text[end - 1] == ")", False


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where a match of a pattern that matches anything ends."""
    found = pattern.match(text, start)
    return found.end() if found else start


def _unescaped(text: str, *, at_end: str = "\ufffd") -> str:
    """Replace escapes.

    :param at_end: what a backslash that ends the text stands for.
    """
    if "\\" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        if found[1] is None:
            return "" if found[2] == "\n" else found[2] or at_end
        number = int(found[1], 16)
        return (
            chr(number) if number and number not in _SURROGATES and number < 0x110000 else "\ufffd"
        )

    return _ESCAPES.sub(character, text)


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1
