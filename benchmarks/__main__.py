"""Measures speed, side by side with what others offer: ``python -m benchmarks --help``.

What a command needs beside this project is in the extra ``benchmarks``; releases of other
projects are fetched from PyPI once.  What is measured is printed; nothing judges it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from . import tables
from .beside.roots import install_packages, roots
from .build import SCENARIOS
from .projects import CACHE, PROJECTS
from .readers.sites import THEMES
from .references import Shape

_GENERATED: Final = ("furo", "pydata_sphinx_theme", "sphinx_rtd_theme")


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

    def add_rounds(command: argparse.ArgumentParser, default: int) -> None:
        command.add_argument(
            "--rounds",
            type=int,
            default=default,
            help="how often all is measured (default: %(default)s)",
        )

    def add_cache(command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--cache",
            type=Path,
            default=CACHE,
            help="directory for releases and what is built of them (default: %(default)s)",
        )

    command = add("build", _build, "build real projects with the extension and without it")
    command.add_argument("--projects", nargs="+", choices=PROJECTS, default=list(PROJECTS))
    command.add_argument("--jobs", nargs="+", type=int, default=[1, 2])
    command.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=list(SCENARIOS))
    # An even number, so that each variant is as often the first as the other.
    add_rounds(command, 6)
    add_cache(command)

    command = add("growth", _growth, "measure sites of many pages, and of many distinct regions")
    command.add_argument("--pages", nargs="+", type=int, default=[100, 1000, 10_000])
    command.add_argument("--kinds", nargs="+", type=int, default=[1, 10, 100])
    add_rounds(command, 3)

    command = add("lookup", _lookup, "measure how long it takes to look a known region up")
    add_rounds(command, 15)

    command = add("generate", _generate, "make the bundles of real themes, beside other bundlers")
    command.add_argument("--themes", nargs="+", choices=THEMES, default=list(_GENERATED))
    add_rounds(command, 7)
    add_cache(command)

    add("instructions", _instructions, "count the instructions of a page's look-up with valgrind")

    command = add("beside", _beside, "look at sites with what people use beside it, in a browser")
    command.add_argument(
        "--roots", nargs="+", choices=roots(), default=list(roots()), metavar="ROOT"
    )

    command = add("scale", _scale, "compute what many builds of a large site cost")
    command.add_argument("--builds", type=int, default=200, help="(default: %(default)s)")
    command.add_argument("--pages", type=int, default=5000, help="(default: %(default)s)")
    command.add_argument("--kinds", type=int, default=5, help="(default: %(default)s)")
    add_rounds(command, 5)
    add_cache(command)

    command = add("versions", _versions, "build versions of a large reference over one Redis")
    command.add_argument("--pages", type=int, default=2000, help="(default: %(default)s)")
    command.add_argument("--at-once", type=int, default=240, help="pages (default: %(default)s)")

    command = add("languages", _languages, "build a reference in 13 languages over one Redis")
    command.add_argument("--pages", type=int, default=200, help="(default: %(default)s)")
    command.add_argument("--at-once", type=int, default=40, help="pages (default: %(default)s)")
    return parser


def _build(options: argparse.Namespace) -> None:
    from . import build

    found = build.measure(
        options.cache.resolve(),
        projects=options.projects,
        jobs=options.jobs,
        scenarios=options.scenarios,
        rounds=options.rounds,
    )
    _tell("build", build.HEADER, build.rows(found), build.TOLD, options)


def _growth(options: argparse.Namespace) -> None:
    from . import growth

    found = growth.measure(options.pages, options.kinds, options.rounds)
    _tell("growth", growth.HEADER, growth.rows(found), growth.TOLD, options)


def _lookup(options: argparse.Namespace) -> None:
    from . import lookup

    _tell(
        "lookup", lookup.HEADER, lookup.rows(lookup.measure(options.rounds)), lookup.TOLD, options
    )


def _generate(options: argparse.Namespace) -> None:
    from . import generating

    made = generating.measure(options.cache.resolve() / "sites", options.themes, options.rounds)
    _tell("generate", generating.HEADER, generating.rows(made), generating.TOLD, options)


def _instructions(options: argparse.Namespace) -> None:
    from . import instructions

    rows = instructions.rows(instructions.measure())
    _tell("instructions", instructions.HEADER, rows, instructions.TOLD, options)


def _beside(options: argparse.Namespace) -> None:
    # It needs a browser.
    from .beside import rows, table
    from .readers.browser import launched

    install_packages()
    with launched(arguments=["--disable-partial-raster"]) as browser, TemporaryDirectory() as name:
        found = table.measure(browser, Path(name), options.roots)
    print(table.as_text(found))
    if options.write:
        rows.write(found)
        tables.write("beside-table.inc", table.as_text(rows.read()))


def _versions(options: argparse.Namespace) -> None:
    from . import references

    _editions(references.VERSIONS, options)


def _languages(options: argparse.Namespace) -> None:
    from . import references

    _editions(references.LANGUAGES, options)


def _editions(shape: Shape, options: argparse.Namespace) -> None:
    from . import editions

    found = editions.measure(shape, options.pages, options.at_once)
    _tell(shape.name, editions.HEADER, editions.rows(found), editions.told(shape), options)


def _scale(options: argparse.Namespace) -> None:
    from . import scale

    units = scale.measure(options.cache.resolve() / "sites", options.rounds)
    size = {"builds": options.builds, "pages": options.pages, "kinds": options.kinds}
    told = scale.told(units, **size)
    print(told)
    _tell("scale", scale.HEADER, scale.rows(units, **size), told, options)


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
