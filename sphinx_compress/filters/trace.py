"""The source map of a text, kept right while filters change the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..core.decoding import decode_css
from ..core.errors import SourceError
from ..core.serialization import DamagedError
from ..core.source_map import SourceMap, composed, decoded
from ..core.types import STATIC, Kind
from .own_maps import own_map, reader_url

#: Reads a file by its URL from the site root.
Read = Callable[[str], bytes]


class Trace:
    """Follows one text.

    :param text: as its author wrote it.
    :param name: what the map calls it: the URL of its file from the site root.
    :param source_map: that of the text itself, if it has one already.
    """

    def __init__(
        self, text: str, kind: Kind, name: str, source_map: SourceMap | None = None
    ) -> None:
        self._text = text
        self._kind = kind
        self._name = name
        self._map = source_map
        self._offered: SourceMap | None = None

    @classmethod
    def of_source(cls, text: str, kind: Kind, name: str, read: Read) -> Trace:
        """Follow the text of a file, which may name a map of its own."""
        return cls(text, kind, name, own_map(text, name, read))

    def offer(self, source_map: str) -> None:
        """Take the map that the next step makes with its text."""
        try:
            found = decoded(source_map)
        except DamagedError:
            return
        self._offered = replace(found, sources=tuple(map(self._known_name, found.sources)))

    def _known_name(self, source: str) -> str:
        # That of what a tool reads from its standard input.
        return self._name if source in {"", "-", "0", "<stdin>", "stdin"} else reader_url(source)

    def withdraw(self) -> None:
        """Forget the map of a step whose text is not used."""
        self._offered = None

    def follow(self, before: str, after: str) -> None:
        """Take note of what a step made of the text."""
        offered, self._offered = self._offered, None
        if offered is None and before == after:
            return
        step = offered or self._aligned(before, after)
        self._map = step if self._map is None else composed(step, self._map, self._name)

    def _aligned(self, before: str, after: str) -> SourceMap:
        # Parsers are imported if there is a map only.
        from .alignment import aligned

        return aligned(before, after, self._kind, self._name)

    def finish(self, text: str, read: Read) -> SourceMap:
        """Return the map of what the text has become, with the contents of all that can be read."""
        found = self._map or self._aligned(text, text)
        for url in found.sources:
            # What was put into the text may have a map of its own, as the text itself.
            content = None if url == self._name else self._content(url, read)
            inner = None if content is None else own_map(content, url, read)
            if inner is not None:
                found = composed(found, inner, url)
        pairs = zip(found.sources, found.contents, strict=True)
        contents = tuple(self._content(url, read) if has is None else has for url, has in pairs)
        return replace(found, contents=contents)

    def _content(self, url: str, read: Read) -> str | None:
        if url == self._name:
            return self._text
        if not url.startswith(STATIC):
            return None
        try:
            return decode_css(read(url), "utf-8").text
        except SourceError:
            return None
