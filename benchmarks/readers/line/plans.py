"""What is to be measured: what was asked for, or all that the manual tells."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Final

from ..sites import INLINE
from .cases import DEFAULT, VISITS
from .lines import LINES
from .measuring import CHROMIUM, FIREFOX, Plan
from .record import LINE
from .variants import PRELOAD

_OTHERS: Final = [name for name in LINES if name != LINE]


def everything(dilation: float) -> list[Plan]:
    """All that the manual tells; what matters most comes first."""
    return [
        _plan([LINE], tuple(VISITS), 3, dilation, variants=[INLINE]),
        _plan(_OTHERS, ("cold", "second"), 2, dilation),
        _plan([LINE], ("cold",), 3, dilation, engine=FIREFOX),
        _plan(
            [LINE, LINE.replace("slow", "fast")],
            ("cold",),
            3,
            dilation,
            themes=["sphinx_rtd_theme"],
            variants=[PRELOAD],
        ),
    ]


def _plan(
    lines: Sequence[str],
    visits: Sequence[str],
    rounds: int,
    dilation: float,
    themes: Sequence[str] = DEFAULT,
    engine: str = CHROMIUM,
    variants: Sequence[str] = (),
) -> Plan:
    return Plan(lines, visits, rounds, dilation, 1, engine, themes, variants)


def asked(options: argparse.Namespace) -> list[Plan]:
    """What the options of the command ask for."""
    if options.everything:
        return everything(options.dilate)
    return [
        Plan(
            sorted(options.lines, key=list(LINES).index),
            options.visits,
            options.rounds,
            options.dilate,
            options.walks,
            options.engine,
            options.themes,
            options.variants,
        )
    ]
