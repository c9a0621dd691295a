"""What was found of each root, and when; a row stays until its root is looked at again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from .roots import roots

_FILE: Final = Path(__file__).with_name("rows.json")


@dataclass(frozen=True, slots=True)
class Row:
    """One root, built and looked at."""

    name: str
    version: str
    #: When and where it was.
    circumstances: str
    #: Style sheets and scripts of a first page, without and with the extension.
    requests: str
    looks_the_same: bool
    has_the_same_messages: bool
    #: Of a program that starts builds: what they came to.
    builds: str
    #: The files of a page that stay, by the reason.
    kept: dict[str, list[str]]


def read() -> list[Row]:
    """The rows that are known, in the order of the roots."""
    return _in_order(Row(**each) for each in json.loads(_FILE.read_text(encoding="utf-8")))


def write(rows: Iterable[Row]) -> None:
    """Put rows in the place of those with the same names."""
    known = {row.name: row for row in (*read(), *rows)}
    text = json.dumps([asdict(row) for row in _in_order(known.values())], indent=1)
    _FILE.write_text(f"{text}\n", encoding="utf-8")


def _in_order(rows: Iterable[Row]) -> list[Row]:
    names = list(roots())
    return sorted((row for row in rows if row.name in names), key=lambda row: names.index(row.name))
