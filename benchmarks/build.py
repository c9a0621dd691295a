"""Whole builds of real projects, with the extension and without it."""

from __future__ import annotations

import compileall
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .projects import SWITCH, edit, restore, unpacked
from .running import Taken, run
from .series import ratios, spread
from .share import FILE

#: What is built, in this order, since each begins with what the one before it left.
SCENARIOS: Final = {
    "cold": "nothing is there",
    "unchanged": "nothing was changed",
    "document": "one document was changed",
    "css": "one style sheet was changed",
    "warm": "the output is gone, caches are there",
}

_PACKAGE: Final = Path(__file__).parents[1] / "sphinx_compress"

STOCK: Final = "stock"
OURS: Final = "ours"


@dataclass(slots=True)
class Series:
    """The builds of one scenario: those of one round stand at the same place."""

    stock: list[Taken] = field(default_factory=list)
    ours: list[Taken] = field(default_factory=list)
    #: Processor seconds of our own in builds with the extension, by what they went into, and
    #: as ``all`` those of the whole build.
    shares: list[dict[str, float]] = field(default_factory=list)


#: Project, jobs, scenario.
Key = tuple[str, int, str]


def measure(
    cache: Path,
    *,
    projects: Sequence[str],
    jobs: Sequence[int],
    scenarios: Sequence[str],
    rounds: int,
) -> dict[Key, Series]:
    """Build again and again, both variants in turn."""
    # As pip does for whoever installs it.
    compileall.compile_dir(_PACKAGE, quiet=1)
    found: dict[Key, Series] = {}
    for project in projects:
        docs = unpacked(project, cache)
        for number in range(rounds):
            for count in jobs:
                for scenario, taken, share in _round(
                    project, docs, cache, count, scenarios, number
                ):
                    series = found.setdefault((project, count, scenario), Series())
                    series.stock.append(taken[STOCK])
                    series.ours.append(taken[OURS])
                    if share:
                        series.shares.append(share)
                    _tell((project, count, scenario), taken, share)
    return found


def _tell(key: Key, taken: dict[str, Taken], share: dict[str, float]) -> None:
    stock, ours = taken[STOCK], taken[OURS]
    print(
        f"{key[0]} -j{key[1]} {key[2]}: wall {stock.wall:.2f} → {ours.wall:.2f} s,"
        f" cpu {stock.cpu:.2f} → {ours.cpu:.2f} s, memory {stock.memory:.0f} →"
        f" {ours.memory:.0f} MB, ours {share}",
        file=sys.stderr,
        flush=True,
    )


def _round(
    project: str, docs: Path, cache: Path, jobs: int, scenarios: Sequence[str], number: int
) -> Iterator[tuple[str, dict[str, Taken], dict[str, float]]]:
    built = cache / "built" / f"{project}-{jobs}"
    shutil.rmtree(built, ignore_errors=True)
    built.mkdir(parents=True)
    restore(project, docs)
    # Who comes first finds other files in the system's cache than who comes second.
    order = (STOCK, OURS) if number % 2 == 0 else (OURS, STOCK)
    for scenario in SCENARIOS:
        if scenario not in scenarios and scenario != "cold":
            continue
        if scenario in {"document", "css"}:
            edit(project, docs, scenario)
        taken: dict[str, Taken] = {}
        share: dict[str, float] = {}
        for variant in order:
            output = built / variant
            if scenario == "warm":
                shutil.rmtree(output)
            told = built / "share.json"
            environment = {"PYTHONDONTWRITEBYTECODE": "", SWITCH: "", FILE: ""}
            if variant == OURS:
                environment |= {SWITCH: "1", FILE: str(told) if jobs == 1 else ""}
            command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", f"-j{jobs}"]
            command += ["-d", str(built / f"{variant}-doctrees"), str(docs), str(output)]
            taken[variant] = run(
                command,
                environment=environment,
                log=built / f"{variant}.log",
            )
            if told.is_file():
                share = json.loads(told.read_bytes())
                told.unlink()
        if scenario in scenarios:
            yield scenario, taken, share


def _own(share: dict[str, float]) -> float:
    return sum(seconds for name, seconds in share.items() if name != "all")


HEADER: Final = (
    "Build",
    "Rounds",
    "Stock, s",
    "Ours, s",
    "Ratio",
    "Ratio by the clock",
    "Our share",
    "Memory, MB",
)


def rows(found: dict[Key, Series]) -> list[list[str]]:
    """One row for each project, number of jobs and scenario."""
    lines = []
    for (project, jobs, scenario), series in found.items():
        walls = [[one.wall for one in many] for many in (series.stock, series.ours)]
        cpus = [[one.cpu for one in many] for many in (series.stock, series.ours)]
        memory = [
            spread([one.memory for one in many]).median for many in (series.stock, series.ours)
        ]
        lines.append(
            [
                f"{project} -j{jobs}, {scenario}",
                str(len(series.stock)),
                f"{spread(cpus[0]):.2f}",
                f"{spread(cpus[1]):.2f}",
                f"{ratios(*cpus):.3f}",
                f"{ratios(*walls):.3f}",
                _share(series.shares),
                f"{memory[0]:.0f} → {memory[1]:.0f}",
            ]
        )
    return lines


def _share(shares: list[dict[str, float]]) -> str:
    if not shares:
        return "—"
    own = spread([_own(share) for share in shares])
    ratio = spread([100 * _own(share) / share["all"] for share in shares])
    return f"{own.median:.2f} s, {ratio.median:.1f} %"


TOLD: Final = (
    "Seconds are processor time, of all processes together. Ratios compare builds of the same"
    " round. Our share is the processor time that Sphinx spends in the extension, as a part of"
    " the whole build. Memory is that of the largest process."
)
