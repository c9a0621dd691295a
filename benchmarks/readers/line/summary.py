"""What a reader gains, in a sentence and a table."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from ...tables import grid_table
from .lines import LINES
from .record import LINE, Change, Record, Row

#: Of text.
COLUMNS: Final = 110


def summary(record: Record) -> str:
    """What a reader gains: a sentence and a table."""
    first = record.first
    best, *_, least = sorted(first, key=lambda each: each.measures["first_paint"].ratio)
    rows = [
        [
            each.key.site,
            arrow(each.measures["first_paint"].change, 1000, 2),
            arrow(each.css, 1000, 1),
            arrow(each.measures["requests"].change),
        ]
        for each in first
    ]
    header = ["Theme", "First paint, s", "CSS it waits for, kB", "Requests"]
    told = (
        f"On a slow line ({LINES[LINE]}), a first visit to a page of a sample project shows"
        f" something after {_instead(best)}, where most is gained, and after {_instead(least)},"
        " where least is."
    )
    made = (
        f"{circumstances(first)} The project has five common extensions, and the extra ``fonts``"
        " is installed."
    )
    table = grid_table(header, rows)
    return "\n".join([*wrap(told, COLUMNS), "", *table, "", *wrap(made, COLUMNS)])


def _instead(row: Row) -> str:
    before, after = (f"{each / 1000:.2f}" for each in row.measures["first_paint"].change)
    return f"{after} seconds instead of {before} with {row.key.site}"


def arrow(change: Change, unit: float = 1, digits: int = 0) -> str:
    """One number, without the extension and with it."""
    return " → ".join(f"{each / unit:.{digits}f}" for each in change)


def circumstances(rows: Sequence[Row]) -> str:
    """How often rows were measured, and when and where, which need not be one and the same."""

    def made(row: Row) -> tuple[str, int, float]:
        return row.made, row.rounds, row.dilation

    kinds = list(dict.fromkeys(map(made, rows)))
    told = []
    for kind in kinds:
        when, rounds, dilation = kind
        names = ", ".join(each.key.site for each in rows if made(each) == kind)
        whose = f" ({names})" if len(kinds) > 1 else ""
        slower = f" on a line {dilation:g} times slower, divided by {dilation:g}" * (dilation > 1)
        visits = f"Medians of {rounds} visits" if rounds > 1 else "One visit"
        told.append(f"{visits} each{slower}{whose}, measured {when}.")
    return " ".join(told)
