"""How many instructions it takes to look a page up: the figure that noise cannot touch.

A small program does the same work twice, for few and for more pages, under valgrind; the
difference has neither Python's start nor the making of the regions in it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

_FEW: Final = 30
_MORE: Final = 130

#: What is counted, and what is not of it: a statement for each, which sees *page*, *site* and
#: *build*.
_PROGRAMS: Final = {
    "a page": (
        "build.session.begin_page(page.name)\n"
        "    with build.journal:\n"
        "        build.session.finish_page(page.html, PageContext(page.name, page.prefix))",
        "page.html",
    ),
    "a marked region": (
        "with build.journal:\n"
        "        build.session.gather(css_region(0, page.prefix), TemplateRegion('css', 'file',"
        " 'output', TemplatePlace('layout.html', 1)), PageContext(page.name, page.prefix))",
        "css_region(0, page.prefix)",
    ),
}

_PROGRAM: Final = """
import sys
from pathlib import Path
from benchmarks.pages import Pages, css_region
from benchmarks.site import Build
from sphinx_compress.build.place import PageContext, TemplatePlace, TemplateRegion
site = Pages(1)
build = Build(Path(sys.argv[1]), set())
for number in range(int(sys.argv[2])):
    page = site.page(number)
    {statement}
build.end()
"""

_COUNT: Final = re.compile(r"I\s+refs:\s+([\d,]+)")


def measure() -> dict[str, int]:
    """What is counted → instructions for each.

    :raises FileNotFoundError: if there is no valgrind.
    """
    from .pages import write_static

    found = {}
    with tempfile.TemporaryDirectory() as directory:
        write_static(Path(directory, "html", "_static"), 1)
        for name, statements in _PROGRAMS.items():
            counts = []
            for statement in statements:
                program = _PROGRAM.format(statement=statement)
                # The first fills the cache.
                _count(program, directory, _FEW)
                few, more = (_count(program, directory, number) for number in (_FEW, _MORE))
                counts.append((more - few) // (_MORE - _FEW))
            found[name] = counts[0] - counts[1]
    return found


def _count(program: str, directory: str, number: int) -> int:
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise FileNotFoundError("valgrind is not installed")
    command = [valgrind, "--tool=cachegrind", "--cache-sim=no"]
    command += ["--cachegrind-out-file=/dev/null", sys.executable, "-c", program]
    done = subprocess.run(
        [*command, directory, str(number)],
        check=True,
        capture_output=True,
        text=True,
        # Sets and dictionaries are the same each time.
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    found = _COUNT.search(done.stderr)
    if found is None:
        raise ValueError(f"valgrind tells of no instructions: {done.stderr[-500:]}")
    return int(found[1].replace(",", ""))


HEADER: Final = ("Look-up of", "Instructions")


def rows(found: dict[str, int]) -> list[list[str]]:
    """One row for each thing that is counted."""
    return [[name, f"{count:,}"] for name, count in found.items()]


TOLD: Final = (
    "Counted by valgrind, from the second page of a kind on. A page has 20 kB and two regions."
)
