"""What the pages of a built site refer to, and what they load."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...core.decoding import decode_css
from ...core.types import Kind
from ...core.urls import path_of, seen_from_root
from ...manifest.places import prefix_of
from ...page.bundle_links import path_elsewhere
from ...page.markup import attributes_of
from ...page.patterns import LATE_START, Element, find_elements
from ...page.script_types import is_run


@dataclass(frozen=True, slots=True)
class Reference:
    """An element of a page that names a file of the site."""

    #: The file, below the output directory.
    path: str
    #: The attribute ``integrity`` of the element; empty if it has none.
    integrity: str = ""
    #: What it is loaded as by all readers; empty if it is only announced, or not for all.
    kind: Kind | None = None


def references(html: str, page: str, bundles: str) -> Iterator[Reference]:
    """Yield what the links and scripts of a page refer to, in its own site.

    :param page: the path of its file, below the output directory.
    :param bundles: where the bundles are, below the output directory.  Another server may have
        copies of them.
    """
    prefix = prefix_of(html, bundles, page.count("/"))
    for element in find_elements(html):
        attributes = attributes_of(html[element.start : element.end])
        name = "src" if element.name == "script" else "href"
        url = attributes.get(name, "").strip().partition("#")[0]
        if not url:
            continue
        seen = path_elsewhere(url, bundles) or seen_from_root(url, posixpath.dirname(page), prefix)
        path = path_of(seen)
        if path:
            kind = None if _is_for_few(element, html) else _kind(element.name, attributes)
            yield Reference(path, attributes.get("integrity", ""), kind)


def imported_urls(sheet: bytes) -> list[str]:
    """Return the URLs that a style sheet imports, as far as it can be read."""
    # Most style sheets import nothing, and then nothing needs to be parsed.
    from ...css.imports import imports
    from ...css.tokens import UntokenizableError, tokenize

    try:
        found = imports(tokenize(decode_css(sheet, "utf-8").text)) or ()
    except UntokenizableError:
        return []
    return [each.url for each in found if each.url]


def _is_for_few(element: Element, html: str) -> bool:
    """Return whether only readers without scripts get an element, or none."""
    before = html[max(element.start - len(LATE_START) - 5, 0) : element.start]
    return element.is_hidden or LATE_START in before


def _kind(name: str, attributes: Mapping[str, str]) -> Kind | None:
    if name == "script":
        return "js" if is_run(attributes) and "nomodule" not in attributes else None
    relations = attributes.get("rel", "").lower().split()
    return "css" if "stylesheet" in relations and "alternate" not in relations else None
