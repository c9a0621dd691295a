"""Runs one target: ``python -m fuzz css_filters [options of libFuzzer] [corpus directories]``.

Without directories it begins with the probes of the tests.  It learns from what it
finds, for as long as it runs.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["sphinx_compress", "tinycss2"]):
    from .targets import TARGETS

_HERE: Final = Path(__file__).parent
_PROBES: Final = _HERE.parent / "tests" / "probes"


def main(arguments: list[str]) -> None:
    """Fuzz as often as the options say; libFuzzer then ends the process."""
    if not arguments or arguments[0] not in TARGETS:
        sys.exit(f"usage: python -m fuzz {{{','.join(TARGETS)}}} [options] [directories]")
    name, *options = arguments
    target = TARGETS[name]
    kind = "js" if name.startswith("js") else "css"
    if all(option.startswith("-") for option in options):
        seeds = [_PROBES / "js"] if kind == "js" else [_PROBES / "css", _PROBES / "url"]
        # libFuzzer writes into the first.
        options += [tempfile.mkdtemp(), *map(str, seeds)]
    dictionary = f"-dict={_HERE / kind}.dict"
    # A result that takes quadratic time is a finding too.
    defaults = [dictionary, "-timeout=20", "-max_len=1000"]
    atheris.Setup(
        [sys.argv[0], *defaults, *options],
        lambda data: target(data.decode("utf-8", "replace")),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
