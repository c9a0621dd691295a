"""The text of a file, decoded as browsers do it."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

#: The rule for the encoding.  One with other characters in it may be another rule.
_CHARSET: Final = re.compile(r'@charset "[^"\\\n\r\f]*"[ \t\n\r\f]*;')


class Decoded(NamedTuple):
    """The text of a file, and the encoding that it was in."""

    text: str
    encoding: str


def decode_css(data: bytes, encoding: str) -> Decoded:
    """Return the text of a style sheet without its byte order mark and ``@charset``.

    See https://drafts.csswg.org/css-syntax/#input-byte-stream.  Bytes that mean
    nothing in the encoding become U+FFFD.

    :param encoding: that of the page or sheet which refers to this one.  It counts
        when the bytes have neither a byte order mark nor an ``@charset``.
    """
    from tinycss2.bytes import decode_stylesheet_bytes
    from webencodings import lookup

    text, found = decode_stylesheet_bytes(data, environment_encoding=lookup(encoding))
    return Decoded(_CHARSET.sub("", text, count=1) if _CHARSET.match(text) else text, found.name)


def decode_js(data: bytes, encoding: str) -> Decoded:
    """Return the text of a script without its byte order mark.

    :param encoding: that of the page, by a name that browsers know.  To them, unlike
        to Python, ``iso-8859-1`` is a name of windows-1252.
    :raises UnicodeDecodeError: if the bytes mean nothing in the encoding.
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
    """Return whether this is a name of UTF-8 to browsers."""
    from webencodings import lookup

    found = lookup(encoding)
    return found is not None and found.name == "utf-8"
