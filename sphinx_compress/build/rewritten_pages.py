"""Pages that something has changed after they were rendered: their elements may have other names.

Some themes read each page when all are written, and write it again.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Final

from ..core.names import ANY_PROPERTY
from ..page.vocabulary import VocabularyReader
from .index import Index
from .noted_scripts import IS_NOTED
from .site import WrittenSite

_SIZE: Final = "@size "


def name_of_size(html: str, encoding: str) -> str:
    """Return the name that stands, among those of a page, for its size as it was rendered."""
    return f"{_SIZE}{len(html.encode(encoding, 'xmlcharrefreplace'))}"


def read_again(index: Index, site: WrittenSite) -> None:
    """Add to *index* the names in pages that were rendered since, and then changed."""
    vocabulary = VocabularyReader()
    of_all = frozenset(index.names(_SIZE))
    for name, page in index.pages.items():
        sizes = page.names & of_all
        if not sizes:
            continue
        names = page.names - sizes
        if site.has_pages:
            try:
                data = site.page_file(name).read_bytes() if _is_changed(name, sizes, site) else b""
            except OSError:
                data = b""
            if data:
                names |= vocabulary.read(data.decode(site.encoding, "replace"))
                # It may have other style sheets now, and other scripts, which nobody has read.
                names = (names | {ANY_PROPERTY}) - {IS_NOTED}
        index.pages[name] = replace(page, names=names)


def _is_changed(name: str, sizes: Set[str], site: WrittenSite) -> bool:
    return f"{_SIZE}{site.page_file(name).stat().st_size}" not in sizes
