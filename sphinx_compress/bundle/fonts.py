"""What becomes of the fonts in bundles of style sheets, and the bundles that stand in for these."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from ..core.serialization import read_json_or
from ..fonts.blocks import Ranges
from ..fonts.subsets import read_ranges
from .elements import bundle_url
from .result import Decision, Result, read_decision
from .store import Bundle


@dataclass(frozen=True, slots=True)
class Swap:
    """What stands in for a bundle."""

    bundle: Bundle
    #: One for each font.
    decisions: tuple[Decision, ...]

    def to_list(self) -> list[Any]:
        """Return what :meth:`from_list` understands and JSON can hold."""
        return [*bundle_values(self.bundle), [list(astuple(each)) for each in self.decisions]]

    @classmethod
    def from_list(cls, values: Any) -> Swap:
        """Return the swap that *values* tell of.

        :raises ValueError, TypeError: if they tell of none.
        """
        *bundle, decisions = values
        return cls(read_bundle(bundle), tuple(map(read_decision, decisions)))


@dataclass(frozen=True, slots=True)
class Font:
    """What becomes of a font."""

    #: Its subset; ``None`` if it is left alone.
    bundle: Bundle | None = None
    #: See :class:`~sphinx_compress.fonts.faces.Subset`.
    has: Ranges = ()
    whole: Ranges = ()
    #: Why it is left alone.
    reason: str = ""

    def to_list(self) -> list[Any]:
        """Return what :meth:`from_list` understands and JSON can hold."""
        return [self.bundle and bundle_values(self.bundle), self.has, self.whole, self.reason]

    @classmethod
    def from_list(cls, values: Any) -> Font:
        """Return the font that *values* tell of.

        :raises ValueError, TypeError: if they tell of none.
        """
        bundle, has, whole, reason = values
        ranges = read_ranges(has), read_ranges(whole)
        return cls(bundle and read_bundle(bundle), *ranges, str(reason))


@dataclass(frozen=True, slots=True)
class SubsetFonts:
    """The bundles of a site whose fonts are subset."""

    #: Path of a bundle → what stands in for it.
    swaps: Mapping[str, Swap] = field(default_factory=lambda: MappingProxyType({}))

    def apply(self, result: Result, output_dir: str) -> Result:
        """Return *result*, that of a region, with the bundles that stand in for its own."""
        for whole in result.bundles:
            swap = self.swaps.get(whole.path)
            if swap is None:
                continue
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
        swaps = {path: swap.to_list() for path, swap in self.swaps.items()}
        return json.dumps(swaps, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> SubsetFonts:
        """Return the bundles that *text* tells of; none if it tells of none."""
        return read_json_or(
            cls(), text, lambda v: cls({str(path): Swap.from_list(v[path]) for path in v})
        )


ALL_WHOLE: Final = SubsetFonts()


def bundle_values(bundle: Bundle) -> list[Any]:
    """Return what :func:`read_bundle` understands and JSON can hold."""
    return [bundle.path, bundle.digest, bundle.size]


def read_bundle(values: Any) -> Bundle:
    """Return the bundle that *values* tell of.

    :raises ValueError, TypeError: if they tell of none.
    """
    path, digest, size = values
    return Bundle(str(path), str(digest), int(size))
