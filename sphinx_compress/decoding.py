"""Bytes of a style sheet → text, as browsers do it."""

from __future__ import annotations

from typing import NamedTuple


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
    if text.startswith('@charset "'):
        text = text[text.find(";") + 1 :]
    return Decoded(text, found.name)
