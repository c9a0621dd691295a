"""How much a page may load."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ...core.errors import BudgetError
from ...core.wording import count, suggestion

_UNITS: Final = {"": 1, "b": 1, "kb": 1000, "mb": 1_000_000, "kib": 1024, "mib": 1024**2}
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)", re.IGNORECASE)
_EXAMPLE: Final = "css=60kB,js=150kB,requests=8"

#: What a budget may be for.  All but the last are bytes, as gzip sends them.
NAMES: Final = ("css", "js", "total", "requests")

_SIZES: Final = frozenset({"css", "js"})

#: How many of the worst pages are named.
_WORST: Final = 5


@dataclass(frozen=True, slots=True)
class Outlay:
    """What a budget allows, and what pages take of it."""

    name: str
    limit: int
    #: Path of a page → what it takes; the largest first.
    pages: tuple[tuple[str, int], ...]

    @property
    def over(self) -> int:
        """How many pages take more."""
        return sum(taken > self.limit for _, taken in self.pages)

    @property
    def worst(self) -> tuple[tuple[str, int], ...]:
        """The pages that take most."""
        return self.pages[:_WORST]

    def shown(self, value: int) -> str:
        """Return a value as users write it."""
        if self.name == "requests":
            return str(value)
        # A user who forgot the unit sees it.
        return count(value, "byte") if value < 1000 else f"{value / 1000:.1f} kB"


def outlays(budget: Mapping[str, int], pages: Mapping[str, Mapping[str, int]]) -> list[Outlay]:
    """Return what *pages* take of a *budget*.

    :param pages: path of a page → what it takes, by the names of budgets.
    """
    found = []
    for name, limit in budget.items():
        taken = [(page, each[name]) for page, each in pages.items()]
        found.append(
            Outlay(name, limit, tuple(sorted(taken, key=lambda each: (-each[1], each[0]))))
        )
    return found


def tightest(pages: Mapping[str, Mapping[str, int]]) -> str:
    """Return the smallest budget that holds for *pages*, as users write it; empty without pages."""
    most = {name: max((each[name] for each in pages.values()), default=0) for name in NAMES}
    sizes = (f"{name}={math.ceil(most[name] / 100) / 10}kB" for name in NAMES if name in _SIZES)
    return f"{','.join(sizes)},requests={most['requests']}" if pages else ""


def read_budget(value: str) -> dict[str, int]:
    """Return the budget that a user means.

    :param value: ``css=60kB,js=150kB,requests=8``, or the path of a TOML or JSON file with such
        values.
    :raises BudgetError: if it means none.
    """
    if "=" in value and not Path(value).is_file():
        pairs = [each.partition("=") for each in value.split(",")]
        return _budget({name.strip(): limit.strip() for name, _, limit in pairs})
    try:
        text = Path(value).read_text("utf-8")
        values = json.loads(text) if value.endswith(".json") else tomllib.loads(text)
    except OSError as error:
        raise BudgetError(
            f"{value} is neither a budget such as {_EXAMPLE} nor a file with one: {error.strerror}"
        ) from error
    except ValueError as error:
        raise BudgetError(f"{value} cannot be read: {error}") from error
    try:
        return _budget(values)
    except BudgetError as error:
        raise BudgetError(f"{value}: {error}") from error


def _budget(values: Any) -> dict[str, int]:
    if not isinstance(values, dict) or not values:
        raise BudgetError(f"there is no budget in it, such as {_EXAMPLE}")
    for name in values:
        if name not in NAMES:
            near = suggestion(name, NAMES) or f"; there are {', '.join(NAMES)}"
            raise BudgetError(f"there is no budget {name}{near}")
    return {name: _limit(name, values[name]) for name in NAMES if name in values}


def _limit(name: str, value: object) -> int:
    if name == "requests":
        match = re.fullmatch(r"\d+", str(value))
        if match is None:
            raise BudgetError(f"{name} must be a number of files, not {value}")
        return int(match[0])
    match = _SIZE.fullmatch(str(value))
    factor = _UNITS.get(match[2].lower()) if match else None
    if match is None or factor is None:
        raise BudgetError(f"{name} must be a size such as 60kB, not {value}")
    return round(float(match[1]) * factor)
