"""``python -m sphinx_compress explain PAGE…``: what became of the tags of pages."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import ExplanationError
from ..core.translation import translated
from ..manifest.explain import Explanation, explain_page
from .pages import pages_below

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    command = commands.add_parser(
        "explain",
        help=translated("say of each tag of a page in which bundle it went, or why it stayed"),
    )
    command.add_argument(
        "pages",
        type=Path,
        nargs="+",
        metavar="PAGE",
        help=translated(
            "a file of a built site, OUTDIR/page.html, or a directory, for the index.html in it"
        ),
    )
    command.add_argument(
        "--all", action="store_true", help=translated("explain all pages below the directories")
    )
    command.add_argument(
        "--json", action="store_true", help=translated("print it for programs, as JSON")
    )
    command.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    pages = dict.fromkeys(_pages(options.pages, everything=options.all))
    explained = {page: explain_page(page) for page in pages}
    if options.json:
        print(json.dumps([_values(*each) for each in explained.items()], indent=2))
        return 0
    for title, lines in _together(explained):
        if len(explained) > 1:
            print(translated(f"{title}:"))
        for line in lines:
            print(translated(line))
    return 0


def _pages(paths: Iterable[Path], *, everything: bool) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
        elif everything:
            yield from pages_below(path)
        elif (path / "index.html").is_file():
            yield path / "index.html"
        else:
            near = next(iter(sorted(path.glob("*/index.html"))), None)
            hint = f" (did you mean {near.parent}?)" if near else ""
            raise ExplanationError(
                f"{path} has no index.html: name a page in it, or use --all for all of them{hint}"
            )


def _together(explained: dict[Path, list[Explanation]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is to be said of pages, of those once for which it is the same."""
    pages: dict[tuple[str, ...], list[Path]] = {}
    for page, found in explained.items():
        pages.setdefault(tuple(map(str, found)), []).append(page)
    for lines, same in pages.items():
        others = f" and {len(same) - 1} more" if len(same) > 1 else ""
        yield f"{same[0]}{others}", lines


def _values(page: Path, found: Iterable[Explanation]) -> dict[str, object]:
    tags = [{**asdict(each.decision), "verdict": each.verdict} for each in found]
    return {"page": page.as_posix(), "tags": tags}
