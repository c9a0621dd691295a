"""What is to be measured: what was asked for, or all that the manual tells."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Final

from ..sites import INLINE
from .cases import VISITS
from .lines import LINES
from .measuring import FIREFOX, Plan
from .record import LINE
from .variants import PRELOAD

_OTHERS: Final = [name for name in LINES if name != LINE]
_FIRST: Final = ("cold",)
_FONTS: Final = ("sphinx_rtd_theme",)


def asked(options: argparse.Namespace) -> list[Plan]:
    """What the options of the command ask for."""
    plan = Plan(
        sorted(options.lines, key=list(LINES).index),
        options.visits,
        options.rounds,
        options.dilate,
        options.walks,
        options.engine,
        options.themes,
        options.variants,
    )
    return _everything(plan) if options.everything else [plan]


def _everything(plan: Plan) -> list[Plan]:
    """All that the manual tells of the sites of a plan; what matters most comes first."""
    plan = replace(plan, lines=[LINE], visits=tuple(VISITS), rounds=3, walks=1, variants=())
    fonts = [name for name in plan.themes if name in _FONTS]
    lines = [LINE, LINE.replace("slow", "fast")]
    return [
        replace(plan, variants=[INLINE]),
        replace(plan, lines=_OTHERS, visits=("cold", "second"), rounds=2),
        replace(plan, visits=_FIRST, rounds=2, engine=FIREFOX),
        replace(plan, themes=fonts, lines=lines, visits=_FIRST, walks=3, variants=[PRELOAD]),
    ]
