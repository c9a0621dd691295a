"""``python -m sphinx_compress explain PAGE``: what became of the tags of a page."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from .core.errors import ExplanationError
from .manifest.explain import explain_page


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m sphinx_compress", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser(
        "explain", help="say of each tag of a page in which bundle it went, or why it stayed"
    )
    command.add_argument("page", type=Path, help="a file of a built site, OUTDIR/page.html")
    page: Path = parser.parse_args(arguments).page
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file may have a name that the terminal cannot show.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        for line in explain_page(page):
            print(line)
    except ExplanationError as error:
        print(f"sphinx_compress: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
