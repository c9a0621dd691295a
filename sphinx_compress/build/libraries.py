"""Libraries that do nothing to a page before they are called, by their digests.

No analysis can follow what they do when they run.  The table was made by running them:
``python -m benchmarks.libraries``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from ..core.names import Declarations

TABLE: Final = Path(__file__).with_name("libraries.json")

#: The name, the digest, and what is declared: names, offers, events and reads.
Row = tuple[str, str, list[str], list[str], list[str], list[str]]


def to_row(name: str, digest: str, declares: Declarations) -> Row:
    """Return what the table has of a library.

    :param name: by which people know it.
    :param digest: SHA-256 of its file, in hexadecimal digits.
    """
    parts = (declares.names, declares.offers, declares.events, declares.reads)
    names, offers, events, reads = map(sorted, parts)
    return name, digest, names, offers, events, reads


@cache
def libraries() -> dict[str, Declarations]:
    """Return what libraries declare, by the SHA-256 of their files."""
    rows: list[Row] = json.loads(TABLE.read_text(encoding="utf-8"))
    return {digest: _declarations(*parts) for _, digest, *parts in rows}


def _declarations(
    names: list[str], offers: list[str], events: list[str], reads: list[str]
) -> Declarations:
    return Declarations(
        frozenset(names), frozenset(offers), events=frozenset(events), reads=frozenset(reads)
    )
