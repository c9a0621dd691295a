"""The command line: ``python -m sphinx_compress COMMAND``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from .commands import check, doctor, explain, report
from .core.errors import CompressError
from .core.translation import speak_as_environment, translated
from .core.version import __version__

COMMANDS = (explain, report, check, doctor)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status."""
    speak_as_environment()
    parser = argparse.ArgumentParser(prog="python -m sphinx_compress", description=__doc__)
    parser.add_argument("--version", action="version", version=f"sphinx_compress {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file may have a name that the terminal cannot show.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads it has seen enough; Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except CompressError as error:
        print(f"sphinx_compress: {translated(str(error))}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
