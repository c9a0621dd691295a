"""``python -m sphinx_compress report OUTDIR``: what the readers of a built site gain."""

from __future__ import annotations

import argparse
import json
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from ..build.report.facts import facts_of
from ..build.report.html import html_of
from ..build.report.place import report_file
from ..core.errors import ReportError
from ..core.files import write_atomically
from ..core.translation import translated

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    command = commands.add_parser(
        "report",
        help=translated("write a report on a built site: what its readers gain, and what stayed"),
    )
    command.add_argument(
        "site", metavar="OUTDIR", type=Path, help=translated("the output directory of a build")
    )
    command.add_argument(
        "--output", metavar="FILE", type=Path, help=translated("where the report goes")
    )
    command.add_argument(
        "--open", action="store_true", help=translated("show the report in a browser")
    )
    command.add_argument(
        "--json",
        action="store_true",
        help=translated("print the same facts as JSON, and write no report"),
    )
    command.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    facts = facts_of(options.site)
    if options.json:
        print(json.dumps(facts, indent=1, sort_keys=True))
        return 0
    file = options.output or report_file(options.site)
    try:
        write_atomically(file, html_of(facts).encode(), file.parent)
    except OSError as error:
        raise ReportError(f"the report cannot be written: {error}") from error
    print(file)
    if options.open:
        webbrowser.open(file.resolve().as_uri())
    return 0
