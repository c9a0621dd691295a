"""Attributes of a page that hold what scripts may take for a selector of its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..core.names import ANY
from ..js.selectors import selected

#: How a name begins, among those of a page, that tells of one such attribute.
SELECTING: Final = "[*"
#: How the same begins among the scripts of a page.
_RECORD: Final = "<* "
#: What is in each selector of a tag.
_TAG = re.compile(r"link|script|\*|\[\s*(?:href|src|rel|type)", re.IGNORECASE)
#: A string in JSON.
_STRING = re.compile(r'"([^"]*)"')
#: These are read by nobody as a selector.
_NO_SELECTORS: Final = frozenset({"class", "id", "style", "d", "points"})


def is_selecting(name: str, value: str) -> bool:
    """Return whether scripts may take the *value* of an attribute for a selector of tags."""
    if not _may_name_tag(value) or name in _NO_SELECTORS or name.startswith("on"):
        return False
    texts = value, *_STRING.findall(value)
    return any(not found.is_kept for text in texts for found in selected(text))


def _may_name_tag(value: str) -> bool:
    # Most values are addresses, in which each character could begin what the pattern looks for.
    if value.isascii():
        low = value.lower()
        if not ("link" in low or "script" in low or "*" in low or "[" in low):
            return False
    return _TAG.search(value) is not None


def records(vocabulary: Iterable[str]) -> Iterator[str]:
    """Yield a record for each attribute of a page that may select tags.

    :param vocabulary: the names of the elements of the page.
    """
    for name in vocabulary:
        if name.startswith(SELECTING):
            yield _RECORD + name.removeprefix(SELECTING)
        elif name == ANY:
            yield _RECORD + ANY


def recorded(record: str) -> str:
    """Return the name of the attribute that a *record* tells of; empty if it is none."""
    return record.removeprefix(_RECORD) if record.startswith(_RECORD) else ""
