"""Pages that something has changed after they were rendered: their elements may have other names.

Some themes read each page when all are written, and write it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Final

from ..core.names import ANY_PROPERTY
from ..page.markup import attributes_of
from ..page.patterns import ODD_SCRIPT, find_elements
from ..page.region import mark
from ..page.vocabulary import HANDLER, VocabularyReader
from .early_scripts import named_scripts
from .index import Index, Page
from .noted_scripts import IS_NOTED
from .site import WrittenSite
from .tag_references import content_of

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
                html = data.decode(site.encoding, "replace")
                found = vocabulary.read(html)
                has_handlers = HANDLER in found and not found <= names
                if has_handlers or _brings_others(html, page, index):
                    names |= {ANY_PROPERTY}
                names = (names | found) - {IS_NOTED}
        index.pages[name] = replace(page, names=names)


def _brings_others(html: str, page: Page, index: Index) -> bool:
    """Return whether a page may have style sheets or scripts now that nobody has read.

    :param html: that of its file.
    """
    regions = [(use, index.regions[use.region_id].region) for use in page.uses]
    late = {key for use, each in regions if each.late for key in _assets(index.htmls[use.html_id])}
    known = {key for use, _ in regions for key in _assets(index.htmls[use.html_id])} | late
    known.update(key for _, each in regions for key in _assets(each.nodelist))
    for tag in (*page.scripts, *(tag for tag, _ in named_scripts(page.names))):
        known.update(_assets(tag))
    head_end = html.find("</head")
    return bool(ODD_SCRIPT.search(html)) or any(
        # One that waited for the whole sheets would do so no more.
        key not in known or (key in late and start < head_end)
        for start, key in _placed_assets(html, page.prefix)
    )


def _assets(html: str) -> Iterator[tuple[str, str]]:
    return (key for _, key in _placed_assets(html))


def _placed_assets(html: str, prefix: str | None = None) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield where each style sheet and script of a text begins, and what it is known by.

    :param prefix: that of the page; none if the text is marked.
    """
    for each in find_elements(html):
        text = html[each.start : each.end]
        attributes = attributes_of(text if prefix is None else mark(text, prefix))
        if each.name == "link" and "stylesheet" in attributes.get("rel", "").lower():
            yield each.start, ("link", attributes.get("href", ""))
        elif each.name == "script":
            url = attributes.get("src")
            yield each.start, ("block", content_of(text)) if url is None else ("script", url)


def _is_changed(name: str, sizes: Set[str], site: WrittenSite) -> bool:
    return f"{_SIZE}{site.page_file(name).stat().st_size}" not in sizes
