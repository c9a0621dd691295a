"""What a region is, and the hash it is known by.

A page writes URLs from where it lies: ``../_static/a.css``.  The part before
``_static/`` is the *site root prefix*; here it is replaced by a marker, so that
the same region on pages of any depth is one region.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from ..core.digests import digest_of
from ..core.types import ROOT_MARKER, STATIC, Kind
from .versions import canonical_form

#: ``gate`` is for what has the rest of each sheet apply, see :mod:`~sphinx_compress.page.gate`.
Mode = Literal["file", "inline", "preload", "gate"]

KINDS: tuple[str, ...] = get_args(Kind)
#: What a template may ask for.
MODES: tuple[str, ...] = ("file", "inline", "preload")


#: Name of a region, and so of its bundles, that was given none.
DEFAULT_NAME = "output"

_PROBE = "@@"


def site_root_prefix(pathto: Callable[..., str]) -> str:
    """Return what the page that *pathto* belongs to writes before ``_static/``.

    :param pathto: the function of that name in the page's context.  It is asked,
        and not the page's name, since extensions replace it (a 404 page needs
        absolute URLs).
    :return: an empty string, or a string that ends in a slash.
    """
    before, found, after = pathto(STATIC + _PROBE, True).rpartition(STATIC + _PROBE)
    # A function that gives something else gives URLs that are not marked, and pass through.
    return before if found and not after else ""


#: What a URL that begins with the prefix may stand behind.
_BEFORE_A_URL = frozenset("\"'=(,> \t\n\r\f")


# Most pages have the same runs and scripts.
@lru_cache(maxsize=1024)
def mark(text: str, prefix: str) -> str:
    """Replace the site root prefix before each ``_static/`` in *text* by the marker."""
    url_start = prefix + STATIC
    first, *others = text.split(url_start)
    parts = [first]
    before = first[-1:] or " "
    for other in others:
        parts += ROOT_MARKER + STATIC if before in _BEFORE_A_URL else url_start, other
        before = other[-1:] or "/"
    return "".join(parts)


def unmark(html: str, prefix: str) -> str:
    """Undo :func:`mark`, for the page with this *prefix*."""
    return html.replace(ROOT_MARKER, prefix)


def can_be_written(text: str) -> bool:
    """Return whether a file can hold *text*; none can hold half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def can_be_marked(text: str) -> bool:
    """Return whether our marker can be told from *text*, and whether a file can hold it."""
    return ROOT_MARKER not in text and can_be_written(text)


class Region(NamedTuple):
    """What stood between ``compress`` and ``endcompress``, rendered and marked.

    A tuple, since each page looks its regions up, and a tuple is hashed the quickest.
    """

    kind: Kind
    mode: Mode
    name: str
    #: The rendered text, its site root prefix replaced by the marker.
    nodelist: str
    #: Whether no template marks it: it was found in the rendered page.
    implicit: bool = False
    #: Whether it stands at the end of the page, where no reader waits for it.
    late: bool = False
    #: Whether its style sheets may be split, since the page has a gate.
    split: bool = False

    @property
    def id(self) -> str:
        """Digest of the region as rendered, version queries and all.

        Two regions with one nodelist hash may differ in the queries of tags
        that pass through verbatim; each page gets its own back.
        """
        return digest_of(*self._identity, self.nodelist)[:32]

    @property
    def nodelist_hash(self) -> str:
        """SHA-256 of the canonical form with kind, mode and name: the manifest's key."""
        return digest_of(*self._identity, canonical_form(self.nodelist))

    @property
    def _identity(self) -> tuple[str, ...]:
        marked = (self.kind, self.mode, self.name)
        flags = {"implicit": self.implicit, "late": self.late, "split": self.split}
        return (*marked, *(flag for flag, is_set in flags.items() if is_set))
