"""Measures speed, side by side with what others offer: ``python -m benchmarks --help``.

What a command needs beside this project is in the extra ``benchmarks``; releases of other
projects are fetched from PyPI once.  What is measured is printed; nothing judges it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from . import build, tables
from .projects import PROJECTS

_CACHE: Final = Path.home() / ".cache" / "sphinx-compress-benchmarks"


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for."""
    if arguments[:1] == ["readers"]:
        # They need a browser, which the others do not.
        from .readers.__main__ import main as readers

        return readers(arguments[1:])
    options = _parser().parse_args(arguments)
    options.run(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog="python -m benchmarks readers --help tells of what a reader gains.",
    )
    commands = parser.add_subparsers(required=True)

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--write", action="store_true", help="update the manual's table")

    def add(name: str, run: object, help_: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[common], help=help_, description=help_)
        command.set_defaults(run=run)
        return command

    command = add("build", _build, "build real projects with the extension and without it")
    command.add_argument("--projects", nargs="+", choices=PROJECTS, default=list(PROJECTS))
    command.add_argument("--jobs", nargs="+", type=int, default=[1, 2])
    command.add_argument(
        "--scenarios", nargs="+", choices=build.SCENARIOS, default=list(build.SCENARIOS)
    )
    command.add_argument("--rounds", type=int, default=5, help="(default: %(default)s)")
    command.add_argument(
        "--cache",
        type=Path,
        default=_CACHE,
        help="directory for releases and what is built of them (default: %(default)s)",
    )
    return parser


def _build(options: argparse.Namespace) -> None:
    found = build.measure(
        options.cache.resolve(),
        projects=options.projects,
        jobs=options.jobs,
        scenarios=options.scenarios,
        rounds=options.rounds,
    )
    _tell("build", build.HEADER, build.rows(found), build.TOLD, options)


def _tell(
    command: str,
    header: tuple[str, ...],
    rows: list[list[str]],
    told: str,
    options: argparse.Namespace,
) -> None:
    print(tables.text_table(header, rows))
    if options.write:
        text = tables.as_text(f"python -m benchmarks {command}", told, header, rows)
        tables.write(f"benchmarks-{command}.inc", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
