"""Finds, when all pages are written, the rules of style sheets that nothing on the site uses.

A rule is used if the elements of some page have all the names that it needs, or may get them
from any script of the site, whenever that runs.  While that is not known, all rules stay, unless
a setting says what such scripts use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ..bundle.result import Result
from ..bundle.splitter import Splitter
from ..bundle.store import Bundle
from ..core.types import Problem
from ..page.region import Region
from .index import Index
from .used_names import UsedNames

#: So many are listed.
_LISTED = 10


class Used(NamedTuple):
    """What is used of the bundles of a site."""

    #: Path of a bundle → what is used of it.
    parts: Mapping[str, Bundle]
    #: Path of such a part → the names that nothing had which rules of the whole need.
    missing: Mapping[str, Sequence[str]]
    #: Why nothing is left out.
    problems: Sequence[Problem] = ()


class UnusedRules:
    """Finds what is used of each bundle."""

    def __init__(self, splitter: Splitter, names: UsedNames) -> None:
        self._splitter = splitter
        self._names = names

    def find(
        self, index: Index, compress: Callable[[Region], Result], files: Iterable[str]
    ) -> Used:
        """Return what is used of each bundle.

        :param compress: returns what stands in for a region if all rules stay.
        :param files: site-relative URLs of scripts that a script may load.
        :raises OSError: if the output directory is not writable.
        """
        may_be, refused = self._names.find(index, files)
        if refused:
            return Used({}, {}, [_problem(refused)])
        parts, missing = {}, dict[str, set[str]]()
        for region_id in sorted({use.region_id for use in index.uses()}):
            region = index.regions[region_id].region
            if region.kind == "css" and region.mode in {"file", "preload"}:
                for bundle in compress(region._replace(split=False)).bundles:
                    part = self._splitter.used_of(bundle, may_be)
                    if part is not None:
                        parts[bundle.path] = part
                        needed = self._splitter.names_of(bundle)
                        missing.setdefault(part.path, set()).update(
                            name
                            for name in needed
                            # No rule is left out for want of a custom property.
                            if not (name.startswith("--") or may_be(name))
                        )
        return Used(parts, {path: sorted(names) for path, names in missing.items()})


def listed(refused: Sequence[str]) -> str:
    """Return a list that is not too long."""
    more = f"; and {len(refused) - _LISTED} more" if len(refused) > _LISTED else ""
    return "; ".join(refused[:_LISTED]) + more


def _problem(refused: Sequence[str]) -> Problem:
    return Problem(
        "unused_css",
        'compress_unused_css = "drop" leaves out nothing, since it is not known what these use: '
        + listed(refused)
        + '. Say in compress_css_keep what scripts use, such as ["DocSearch-*"]; a page is not'
        " known if its template has no html or body element",
    )
