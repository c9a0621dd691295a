"""Comments between tags that only people read.

Layouts explain their tags with them.  They must not part style sheets, and need not be the
same on two pages for these to share a region of style sheets.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ..core.types import SPACE
from .pieces import Piece

#: What is a name and no word: a script may put something there, as JSS does at
#: ``jss-insertion-point``.
_NAME = rf"[^\W_]++(?:[-_.][^\W_]++)++[{SPACE}]*+-->"
#: A comment in plain words.  Others may be a condition, or meant for a server or a tool, or
#: be the end of such a thing.
_COMMENT = rf"<!--[{SPACE}]*+(?!end|{_NAME})[^\W_][\w{SPACE}.,()'/&+-]*?-->"

_IGNORABLE = re.compile(rf"(?:[{SPACE}]++|{_COMMENT})*+", re.IGNORECASE)


#: A name alone, and not the first word of a sentence; or words that say what is to come there.
_MARKER = re.compile(
    rf"<!--[{SPACE}]*+(?:(?!css\b)(?:[a-z][a-z\d]++|[A-Z][A-Z\d]{{2,}}+)[{SPACE}]*+-->"
    r"|(?:(?!-->|<!--).)*?\b(?:RTD|(?i:inject(?:ed)?|insert(?:ed)?|placeholder|snippet)\b))"
)


def has_marker(html: str) -> bool:
    """Return whether a tool may put a style sheet in the place of a comment."""
    return _MARKER.search(html) is not None


def is_ignorable(html: str) -> bool:
    """Return whether *html* is nothing but white space and comments that only people read."""
    return _IGNORABLE.fullmatch(html) is not None


def ignorable_from(html: str, first: int, end: int) -> int:
    """Return where the white space and the comments begin that end at *end*.

    :param first: where they begin at the earliest, behind something else.
    """
    while True:
        while html[end - 1] in SPACE:
            end -= 1
        comment = html.rfind("<!--", first, end) if html.endswith("-->", first, end) else -1
        if comment < 0 or not _IGNORABLE.fullmatch(html, comment, end):
            return end
        end = comment


def parted(pieces: Collection[Piece]) -> tuple[str, str]:
    """Return the text of a run of tags without the comments in it, and these.

    Comments between scripts stay: when a site is deployed, a script may be put in the place of one,
    which is to run between its neighbours.
    """
    if any(piece.name == "script" for piece in pieces):
        return "".join(piece.text for piece in pieces), ""
    tags, comments = [], []
    for piece in pieces:
        comment = "" if piece.name else piece.text.rstrip(SPACE)
        tags.append(piece.text[len(comment) :])
        comments.append(comment)
    return "".join(tags), "".join(comments)
