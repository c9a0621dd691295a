"""One build of one output directory: gathers regions while pages are rendered."""

from __future__ import annotations

from dataclasses import dataclass

from .compressor import Compressor
from .filters import ROOT_MARKER, Kind
from .region import Mode, Region, mark, unmark
from .result import Result
from .shards import Recorder

_Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    #: Unmarked for the prefix in its key.
    html: str
    #: What the page's record says of it.
    record: tuple[str, str]


class Session:
    """Compresses each distinct region once, and records which page uses which.

    The state of a process that writes pages is lost with it; what must live on
    is in the files of the recorder, the store and the main cache.
    """

    def __init__(self, compressor: Compressor, recorder: Recorder) -> None:
        self._compressor = compressor
        self._recorder = recorder
        self._known: dict[_Key, _Known] = {}
        self._results: dict[Region, Result] = {}

    def begin_page(self, page: str) -> None:
        """Take note that *page* is about to be rendered: what it used before is void."""
        self._recorder.begin(page)

    def gather(
        self,
        text: str,
        *,
        kind: Kind,
        mode: Mode,
        name: str,
        page: str,
        prefix: str,
        place: tuple[str, int],
    ) -> str:
        """Return what stands in for a region; see :class:`~sphinx_compress.tag.Gatherer`."""
        key = (kind, mode, name, prefix, text)
        known = self._known.get(key)
        if known is None:
            if ROOT_MARKER in text or not _can_be_encoded(text):
                # No way to tell its marker from ours, or to keep it in a file.
                return "" if mode == "preload" else text
            known = self._known[key] = self._compress(
                Region(kind, mode, name, mark(text, prefix)), prefix, place
            )
        self._recorder.use(page, prefix, known.record)
        return known.html

    def _compress(self, region: Region, prefix: str, place: tuple[str, int]) -> _Known:
        result = self._results.get(region)
        if result is None:
            result = self._results[region] = self._compressor.compress(region)
        record = self._recorder.define(region, result, place)
        return _Known(unmark(result.html, prefix), record)


def _can_be_encoded(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
