"""Finds the frames of a page that may show pages of its own site, which may look at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from .markup import attributes_of, start_tags

#: The elements that show another page, and the attributes with its address.
ELEMENTS: Final = {
    "iframe": "src",
    "frame": "src",
    "object": "data",
    "embed": "src",
    "portal": "src",
}
_FRAME = re.compile(rf"<(?:{'|'.join(sorted(ELEMENTS))})\b[^>]*+>?", re.IGNORECASE)
_FOREIGN = re.compile(r"\s*(?:https?:)?//([a-z0-9.-]+)(?::\d+)?(?:[/?#][^\\]*)?", re.IGNORECASE)
#: Sites that show players and such within other sites, and are nobody's documentation.
_PLAYERS: Final = frozenset(
    """asciinema.org bilibili.com codepen.io google.com jsfiddle.net soundcloud.com spotify.com
    vimeo.com youtube.com youtube-nocookie.com""".split()
)


class Frames:
    """Tells frames of a site from those of others.

    :param base_url: where the site will be; nothing if that is not known.
    """

    def __init__(self, base_url: str = "") -> None:
        self._own = _domain(urlsplit(base_url).hostname or "")

    def of_the_site(self, html: str) -> Iterator[str]:
        """Yield the tags of a page that may show a page of its own site."""
        for match in _FRAME.finditer(html):
            if not self._is_foreign(match[0]):
                yield match[0]

    def _is_foreign(self, text: str) -> bool:
        tags = start_tags(text)
        attributes = attributes_of(text) if tags else {}
        url = attributes.get(ELEMENTS[tags[0].name], "") if tags else ""
        host = _FOREIGN.fullmatch(url)
        if host is None or "srcdoc" in attributes:
            return False
        domain = _domain(host[1])
        # Where the site will be is not known: nearly any may be its own.
        return domain != self._own if self._own else domain in _PLAYERS


def _domain(host: str) -> str:
    """Return the part of a host's name that those have in common which may become one origin."""
    return ".".join(host.lower().rstrip(".").split(".")[-2:])
