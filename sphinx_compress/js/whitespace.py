"""Writes a script again, token by token, without the blanks and comments that mean nothing.

It knows nothing of the language but where its tokens are, which the syntax tree says, and where
two tokens need something between them.  Strings, templates and regular expressions are tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from .meaning import Meaning

#: Behind one of these no statement ends, so that a line end behind it is only a blank.
_OPEN: Final = frozenset(
    """{ ( [ , ; : ? . ?. = == === != !== < > <= >= + - * / % ** & | ^ << >> >>> && || ?? ! ~ =>
    += -= *= /= %= **= &= |= ^= <<= >>= >>>= &&= ||= ??= ...""".split()
)
#: Before one of these no statement ends that does not end there without a line end, too.
_CLOSING: Final = frozenset(
    """} ) ] , ; : ? . ?. = == === != !== < > <= >= * % ** & | ^ << >> >>> && || ?? => += -= *= %=
    **= &= |= ^= <<= >>= >>>= &&= ||= ??=""".split()
)
_LINE_ENDS: Final = frozenset(b"\n\r")
_WORD: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$\\#@")

#: The end of one token and the start of the next that make something else without a blank.
_APART: Final = (
    (b"+", b"+"),
    (b"-", b"-"),
    (b"/", b"/"),
    (b"/", b"*"),
    (b"<", b"!"),
    (b"-", b">"),
    (b"?", b"."),
)


def without_blanks(read: Meaning) -> str:
    """Return the text of a script with as little between its tokens as can be.

    :param read: what the script means.  Whoever uses the result compares it with that again.
    """
    source = read.source
    comments = [start for start, _ in read.comments]
    parts: list[bytes] = []
    before = b""
    position = 0
    for key, start, end in zip(read.keys, read.starts, read.ends, strict=True):
        # A number is a node of the tree, and the same token may be met twice.
        if not isinstance(key, bytes) or start < position or start == end:
            continue
        gap = source[position:start]
        if gap.strip(b" \t;"):
            first = bisect_left(comments, position)
            gap = _without_comments(source, position, start, read.comments, first)
        parts += _between(before, gap, key), key
        before, position = key, end
    if b";" in source[position:]:
        parts.append(b";")
    return b"".join(parts).decode("utf-8", "surrogatepass")


def _without_comments(
    source: bytes, start: int, end: int, comments: list[tuple[int, int]], first: int
) -> bytes:
    """Return what is between two tokens; of a comment, its line ends are left."""
    parts: list[bytes] = []
    for number in range(first, len(comments)):
        comment_start, comment_end = comments[number]
        if comment_start >= end:
            break
        comment = source[comment_start:comment_end]
        parts += source[start:comment_start], b"\n" if _LINE_ENDS & set(comment) else b" "
        start = comment_end
    return b"".join([*parts, source[start:end]])


def _between(before: bytes, gap: bytes, after: bytes) -> bytes:
    """Return what has to stand between two tokens between which *gap* stood."""
    if not before:
        return b""
    if b";" in gap:
        # The end of a block ends the statement, too.
        return b"" if after == b"}" else b";"
    if (
        _LINE_ENDS & set(gap)
        and before.decode("latin-1") not in _OPEN
        and after.decode("latin-1") not in _CLOSING
    ):
        return b"\n"
    return b" " if gap and _clash(before, after) else b""


def _clash(before: bytes, after: bytes) -> bool:
    """Whether two tokens without anything between them would be read as something else."""
    last, first = before[-1:], after[:1]
    is_word = first[0] in _WORD or first[0] > 0x7F
    if is_word and (last[0] in _WORD or last[0] > 0x7F):
        return True
    is_number = before[:1].isdigit() or (len(before) > 1 and before[:1] == b"." != last)
    is_pattern = before[:1] == b"/" and before not in (b"/", b"/=")
    # `5 .a` is no `5.a`, `5. in b` no `5.in b`, and `/a/ in b` no `/a/in b`.
    if (is_number or is_pattern) and (is_word or first == b"."):
        return True
    return (last, first) in _APART
