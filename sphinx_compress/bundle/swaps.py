"""What stands in for bundles of style sheets, and for scripts, with fewer glyphs or icons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from html import escape
from types import MappingProxyType
from typing import Any, Final

from ..core.serialization import read_json_or
from ..core.urls import site_url
from ..page.opt_out import BY_ATTRIBUTE, BY_PATTERN
from ..page.patterns import find_elements
from .elements import bundle_url
from .result import Decision, Result, read_decision, url_of
from .store import Bundle, bundle_from, values_of

#: Why a user has a tag stay.
_KEPT: Final = frozenset({BY_ATTRIBUTE, BY_PATTERN})


@dataclass(frozen=True, slots=True)
class Swap:
    """What stands in for a bundle."""

    bundle: Bundle
    #: One for each font, or for the script.
    decisions: tuple[Decision, ...]
    #: How many bytes the script has that it stands in for, which is no bundle.
    before: int = 0
    #: The classes of icons that the script knows; by any other one, it fetches all icons.
    known: tuple[str, ...] = ()

    def to_list(self) -> list[Any]:
        """Return what :meth:`from_list` understands and JSON can hold."""
        decisions = [list(astuple(each)) for each in self.decisions]
        return [*values_of(self.bundle), decisions, self.before, list(self.known)]

    @classmethod
    def from_list(cls, values: Any) -> Swap:
        """Return the swap that *values* tell of.

        :raises ValueError, TypeError: if they tell of none.
        """
        *bundle, decisions, before, known = values
        decided = tuple(map(read_decision, decisions))
        return cls(bundle_from(bundle), decided, int(before), tuple(map(str, known)))


@dataclass(frozen=True, slots=True)
class Swaps:
    """What stands in for bundles whose fonts have subsets, and for scripts with icons."""

    #: Path of a bundle → what stands in for it.
    bundles: Mapping[str, Swap] = field(default_factory=lambda: MappingProxyType({}))
    #: URL of a script with icons, from the site root → what stands in for it.
    scripts: Mapping[str, Swap] = field(default_factory=lambda: MappingProxyType({}))

    def apply(self, result: Result, output_dir: str) -> Result:
        """Return *result*, that of a region, with what stands in for its bundles and scripts."""
        for url, swap in self.scripts.items():
            result = _with_icons(result, url, swap, output_dir)
        for whole in result.bundles:
            if whole.path not in self.bundles:
                continue
            swap = self.bundles[whole.path]
            url, new = (bundle_url(output_dir, each.path) for each in (whole, swap.bundle))
            decisions = [
                replace(each, bundle=swap.bundle.path) if each.bundle == whole.path else each
                for each in result.decisions
            ]
            # Those of a preload are not counted.
            more = swap.bundle.size - whole.size if result.sizes[1] else 0
            result = replace(
                result,
                html=result.html.replace(url, new),
                bundles=tuple(swap.bundle if each == whole else each for each in result.bundles),
                sizes=(result.sizes[0], result.sizes[1] + more),
                decisions=(*decisions, *swap.decisions),
            )
        return result

    def to_json(self) -> str:
        """Return what :meth:`from_json` understands."""
        values = [
            {key: swap.to_list() for key, swap in swaps.items()}
            for swaps in (self.bundles, self.scripts)
        ]
        return json.dumps(values, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Swaps:
        """Return the swaps that *text* tells of; none if it tells of none."""
        return read_json_or(cls(), text, lambda values: cls(*map(_swaps, values)))


NO_SWAPS: Final = Swaps()


def _with_icons(result: Result, url: str, swap: Swap, output_dir: str) -> Result:
    """Return *result* with *swap* in place of the script *url*, if a tag of it is there."""
    is_kept = any(each.tag == url and each.reason in _KEPT for each in result.decisions)
    if url not in result.html or is_kept:
        return result
    html, is_loaded = result.html, False
    for element in find_elements(result.html):
        written = url_of(result.html[element.start : element.end])
        if site_url(written) == url:
            new = bundle_url(output_dir, swap.bundle.path)
            for mark in ('"', "'"):
                html = html.replace(f"{mark}{escape(written)}{mark}", f"{mark}{new}{mark}")
            is_loaded |= element.name == "script"
    if html == result.html:
        return result
    decisions = [swap.decisions[0] if each.tag == url else each for each in result.decisions]
    bundles = (*result.bundles, swap.bundle)
    result = replace(result, html=html, bundles=bundles, decisions=tuple(decisions))
    if not is_loaded:
        # It is announced there, and counts where it is loaded.
        return result
    (requests, requests_after), (before, after) = result.requests, result.sizes
    return replace(
        result,
        files=(*result.files, url),
        requests=(requests + 1, requests_after + 1),
        sizes=(before + swap.before, after + swap.bundle.size),
    )


def _swaps(values: Any) -> dict[str, Swap]:
    return {str(key): Swap.from_list(values[key]) for key in values}
