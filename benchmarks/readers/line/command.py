"""``python -m benchmarks readers line``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ... import tables
from ...circumstances import circumstances
from ..browser import find_chromium
from . import nginx
from .cases import DEFAULT, NAMES, VISITS, Case, case, follow
from .lines import LINES

ABOUT: Final = (
    "measure what readers wait for on a slow line with a real server, see docs/themes.rst;"
    " the first site, the same again, and the others are visited in turn"
)

#: Packages of Debian, by the programs that are needed of them.
_PACKAGES: Final = {"ip": "iproute2", "nginx": "nginx", "openssl": "openssl"}
_BROTLI: Final = "libnginx-mod-http-brotli-filter"
_BROWSER: Final = "chromium-headless-shell"


def add_options(command: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    for names, choices, default, what in (
        ("--themes", NAMES, DEFAULT, "sites that are built if need be"),
        ("--lines --line", LINES, LINES, "lines"),
        ("--visits", VISITS, ("cold", "second"), "an empty cache, the page after it, or a walk"),
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
        "--dilate",
        type=float,
        nargs="?",
        const=4,
        default=1,
        metavar="FACTOR",
        help="for a busy machine: make the line so many times slower (4 without a number), and"
        " divide what is measured, so that the processor counts less",
    )
    command.add_argument("--write", action="store_true", help="update the manual's tables")


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
    if min(options.rounds, options.dilate) < 1:
        sys.exit("--rounds and --dilate are at least 1.")
    if options.write and options.site:
        sys.exit("The manual has tables of themes only: leave out --write or --site.")
    if lacking := _lacking():
        sys.exit(lacking)
    # They need what may have been lacking.
    from .. import gallery
    from . import measuring, pictures, record, report
    from .host import LineError
    from .visit import NothingSeen

    plan = measuring.Plan(
        sorted(options.lines, key=list(LINES).index),
        options.visits,
        options.rounds,
        options.dilate,
    )
    found = []
    try:
        for one in _cases(options, plan.pages):
            for each in measuring.measure(one, plan):
                found.append(each)
                for visit in plan.visits:
                    report.print_visit(each, visit)
    except LineError as error:
        sys.exit(f"There can be no line here: {error}")
    except NothingSeen as error:
        sys.exit(str(error))
    if options.write:
        made = circumstances(find_chromium())
        for visit in plan.visits:
            text = report.as_text(found, visit, plan, made)
            tables.write(f"themes-line-{visit}.inc", text)
        if "cold" in plan.visits and record.LINE in plan.lines:
            kept = record.recorded(found, plan, made)
            record.write(kept)
            pictures.write_all(kept)
            gallery.write_gallery(kept)


def _cases(options: argparse.Namespace, count: int) -> Iterator[Case]:
    """What to measure; nothing is built while something is measured."""
    if options.site:
        yield given(options.site, options.page or ["index.html"], count)
    else:
        for name in options.themes:
            yield case(name, options.sites)


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


def _lacking() -> str:
    """What is to be installed, or done, before there can be a line."""
    packages = [package for name, package in _PACKAGES.items() if not shutil.which(name)]
    if nginx.brotli() is None:
        packages.append(_BROTLI)
    try:
        find_chromium()
    except FileNotFoundError:
        packages.append(_BROWSER)
    lines = []
    if packages:
        lines.append(f"apt-get install -y --no-install-recommends {' '.join(packages)}")
    if find_spec("brotli") is None:
        lines.append(f"{sys.executable} -m pip install brotli")
    if os.geteuid() != 0:
        lines.append("run it as root, who alone may make network namespaces")
    if not Path("/dev/net/tun").exists():
        lines.append("run it where /dev/net/tun is; containers need --device /dev/net/tun")
    return "\n  ".join(["A slow line needs more than there is here:", *lines]) if lines else ""
