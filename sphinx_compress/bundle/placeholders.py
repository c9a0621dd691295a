"""Places in inline blocks that a tool fills in pages when a site is deployed.

Such a tool looks for them in pages, and finds none in a bundle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..core.types import Kind

#: How tools write the name of what they put there.
_NAMED: Final = re.compile(
    r"__[A-Z][A-Z\d]*+(?:_[A-Z\d]++)*+__|%[A-Z][A-Z\d_]++%|%%\w++%%|@@\w[\w.-]*+|\[\[[A-Z]\w++\]\]"
    r"|\$\{[A-Z][A-Z\d_]++\}|\$[A-Z][A-Z\d_]++\$|#\{\w++\}|[\"'][A-Z]++(?:_[A-Z\d]++)++[\"']"
    r"|\{\{[^{}\n]{1,60}\}\}|<%|<\?"
)
_COMMENT_SIGNS: Final = "/*", "//", "<!--"
#: A name alone, perhaps with signs around it.
_NAME: Final = re.compile(r"[@#!%{\[$<>=/]*+\s*+(?![A-Z][a-z])[A-Za-z][\w.:-]*+\s*+[@#!%}\]$>/]*+")
#: What is meant for other tools, which read scripts and not pages.
_OF_OTHERS: Final = re.compile(
    r"[@#!]*\s*(?:eslint|jshint|jslint|global|istanbul|prettier|ts-|license|preserve|sourceMapping"
    r"|cc_on|use\b|TODO|FIXME)",
    re.IGNORECASE,
)


def has_placeholder(text: str, kind: Kind) -> bool:
    """Return whether something may be put into an inline block when a site is deployed."""
    if _NAMED.search(text):
        return True
    if not any(sign in text for sign in _COMMENT_SIGNS):
        return False
    return any(map(_is_name, _comments(text, kind)))


def _is_name(comment: str) -> bool:
    inner = comment.removeprefix("//").removeprefix("/*").removesuffix("*/")
    inner = inner.removeprefix("<!--").removesuffix("-->").strip()
    return _NAME.fullmatch(inner) is not None and not _OF_OTHERS.match(inner)


def _comments(text: str, kind: Kind) -> Iterator[str]:
    """Yield the comments of a text; none if it cannot be read."""
    # Parsers are imported on a miss only.
    if kind == "css":
        from ..css.tokens import UntokenizableError, tokenize

        try:
            words = tokenize(text).words
        except UntokenizableError:
            return
        yield from (f"/*{word.value}*/" for word in words if word.type == "comment")
        return
    from ..js.syntax import captures, parse

    root = parse(text.encode()).root_node
    for node in captures(root, "[(comment) (html_comment)] @comment").get("comment", ()):
        yield (node.text or b"").decode("utf-8", "replace")
