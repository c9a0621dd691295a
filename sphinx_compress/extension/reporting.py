"""Tells the user, through Sphinx's log, what a build did and what is wrong."""

from __future__ import annotations

import errno
import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import logging

from ..build.reconcile import Outcome
from ..build.summary import PlacedProblem
from ..bundle.syntax_errors import SUBTYPE as SYNTAX
from ..core.errors import ReportError
from ..core.files import write_atomically
from ..core.translation import Later, translated
from ..core.types import Problem
from ..core.wording import count
from ..manifest.manifest import FILE_NAME, load
from ..page.opt_out import advice, is_misspelt_in_metadata
from .build import WRITING, Build

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)

_METADATA: Final = re.compile(r"\s*:?compress\s*:")

#: Bytes that could be fewer are no reason to warn, let alone to fail with -W.
_QUIET = frozenset({"import", "minify", SYNTAX})

#: The most names of files in one line.
_MOST_NAMES: Final = 3

#: Nobody wanted a region that no template marks, and its tags are kept as they were.
_QUIET_IF_IMPLICIT = _QUIET | {"missing", "source", "inline"}

#: What to do about an error of the system.
_REMEDIES: Mapping[int, str] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "make room on the disk"),
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS), "give yourself the right to write there"
    ),
    errno.EBUSY: "end what uses this file",
    **dict.fromkeys(
        (errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY),
        "remove what stands in the place of this file or its directory",
    ),
}


def warn(problem: Problem) -> None:
    """Warn of a problem, unless ``suppress_warnings`` has its subtype."""
    _warn(problem.message, problem.subtype)


def warn_of_cache(message: str) -> None:
    """Warn of a shared cache once, even if each process of a build finds out."""
    _warn(message, "cache", once=True)


def warn_of_metadata(env: BuildEnvironment, page: str) -> None:
    """Warn if the metadata of a document say nothing that can be understood of its page."""
    value = env.metadata.get(page, {}).get("compress", "")
    if is_misspelt_in_metadata(value):
        message = f"compress: {value} in the metadata {advice(value)}"
        place = page, _line_of_metadata(Path(env.doc2path(page)))
        _logger.warning(
            "%s", translated(message), type="compress", subtype="config", location=place
        )


def _line_of_metadata(document: Path) -> int | None:
    """Return the line of a document that is about us, as reStructuredText or MyST has it."""
    lines = document.read_text("utf-8", "replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if _METADATA.match(line)), None)


def report_failure(error: OSError) -> None:
    """Tell that the end of a build failed, and what to do about it."""
    remedy = _REMEDIES.get(error.errno or 0, "see to it that this file can be written")
    message = (
        f"compress: the end of the build failed: {error}. Pages may load older files, and the"
        f" manifest may be missing: do not publish them. First {remedy}, then run the same command"
        " again, which puts all of this right."
    )
    _logger.error("%s", translated(message))


def report_problems(build: Build, problems: Iterable[PlacedProblem]) -> bool:
    """Tell of problems; return whether one of them fails the build."""
    for problem in build.filter_problems():
        warn(problem)
    fails = False
    for placed in problems:
        if _is_fatal(placed.problem, build):
            fails = True
            _error(str(placed), placed.problem.subtype)
        elif placed.problem.subtype == "size":
            # What the settings want, but not what everybody knows of.
            _info(str(placed))
        elif placed.problem.subtype == SYNTAX and build.is_own(placed.problem.source or ""):
            # Browsers ignore what they cannot read, and nobody asked for this to be fatal.
            line = f":{placed.problem.line}" if placed.problem.line else ""
            _info(f"{placed.problem.source}{line}: {placed.problem.message}")
        elif placed.problem.subtype in (_QUIET if placed.place.template else _QUIET_IF_IMPLICIT):
            _verbose(str(placed))
        else:
            _warn(str(placed), placed.problem.subtype)
    return fails


def report_outcome(build: Build, outcome: Outcome, shared_entries: int, *, explains: bool) -> None:
    """Tell what was done.

    :param shared_entries: how many entries went to the shared cache.
    :param explains: whether to say what became of each tag.
    """
    for line in outcome.explanations() if explains else ():
        _verbose(line)
    if outcome.summary.regions:
        _verbose(outcome.summary.details)
    lines = [*_about_shared_cache(build, shared_entries), *_about_offline(build)]
    lines += str(outcome.summary).splitlines()
    if build.is_management:
        lines.append(_about_manifest(build, outcome))
    elif outcome.summary.regions and not build.config.report:
        shown = shlex.quote(_shown(build.site.directory))
        lines.append(f"what became of each file: python -m sphinx_compress report {shown}")
    for line in lines:
        _info(line)


def report_site(build: Build) -> None:
    """Write the report on the site, if it has pages and the settings want one."""
    if not build.config.report or build.is_management:
        return
    # Nobody else waits for the imports.
    from ..build.report.facts import facts_of
    from ..build.report.html import html_of
    from ..build.report.place import report_file

    file = report_file(build.site.directory)
    try:
        facts = facts_of(build.site.directory)
        write_atomically(file, html_of(facts, _steps(build)).encode(), file.parent)
    except (ReportError, OSError) as error:
        # The site is good without it.
        _warn(f"there is no report on the site: {error}", "report")
    else:
        _info(f"what became of each file: {_shown(file)}")


def _steps(build: Build) -> dict[str, str]:
    """Return what the steps of the build took, as people read it."""
    seconds = build.reconciler.clock.seconds
    steps = {name: f"{spent:.2f} s" for name, spent in seconds.items()}
    if WRITING not in seconds:
        steps = {WRITING: "not known: other processes wrote pages, or none was written", **steps}
    if build.compressing is not None:
        compressor = build.compressing.compressor
        steps["Results found in the main cache"] = str(compressor.found)
        steps["Results made anew"] = str(compressor.made)
    return steps


def _shown(path: Path) -> str:
    """Return a path as Sphinx shows that of the output directory."""
    try:
        return os.path.relpath(path)
    except ValueError:
        # It is on another drive.
        return str(path)


def _about_shared_cache(build: Build, added: int) -> Iterator[str]:
    """Yield what a shared cache was good for."""
    if build.config.cache is None or build.compressing is None:
        return
    from ..cache.tiered import TieredCache

    cache = build.compressing.compressor.cache
    if isinstance(cache, TieredCache) and (cache.use.looked_for or added):
        use = cache.use
        readonly = " (read-only)" if build.config.cache_readonly else ""
        yield (
            f"shared cache: {use.found} of {use.looked_for} found, {added} added,"
            f" {use.seconds:.2f} s{readonly}"
        )


def _about_offline(build: Build) -> Iterator[str]:
    """Yield where the bundles of an offline build come from, and what they do not show."""
    if build.offline is None:
        return
    manifest = build.offline.manifest
    if manifest is None:
        yield "offline: the project has no manifest, and all bundles come from themes"
        return
    when = ""
    if build.offline.time is not None:
        when = f", a file of {datetime.fromtimestamp(build.offline.time):%Y-%m-%d %H:%M}"
    place = manifest.directory / FILE_NAME
    shown = _shown(place) if isinstance(place, Path) else str(place)
    yield f"offline: the bundles come from {shown}{when}"
    if not manifest.nodelists.made_of.sources:
        yield "offline: what they were made of is not known, so that edits since are not counted"
        return
    edited = build.offline.edited()
    if edited:
        files = ", ".join(edited[:_MOST_NAMES]) + (" …" if edited[_MOST_NAMES:] else "")
        sources = count(len(edited), "source")
        yield (
            f"offline: {sources} changed after the bundles were made, which pages do not show:"
            f" {files}"
        )


def report_errors(errors: Iterable[str], *, fails_strictly: bool) -> None:
    """Tell why the build fails, if it does.

    :param fails_strictly: whether problems fail it that would be warnings otherwise.
    """
    if fails_strictly:
        line = translated("the build fails, since compress_strict_minify is set")
        _logger.error("compress: %s", line)
    for message in errors:
        _error(message, "offline")


def _is_fatal(problem: Problem, build: Build) -> bool:
    """Return whether ``compress_strict_minify`` forbids it: a text was not compiled or minified."""
    is_about_text = problem.is_failure or problem.subtype == "minify"
    return build.config.strict_minify and is_about_text


def _about_manifest(build: Build, outcome: Outcome) -> str:
    manifest = build.reconciler.manifest
    if not manifest.exists():
        return "no page has a region, so that there is no manifest"
    entries = count(len(load(manifest)), "entry", "entries")
    if outcome.summary.written or outcome.summary.pruned or outcome.written:
        return f"wrote {manifest} ({entries})"
    return f"{manifest} ({entries}) and its bundles are up to date; nothing was written"


def _warn(message: str, subtype: str, *, once: bool = False) -> None:
    _logger.warning("%s", translated(message), type="compress", subtype=subtype, once=once)


def _error(message: str, subtype: str) -> None:
    _logger.error("%s", translated(message), type="compress", subtype=subtype)


def _info(line: str) -> None:
    _logger.info("compress: %s", translated(line))


def _verbose(line: str) -> None:
    _logger.verbose("compress: %s", Later(line))
