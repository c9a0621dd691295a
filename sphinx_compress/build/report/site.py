"""A built site as the report sees it: its pages, and what each loads and would have loaded."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...bundle.result import Decision
from ...core.errors import ReportError
from ...core.types import STATIC
from ...core.urls import seen_from_root
from ...manifest import decisions, nodelists
from ...manifest.places import Place, Places, no_record, prefix_of, record_below
from ...page.bundle_links import with_the_site
from ...page.markup import attributes_of
from ...page.patterns import LATE_START, Element, find_elements
from ...page.region import unmark
from .files import Files
from .loads import Load, distinct, load_of
from .originals import Originals


@dataclass(frozen=True, slots=True)
class PageLoads:
    """What one page loads, and what it would load without us."""

    name: str
    #: The page itself.
    data: bytes
    #: The same without the parts of style sheets that stand in it.
    plain: bytes
    before: tuple[Load, ...]
    after: tuple[Load, ...]
    #: The marked HTML of its regions.
    regions: tuple[str, ...]


@dataclass(slots=True)
class Kind:
    """Pages that load the same files."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    #: Each of them as its size and its name.
    pages: list[tuple[int, str]] = field(default_factory=list)

    @property
    def typical(self) -> str:
        """The name of the page that is neither large nor small among them."""
        return sorted(self.pages)[len(self.pages) // 2][1]


class BuiltSite:
    """The site in the output directory of a build.

    :raises ReportError: if it was not built with this extension.
    """

    def __init__(self, directory: Path) -> None:
        record = record_below(directory)
        if record is None:
            raise ReportError(no_record(directory))
        self._directory = directory
        self.bundles: str = record.parent.relative_to(directory).as_posix()
        self.files: Files = Files(directory)
        self.made_of: nodelists.MadeOf = nodelists.load(record.parent / nodelists.FILE_NAME).made_of
        self.regions: decisions.Decisions = decisions.load(record)
        #: On scripts in the heads of pages; see :data:`.decisions.HEAD`.
        self.scripts: tuple[Decision, ...] = self.regions.pop(decisions.HEAD, ())
        self.regions.pop(decisions.EAGER, None)
        self._waiting = {each.tag for each in self.scripts if not each.reason}
        self._places = Places(self.regions)
        self._originals = Originals(record.parent, self.regions)

    def pages(self) -> Iterator[PageLoads]:
        """Yield the pages that have a region, in the order of their names."""
        for path in sorted(self._directory.rglob("*.html")):
            name = path.relative_to(self._directory).as_posix()
            if not name.startswith(STATIC):
                page = self.page(name)
                if page.regions:
                    yield page

    def page(self, name: str) -> PageLoads:
        """Return what the page with this file name, seen from the site root, loads."""
        data = (self._directory / name).read_bytes()
        # Python writes other line ends on Windows.
        text = data.decode("utf-8", "replace").replace("\r\n", "\n")
        prefix = prefix_of(text, self.bundles, name.count("/"))
        text = with_the_site(text, self.bundles, prefix)
        elements = list(find_elements(text))
        places = list(self._places.find(text, prefix, elements))
        reader = _PageReader(text, posixpath.dirname(name), prefix)
        own = list(reader.loads(elements))
        before = [
            load
            for start, load in own
            if not any(place.start <= start < place.end for place in places)
        ]
        for place in places:
            before += self._replaced(place, reader)
        after = distinct(load for _, load in own)
        regions = tuple(place.html for place in places)
        plain = _without_parts(text, places).encode() if _PART.search(text) else data
        return PageLoads(name, data, plain, distinct(before), after, regions)

    def kinds(self) -> tuple[list[Kind], Counter[tuple[str, ...]]]:
        """Return the pages in kinds, the most common first, and how many have which regions."""
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], Kind] = {}
        regions = Counter[tuple[str, ...]]()
        for page in self.pages():
            urls = tuple(each.url for each in page.before), tuple(each.url for each in page.after)
            # In whatever order: some pages have a script where others have it later.
            key = tuple(sorted(urls[0])), tuple(sorted(urls[1]))
            found.setdefault(key, Kind(*urls)).pages.append((len(page.data), page.name))
            regions[page.regions] += 1
        kinds = sorted(found.values(), key=lambda kind: (-len(kind.pages), kind.pages[0][1]))
        return kinds, regions

    def title(self) -> str:
        """Return what the site calls itself; empty if its first page does not say so."""
        page = self.files.read("index.html").decode("utf-8", "replace")
        return _title(page)

    def _replaced(self, place: Place, reader: _PageReader) -> Iterator[Load]:
        """Yield what a page would load in place of a region."""
        is_gate = "data-compress-gate" in place.html
        for name, attributes in () if is_gate else self._originals.of(place.html):
            written = {key: unmark(value, reader.prefix) for key, value in attributes.items()}
            load = reader.load(name, written, place.start)
            if load is None:
                continue
            if load.url in self._waiting and place.start > reader.head_end:
                # It waits, but stood in the head.
                load = replace(load, place=reader.share(reader.head_end), blocks=True)
            yield load


class _PageReader:
    """Reads the elements of one page."""

    def __init__(self, text: str, directory: str, prefix: str) -> None:
        self._text = text
        self._directory = directory
        self.prefix = prefix
        self.head_end = text.find("</head")

    def share(self, start: int) -> float:
        """Return where a place is, as a share of the page."""
        return start / max(len(self._text), 1)

    def load(self, name: str, attributes: dict[str, str], start: int) -> Load | None:
        """Return what an element loads that begins at *start*."""
        load = load_of(name, attributes, self.share(start), in_head=start < self.head_end)
        if load is None:
            return None
        return replace(load, url=seen_from_root(load.url, self._directory, self.prefix))

    def loads(self, elements: Iterable[Element]) -> Iterator[tuple[int, Load]]:
        """Yield what the elements of the page load, with where these begin."""
        for element in elements:
            is_asset = element.name in {"link", "script"} and not element.is_hidden
            if not is_asset or self._is_without_scripts(element.start):
                continue
            tag = self._text[element.start : element.end]
            load = self.load(element.name, attributes_of(tag), element.start)
            if load is not None:
                yield element.start, load

    def _is_without_scripts(self, start: int) -> bool:
        """Return whether the rest of a sheet is meant that only readers without scripts get."""
        return self._text.startswith(LATE_START, self._text.rfind("<", 0, start))


#: A critical part that stands in the page itself, before the rest of its sheet.
_PART = re.compile(rf"<style>(?:[^<]|<(?!/style))*+</style>(?={re.escape(LATE_START)})")


def _without_parts(text: str, places: Sequence[Place]) -> str:
    """Return a page without the critical parts that we have put into it."""
    parts: list[str] = []
    position = 0
    for place in places:
        parts += text[position : place.start], _PART.sub("", text[place.start : place.end])
        position = place.end
    return "".join([*parts, text[position:]])


def _title(page: str) -> str:
    match = re.search(r"<title[^>]*>([^<]*)</title", page, re.IGNORECASE)
    return " ".join(html.unescape(match[1]).split()) if match else ""
