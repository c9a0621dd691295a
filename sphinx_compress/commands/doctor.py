"""``python -m sphinx_compress doctor SOURCEDIR``: what a project has, and what is wrong with it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..build.checks.policy import policy_of
from ..core.translation import speak_as_environment, translated
from ..core.wording import count
from .pages import pages_below

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

    from ..extension.doctor import Examined


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    command = commands.add_parser(
        "doctor",
        help=translated("look at a project: settings, filters, tools, caches, manifests, policy"),
    )
    command.add_argument(
        "source", type=Path, metavar="SOURCEDIR", help=translated("where the documents are")
    )
    command.add_argument(
        "site",
        type=Path,
        metavar="OUTDIR",
        nargs="?",
        help=translated("the built site, whose content security policy is wanted"),
    )
    command.add_argument(
        "-c", type=Path, metavar="CONFDIR", help=translated("where conf.py is, if elsewhere")
    )
    command.add_argument(
        "--json", action="store_true", help=translated("print it for programs, as JSON")
    )
    command.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from ..extension.doctor import examine

    examined = examine(options.source, options.c)
    # The project has a language of its own.
    speak_as_environment()
    pages = list(pages_below(options.site)) if options.site else []
    policy = policy_of(page.read_bytes().decode("utf-8", "replace") for page in pages)
    wrong = sum(remark.is_wrong for remark in examined.remarks)
    if options.json:
        values = {
            "remarks": [remark._asdict() for remark in examined.remarks],
            "policy": policy if pages else None,
        }
        print(json.dumps(values, indent=2))
    else:
        for line in (*_lines(examined), *_policy_lines(policy, pages, examined.joining)):
            print(translated(line))
        print(translated(f"doctor: {count(wrong, 'problem') if wrong else 'all is well'}"))
    return 1 if wrong else 0


def _lines(examined: Examined) -> Iterator[str]:
    topic = ""
    for remark in examined.remarks:
        if remark.topic != topic:
            topic = remark.topic
            yield f"{topic}:"
        yield f"{'! ' if remark.is_wrong else '  '}{remark.text}"


def _policy_lines(policy: str, pages: Sequence[Path], joining: str) -> Iterator[str]:
    yield "content security policy:"
    if not pages:
        yield "  name the built site, too, and its policy is told: doctor SOURCEDIR OUTDIR"
        return
    yield f"  {policy}"
    if joining == "elements":
        yield (
            "  Under it, bundles of several scripts load the original files, since they run them as"
            " inline scripts otherwise: set compress_join_scripts to 'text', or write"
            " 'unsafe-inline' into script-src in place of the hashes."
        )
