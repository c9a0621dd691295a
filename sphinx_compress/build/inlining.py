"""Which critical parts stand in the pages themselves.

There, a part saves a trip to the server, since no browser need ask for it.  It saves none on a page
whose first paint waits for another file as well, and costs its bytes on each page.  So it is a file
if most pages that have its sheet are like that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, NamedTuple

from ..bundle.critical import can_be_split
from ..bundle.elements import bundle_url
from ..bundle.result import Result
from ..bundle.splitter import Splitter
from ..bundle.store import Bundle
from ..core.names import MayBe
from ..page.pieces import Piece, elements_of
from ..page.region import Region
from ..page.script_types import JS_TYPES, type_of
from .early_scripts import named_scripts
from .index import Index

_TOO_LARGE: Final = "it is too large for that"
#: With one of these, the first paint on a screen waits for a style sheet.
_SEEN: Final = frozenset({"", "all", "screen"})
#: With one of these, no page waits for a script.
_NOT_WAITED_FOR: Final = frozenset({"async", "defer", "nomodule"})


class Inlined(NamedTuple):
    """What stands in pages themselves, and what does not."""

    #: Bundle → its critical part.
    parts: Mapping[Bundle, Bundle]
    #: Path of a bundle → why its critical part is a file.
    as_files: Mapping[str, str]


class _File(NamedTuple):
    """A file that the first paint waits for."""

    #: What an author calls it.
    label: str
    #: The bundle that it is, if its critical part may stand in the page.
    sheet: Bundle | None = None


class Inlining:
    """Chooses among the critical parts of the style sheets of a site.

    :param output_dir: where the bundles are, below ``_static/``.
    """

    def __init__(self, splitter: Splitter, output_dir: str) -> None:
        self._splitter = splitter
        self._output_dir = output_dir

    def decide(
        self,
        sheets: Mapping[Bundle, MayBe],
        index: Index,
        compress: Callable[[Region], Result],
        kept: Collection[str],
    ) -> Inlined:
        """Return what of some *sheets* stands in pages.

        :param sheets: those that may be split, each with what tells the names of its pages.
        :param compress: returns what stands in for a region if nothing is split.
        :param kept: ids of regions that are not split.
        :raises OSError: if the output directory is not writable.
        """
        parts = dict[Bundle, Bundle]()
        for sheet, may_be in sheets.items():
            part = self._splitter.part_of(sheet, may_be, is_inline=True)
            if part is not None:
                parts[sheet] = part
        files = dict[str, list[_File]]()
        for region_id in {use.region_id for use in index.uses()}:
            region = index.regions[region_id].region
            if _is_in_front(region):
                result = compress(region._replace(split=False))
                may_be_split = region.split and region_id not in kept
                files[region_id] = [*self._files(result, parts if may_be_split else ())]
        refused = _refused(_pages(index, files))
        return Inlined(
            {sheet: part for sheet, part in parts.items() if sheet not in refused},
            {sheet.path: refused.get(sheet, _TOO_LARGE) for sheet in sheets},
        )

    def _files(self, result: Result, parts: Collection[Bundle]) -> Iterator[_File]:
        """Yield the files of a region for which the first paint waits."""
        urls = {bundle_url(self._output_dir, each.path): each for each in result.bundles}
        tags = {each.bundle: each.tag for each in reversed(result.decisions)}
        for piece in elements_of(result.html):
            if _is_waited_for(piece):
                label = piece.file
                if bundle := urls.get(piece.url):
                    label = tags.get(bundle.path, label)
                    if bundle not in parts or not can_be_split(bundle, result, self._output_dir):
                        bundle = None
                yield _File(label, bundle)


def _is_in_front(region: Region) -> bool:
    """Return whether a region may hold up the first paint."""
    # Where a template has scripts, nobody knows; most have them at the end.
    return region.mode == "file" and not region.late and (region.kind == "css" or region.implicit)


def _is_waited_for(piece: Piece) -> bool:
    attributes = piece.attributes
    if piece.name == "link":
        rel = attributes.get("rel", "").lower().split()
        is_on = "stylesheet" in rel and "alternate" not in rel and "disabled" not in attributes
        return is_on and attributes.get("media", "").strip().lower() in _SEEN
    is_file = piece.name == "script" and "src" in attributes and type_of(attributes) in JS_TYPES
    return is_file and _NOT_WAITED_FOR.isdisjoint(attributes)


def _pages(index: Index, files: Mapping[str, list[_File]]) -> dict[frozenset[_File], int]:
    """Return how many pages wait for just these files."""
    pages = Counter[frozenset[_File]]()
    for page in index.pages.values():
        found = [file for use in page.uses for file in files.get(use.region_id, ())]
        for tag, in_body in named_scripts(page.names):
            pieces = () if in_body else elements_of(tag)
            found += [_File(each.file) for each in pieces if _is_waited_for(each)]
        pages[frozenset(found)] += 1
    return pages


def _refused(pages: Mapping[frozenset[_File], int]) -> dict[Bundle, str]:
    """Return the sheets whose parts are to be files, and why."""
    refused = dict[Bundle, str]()
    while True:
        total = Counter[Bundle]()
        held = Counter[Bundle]()
        labels = defaultdict[Bundle, Counter[str]](Counter)
        for files, number in pages.items():
            others = {each.label for each in files if each.sheet is None or each.sheet in refused}
            for sheet in {each.sheet for each in files if each.sheet} - refused.keys():
                total[sheet] += number
                held[sheet] += number if others else 0
                labels[sheet].update(dict.fromkeys(others, number))
        found = [sheet for sheet in total if 2 * held[sheet] > total[sheet]]
        if not found:
            return refused
        for sheet in found:
            first = min(labels[sheet], key=lambda label: (-labels[sheet][label], label))
            refused[sheet] = f"most pages wait for {first} as well"
