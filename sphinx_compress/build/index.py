"""Which page uses which region: the index of the pages that are on disk."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from operator import is_
from typing import Any, NamedTuple

from ..core.serialization import read_json_or
from ..page.region import Region
from .name_table import NameTable
from .place import TemplatePlace

#: Version of the file's format.  An index in another format counts as none.
_FORMAT = 8

#: How the text of each index in the current format begins.
BEGINNING = json.dumps({"format": _FORMAT})[:-1].encode()


class RegionUse(NamedTuple):
    """One region of a page, and the HTML that was put out for it there."""

    region_id: str
    #: See :func:`id_of_html`.
    html_id: str


def id_of_html(html: str) -> str:
    """Return the id by which index and journals refer to *html*."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page that was written."""

    prefix: str
    #: In the order of rendering.
    uses: tuple[RegionUse, ...] = ()
    #: False after a killed build: the file may be from before that build or from within it,
    #: and has only some of the uses.
    is_certain: bool = True
    #: Marked texts of scripts outside of all regions that may refer to tags of the page, and
    #: what :func:`.loose_scripts` tells of its attributes.
    scripts: tuple[str, ...] = ()
    #: Whether it was a document's when a build ended.
    is_document: bool = False
    #: Those that its elements have, or may get from scripts in it; see
    #: :mod:`~sphinx_compress.page.vocabulary`.
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlacedRegion:
    """A region, and where a user finds it."""

    region: Region
    place: TemplatePlace

    def to_list(self) -> list[str | int | bool]:
        """Return what :meth:`from_list` understands and JSON can hold."""
        region = self.region
        names = (region.kind, region.mode, region.name, region.nodelist)
        return [*names, *self.place, region.implicit, region.late, region.split]

    @classmethod
    def from_list(cls, values: Iterable[Any]) -> PlacedRegion:
        """Return the region that :meth:`to_list` made *values* of.

        :raises ValueError, TypeError, OverflowError: if it made other values.
        """
        kind, mode, name, nodelist, template, line, *flags = values
        implicit, late, split = map(bool, flags)
        if not all(isinstance(text, str) for text in (kind, mode, name, nodelist)):
            raise TypeError("a region is made of strings")
        region = Region(kind, mode, name, nodelist, implicit, late, split)
        return cls(region, TemplatePlace(str(template), int(line)))


@dataclass(slots=True)
class Index:
    """All pages, and the regions and HTML that they refer to."""

    #: Region's id → region.
    regions: dict[str, PlacedRegion] = field(default_factory=dict)
    #: HTML's id → marked HTML.
    htmls: dict[str, str] = field(default_factory=dict)
    #: Name → page.
    pages: dict[str, Page] = field(default_factory=dict)
    #: Where the last build put the bundles, below ``_static/``.
    output_dir: str = ""
    #: The names of each page when :meth:`names` was last asked, and all of them together, by their
    #: first characters.
    _names: tuple[list[frozenset[str]], Mapping[str, list[str]]] = field(
        default_factory=lambda: ([], {}), repr=False, compare=False
    )
    #: The same for :meth:`pages_by_uses`.
    _uses: tuple[list[tuple[RegionUse, ...]], Counter[tuple[RegionUse, ...]]] = field(
        default_factory=lambda: ([], Counter()), repr=False, compare=False
    )

    def copy(self) -> Index:
        """Return an index of the same pages, which stays when this one is changed."""
        return replace(
            self, regions=dict(self.regions), htmls=dict(self.htmls), pages=dict(self.pages)
        )

    def add_whole_build(self, build: Index) -> None:
        """Add what a build that came to its end knows: its pages are on disk."""
        self._add_texts(build)
        self.pages |= build.pages

    def add_killed_build(self, build: Index, unfinished: Collection[str]) -> None:
        """Add what a build knows that was killed: some of its pages are on disk.

        :param unfinished: pages that it may not have written, whose files may be older.
        """
        self._add_texts(build)
        for name, page in build.pages.items():
            before = self.pages.get(name, Page(""))
            # It may have been killed before it rendered the page's first region.
            prefix = page.prefix if page.uses else before.prefix
            earlier = Counter(before.uses) - Counter(page.uses)
            uses = (*page.uses, *earlier.elements())
            scripts, names = page.scripts, page.names
            if name in unfinished:
                scripts = tuple(dict.fromkeys((*scripts, *before.scripts)))
                names |= before.names
            self.pages[name] = Page(prefix, uses, False, scripts, before.is_document, names)

    def without(self, names: Set[str]) -> Index:
        """Return an index without the pages with these *names*."""
        return replace(self, pages={n: page for n, page in self.pages.items() if n not in names})

    def forget_gone(self, documents: Set[str], exists: Callable[[str], bool]) -> None:
        """Forget the pages that *exists* denies, unless they are those of *documents*."""
        self.pages = {
            name: page
            if page.is_document or name not in documents
            else replace(page, is_document=True)
            for name, page in sorted(self.pages.items())
            if name in documents or exists(name)
        }

    def without_removed(self, documents: Set[str]) -> Index:
        """Return an index without pages of documents that were removed: no full build has them."""
        pages = {
            name: page
            for name, page in self.pages.items()
            if name in documents or not page.is_document
        }
        return replace(self, pages=pages)

    def _add_texts(self, build: Index) -> None:
        self.regions = build.regions | self.regions
        self.htmls |= build.htmls

    def pages_by_uses(self) -> Counter[tuple[RegionUse, ...]]:
        """Return how many pages use exactly these regions: sites have few kinds of pages."""
        of_pages = [page.uses for page in self.pages.values()]
        known, found = self._uses
        # Each step asks, and few have changed a page.
        if not _are_same(known, of_pages):
            found = Counter(of_pages)
            self._uses = of_pages, found
        return found.copy()

    def names(self, *beginnings: str) -> list[str]:
        """Return the names of all pages, in order; if *beginnings* are given, those with one."""
        of_pages = [page.names for page in self.pages.values()]
        known, found = self._names
        if not _are_same(known, of_pages):
            groups: defaultdict[str, list[str]] = defaultdict(list)
            for name in frozenset[str]().union(*of_pages):
                groups[name[:1]].append(name)
            found = dict(groups)
            self._names = of_pages, found
        if not beginnings:
            return sorted(itertools.chain(*found.values()))
        wanted = {each[0] for each in beginnings}
        names = itertools.chain(*(found.get(each, ()) for each in wanted))
        return sorted([name for name in names if name.startswith(beginnings)])

    def uses(self) -> set[RegionUse]:
        """Return what any page uses."""
        return {use for uses in self.pages_by_uses() for use in uses}

    def drop_unknown(self) -> None:
        """Forget uses whose region or HTML is not known.

        A build that was killed while it removed its journals leaves some of them.
        """
        unknown = {use for use in self.uses() if not self._knows(use)}
        for name, page in self.pages.items() if unknown else ():
            uses = tuple(use for use in page.uses if use not in unknown)
            if uses != page.uses:
                self.pages[name] = replace(page, uses=uses, is_certain=False)

    def _knows(self, use: RegionUse) -> bool:
        return use.region_id in self.regions and use.html_id in self.htmls

    def drop_unused(self) -> None:
        """Forget regions and HTML that no page refers to."""
        uses = self.uses()
        self.regions = {id_: self.regions[id_] for id_ in sorted({use.region_id for use in uses})}
        self.htmls = {id_: self.htmls[id_] for id_ in sorted({use.html_id for use in uses})}

    def to_json(self) -> str:
        """Return what :meth:`from_json` understands."""
        numbers = {uses: number for number, uses in enumerate(self.pages_by_uses())}
        names = NameTable()
        return json.dumps(
            {
                "format": _FORMAT,
                "output_dir": self.output_dir,
                "regions": {id_: placed.to_list() for id_, placed in self.regions.items()},
                "htmls": self.htmls,
                "uses": list(numbers),
                "pages": {
                    name: [page.prefix, numbers[page.uses], *_rest(page), *names.add(page.names)]
                    for name, page in self.pages.items()
                },
                "names": names.names,
            }
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Index:
        """Return the index that *text* holds; an empty one if it holds none."""
        return read_json_or(None, text, cls._from_values) or cls()

    @classmethod
    def _from_values(cls, values: Mapping[str, Any]) -> Index:
        if values["format"] != _FORMAT:
            return cls()
        index = cls(
            {id_: PlacedRegion.from_list(placed) for id_, placed in values["regions"].items()},
            {id_: _text(html) for id_, html in values["htmls"].items()},
            output_dir=str(values["output_dir"]),
        )
        all_uses = [read_uses(uses) for uses in values["uses"]]
        names = NameTable(map(str, values["names"]))
        for name, page in values["pages"].items():
            prefix, number, certain, scripts, document, more, fewer = page
            rest = bool(certain), tuple(map(str, scripts)), bool(document)
            index.pages[name] = Page(str(prefix), all_uses[number], *rest, names.read(more, fewer))
        index.drop_unused()
        return index


def _are_same(known: Sequence[object], found: Sequence[object]) -> bool:
    return len(known) == len(found) and all(map(is_, known, found))


def read_uses(pairs: Iterable[Any]) -> tuple[RegionUse, ...]:
    """Return the uses that JSON holds as *pairs*.

    :raises ValueError, TypeError: if they are no pairs.
    """
    return tuple(RegionUse(str(region_id), str(html_id)) for region_id, html_id in pairs)


def _rest(page: Page) -> tuple[bool, tuple[str, ...], bool]:
    return page.is_certain, page.scripts, page.is_document


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("HTML is text")
    return value
