"""``python -m sphinx_compress explain PAGE``: what became of the tags of a page."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..manifest.explain import explain_page

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    command = commands.add_parser(
        "explain", help="say of each tag of a page in which bundle it went, or why it stayed"
    )
    command.add_argument("page", type=Path, help="a file of a built site, OUTDIR/page.html")
    command.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    for line in explain_page(options.page):
        print(line)
    return 0
