"""Measures what readers gain from bundles: ``python -m benchmarks.readers --help``.

It needs the themes that it builds the sample project with, ``playwright`` from PyPI, and a
Chromium.  What it measures it prints; it does not judge.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from . import gallery, joining, paint, table, walk
from .browser import launched
from .line import command as line
from .line import manual, record
from .sites import OURS, PAGE, SHOWN, STOCK, THEMES, pairs

_DOCS: Final = Path(__file__).parents[2] / "docs"


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for."""
    options = _parser().parse_args(arguments)
    with ExitStack() as stack:
        if options.sites is None:
            options.sites = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        options.run(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__)
    commands = parser.add_subparsers(required=True)

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--sites",
        type=Path,
        help="directory to keep built sites in, as stock/THEME and ours/THEME; those that are"
        " there are not built again (default: a temporary one)",
    )

    def add(name: str, run: object, help_: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[common], help=help_, description=help_)
        command.set_defaults(run=run)
        return command

    def add_themes(command: argparse.ArgumentParser, default: Iterable[str]) -> None:
        command.add_argument(
            "--themes",
            nargs="+",
            choices=THEMES,
            default=list(default),
            metavar="THEME",
            help="(default: %(default)s)",
        )

    command = add("table", _table, "count requests and bytes of a page, and list its tags")
    add_themes(command, THEMES)
    command.add_argument("--write", action="store_true", help="update the manual's table")

    command = add("paint", _paint, "measure when a page is seen on a slow line")
    add_themes(command, THEMES)
    command.add_argument("--pairs", type=int, default=9, help="visits (default: %(default)s)")
    command.add_argument("--page", default=PAGE, help="(default: %(default)s)")
    command.add_argument(
        "directories",
        nargs="*",
        type=Path,
        help="built sites to compare with the first of them, instead of the themes",
    )

    command = add("walk", _walk, "count what is downloaded from page to page")
    add_themes(command, SHOWN)
    command.add_argument("--write", action="store_true", help="update the manual's table")

    command = add("line", line.run, line.ABOUT)
    line.add_options(command)

    command = add("gallery", _gallery, "make a picture of the page with each theme")
    add_themes(command, SHOWN)
    add("draw", _draw, "draw the pictures of the manual anew, and write the numbers of the README")

    command = add("joining", _joining, "measure ways of joining scripts into one file")
    command.add_argument("--runs", type=int, default=15, help="(default: %(default)s)")
    command.add_argument(
        "--fetching",
        action="store_true",
        help="measure the fetching of files too, not only how scripts run that are there",
    )
    command.add_argument(
        "--slowdown", type=float, default=1, help="of the processor (default: %(default)s)"
    )
    command.add_argument(
        "--sets",
        nargs="+",
        choices=joining.SETS,
        default=list(joining.SETS),
        metavar="SET",
        help="(default: %(default)s)",
    )
    command.add_argument(
        "--ways",
        nargs="+",
        choices=joining.WAYS,
        default=list(joining.WAYS),
        metavar="WAY",
        help="compared with the first of them (default: %(default)s)",
    )
    return parser


def _table(options: argparse.Namespace) -> None:
    with launched() as browser:
        text = table.as_text(table.measure(browser, options.sites, options.themes))
    print(text)
    if options.write:
        (_DOCS / "themes-table.inc").write_text(text, encoding="utf-8")


def _paint(options: argparse.Namespace) -> None:
    with launched() as browser:
        if options.directories:
            common = os.path.commonpath(options.directories)
            sites = {
                str(directory.relative_to(common)): directory for directory in options.directories
            }
            paint.print_paint(
                options.page, paint.measure(browser, sites, options.page, options.pairs)
            )
            return
        # Nothing is built while something is measured.
        for pair in pairs(options.sites, options.themes):
            sites = {STOCK: pair.stock, OURS: pair.ours}
            seen = paint.measure(browser, sites, options.page, options.pairs)
            paint.print_paint(pair.theme, seen)


def _walk(options: argparse.Namespace) -> None:
    with launched() as browser:
        text = walk.as_text(browser, options.sites, options.themes)
    print(text)
    if options.write:
        (_DOCS / "themes-walk.inc").write_text(text, encoding="utf-8")


def _gallery(options: argparse.Namespace) -> None:
    with launched() as browser:
        gallery.photograph(browser, options.sites, options.themes)


def _draw(_: argparse.Namespace) -> None:
    manual.write_all(record.read())


def _joining(options: argparse.Namespace) -> None:
    sets = joining.read_sets(options.sites, options.sets)
    joined, seen = joining.measure(
        sets,
        options.runs,
        ways=options.ways,
        is_fetched_before=not options.fetching,
        slowdown=options.slowdown,
    )
    joining.print_joining(joined, seen, is_fetched_before=not options.fetching)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
