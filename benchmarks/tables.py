"""Tables for the terminal and for the manual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from .circumstances import circumstances

_DOCS: Final = Path(__file__).parents[1] / "docs"


def list_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a reStructuredText table whose first row is its header."""
    lines = [".. list-table::", "   :header-rows: 1", "   :class: measured", ""]
    for row in (header, *rows):
        for number, cell in enumerate(row):
            lines.append(f"   {'*' if number == 0 else ' '} - {cell}")
    return lines


def grid_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table that can be read as it is written, too."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    rule = "  ".join("=" * width for width in widths)
    header, *texts = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return [rule, header, rule, *texts, rule]


def between(text: str, begin: str, end: str, middle: str) -> str:
    """Put something in the place of what stands between two lines.

    :raises ValueError: if *text* lacks one of them.
    """
    before, _, rest = text.partition(f"{begin}\n")
    _, found, after = rest.partition(f"{end}\n")
    if not found:
        raise ValueError(f"there is no {begin!r} and {end!r}")
    return f"{before}{begin}\n\n{middle}\n\n{end}\n{after}"


def text_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The same for the terminal, each column as wide as its widest cell."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def as_text(command: str, before: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A file for the manual: who wrote it, a paragraph, when and where it was, and a table."""
    lines = [f".. Written by ``{command}``.", "", before, f"Measured {circumstances()}."]
    lines += ["", *list_table(header, rows)]
    return "\n".join(lines) + "\n"


def write(name: str, text: str) -> None:
    """Write a file that a page of the manual includes."""
    (_DOCS / name).write_text(text, encoding="utf-8")
