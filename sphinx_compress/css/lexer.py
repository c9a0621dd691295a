"""The tokens of a style sheet in which nothing is odd, each found by one regular expression.

tinycss2 takes four times as long, and more memory for its tree than the tokens need.  What this
returns is what comes of that tree, token by token.  Where a text has something odd, such as a
string without its end or a URL with a blank in it, it returns nothing: tinycss2 reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from sys import intern
from typing import Final, NamedTuple

#: Types of the tokens that open a block, with the character that closes it.
CLOSERS: Final = {"function": ")", "() block": ")", "[] block": "]", "{} block": "}"}

_NAME: Final = r"[-a-zA-Z0-9_\x80-\U0010ffff]"
_ESCAPE: Final = r"\\(?:[0-9a-fA-F]{1,6}+[ \n\t]?+|[^\n0-9a-fA-F])"
_START: Final = rf"(?:--|-?(?:[a-zA-Z_\x80-\U0010ffff]|{_ESCAPE}))"
_IDENT: Final = rf"{_START}(?:{_NAME}++|{_ESCAPE})*+"
_IN_STRING: Final = r"\\(?:[0-9a-fA-F]{1,6}+[ \n\t]?+|[^0-9a-fA-F])"
#: In the order of https://drafts.csswg.org/css-syntax/#consume-token
_PATTERNS: Final = {
    "whitespace": r"[ \n\t]+",
    "range": r"[uU]\+(?=[0-9a-fA-F?])",
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
#: What stands behind the bracket of a URL without quotes, and what tells one with quotes.
_URL: Final = re.compile(r"[ \n\t]*+([^\x00-\x20\x7f\"'()\\]*+)[ \n\t]*+\)")
_QUOTE: Final = re.compile(r"[ \n\t]*+[\"']")
_RANGE: Final = re.compile(r"([0-9a-fA-F]{0,6}+)(\?*+)(-[0-9a-fA-F]{1,6}+)?")
_OPENERS: Final = {"{": "{} block", "(": "() block", "[": "[] block"}
#: Python refuses to convert integers that are some times longer.
_LONGEST: Final = 1000


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


class _OddError(ValueError):
    pass


def lex(text: str) -> tuple[list[Token], bool] | None:
    """Return the tokens of a normalized text, and whether all of its blocks have their ends.

    :return: ``None`` if something in it is odd.
    """
    tokens: list[Token] = []
    open_: list[str] = []
    position = 0
    try:
        if not text.isascii():
            text.encode()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                return None
            token = _READERS[match.lastgroup or ""](match, position, open_)
            tokens.append(token)
            position = token.end
    except (_OddError, UnicodeEncodeError):
        return None
    return tokens, not open_


_Match = re.Match[str]


def _layout(match: _Match, start: int, open_: list[str]) -> Token:
    return Token("whitespace", start, match.end())


def _comment(match: _Match, start: int, open_: list[str]) -> Token:
    return Token("comment", start, match.end(), match[0][2:-2])


def _range(match: _Match, start: int, open_: list[str]) -> Token:
    found = _RANGE.match(match.string, match.end())
    assert found is not None
    digits, marks, _ = map(len, found.groups(""))
    # Six characters at most; what is open has no second end.
    end = match.end() + min(digits + marks, 6) if marks else found.end()
    return Token("unicode-range", start, end)


def _literal(match: _Match, start: int, open_: list[str]) -> Token:
    return Token("literal", start, match.end(), intern(match[0]))


def _ident(match: _Match, start: int, open_: list[str]) -> Token:
    return Token("ident", start, match.end(), intern(_unescaped(match[0])))


def _at(match: _Match, start: int, open_: list[str]) -> Token:
    return Token("at-keyword", start, match.end(), intern(_unescaped(match[0][1:])))


def _string(match: _Match, start: int, open_: list[str]) -> Token:
    return Token("string", start, match.end(), _unescaped(match[0][1:-1]))


def _hash(match: _Match, start: int, open_: list[str]) -> Token:
    is_identifier = _IDENT_START.match(match.string, start + 1) is not None
    return Token("hash", start, match.end(), intern(_unescaped(match[0][1:])), "", is_identifier)


def _function(match: _Match, start: int, open_: list[str]) -> Token:
    name = _unescaped(match["ident"])
    end = match.end()
    if name.lower() == "url" and not _QUOTE.match(match.string, end):
        url = _URL.match(match.string, end)
        if url is None:
            raise _OddError
        return Token("url", start, url.end(), url[1])
    open_.append(")")
    return Token("function", start, end, intern(name))


def _number(match: _Match, start: int, open_: list[str]) -> Token:
    kind = match.lastgroup or ""
    number = intern(match["number"])
    if len(number) > _LONGEST:
        raise _OddError
    unit = intern(_unescaped(match[kind])) if kind == "dimension" else ""
    return Token(kind, start, match.end(), number, unit)


def _opener(match: _Match, start: int, open_: list[str]) -> Token:
    kind = _OPENERS[match[0]]
    open_.append(CLOSERS[kind])
    return Token(kind, start, match.end())


def _closer(match: _Match, start: int, open_: list[str]) -> Token:
    end = intern(match[0])
    if open_ and open_[-1] == end:
        open_.pop()
        return Token(end, start, match.end())
    return Token("error", start, match.end(), f"Unmatched {end}")


#: By the name of the last group that matched.
_READERS: Final[Mapping[str, Callable[[_Match, int, list[str]], Token]]] = {
    "whitespace": _layout,
    "range": _range,
    "arrow": _literal,
    "ident": _ident,
    "function": _function,
    "number": _number,
    "dimension": _number,
    "percentage": _number,
    "at": _at,
    "hash": _hash,
    "string": _string,
    "comment": _comment,
    "opener": _opener,
    "closer": _closer,
    "literal": _literal,
}


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: _Match) -> str:
    if match[1] is None:
        return match[2] or ""
    code = int(match[1], 16)
    if 0xD800 <= code <= 0xDFFF:
        raise _OddError
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
