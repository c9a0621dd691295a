"""``python -m sphinx_compress check OUTDIR``: whether a built site is whole, and small enough."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..build.checks.budget import Outlay, outlays, read_budget, tightest
from ..build.checks.site import BuiltSite, Finding
from ..core.translation import translated
from ..core.wording import count
from .pages import pages_below

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    command = commands.add_parser(
        "check",
        help=translated(
            "check that a built site is whole and within its budget; exit status 1 if not"
        ),
    )
    command.add_argument("directory", type=Path, metavar="OUTDIR", help=translated("a built site"))
    command.add_argument(
        "--budget",
        default="",
        help=translated(
            "what a page may load: css=60kB,js=150kB,requests=8, or a TOML or JSON file with this;"
            " sizes are those that gzip sends"
        ),
    )
    command.add_argument(
        "--json", action="store_true", help=translated("print it for programs, as JSON")
    )
    command.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    # First, since to read a site takes longer.
    budget = read_budget(options.budget) if options.budget else {}
    site = BuiltSite(options.directory, list(pages_below(options.directory)))
    findings = list(site.findings())
    found = outlays(budget, site.taken()) if budget else []
    is_good = not findings and not any(outlay.over for outlay in found)
    if options.json:
        print(json.dumps(_values(site, findings, found, is_good=is_good), indent=2))
    else:
        for line in _lines(site, findings, found):
            print(translated(line))
    return 0 if is_good else 1


def _lines(site: BuiltSite, findings: Sequence[Finding], found: Sequence[Outlay]) -> Iterator[str]:
    for finding in findings:
        where = ""
        if finding.pages:
            more = f" and {len(finding.pages) - 1} more" if len(finding.pages) > 1 else ""
            where = f" [page {finding.pages[0]}{more}]"
        yield f"{finding.file}: {finding.message}{where}"
    for outlay in found:
        yield from _outlay_lines(outlay)
    if not (found or findings) and (most := tightest(site.taken())):
        yield f"without a budget: pages take no more than {most}"
    pages, bundles = count(len(site.references), "page"), len(site.files())
    if not (site.has_record or bundles or findings):
        yield (
            f"no bundle is on {pages}: none has anything to bundle, or sphinx_compress is not in"
            " extensions, or compress_enabled is False"
        )
    held = count(bundles, "bundle")
    problems = len(findings) + sum(bool(outlay.over) for outlay in found)
    found_wrong = count(problems, "problem") if problems else "all is well"
    yield f"check: {pages} and {held}: {found_wrong}"


def _outlay_lines(outlay: Outlay) -> Iterator[str]:
    limit = outlay.shown(outlay.limit)
    if not outlay.pages:
        return
    if not outlay.over:
        page, taken = outlay.worst[0]
        yield f"budget {outlay.name}: {limit} holds; {page} takes most, {outlay.shown(taken)}"
        return
    pages = count(len(outlay.pages), "page")
    yield f"budget {outlay.name}: {outlay.over} of {pages} take more than {limit}:"
    for page, taken in outlay.worst:
        if taken > outlay.limit:
            yield f"  {page}: {outlay.shown(taken)}"


def _values(
    site: BuiltSite, findings: Sequence[Finding], found: Sequence[Outlay], *, is_good: bool
) -> dict[str, object]:
    return {
        "is_good": is_good,
        "pages": len(site.references),
        "bundles": len(site.files()),
        "findings": [finding._asdict() for finding in findings],
        "budgets": [
            {
                "name": outlay.name,
                "limit": outlay.limit,
                "over": outlay.over,
                "worst": [{"page": page, "value": taken} for page, taken in outlay.worst],
            }
            for outlay in found
        ],
    }
