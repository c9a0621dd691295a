"""The texts of a group of hunks as the one text of a bundle, and its source maps."""

from __future__ import annotations

import codecs
import posixpath
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ..config import CompressConfig
from ..core.map_comments import with_map_url, without_map_url
from ..core.source_map import decoded
from ..core.types import STATIC
from ..core.urls import without_checksum
from ..filters.base import FilterContext
from ..filters.trace import Trace
from ..js.loader import Part, load
from ..page.region import Region
from .group import join, separator
from .maps import MapWriter
from .prepare import Hunk


class JoinedText:
    """The text of a bundle.

    :param hunks: what it is made of.
    :param context: what filters are told of it.
    """

    def __init__(
        self, hunks: Sequence[Hunk], region: Region, config: CompressConfig, context: FilterContext
    ) -> None:
        self._kind = region.kind
        self._context = context
        self._signs = config.signs
        #: Where the bundle will be, from the site root.
        self._directory = posixpath.normpath(f"{STATIC}{config.output_dir}/{region.kind}")
        #: Makes the source maps; ``None`` if there are none.
        self.maps: MapWriter | None = None
        if config.source_maps and region.mode != "inline":
            self.maps = MapWriter(config.output_dir, region.kind, region.name)
        #: The text as it would be without the comments that name maps in it.
        self.without_maps = ""
        #: Follows the text; ``None`` if it has no map of its own.
        self.trace: Trace | None = None
        if len(hunks) > 1 and config.joining(region.kind) == "elements":
            # Each of the scripts has its own map.
            parts = [self._script(hunk) for hunk in hunks]
            self.text = load(parts)
            if self.maps is not None:
                self.without_maps = load([replace(part, map_url="") for part in parts])
        else:
            self.text = join([hunk.text for hunk in hunks], region.kind)
            # What the last of them leaves open would take in the comment that names the map.
            if self.maps is not None and not hunks[-1].joinability.last_because:
                self.trace = self._trace(hunks, self.maps)

    def data(self, text: str) -> bytes:
        """Return the bytes of the bundle.

        :param text: what the output filters made of :attr:`text`.
        """
        before = ""
        if self._kind == "css" and not text.isascii():
            before = '@charset "utf-8";\n'
        elif not text.isascii() and codecs.lookup(self._context.encoding).name != "utf-8":
            # Else browsers would take a script to be in the encoding of the page.
            before = "\ufeff"
        if self.trace is not None and self.maps is not None:
            source_map = self.trace.finish(text, self._context.read).below(before.count("\n"))
            text = with_map_url(without_map_url(text), self.maps.url_of(source_map), self._kind)
        return f"{before}{text}".encode()

    def _trace(self, hunks: Sequence[Hunk], maps: MapWriter) -> Trace:
        gap = len(separator(self._kind))
        ends = accumulate(len(hunk.text) + gap for hunk in hunks)
        starts = [0, *ends][: len(hunks)]
        return maps.trace(self.text, starts, [hunk.source_map for hunk in hunks])

    def _script(self, hunk: Hunk) -> Part:
        element = hunk.element
        if element.url is None and not element.foreign_type:
            # As it was written: a content security policy may know it by its hash.
            return Part(element.content, attributes=hunk.own_attributes)
        # Of what was compiled, browsers could not load the file.
        url = "" if element.foreign_type else self._relative(element.url or "")
        map_url = "" if self.maps is None else self.maps.url_of(decoded(hunk.source_map))
        attributes = hunk.own_attributes
        if self._signs and url:
            # Where it must load the file itself, the reader relies on its bytes, too.
            digest = b64encode(bytes.fromhex(hunk.digest)).decode()
            signed = (("crossorigin", "anonymous"), ("integrity", f"sha256-{digest}"))
            attributes = (*attributes, *signed)
        return Part(hunk.text, url, attributes, map_url)

    def _relative(self, url: str) -> str:
        path = without_checksum(url).partition(STATIC)[2]
        return "../" * self._directory.count("/") + path
