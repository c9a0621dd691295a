"""Builds the demo site and says where to look: ``python -m testdocs [output directory]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Build the demo; return what sphinx-build returned."""
    parser = argparse.ArgumentParser(prog="python -m testdocs", description=__doc__)
    parser.add_argument(
        "output",
        nargs="?",
        type=Path,
        default=Path("_build"),
        help="where to put the two sites (default: %(default)s)",
    )
    output: Path = parser.parse_args(arguments).output

    # Quiet about the comparison, loud about the build that is being shown.
    status = build(output / "demo-stock", "-q", "-t", "stock")
    status = status or build(output / "demo")
    if status == 0:
        print()
        print(f"The demo:             {address(output / 'demo')}")
        print(f"Without compression:  {address(output / 'demo-stock')}")
        print(f"Its bundles:          {output / 'demo' / '_static' / 'compress'}")
    return status


def build(output: Path, *options: str) -> int:
    """Run sphinx-build over the demo, and keep its doctrees out of what would be published."""
    doctrees = output.with_name(f"{output.name}-doctrees")
    directories = ["-d", str(doctrees), str(HERE / "demo"), str(output)]
    return build_main(["-b", "html", *options, *directories])


def address(site: Path) -> str:
    """Return what to put into a browser's address bar."""
    return (site / "index.html").resolve().as_uri()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
