"""What becomes of a font in a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..fonts.blocks import Ranges
from ..fonts.subsets import read_ranges
from .store import Bundle, bundle_from, values_of


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
        return [self.bundle and values_of(self.bundle), self.has, self.whole, self.reason]

    @classmethod
    def from_list(cls, values: Any) -> Font:
        """Return the font that *values* tell of.

        :raises ValueError, TypeError: if they tell of none.
        """
        bundle, has, whole, reason = values
        ranges = read_ranges(has), read_ranges(whole)
        return cls(bundle and bundle_from(bundle), *ranges, str(reason))
