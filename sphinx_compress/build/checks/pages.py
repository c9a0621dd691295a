"""What the pages of a built site refer to, and what they load."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from ...core.decoding import decode_css
from ...core.types import STATIC, Kind
from ...page.markup import attributes_of
from ...page.patterns import LATE_START, Element, find_elements

#: Types of scripts that no browser runs, such as data, have others.
_RUN = ("javascript", "ecmascript", "module")


@dataclass(frozen=True, slots=True)
class Reference:
    """An element of a page that names a file of the site."""

    #: The file, below the output directory.
    path: str
    #: The attribute ``integrity`` of the element; empty if it has none.
    integrity: str = ""
    #: What it is loaded as by all readers; empty if it is only announced, or not for all.
    kind: Kind | None = None


def references(html: str, page: str) -> Iterator[Reference]:
    """Yield what the links and scripts of a page refer to, in its own site.

    :param page: the path of its file, below the output directory.
    """
    for element in find_elements(html):
        attributes = attributes_of(html[element.start : element.end])
        url = attributes.get("src" if element.name == "script" else "href", "")
        path = path_of(url, posixpath.dirname(page))
        if path:
            kind = None if _is_for_few(element, html) else _kind(element.name, attributes)
            yield Reference(path, attributes.get("integrity", ""), kind)


def path_of(url: str, directory: str) -> str:
    """Return the path of a file below the output directory; empty for one of another site."""
    path = unquote(url.strip().partition("#")[0].partition("?")[0])
    if path.startswith("/") or ":" in path.partition("/")[0]:
        # A page for errors has URLs from the root of its server.
        own = path.startswith("/") and not path.startswith("//")
        return path[path.index(f"/{STATIC}") + 1 :] if own and f"/{STATIC}" in path else ""
    normal = posixpath.normpath(posixpath.join(directory, path)) if path else ""
    return "" if normal.startswith("..") else normal


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


def is_run(attributes: Mapping[str, str]) -> bool:
    """Return whether browsers run a script with these *attributes*."""
    type_ = attributes.get("type", "").strip().lower()
    return not type_ or any(word in type_ for word in _RUN)


def _kind(name: str, attributes: Mapping[str, str]) -> Kind | None:
    if name == "script":
        return "js" if is_run(attributes) and "nomodule" not in attributes else None
    relations = attributes.get("rel", "").lower().split()
    return "css" if "stylesheet" in relations and "alternate" not in relations else None
