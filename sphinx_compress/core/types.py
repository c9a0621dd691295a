"""Words that all rooms share: kinds, markers, problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["css", "js"]

#: How scripts share a bundle; ``bundle.group`` says what each of these means.
Joining = Literal["elements", "text", "never"]

#: The part of a URL that stands for "from here to the site root".  It ends in
#: no slash: ``compress-root:_static/a.css`` is a file below the site root.
ROOT_MARKER = "compress-root:"

#: Where Sphinx puts static files, seen from the site root.
STATIC = "_static/"

#: What HTML takes for white space, and nothing else.
SPACE = "\t\n\f\r "

#: Subtypes of problems that another try may not have: a tool was not there, or
#: took too long.
_FAILURES = frozenset({"filter", "precompiler"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a user should hear about.

    ``subtype`` is the part behind ``compress.`` in ``suppress_warnings``;
    ``source`` is a site-relative URL or ``None`` for an inline block; ``line``
    counts from 1 within that source.
    """

    subtype: str
    message: str
    source: str | None = None
    line: int | None = None

    @property
    def is_failure(self) -> bool:
        """Whether a filter did not do its work, so that its result is not to be kept."""
        return self.subtype in _FAILURES
