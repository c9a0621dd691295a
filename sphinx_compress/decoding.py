"""Bytes of a style sheet → text, as browsers do it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: With anything else in it, it may end in a block and not in a semicolon.
_CHARSET: Final = re.compile(r'@charset "[^"\\\n\r\f]*"[ \t\n\r\f]*;')


class Decoded(NamedTuple):
    """The text of a style sheet, and the encoding that it was in."""

    text: str
    encoding: str


def decode_css(data: bytes, encoding: str) -> Decoded:
    """Return the text of a style sheet without its mark of encoding.

    See https://drafts.csswg.org/css-syntax/#input-byte-stream.  What is not in
    the encoding becomes U+FFFD.

    :param encoding: that of the page or sheet which refers to this one; taken
        when the bytes have no byte order mark and no ``@charset``.
    """
    from tinycss2.bytes import decode_stylesheet_bytes
    from webencodings import lookup

    text, found = decode_stylesheet_bytes(data, environment_encoding=lookup(encoding))
    return Decoded(_CHARSET.sub("", text, count=1) if _CHARSET.match(text) else text, found.name)


def is_utf8(encoding: str) -> bool:
    """Whether browsers take this to be a name of UTF-8."""
    from webencodings import lookup

    found = lookup(encoding)
    return found is not None and found.name == "utf-8"
