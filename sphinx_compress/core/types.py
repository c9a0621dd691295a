"""Types and constants that all rooms share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["css", "js"]

#: How scripts share a bundle; ``bundle.group`` says what each of these means.
Joining = Literal["elements", "text", "never"]

#: Content encodings, by the suffixes that servers expect.
ContentEncoding = Literal["gz", "br", "zst"]

#: Stands for the way from a page to the site root.  No slash comes behind it:
#: ``compress-root:_static/a.css`` is a file below the site root.
ROOT_MARKER = "compress-root:"

#: Where Sphinx puts static files, seen from the site root.
STATIC = "_static/"

#: The characters that HTML takes for white space.  Python takes more for it.
SPACE = "\t\n\f\r "

#: Subtypes of problems that may be gone in the next build: a tool was not there,
#: or took too long.
_FAILURES = frozenset({"filter", "precompiler"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a user should know about a source."""

    #: The part behind ``compress.`` in ``suppress_warnings``.
    subtype: str
    message: str
    #: URL of the source from the site root; ``None`` for an inline block.
    source: str | None = None
    #: Line of the source, counted from 1.
    line: int | None = None

    @property
    def is_failure(self) -> bool:
        """Whether a tool failed, so that the result must not go into a cache."""
        return self.subtype in _FAILURES
