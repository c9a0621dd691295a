"""Makes the table of libraries anew: ``python -m benchmarks.libraries``.

Each script of the releases that no analysis can follow runs in a browser that takes notes.  Those
that do no more than declare are in the table.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compress.build.libraries import TABLE, to_row
from sphinx_compress.js.at_once import at_once

from ..projects import CACHE
from ..readers.browser import launched
from .recording import Record, record_with
from .releases import Script, scripts

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.libraries", description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE / "libraries", help="for releases")
    parser.add_argument("--write", action="store_true", help="update the table")
    options = parser.parse_args(arguments)
    with launched() as browser:
        found = list(_recorded(browser, scripts(options.cache)))
    rows = []
    for script, each in found:
        if each.effects:
            print(f"{script.name} stays: {', '.join(sorted(each.effects)[:4])}", file=sys.stderr)
        else:
            rows.append(to_row(script.name, script.digest, each.declares))
    text = "[\n" + ",\n".join(json.dumps(row) for row in sorted(rows)) + "\n]\n"
    if options.write:
        TABLE.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


def _recorded(browser: Browser, found: Iterator[Script]) -> Iterator[tuple[Script, Record]]:
    known: dict[str, Script] = {}
    for each in found:
        known.setdefault(each.digest, each)
    library = next(each.text for each in known.values() if each.name.endswith("jquery/jquery.js"))
    for script in known.values():
        # What can be followed needs no table.
        if at_once(script.text)[0] is None:
            yield script, record_with(browser, script.text, library)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
