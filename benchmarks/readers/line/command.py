"""``python -m benchmarks readers line``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...circumstances import circumstances
from ..bidi import find_firefox
from ..browser import find_chromium
from . import nginx
from .cases import DEFAULT, NAMES, VISITS, Case, case, follow
from .lines import LINES
from .variants import VARIANTS

if TYPE_CHECKING:
    from .measuring import Plan

ABOUT: Final = (
    "measure what readers wait for on a slow line with a real server, see docs/themes.rst;"
    " the first site, the same again, and the others are visited in turn"
)

#: Packages of Debian, by the programs that are needed of them.
_PACKAGES: Final = {"ip": "iproute2", "nginx": "nginx", "openssl": "openssl"}
#: To film costs the processor time, which must not count.
_FILM_DILATION: Final = 4.0
#: Of whom there are filmstrips.
FILMED: Final = ("furo", "sphinx_rtd_theme", "pydata_sphinx_theme")

_BROTLI: Final = "libnginx-mod-http-brotli-filter"
_BROWSER: Final = "chromium-headless-shell"
_FIREFOX: Final = "firefox-esr"


def add_options(command: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    for names, choices, default, what in (
        ("--themes", NAMES, DEFAULT, "sites that are built if need be"),
        ("--lines --line", LINES, LINES, "lines"),
        ("--visits", VISITS, ("cold", "second"), "an empty cache, the page after it, or a walk"),
        ("--variants", VARIANTS, (), "other ways to make sites of themes, beside ours"),
        ("--films", NAMES, (), "sites of which filmstrips are made, and nothing else"),
    ):
        command.add_argument(
            *names.split(),
            nargs="+",
            choices=choices,
            default=list(default),
            metavar="NAME",
            help=f"{what}, some of: {', '.join(choices)} (default: {' '.join(default)})",
        )
    command.add_argument(
        "--site",
        action="append",
        type=_site,
        metavar="NAME=DIRECTORY",
        help="a built site, instead of themes; others are compared with the first one",
    )
    command.add_argument(
        "--page",
        action="append",
        help="of those sites, the pages in the order of visits; if it is one, then the next ones"
        " are those that it links to (default: index.html)",
    )
    # In so many rounds, three sites have all orders.
    command.add_argument("--rounds", type=int, default=6, help="(default: %(default)s)")
    command.add_argument(
        "--walks",
        type=int,
        default=1,
        help="in how many of the rounds somebody walks, if other visits are asked for, too, and"
        " opens variants (default: %(default)s)",
    )
    command.add_argument(
        "--engine", choices=("chromium", "firefox"), default="chromium", help="(default: chromium)"
    )
    command.add_argument(
        "--dilate",
        type=float,
        nargs="?",
        const=4,
        default=1,
        metavar="FACTOR",
        help="for a busy machine: make the line so many times slower (4 without a number), and"
        " divide what is measured, so that the processor counts less",
    )
    command.add_argument(
        "--everything",
        action="store_true",
        help="all that the manual tells of the themes; the most important first",
    )
    command.add_argument(
        "--minutes", type=float, default=inf, help="begin with no other site when they are over"
    )
    command.add_argument("--build", action="store_true", help="only build the sites")
    command.add_argument(
        "--write",
        action="store_true",
        help="update the manual's tables and pictures; what is not measured anew stays",
    )


def _site(text: str) -> tuple[str, Path]:
    name, _, directory = text.partition("=")
    if not (name and directory):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=DIRECTORY")
    if not Path(directory).is_dir():
        raise argparse.ArgumentTypeError(f"{directory} is not a directory")
    return name, Path(directory)


def run(options: argparse.Namespace) -> None:
    """Do what was asked for.

    :raises SystemExit: if it cannot be done; its message says why, and what to do.
    """
    if min(options.rounds, options.dilate, options.walks) < 1:
        sys.exit("--rounds, --walks and --dilate are at least 1.")
    if options.site and (options.write or options.everything or options.films):
        sys.exit("The manual tells of themes only: leave out --site, or the other options.")
    if lacking := _lacking(options):
        sys.exit(lacking)
    # They need what may have been lacking.
    from . import plans
    from .host import LineError

    until = time.monotonic() + options.minutes * 60
    todo = [] if options.films else plans.asked(options)
    films = options.films or [
        name for name in FILMED if options.everything and name in options.themes
    ]
    if options.build:
        for plan in todo:
            list(_cases(options, plan))
        return
    try:
        failed = [error for plan in todo for error in _measure(options, plan, until)]
        for name in films:
            failed += _film(options, name, until)
    except LineError as error:
        sys.exit(f"There can be no line here: {error}")
    finally:
        if options.write:
            from . import manual, record

            manual.write_all(record.read())
    if failed:
        sys.exit("\n".join(failed))


def _measure(options: argparse.Namespace, plan: Plan, until: float) -> Iterator[str]:
    """Measure a plan, print it, keep it if that is asked for, and tell what failed."""
    from playwright.sync_api import TimeoutError as Timeout

    from ..bidi import BidiError
    from . import measuring, record, report
    from .visit import NothingSeen

    made = circumstances(measuring.ENGINES[plan.engine]())
    for case_ in _cases(options, plan):
        begin = time.monotonic()
        if begin > until:
            yield f"There was no time for {case_.name}, {', '.join(plan.lines)}, {plan.engine}."
            continue
        try:
            for each in measuring.measure(case_, plan):
                for visit in plan.visits:
                    report.print_visit(each, visit)
                # At once, so that nothing is lost if somebody ends it.
                if options.write:
                    record.write(record.read().with_found(each, plan, made))
        except (NothingSeen, Timeout, TimeoutError, BidiError) as error:
            print(error, file=sys.stderr)
            yield f"{case_.name} could not be measured: {error}"
        took = time.monotonic() - begin
        print(f"{case_.name} took {took:.0f} s", file=sys.stderr, flush=True)


def _film(options: argparse.Namespace, name: str, until: float) -> Iterator[str]:
    """Film a site, and tell if that failed."""
    if time.monotonic() > until:
        yield f"There was no time for the film of {name}."
        return
    from . import film, filmstrip, record

    print(f"filming {name}", file=sys.stderr, flush=True)
    dilation = max(options.dilate, _FILM_DILATION)
    films = film.shoot(case(name, options.sites), dilation)
    moments = filmstrip.times(films)
    if options.write:
        filmstrip.write(name, films, moments)
        made = circumstances(find_chromium())
        told = record.Film(name, made, dilation, moments)
        record.write(record.read().with_film(told))
    print(f"{name}: {moments[0]} to {moments[-1]} ms")


def _cases(options: argparse.Namespace, plan: Plan) -> Iterator[Case]:
    """What to measure; nothing is built while something is measured."""
    if options.site:
        yield given(options.site, options.page or ["index.html"], plan.pages)
    else:
        for name in plan.themes:
            yield case(name, options.sites, plan.variants)


def given(sites: list[tuple[str, Path]], pages: list[str], count: int) -> Case:
    """The sites that somebody named.

    :param count: how many pages are to be opened.
    :raises SystemExit: if there are less, or if two sites have one name.
    """
    directories = dict(sites)
    if len(directories) < len(sites):
        sys.exit("Give each --site a name of its own.")
    for page in pages:
        for directory in directories.values():
            if not (directory / page).is_file():
                sys.exit(f"{directory} has no page {page}: name another one with --page.")
    if len(pages) == 1:
        pages = follow(directories.values(), pages[0], count)
    pages = list(dict.fromkeys(pages))[:count]
    if len(pages) < min(count, 2):
        sys.exit(
            f"{pages[0]} leads to no other page that all sites have: name more with --page, or"
            " ask for --visits cold."
        )
    return Case(", ".join(directories), directories, pages)


def _lacking(options: argparse.Namespace) -> str:
    """What is to be installed, or done, before there can be a line."""
    packages = [package for name, package in _PACKAGES.items() if not shutil.which(name)]
    if nginx.brotli() is None:
        packages.append(_BROTLI)
    try:
        find_chromium()
    except FileNotFoundError:
        packages.append(_BROWSER)
    if (options.everything or options.engine == "firefox") and find_firefox() is None:
        packages.append(_FIREFOX)
    lines = []
    if packages:
        lines.append(f"apt-get install -y --no-install-recommends {' '.join(packages)}")
    needed = {"brotli": "brotli", "PIL": "pillow"}
    if missing := [name for module, name in needed.items() if find_spec(module) is None]:
        lines.append(f"{sys.executable} -m pip install {' '.join(missing)}")
    if os.geteuid() != 0:
        lines.append("run it as root, who alone may make network namespaces")
    if not Path("/dev/net/tun").exists():
        lines.append("run it where /dev/net/tun is; containers need --device /dev/net/tun")
    return "\n  ".join(["A slow line needs more than there is here:", *lines]) if lines else ""
