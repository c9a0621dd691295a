"""The tokens of a style sheet in which nothing is odd, each found by one regular expression.

tinycss2 takes four times as long, and more memory for its tree than the tokens need.  What this
returns is what comes of that tree, token by token.  Where a text has something odd, such as a
string without its end or a URL with a blank in it, it returns nothing: tinycss2 reads the text.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable
from itertools import accumulate
from sys import intern
from typing import Final, NamedTuple

#: Types of the tokens that open a block, with the character that closes it.
CLOSERS: Final = {"function": ")", "() block": ")", "[] block": "]", "{} block": "}"}

#: Said by what is not among them: sets up to U+10FFFF take eight times as long to compile.
_LETTER: Final = r"[^\x00-@\[-\^`{-\x7f]"
_NAME: Final = r"[^\x00-,./:-@\[-\^`{-\x7f]"
_ESCAPE: Final = r"\\(?:[0-9a-fA-F]{1,6}+[ \n\t]?+|[^\n0-9a-fA-F])"
_START: Final = rf"(?:--|-?(?:{_LETTER}|{_ESCAPE}))"
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
#: The same without names, so that all tokens of a text are found at once.
_WRITTEN: Final = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _TOKEN.pattern))
_IDENT_START: Final = re.compile(_START)
_ESCAPED: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \n\t]?|\n|([^\n]))")
_BRACKET: Final = re.compile(r"[{}()\[\]f]")
_QUOTE: Final = re.compile(r"[ \n\t]*+[\"']")
_OPENERS: Final = {"{": "{} block", "(": "() block", "[": "[] block"}
#: Python refuses to convert integers that are some times longer.
_LONGEST: Final = 1000
#: Descriptors of ``@property`` and ``@function``.  They give custom properties their values.
_CUSTOM_VALUES: Final = frozenset({"initial-value", "result"})
#: Of the words of these types; that of others is ``x``.
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


class Word(NamedTuple):
    """What is the same for all tokens that are written in the same way."""

    #: These are those of :class:`Token`.
    type: str
    value: str
    unit: str
    is_identifier: bool
    lower: str
    #: One character that says what the token is to the grammar.  It is ``-`` for a name whose
    #: value counts as it is written, such as ``--a``.
    mark: str

    def is_at(self, names: Collection[str]) -> bool:
        """Return whether this is the keyword of one of these at-rules."""
        return self.type == "at-keyword" and self.lower in names


def word_of(kind: str, value: str = "", unit: str = "", is_identifier: bool = False) -> Word:
    """Return the word of a token with these fields."""
    lower = ascii_lower(value)
    mark = _MARKS.get(kind, "x")
    if kind == "ident" and (value.startswith("--") or lower in _CUSTOM_VALUES):
        mark = "-"
    elif kind == "literal" and value in (";", ":", "*"):
        mark = value
    return Word(kind, value, unit, is_identifier, lower, mark)


class Lexed(NamedTuple):
    """The tokens of a text."""

    words: list[Word]
    #: Where each token begins, and where the last one ends.
    starts: array[int]
    #: The marks of the words.
    shape: str
    #: Whether all blocks have their ends.
    closed: bool


class _OddError(ValueError):
    pass


_Match = re.Match[str]

#: By how they are written.  Most tokens of a sheet, and of the next one, come up again and again.
_known: Final[dict[str, Word]] = {}
#: How many of them there may be, and how long they may be.
_MOST_KNOWN: Final = 8192
_LONGEST_KNOWN: Final = 64


def lex(text: str) -> Lexed | None:
    """Return the tokens of a normalized text.

    :return: ``None`` if something in it is odd.
    """
    try:
        if not text.isascii():
            text.encode()
        written = _WRITTEN.findall(text)
        starts = array("I", accumulate(map(len, written), initial=0))
        words = [
            _known.get(each) or _word(text, start, each)
            for each, start in zip(written, starts, strict=False)
        ]
        closed = _pair(text, words, starts)
    except (_OddError, UnicodeEncodeError):
        return None
    return Lexed(words, starts, shape_of(words), closed)


def shape_of(words: Iterable[Word]) -> str:
    """Return the marks of some tokens."""
    return "".join([word.mark for word in words])


def _pair(text: str, words: list[Word], starts: array[int]) -> bool:
    """Find out which brackets close nothing, and return whether all others are closed.

    Here it shows, too, whether a URL without quotes is odd.
    """
    open_: list[str] = []
    for found in _BRACKET.finditer(shape_of(words)):
        index = found.start()
        kind = words[index].type
        is_url = kind == "function" and words[index].lower == "url"
        if is_url and not _QUOTE.match(text, starts[index + 1]):
            raise _OddError
        if kind in CLOSERS:
            open_.append(CLOSERS[kind])
        elif open_ and open_[-1] == kind:
            open_.pop()
        else:
            words[index] = word_of("error", f"Unmatched {kind}")
    return not open_


def _word(text: str, start: int, written: str) -> Word:
    match = _TOKEN.match(text, start)
    assert match is not None
    word = _read(match, match.lastgroup or "", written)
    # A backslash is odd at the end of a text, and not in front of a line end.
    if len(written) <= _LONGEST_KNOWN and written != "\\":
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[written] = word
    return word


def _read(match: _Match, name: str, written: str) -> Word:
    """Return the token that the group of this *name* found."""
    match name:
        case "whitespace":
            return word_of("whitespace")
        case "arrow" | "literal":
            return word_of("literal", intern(written))
        case "ident":
            return word_of("ident", intern(_unescaped(written)))
        case "function":
            return word_of("function", intern(_unescaped(match["ident"])))
        case "opener":
            return word_of(_OPENERS[written])
        case "closer":
            return word_of(intern(written))
        case "at":
            return word_of("at-keyword", intern(_unescaped(written[1:])))
        case "hash":
            is_identifier = _IDENT_START.match(written, 1) is not None
            return word_of("hash", intern(_unescaped(written[1:])), "", is_identifier)
        case "string":
            return word_of("string", _unescaped(written[1:-1]))
        case "comment":
            return word_of("comment", written[2:-2])
        case "url":
            return word_of("url", written[4:-1].strip(" \n\t"))
        case "range":
            return word_of("unicode-range")
        case "odd":
            raise _OddError
    number = intern(match["number"])
    if len(number) > _LONGEST:
        raise _OddError
    return word_of(name, number, intern(_unescaped(match[name])) if name == "dimension" else "")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: _Match) -> str:
    if match[1] is None:
        return match[2] or ""
    code = int(match[1], 16)
    if 0xD800 <= code <= 0xDFFF:
        raise _OddError
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
