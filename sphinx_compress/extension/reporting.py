"""Tells the user, through Sphinx's log, what a build did and what is wrong."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping

from sphinx.util import logging

from ..build.reconcile import Outcome
from ..build.summary import PlacedProblem
from ..bundle.syntax_errors import SUBTYPE as SYNTAX
from ..core.types import Problem
from ..core.wording import count
from ..manifest.manifest import load
from .setup import Build

_logger = logging.getLogger(__name__)

#: Bytes that could be fewer are no reason to warn, let alone to fail with -W.
_QUIET = frozenset({"import", "minify", SYNTAX})

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


def report_failure(error: OSError) -> None:
    """Tell that the end of a build failed, and what to do about it."""
    remedy = _REMEDIES.get(error.errno or 0, "see to it that this file can be written")
    _logger.error(
        "compress: the end of the build failed: %s. Pages may load older files, and the manifest"
        " may be missing: do not publish them. First %s, then run the same command again, which"
        " puts all of this right.",
        error,
        remedy,
    )


def report_problems(build: Build, problems: Iterable[PlacedProblem]) -> bool:
    """Tell of problems; return whether one of them fails the build."""
    for problem in build.filter_problems():
        warn(problem)
    fails = False
    for placed in problems:
        if _is_fatal(placed.problem, build):
            fails = True
            _logger.error("%s", placed, type="compress", subtype=placed.problem.subtype)
        elif placed.problem.subtype == "size":
            # What the settings want, but not what everybody knows of.
            _logger.info("compress: %s", placed)
        elif placed.problem.subtype == SYNTAX and build.is_own(placed.problem.source or ""):
            # Browsers ignore what they cannot read, and nobody asked for this to be fatal.
            line = f":{placed.problem.line}" if placed.problem.line else ""
            _logger.info("compress: %s%s: %s", placed.problem.source, line, placed.problem.message)
        elif placed.problem.subtype in (_QUIET if placed.place.template else _QUIET_IF_IMPLICIT):
            _logger.verbose("compress: %s", placed)
        else:
            _warn(str(placed), placed.problem.subtype)
    return fails


def report_outcome(build: Build, outcome: Outcome, shared_entries: int, *, explains: bool) -> None:
    """Tell what was done.

    :param shared_entries: how many entries went to the shared cache.
    :param explains: whether to say what became of each tag.
    """
    if shared_entries:
        entries = count(shared_entries, "entry", "entries")
        _logger.info("compress: %s went to the shared cache", entries)
    for line in outcome.explanations() if explains else ():
        _logger.verbose("compress: %s", line)
    if outcome.summary.regions:
        for line in str(outcome.summary).splitlines():
            _logger.info("%s", line)
    if build.is_management:
        _logger.info("compress: %s", _about_manifest(build, outcome))


def report_errors(errors: Iterable[str], *, fails_strictly: bool) -> None:
    """Tell why the build fails, if it does.

    :param fails_strictly: whether problems fail it that would be warnings otherwise.
    """
    if fails_strictly:
        _logger.error("compress: the build fails, since compress_strict_minify is set")
    for message in errors:
        _logger.error("%s", message, type="compress", subtype="offline")


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
    _logger.warning("%s", message, type="compress", subtype=subtype, once=once)
