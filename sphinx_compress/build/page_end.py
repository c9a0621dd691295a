"""Pages that end without scripts, where style sheets may tell that a gate stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ..core.serialization import read_json_or
from ..page.patterns import start_tag
from ..page.run import Found
from ..page.vocabulary import vocabulary

#: How the name begins that tells, among those of a page, how the page ends.
END: Final = "@end "
_STYLE = re.compile(r"<style\b[^>]*+>.*?</style\s*+>", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(start_tag("body"), re.IGNORECASE)


class PageEnd(NamedTuple):
    """What selects the last elements of a page, and in what they are."""

    #: Marked texts of the elements of style sheets.
    sheets: tuple[str, ...]
    #: Names of the body, in order.
    body: tuple[str, ...]

    @property
    def name(self) -> str:
        """Stands for it among the names of a page."""
        return END + json.dumps(self)

    @classmethod
    def from_name(cls, name: str) -> PageEnd | None:
        """Return the end of a page that has a :attr:`name`; ``None`` if it is none."""
        return read_json_or(None, name.removeprefix(END).encode(), cls._from_values)

    @classmethod
    def _from_values(cls, values: Any) -> PageEnd:
        sheets, body = values
        return cls(tuple(map(str, sheets)), tuple(map(str, body)))


def sheets_of(html: str, found: Collection[Found], names: Collection[str]) -> tuple[str, ...]:
    """Return the elements of the style sheets of a page, in order.

    :param found: its runs.
    :param names: those of its elements.
    """
    styles = _STYLE.findall(html) if "style" in names else ()
    return tuple(dict.fromkeys((*elements(found, "css"), *styles)))


def elements(found: Collection[Found], kind: str) -> Iterator[str]:
    """Yield the texts of the elements in the runs of a *kind*."""
    for each in found:
        if each.kind == kind:
            yield from (piece.text for piece in each.run.pieces if piece.name)


def body_of(html: str) -> tuple[str, ...]:
    """Return the names of the body of a page, in order."""
    return _names_of_body("".join(_BODY.findall(html)))


# Mostly, pages have the same body.
@lru_cache(1024)
def _names_of_body(tags: str) -> tuple[str, ...]:
    return tuple(sorted({"body", *(vocabulary(tags) - vocabulary(""))}))
