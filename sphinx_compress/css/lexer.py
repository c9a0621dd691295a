"""The tokens of a style sheet in which nothing is odd, each found by one regular expression.

tinycss2 takes four times as long, and more memory for its tree than the tokens need.  What this
returns is what comes of that tree, token by token.  Where a text has something odd, such as a
string without its end or a URL with a blank in it, it returns nothing: tinycss2 reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from sys import intern
from typing import Final, NamedTuple

#: Types of the tokens that open a block, with the character that closes it.
CLOSERS: Final = {"function": ")", "() block": ")", "[] block": "]", "{} block": "}"}

_NAME: Final = r"[-a-zA-Z0-9_\x80-\U0010ffff]"
_ESCAPE: Final = r"\\(?:[0-9a-fA-F]{1,6}+[ \n\t]?+|[^\n0-9a-fA-F])"
_START: Final = rf"(?:--|-?(?:[a-zA-Z_\x80-\U0010ffff]|{_ESCAPE}))"
_IDENT: Final = rf"{_START}(?:{_NAME}++|{_ESCAPE})*+"
_IN_STRING: Final = r"\\(?:[0-9a-fA-F]{1,6}+[ \n\t]?+|[^0-9a-fA-F])"
_HEX: Final = r"[0-9a-fA-F]"
_CLOSED_RANGE: Final = rf"{_HEX}{{1,6}}+(?!\?)(?:-{_HEX}{{1,6}}+)?"
#: Six characters at most; what has a question mark has no second end.
_OPEN_RANGES: Final = "|".join(rf"{_HEX}{{{n}}}\?{{1,{6 - n}}}" for n in range(5, -1, -1))
#: In the order of https://drafts.csswg.org/css-syntax/#consume-token
_PATTERNS: Final = {
    "whitespace": r"[ \n\t]+",
    "range": rf"[uU]\+(?:{_HEX}{{6}}(?=\?)|{_CLOSED_RANGE}|{_OPEN_RANGES})",
    # One without quotes.
    "url": r"[uU][rR][lL]\([ \n\t]*+[^\x00-\x20\x7f\"'()\\]*+[ \n\t]*+\)",
    "arrow": r"-->",
    "ident": _IDENT,
    "number": r"[-+]?(?:[0-9]*\.)?[0-9]+(?:[eE][+-]?[0-9]+)?",
    "at": "@" + _IDENT,
    "hash": rf"#(?:{_NAME}++|{_ESCAPE})++",
    "string": rf'"[^"\\\n]*+(?:{_IN_STRING}[^"\\\n]*+)*+"'
    rf"|'[^'\\\n]*+(?:{_IN_STRING}[^'\\\n]*+)*+'",
    "comment": r"/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/",
    "opener": r"[{(\[]",
    "closer": r"[})\]]",
    "literal": r"<!--|\|\||[~|^$*]=?|\\(?=\n)|(?!/\*)[^\"'\\]",
    # All the rest at once, since to look at each character of it might take quadratic time.
    "odd": r"(?s:.+)",
}
#: What may stand behind some of these.
_ENDS: Final = {
    "ident": r"(?P<function>\()?",
    "number": rf"(?:(?P<dimension>{_IDENT})|(?P<percentage>%))?",
}
_TOKEN: Final = re.compile(
    "|".join(f"(?P<{name}>{each}){_ENDS.get(name, '')}" for name, each in _PATTERNS.items())
)
_IDENT_START: Final = re.compile(_START)
_ESCAPED: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \n\t]?|\n|([^\n]))")
_QUOTE: Final = re.compile(r"[ \n\t]*+[\"']")
_OPENERS: Final = {"{": "{} block", "(": "() block", "[": "[] block"}
#: Python refuses to convert integers that are some times longer.
_LONGEST: Final = 1000
#: Descriptors of ``@property`` and ``@function``.  They give custom properties their values.
_CUSTOM_VALUES: Final = frozenset({"initial-value", "result"})
#: The marks of these types; those of other types are ``x``.
_MARKS: Final = {
    "whitespace": "w",
    "comment": "c",
    "ident": "i",
    "function": "f",
    "at-keyword": "@",
    "{} block": "{",
    "() block": "(",
    "[] block": "[",
    "}": "}",
    ")": ")",
    "]": "]",
}


def ascii_lower(text: str) -> str:
    """Put the letters of ASCII into lower case.

    To CSS, the sign for kelvin (U+212A) is no ``k``.
    """
    if text.isascii():
        return text.lower()
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


class Token(NamedTuple):
    """One token.  A block is three things: its opening token, its content, its closing token."""

    #: The name that tinycss2 has for it; for the end of a block, the character.
    type: str
    #: Where the token begins and ends in the text.
    start: int
    end: int
    #: A name, string, URL or comment without its quotes and escapes; a number as it
    #: is written; for an error, what is wrong.
    value: str = ""
    #: The unit of a dimension.
    unit: str = ""
    #: Whether a hash could be the name of an element.
    is_identifier: bool = False

    @property
    def lower(self) -> str:
        """The value in lower case, as far as it is ASCII."""
        return ascii_lower(self.value)

    def is_literal(self, *values: str) -> bool:
        """Return whether this is one of these characters or marks."""
        return self.type == "literal" and self.value in values

    def is_at(self, names: Collection[str]) -> bool:
        """Return whether this is the keyword of one of these at-rules.

        :param names: in lower case, without the ``@``.
        """
        return self.type == "at-keyword" and self.lower in names


def mark_of(kind: str, value: str) -> str:
    """Return one character that says what a token of this type and value is to the grammar.

    It is ``-`` for a name whose value counts as it is written, such as ``--a``.
    """
    if kind == "ident":
        custom = value.startswith("--") or ascii_lower(value) in _CUSTOM_VALUES
        return "-" if custom else "i"
    if kind == "literal":
        return value if value in (";", ":", "*") else "x"
    return _MARKS.get(kind, "x")


class Lexed(NamedTuple):
    """The tokens of a text."""

    tokens: list[Token]
    #: Whether all blocks have their ends.
    closed: bool
    #: Of each token, its :func:`mark_of`.
    shape: str


class _OddError(ValueError):
    pass


class _Word(NamedTuple):
    """What is the same for all tokens that are written in the same way."""

    type: str
    value: str = ""
    unit: str = ""
    is_identifier: bool = False
    mark: str = ""


_Match = re.Match[str]

#: By how they are written.  Most tokens of a sheet, and of the next one, come up again and again.
_known: Final[dict[str, _Word]] = {}
#: How many of them there may be, and how long they may be.
_MOST_KNOWN: Final = 8192
_LONGEST_KNOWN: Final = 64


def lex(text: str) -> Lexed | None:
    """Return the tokens of a normalized text.

    :return: ``None`` if something in it is odd.
    """
    tokens: list[Token] = []
    marks: list[str] = []
    open_: list[str] = []
    position = 0
    new = tuple.__new__  # in half the time of the constructor
    try:
        if not text.isascii():
            text.encode()
        for match in _TOKEN.finditer(text):
            written = match[0]
            kind, value, unit, is_identifier, mark = _known.get(written) or _word(match)
            start = position
            position += len(written)
            if mark in "{}()[]f":
                if mark == "f" and value.lower() == "url" and not _QUOTE.match(text, position):
                    return None
                if kind in CLOSERS:
                    open_.append(CLOSERS[kind])
                elif open_ and open_[-1] == kind:
                    open_.pop()
                else:
                    kind, value, mark = "error", f"Unmatched {kind}", "x"
            tokens.append(new(Token, (kind, start, position, value, unit, is_identifier)))
            marks.append(mark)
    except (_OddError, UnicodeEncodeError):
        return None
    return Lexed(tokens, not open_, "".join(marks))


def _word(match: _Match) -> _Word:
    written = match[0]
    word = _read(match, match.lastgroup or "", written)
    word = word._replace(mark=mark_of(word.type, word.value))
    # A backslash is odd at the end of a text, and not in front of a line end.
    if len(written) <= _LONGEST_KNOWN and written != "\\":
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[written] = word
    return word


def _read(match: _Match, name: str, written: str) -> _Word:
    """Return the token that the group of this *name* found."""
    match name:
        case "whitespace":
            return _Word("whitespace")
        case "arrow" | "literal":
            return _Word("literal", intern(written))
        case "ident":
            return _Word("ident", intern(_unescaped(written)))
        case "function":
            return _Word("function", intern(_unescaped(match["ident"])))
        case "opener":
            return _Word(_OPENERS[written])
        case "closer":
            return _Word(intern(written))
        case "at":
            return _Word("at-keyword", intern(_unescaped(written[1:])))
        case "hash":
            is_identifier = _IDENT_START.match(written, 1) is not None
            return _Word("hash", intern(_unescaped(written[1:])), "", is_identifier)
        case "string":
            return _Word("string", _unescaped(written[1:-1]))
        case "comment":
            return _Word("comment", written[2:-2])
        case "url":
            return _Word("url", written[4:-1].strip(" \n\t"))
        case "range":
            return _Word("unicode-range")
        case "odd":
            raise _OddError
    number = intern(match["number"])
    if len(number) > _LONGEST:
        raise _OddError
    return _Word(name, number, intern(_unescaped(match[name])) if name == "dimension" else "")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: _Match) -> str:
    if match[1] is None:
        return match[2] or ""
    code = int(match[1], 16)
    if 0xD800 <= code <= 0xDFFF:
        raise _OddError
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
