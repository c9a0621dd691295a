"""What the extension takes for sites of many pages, and of many distinct regions.

Sphinx is left out: what it would call is called, with pages that are rendered already.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_compress.build.place import PageContext
from sphinx_compress.bundle.sources import Memo

from .pages import Pages, write_static
from .running import processor_time
from .series import spread
from .site import Build


class Grown(NamedTuple):
    """Processor seconds of one site."""

    #: For all first pages of their kind: the regions are made.
    making: float
    #: For all other pages.
    pages: float
    #: At the end of the first build.
    end: float
    #: For a build in which nothing changed.
    unchanged: float
    #: For one in which a style sheet of every page changed.
    relinked: float


def measure(
    sizes: Sequence[int], kinds: Sequence[int], rounds: int
) -> dict[tuple[int, int], list[Grown]]:
    """Number of pages and number of kinds of pages → what each round took."""
    found: dict[tuple[int, int], list[Grown]] = {}
    for _ in range(rounds):
        for size in sizes:
            for kind in kinds:
                if kind > size:
                    continue
                with tempfile.TemporaryDirectory() as directory:
                    grown = _grow(Path(directory), size, kind)
                found.setdefault((size, kind), []).append(grown)
                print(f"{size} pages of {kind} kinds: {grown}", file=sys.stderr, flush=True)
    return found


def _grow(directory: Path, size: int, kinds: int) -> Grown:
    static = directory / "html" / "_static"
    write_static(static, kinds)
    site = Pages(kinds)
    names = {site.page(number).name for number in range(size)}
    memo: Memo = {}
    build = Build(directory, names, memo)
    making = pages = 0.0
    for number in range(size):
        page = site.page(number)
        path = directory / "html" / f"{page.name}.html"
        start = time.process_time()
        build.session.begin_page(page.name)
        with build.journal:
            html = build.session.finish_page(page.html, PageContext(page.name, page.prefix))
        spent = time.process_time() - start
        # A page of a kind that is new, or new at this depth.
        if number < 3 * kinds:
            making += spent
        else:
            pages += spent
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    end = processor_time(build.reconciler.reconcile)
    build.end()
    unchanged = _again(directory, names, memo)
    for kind in range(kinds):
        path = static / f"k{kind}n0.css"
        path.write_text(path.read_text() + ".edited { margin: 0 }\n")
    return Grown(making, pages, end, unchanged, _again(directory, names, memo))


def _again(directory: Path, names: set[str], memo: Memo) -> float:
    build = Build(directory, names, memo)
    spent = processor_time(build.reconciler.reconcile)
    build.end()
    return spent


HEADER: Final = (
    "Pages",
    "Kinds of pages",
    "A page, µs",
    "End of the build, µs a page",
    "Making a kind, ms",
    "Unchanged, µs a page",
    "Relinked, µs a page",
)


def rows(found: dict[tuple[int, int], list[Grown]]) -> list[list[str]]:
    """One row for each site."""
    lines = []
    for (size, kinds), many in found.items():
        rest = size - 3 * kinds
        lines.append(
            [
                f"{size:,}",
                str(kinds),
                _microseconds([one.pages for one in many], rest) if rest > 0 else "—",
                _microseconds([one.end for one in many], size),
                f"{spread([1000 * one.making / min(kinds, size) for one in many]):.1f}",
                _microseconds([one.unchanged for one in many], size),
                _microseconds([one.relinked for one in many], size),
            ]
        )
    return lines


def _microseconds(seconds: Sequence[float], number: int) -> str:
    return f"{spread([1e6 * each / number for each in seconds]):.0f}"


TOLD: Final = (
    "Processor time of the extension alone. A page has two regions. Each kind of page has its"
    " own regions, and pages of one kind lie at three depths. Making a kind means to bundle its"
    " four style sheets and four scripts, and happens once. Relinked is a build after the edit"
    " of one style sheet of every kind."
)
