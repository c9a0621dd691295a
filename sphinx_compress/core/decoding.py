"""Bytes of a file → text, as browsers do it."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

#: With anything else in it, it may end in a block and not in a semicolon.
_CHARSET: Final = re.compile(r'@charset "[^"\\\n\r\f]*"[ \t\n\r\f]*;')


class Decoded(NamedTuple):
    """The text of a file, and the encoding that it was in."""

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


def decode_js(data: bytes, encoding: str) -> Decoded:
    """Return the text of a script without its byte order mark.

    :param encoding: that of the page, by a name that browsers know; what they take
        ``iso-8859-1`` for is not what Python takes it for.
    :raises UnicodeDecodeError: if the script has something that is not in its encoding.
    :raises LookupError: if browsers do not know the encoding.
    """
    from webencodings import lookup

    if data.startswith(codecs.BOM_UTF8):
        return Decoded(data.decode("utf-8-sig"), "utf-8")
    found = lookup(encoding)
    if found is None:
        raise LookupError(encoding)
    return Decoded(found.codec_info.decode(data, "strict")[0], found.name)


def is_utf8(encoding: str) -> bool:
    """Whether browsers take this to be a name of UTF-8."""
    from webencodings import lookup

    found = lookup(encoding)
    return found is not None and found.name == "utf-8"
